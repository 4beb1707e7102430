"""The default ladders, with the exact days of seed 3: sent Friday 21/8/2020, due Monday 24/8 (officials.md 4)."""

from datetime import date, time, timedelta

import pytest

from models.clock import local_date
from models.clocks import Arming, arm
from models.ladder import DEFAULT_POLICY, Clock
from tests.builders import Life, calendar, days, duty, plan, vn


def hang(clock: Clock, base: date, now: str) -> Arming:
    return arm(1, clock, base, ("F1",), vn(now), DEFAULT_POLICY, calendar())


def steps(arming: Arming) -> list[tuple[str, date]]:
    return [(step.rung, local_date(step.at)) for step in arming.steps]


SEED_3 = list(
    zip(
        ("report+0", "report+0pm", "report+1", "report+2", "report+3", "report+7", "report+12"),
        days("24/8 24/8 25/8 26/8 27/8 3/9 10/9"),
        strict=True,
    )
)


def test_the_report_ladder_of_seed_3_falls_on_the_days_officials_expect() -> None:
    assert steps(hang(Clock.REPORT, date(2020, 8, 24), "2020-08-21 10:39")) == SEED_3


@pytest.mark.parametrize("clock", [Clock.REPORT, Clock.REMEDY])
def test_report_and_remedy_have_the_same_ladder(clock: Clock) -> None:
    named = [(rung.partition("+")[2], day) for rung, day in steps(hang(clock, date(2020, 8, 24), "2020-08-21 10:39"))]
    assert named == [(rung.partition("+")[2], day) for rung, day in SEED_3]


def test_rungs_before_the_issuing_day_vanish() -> None:
    names = [rung for rung, _ in steps(hang(Clock.REPORT, date(2020, 8, 24), "2020-08-21 10:39"))]
    assert not {"report-10", "report-5", "report-2"} & set(names)


@pytest.mark.parametrize(("sent", "there"), [("2020-08-26 09:00", True), ("2020-08-27 09:00", False)])
def test_the_earliest_reminder_needs_a_period_of_twenty_working_days(sent: str, there: bool) -> None:
    """From Wednesday 26/8 to Thursday 24/9 are 20 working days (2/9 is off)."""
    arming = hang(Clock.REPORT, date(2020, 9, 24), sent)
    assert ("report-10" in [rung for rung, _ in steps(arming)]) is there


def test_a_rung_of_this_morning_has_passed_in_the_afternoon() -> None:
    assert steps(hang(Clock.REPORT, date(2020, 8, 24), "2020-08-24 09:00"))[0] == ("report+0pm", date(2020, 8, 24))
    assert steps(hang(Clock.REPORT, date(2020, 8, 24), "2020-08-24 14:00"))[0] == ("report+1", date(2020, 8, 25))


def test_rungs_ring_at_half_past_seven_and_the_second_of_the_day_at_two() -> None:
    life = Life()
    life.until("2020-08-24 07:29")
    assert [rung for rung, _ in life.rungs() if rung.startswith("report")] == []
    life.until("2020-08-24 07:30")
    assert [rung for rung, _ in life.rungs() if rung.startswith("report")] == ["report+0"]
    life.until("2020-08-24 13:59")
    assert [rung for rung, _ in life.rungs() if rung.startswith("report")] == ["report+0"]
    life.until("2020-08-24 14:00")
    assert [rung for rung, _ in life.rungs() if rung.startswith("report")] == ["report+0", "report+0pm"]


def test_a_deadline_already_past_presses_from_today_on() -> None:
    arming = hang(Clock.REPORT, date(2020, 8, 3), "2020-08-21 10:39")
    assert steps(arming)[:3] == [("report+1", *days("24/8")), ("report+2", *days("25/8")), ("report+3", *days("26/8"))]


def test_the_receipt_ladder_counts_from_the_sending_day() -> None:
    assert [day for _, day in steps(hang(Clock.RECEIPT, date(2020, 8, 21), "2020-08-21 10:39"))] == list(
        days("24/8 25/8 26/8 28/8")
    )


def test_the_verification_ladder_ends_inside_home_affairs() -> None:
    assert [day for _, day in steps(hang(Clock.VERIFICATION, date(2020, 8, 24), "2020-08-24 10:00"))] == list(
        days("27/8 31/8 3/9 8/9")
    )


def test_the_signature_ladder_presses_inside_home_affairs() -> None:
    assert steps(hang(Clock.SIGNATURE, date(2020, 8, 27), "2020-08-27 07:30")) == [
        ("signature+2", *days("31/8")),
        ("signature+3", *days("1/9")),
    ]


def test_a_review_day_off_is_kept_on_the_working_day_before() -> None:
    assert steps(hang(Clock.REVIEW, date(2020, 9, 2), "2020-08-21 10:39")) == [("review+0", *days("1/9"))]


@pytest.mark.parametrize("clock", list(Clock))
@pytest.mark.parametrize("shift", range(0, 40, 3))
def test_steps_ring_on_working_days_in_the_order_of_the_ladder(clock: Clock, shift: int) -> None:
    arming = hang(clock, date(2020, 8, 20) + timedelta(days=shift), "2020-08-21 10:39")
    instants = [step.at for step in arming.steps]
    assert instants == sorted(instants)
    assert all(calendar().is_working(local_date(at)) for at in instants)
    offsets = [(rung.offset, rung.time) for s in arming.steps if (rung := DEFAULT_POLICY.rung(s.rung))]
    assert offsets == sorted(offsets)


def test_whoever_is_pressed_sits_in_the_unit_or_in_home_affairs_until_a_person_signs() -> None:
    life = Life(plan(duty("F1")))
    life.until("2020-12-31 12:00")
    units = {n.to.unit for n in life.notices}
    assert units == {"stp", "snv"}


def test_the_unit_hears_of_each_rung_in_the_order_of_its_own_line() -> None:
    life = Life(plan(duty("F1", report_by=date(2020, 10, 15))))
    life.until("2020-10-19 12:00")
    assert life.told("due_soon") == [
        "stp.focal",  # -10
        *("stp.focal", "stp.office_chief"),  # -5
        *("stp.focal", "stp.office_chief", "stp.deputy_head"),  # -2
    ]
    assert life.told("overdue") == ["stp.focal"]
    assert life.told("check_register") == ["snv.unit_clerk"]
    assert life.told("overdue_head") == ["stp.head"]


def test_an_hour_is_half_past_seven_in_vietnam() -> None:
    [first, *_] = hang(Clock.REPORT, date(2020, 8, 24), "2020-08-21 10:39").steps
    assert (first.at.hour, first.at.minute, first.at.utcoffset()) == (0, 30, timedelta(0))
    assert time(7, 30) == DEFAULT_POLICY.ladder(Clock.REPORT)[0].time
