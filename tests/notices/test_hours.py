"""When a notice may leave: office hours of working days, never at night, on a day off, or in Tết."""

from datetime import UTC, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.clock import VIETNAM, local_date
from models.hours import leaves_at
from tests.builders import calendar, vn

INSTANTS = st.datetimes(min_value=datetime(2019, 1, 1), max_value=datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is given beside


def may_leave(instant: datetime) -> bool:
    """The rule of officials.md section 4, said once more."""
    clock = instant.astimezone(VIETNAM).time()
    hours = time(7, 30) <= clock <= time(11, 30) or time(13, 30) <= clock <= time(16, 30)
    return hours and calendar().is_working(local_date(instant))


@pytest.mark.parametrize(
    ("ready", "leaves"),
    [
        ("2020-08-24 07:30", "2020-08-24 07:30"),
        ("2020-08-24 06:59", "2020-08-24 07:30"),
        ("2020-08-24 09:12", "2020-08-24 09:12"),
        ("2020-08-24 11:30", "2020-08-24 11:30"),
        ("2020-08-24 12:00", "2020-08-24 13:30"),
        ("2020-08-24 14:00", "2020-08-24 14:00"),
        ("2020-08-24 16:30", "2020-08-24 16:30"),
        ("2020-08-24 16:31", "2020-08-25 07:30"),
        ("2020-08-21 17:00", "2020-08-24 07:30"),
        ("2020-09-01 23:59", "2020-09-03 07:30"),
        ("2026-02-13 16:45", "2026-02-23 07:30"),
        ("2026-02-17 09:00", "2026-02-23 07:30"),
        ("2026-08-22 10:00", "2026-08-22 10:00"),
        ("2026-08-21 20:00", "2026-08-22 07:30"),
    ],
)
def test_what_is_ready_outside_office_hours_waits_for_the_next_window(ready: str, leaves: str) -> None:
    assert leaves_at(vn(ready), calendar()) == vn(leaves)


@given(INSTANTS)
def test_it_leaves_in_a_window_and_not_before_it_is_ready(ready: datetime) -> None:
    leaves = leaves_at(ready, calendar())
    assert leaves >= ready
    assert may_leave(leaves)


@given(INSTANTS)
def test_what_may_leave_leaves_at_once(ready: datetime) -> None:
    assert (leaves_at(ready, calendar()) == ready) == may_leave(ready)


@given(INSTANTS, st.floats(min_value=0, max_value=1, exclude_max=True))
def test_no_earlier_window_is_missed(ready: datetime, part: float) -> None:
    leaves = leaves_at(ready, calendar())
    between = ready + (leaves - ready) * part
    assert between == leaves or not may_leave(between)


@given(INSTANTS, INSTANTS)
def test_what_is_ready_first_does_not_leave_later(one: datetime, other: datetime) -> None:
    first, second = sorted((one, other))
    assert leaves_at(first, calendar()) <= leaves_at(second, calendar())


@given(INSTANTS, st.integers(-12, 12))
def test_the_zone_an_instant_is_written_in_does_not_matter(ready: datetime, hours: int) -> None:
    elsewhere = ready.astimezone(timezone(timedelta(hours=hours)))
    assert leaves_at(elsewhere, calendar()) == leaves_at(ready, calendar())


def test_an_instant_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="múi giờ"):
        leaves_at(datetime(2020, 8, 24, 9), calendar())  # noqa: DTZ001 - that is the mistake
