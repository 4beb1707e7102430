"""Working days by the table of days off (Bộ luật Lao động 2019, Điều 112; Bộ luật Dân sự 2015, Điều 147)."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import Calendar, DayOff, parse_days_off

SEED = Path(__file__).parents[2] / "store" / "seed" / "days_off_vn.tsv"
HEADER = "date\tweekday\ttype\tname\tsource\tstatus"
VIETNAM = parse_days_off(SEED.read_text(encoding="utf-8"), "vn-1")

days = st.dates(date(2018, 1, 1), date(2027, 12, 31))
holidays = st.dictionaries(days, st.just(DayOff(kind="holiday", name="nghỉ")), max_size=30)


def test_the_seed_table_is_decided_until_2026_and_estimated_after() -> None:
    assert VIETNAM.known_until == 2026
    assert VIETNAM.is_decided(date(2026, 12, 31))
    assert not VIETNAM.is_decided(date(2027, 1, 1))
    assert VIETNAM.days[date(2027, 9, 2)].status == "estimated"
    assert VIETNAM.days[date(2026, 11, 24)].status == "unverified"
    assert VIETNAM.days[date(2020, 9, 2)].status == "confirmed"


def test_a_calendar_without_rows_decides_nothing() -> None:
    assert Calendar(version="empty").known_until == 0
    assert not Calendar(version="empty").is_decided(date(2020, 9, 2))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2020, 8, 24), True),  # Monday
        (date(2020, 8, 22), False),  # Saturday
        (date(2020, 8, 23), False),  # Sunday
        (date(2020, 9, 2), False),  # Quốc khánh
        (date(2022, 4, 11), False),  # nghỉ bù
        (date(2024, 4, 29), False),  # hoán đổi
        (date(2024, 5, 4), True),  # the Saturday worked for it
    ],
)
def test_working_days_of_the_seed_table(day: date, working: bool) -> None:
    assert VIETNAM.is_working(day) is working


def test_adding_skips_weekends_and_days_off_and_counts_makeup_saturdays() -> None:
    assert VIETNAM.add_working_days(date(2020, 8, 21), 15) == date(2020, 9, 14)
    assert VIETNAM.add_working_days(date(2024, 4, 26), 1) == date(2024, 5, 2)
    assert VIETNAM.add_working_days(date(2024, 4, 26), 3) == date(2024, 5, 4)
    assert VIETNAM.add_working_days(date(2024, 5, 6), -1) == date(2024, 5, 4)


def test_zero_working_days_is_the_day_itself_even_on_a_sunday() -> None:
    assert VIETNAM.add_working_days(date(2020, 8, 23), 0) == date(2020, 8, 23)


def test_next_and_previous_working_day_with_and_without_the_day_itself() -> None:
    friday, saturday, monday = date(2020, 8, 21), date(2020, 8, 22), date(2020, 8, 24)
    assert VIETNAM.next_working(friday) == friday
    assert VIETNAM.next_working(friday, include=False) == monday
    assert VIETNAM.next_working(saturday) == monday
    assert VIETNAM.previous_working(friday) == friday
    assert VIETNAM.previous_working(monday, include=False) == friday
    assert VIETNAM.previous_working(saturday) == friday


def test_beyond_the_last_year_is_an_overflow_with_a_remedy() -> None:
    with pytest.raises(OverflowError, match="use fewer days"):
        VIETNAM.add_working_days(date(9999, 12, 30), 5)
    with pytest.raises(OverflowError, match="use fewer days"):
        VIETNAM.add_working_days(date(1, 1, 2), -5)


@given(days, st.integers(-300, 300))
def test_adding_and_counting_agree(day: date, n: int) -> None:
    reached = VIETNAM.add_working_days(day, n)
    if n > 0:
        assert VIETNAM.working_days_between(day, reached) == n
        assert VIETNAM.is_working(reached)
    if n < 0:
        assert VIETNAM.is_working(reached)
        assert VIETNAM.working_days_between(reached, day) == -n - 1 + VIETNAM.is_working(day)


@given(days, days)
def test_counting_is_the_plain_sum_over_the_days(start: date, end: date) -> None:
    low, high = sorted((start, end))
    plain = sum(VIETNAM.is_working(low + timedelta(days=n)) for n in range(1, (high - low).days + 1))
    assert VIETNAM.working_days_between(start, end) == (plain if start <= end else -plain)


@given(holidays, days, days, st.integers(1, 60))
def test_adding_a_day_off_never_makes_the_result_earlier(
    table: dict[date, DayOff], extra: date, start: date, n: int
) -> None:
    before = Calendar(version="a", days=table)
    after = Calendar(version="b", days=table | {extra: DayOff(kind="holiday", name="thêm")})
    assert after.add_working_days(start, n) >= before.add_working_days(start, n)


@given(days, st.integers(0, 60), st.integers(1, 60))
def test_adding_is_monotone_in_the_start_date(start: date, later: int, n: int) -> None:
    assert VIETNAM.add_working_days(start, n) <= VIETNAM.add_working_days(start + timedelta(days=later), n)


def test_a_calendar_survives_storage_and_counts_the_same() -> None:
    stored = Calendar.model_validate_json(VIETNAM.model_dump_json())
    assert stored == VIETNAM
    assert stored.add_working_days(date(2024, 2, 7), 7) == date(2024, 2, 23)


def test_without_unverified_drops_only_unverified_days() -> None:
    dropped = set(VIETNAM.days) - set(VIETNAM.without_unverified.days)
    assert dropped == {date(2026, 1, 2), date(2026, 1, 10), date(2026, 11, 24)}
    assert VIETNAM.without_unverified.without_unverified is VIETNAM.without_unverified


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ("2020-13-02\tT4\tholiday\tQuốc khánh\tx\tconfirmed", "2026-09-02"),
        ("2020-09-02\tT5\tholiday\tQuốc khánh\tx\tconfirmed", "T4"),
        ("2020-09-02\tT4\tday off\tQuốc khánh\tx\tconfirmed", "makeup_work"),
        ("2020-09-02\tT4\tholiday\tQuốc khánh\tx\tperhaps", "estimated"),
        ("2020-09-02\tT4\tholiday\tQuốc khánh\tx\t", "estimated"),
        ("2020-09-02\tT4\tholiday\tQuốc khánh", "4"),
        ("2020-09-02\tT4\tmakeup_work\tlàm bù\tx\tconfirmed", "cuối tuần"),
        ("2020-01-01\tT4\tholiday\tTết Dương lịch\tx\tconfirmed", "2020-01-01"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line_and_the_remedy(row: str, names: str) -> None:
    text = f"{HEADER}\n2020-01-01\tT4\tholiday\tTết Dương lịch\tx\tconfirmed\n{row}\n"
    with pytest.raises(ValueError, match=r"dòng 3.*line 3") as refused:
        parse_days_off(text, "v")
    assert names in str(refused.value)


@pytest.mark.parametrize("text", ["", "date\tname", "2020-01-01\tT4\tholiday\tTết\tx\tconfirmed"])
def test_a_table_without_its_header_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"dòng 1.*write the header date weekday"):
        parse_days_off(text, "v")


def test_blank_lines_and_a_byte_order_mark_do_no_harm() -> None:
    text = f"\ufeff{HEADER}\r\n\r\n2020-01-01\tT4\tholiday\tTết Dương lịch\tx\tconfirmed\r\n"
    assert list(parse_days_off(text, "v").days) == [date(2020, 1, 1)]
