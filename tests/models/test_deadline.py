"""Counting by Bộ luật Dân sự 2015, Điều 144–148, and the house policy for "trước ngày"."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.calendar import Calendar, DayOff, parse_days_off
from models.deadline import (
    Deadline,
    PeriodUnit,
    asking,
    before_date,
    no_later_than,
    undated,
    within_calendar_days,
    within_working_days,
)

SEED = Path(__file__).parents[2] / "store" / "seed" / "days_off_vn.tsv"
VIETNAM = parse_days_off(SEED.read_text(encoding="utf-8"), "vn-1")

days = st.dates(date(2018, 1, 1), date(2025, 6, 30))
counts = st.integers(1, 90)


def test_policy_before_a_day_is_the_day_before_at_the_latest() -> None:
    deadline = before_date("trước ngày 25/8/2020", date(2020, 8, 25), VIETNAM)
    assert deadline.due == date(2020, 8, 24)
    assert deadline.practical_last_workday is None
    assert not deadline.confirm
    assert "24/8/2020" in deadline.why


def test_policy_before_a_day_is_not_rolled_back_but_names_the_practical_last_workday() -> None:
    deadline = before_date("trước ngày 01/3/2021", date(2021, 3, 1), VIETNAM)
    assert deadline.due == date(2021, 2, 28)
    assert deadline.practical_last_workday == date(2021, 2, 26)
    assert "26/02/2021" in deadline.why


def test_policy_the_inclusive_reading_is_a_switch_and_another_rule() -> None:
    inclusive = before_date("trước ngày 25/8/2020", date(2020, 8, 25), VIETNAM, strict=False)
    assert inclusive.due == date(2020, 8, 25)
    assert inclusive.rule != before_date("trước ngày 25/8/2020", date(2020, 8, 25), VIETNAM).rule


def test_a_fixed_day_is_not_rolled() -> None:
    deadline = no_later_than("hết ngày 02/9/2022", date(2022, 9, 2), VIETNAM)
    assert deadline.due == date(2022, 9, 2)
    assert deadline.practical_last_workday == date(2022, 8, 31)
    assert "Quốc khánh" in deadline.why


def test_a_fixed_time_of_day_is_kept() -> None:
    deadline = no_later_than("trước 17 giờ ngày 25/8/2020", date(2020, 8, 25), VIETNAM, time="17:00")
    assert (deadline.due, deadline.time) == (date(2020, 8, 25), "17:00")


def test_article_147_the_first_day_is_not_counted() -> None:
    assert within_working_days("1 ngày", 1, date(2020, 8, 24), VIETNAM).due == date(2020, 8, 25)
    assert within_calendar_days("1 ngày", 1, date(2020, 8, 24), VIETNAM).due == date(2020, 8, 25)


def test_article_147_working_days_skip_days_off_and_the_reason_names_them() -> None:
    deadline = within_working_days("15 ngày làm việc", 15, date(2020, 8, 21), VIETNAM)
    assert deadline.due == date(2020, 9, 14)
    assert "02/9/2020 (Quốc khánh)" in deadline.why


def test_swapped_days_off_are_skipped_and_makeup_saturdays_counted() -> None:
    deadline = within_working_days("5 ngày làm việc", 5, date(2024, 4, 26), VIETNAM)
    assert deadline.due == date(2024, 5, 7)
    assert "tính cả ngày làm bù 04/5/2024" in deadline.why


def test_a_long_tet_is_told_in_one_breath() -> None:
    deadline = within_working_days("7 ngày làm việc", 7, date(2024, 2, 7), VIETNAM)
    assert "từ 08/02/2024 đến 14/02/2024 (Tết Nguyên đán)" in deadline.why


def test_article_148_5_a_period_ending_on_a_day_off_ends_with_the_next_working_day() -> None:
    deadline = within_calendar_days("15 ngày", 15, date(2025, 8, 18), VIETNAM)
    assert deadline.due == date(2025, 9, 3)
    assert "02/9/2025 (Quốc khánh)" in deadline.why


@pytest.mark.parametrize(
    ("count", "unit", "start", "due"),
    [
        (2, "tuần", date(2020, 8, 21), date(2020, 9, 4)),
        (1, "tháng", date(2020, 8, 31), date(2020, 9, 30)),  # no 31/9: the month's last day
        (6, "tháng", date(2021, 3, 2), date(2021, 9, 6)),  # 2/9 and 3/9 are off, then a weekend
        (12, "tháng", date(2020, 12, 14), date(2021, 12, 14)),
        (1, "năm", date(2020, 2, 29), date(2021, 3, 1)),  # 28/02/2021 is a Sunday
    ],
)
def test_article_148_weeks_months_and_years_end_on_the_corresponding_day(
    count: int, unit: PeriodUnit, start: date, due: date
) -> None:
    assert within_calendar_days("…", count, start, VIETNAM, unit=unit).due == due


def test_a_day_off_nobody_confirmed_is_asked_about_with_both_days() -> None:
    deadline = within_working_days("3 ngày làm việc", 3, date(2026, 11, 20), VIETNAM)
    assert (deadline.kind, deadline.due, deadline.confirm) == ("ambiguous", None, True)
    assert "26/11/2026" in deadline.why
    assert "25/11/2026" in deadline.why
    assert "24/11/2026 (Ngày Văn hóa Việt Nam)" in deadline.why
    rolled = within_calendar_days("4 ngày", 4, date(2026, 11, 20), VIETNAM)
    assert (rolled.kind, rolled.due) == ("ambiguous", None)


def test_unconfirmed_days_that_change_nothing_are_not_asked_about() -> None:
    assert within_working_days("20 ngày làm việc", 20, date(2025, 12, 31), VIETNAM).due == date(2026, 1, 29)


def test_a_year_without_a_decision_gives_a_day_and_asks() -> None:
    deadline = within_working_days("15 ngày làm việc", 15, date(2026, 12, 25), VIETNAM)
    assert deadline.due == date(2027, 1, 18)
    assert deadline.confirm
    assert "năm 2027 chưa có quyết định" in deadline.why


def test_a_period_beyond_the_calendar_overflows() -> None:
    for unit in ("ngày", "tuần", "tháng", "năm"):
        with pytest.raises(OverflowError):
            within_calendar_days("…", 999, date(9999, 6, 1), VIETNAM, unit=unit)


def test_asking_keeps_the_day_and_adds_the_reason() -> None:
    plain = before_date("trước ngày 25/8/2020", date(2020, 8, 25), VIETNAM)
    asked = asking(plain, "chưa có ngày nhận")
    assert asked.confirm
    assert asked.due == plain.due
    assert asked.why.endswith("; chưa có ngày nhận, đề nghị xác nhận.")


def test_no_deadline_needs_no_person_but_an_undated_one_does() -> None:
    assert not undated("…", "none", "…").confirm
    assert undated("…", "urgent_no_date", "…").confirm
    assert undated("…", "ambiguous", "…").confirm


def test_a_deadline_is_stored_and_read_back_whole() -> None:
    deadline = no_later_than("trước 17 giờ ngày 30/8/2020", date(2020, 8, 30), VIETNAM, time="17:00")
    assert Deadline.model_validate_json(deadline.model_dump_json()) == deadline


@pytest.mark.parametrize("time", ["24:00", "7:30", "17h00", "17:60"])
def test_a_time_of_day_has_one_form(time: str) -> None:
    with pytest.raises(ValidationError):
        Deadline(phrase="…", kind="no_later_than", time=time, why="…")


@given(days, counts)
def test_every_working_day_deadline_is_a_working_day(start: date, count: int) -> None:
    due = within_working_days("…", count, start, VIETNAM).due
    assert due is not None
    assert VIETNAM.is_working(due)


@given(days, counts)
def test_every_period_of_days_ends_on_a_working_day_not_before_its_last_day(start: date, count: int) -> None:
    due = within_calendar_days("…", count, start, VIETNAM).due
    assert due is not None
    assert VIETNAM.is_working(due)
    assert due >= start + timedelta(days=count)


@given(days, counts, days)
def test_adding_a_day_off_never_makes_a_deadline_earlier(start: date, count: int, extra: date) -> None:
    more = Calendar(version="more", days=VIETNAM.days | {extra: DayOff(kind="holiday", name="thêm")})
    if VIETNAM.days.get(extra) is None:
        for counted in (within_working_days, within_calendar_days):
            before, after = counted("…", count, start, VIETNAM).due, counted("…", count, start, more).due
            assert before is not None
            assert after is not None
            assert after >= before


@given(days, counts, st.integers(0, 60), st.sampled_from(["ngày", "tuần", "tháng", "năm"]))
def test_counting_is_monotone_in_the_start_date(start: date, count: int, later: int, unit: PeriodUnit) -> None:
    second = start + timedelta(days=later)
    table = VIETNAM.without_unverified
    for early, late in (
        (
            within_working_days("…", count, start, table).due,
            within_working_days("…", count, second, table).due,
        ),
        (
            within_calendar_days("…", count, start, table, unit=unit).due,
            within_calendar_days("…", count, second, table, unit=unit).due,
        ),
    ):
        assert early is not None
        assert late is not None
        assert early <= late


@given(st.dates(date(2018, 1, 2), date(2027, 12, 31)))
def test_a_fixed_day_has_a_practical_last_workday_exactly_when_it_is_a_day_off(named: date) -> None:
    deadline = no_later_than("…", named, VIETNAM)
    assert (deadline.practical_last_workday is None) == VIETNAM.is_working(named)
    if deadline.practical_last_workday:
        assert VIETNAM.next_working(deadline.practical_last_workday, include=False) > named
