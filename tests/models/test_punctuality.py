"""In time is judged by the arrival day, against the date asked for and the original one, and frozen at completion."""

from datetime import date

import pytest

from models import commands as c
from models.events import Punctuality
from tests.builders import Life, accepted, duty, paper, plan


def frozen(life: Life) -> Punctuality:
    found = life.case().requirements[0].punctuality
    assert found
    return found


def confirmed(life: Life, when: str) -> Punctuality:
    accepted(life.act(c.Confirm, "snv.officer", when))
    return frozen(life)


@pytest.mark.parametrize(
    ("arrived", "late"), [("2020-08-24", 0), ("2020-08-25", 1), ("2020-08-28", 4), ("2020-09-03", 7)]
)
def test_lateness_counts_working_days_from_the_due_day_to_the_arrival(arrived: str, late: int) -> None:
    life = Life()
    accepted(life.report("2020-09-21 09:00", actor="snv.unit_clerk", paper=paper(arrived), arrived_on=arrived))
    judged = confirmed(life, "2020-10-05 09:00")
    assert (judged.arrived_on, judged.late_days, judged.late_days_original) == (date.fromisoformat(arrived), late, late)


def test_arriving_on_the_weekend_after_a_friday_is_late_by_one_day_at_least() -> None:
    life = Life(plan(duty("F1", report_by=date(2020, 8, 28))))
    accepted(life.report("2020-08-29 09:00"))
    assert confirmed(life, "2020-08-31 09:00").late_days == 1


def test_the_verifiers_slowness_makes_nobody_late() -> None:
    life = Life()
    accepted(life.report("2020-08-24 16:00"))
    assert confirmed(life, "2020-12-01 09:00").late_days == 0


def test_a_supplement_is_judged_by_its_own_date_and_by_the_original_one() -> None:
    life = Life()
    accepted(life.report("2020-08-24 16:00"))
    accepted(life.act(c.Return, "snv.officer", "2020-08-26 09:00", reason="Thiếu", by="2020-09-04"))
    accepted(life.report("2020-09-04 16:00"))
    judged = confirmed(life, "2020-09-07 09:00")
    assert (judged.due, judged.late_days) == (date(2020, 9, 4), 0)
    assert (judged.original_due, judged.late_days_original) == (date(2020, 8, 24), 8)


def test_a_late_supplement_is_late() -> None:
    life = Life()
    accepted(life.report("2020-08-24 16:00"))
    accepted(life.act(c.Return, "snv.officer", "2020-08-26 09:00", reason="Thiếu", by="2020-09-04"))
    accepted(life.report("2020-09-08 16:00"))
    assert confirmed(life, "2020-09-09 09:00").late_days == 2


def test_progress_in_time_then_a_full_report_without_second_date_is_in_time() -> None:
    life = Life()
    accepted(life.report("2020-08-24 16:00", in_progress=("F1",)))
    accepted(life.report("2020-09-30 16:00"))
    judged = confirmed(life, "2020-10-01 09:00")
    assert (judged.late_days, judged.late_days_original) == (0, 0)


def test_late_progress_without_second_date_is_late_by_the_progress_report() -> None:
    life = Life()
    accepted(life.report("2020-08-26 16:00", in_progress=("F1",)))
    accepted(life.report("2020-09-30 16:00"))
    judged = confirmed(life, "2020-10-01 09:00")
    assert (judged.original_due, judged.late_days, judged.late_days_original) == (date(2020, 8, 24), 2, 2)


def test_a_full_report_between_two_dates_is_late_for_the_first() -> None:
    life = Life(plan(duty("F1", report_by=date(2020, 8, 24), remedied_by=date(2020, 9, 30))))
    accepted(life.report("2020-08-26 16:00"))
    assert confirmed(life, "2020-08-27 09:00").late_days == 2


def test_an_undated_requirement_is_never_late() -> None:
    life = Life(plan(duty("F1", review_on=date(2020, 9, 10))))
    accepted(life.report("2020-12-01 09:00"))
    judged = confirmed(life, "2020-12-02 09:00")
    assert (judged.due, judged.original_due, judged.late_days, judged.late_days_original) == (None, None, 0, 0)


def test_judgement_needs_no_calendar_lookup_afterwards() -> None:
    life = Life()
    accepted(life.report("2020-08-26 16:00"))
    judged = confirmed(life, "2020-08-27 09:00")
    assert Punctuality.model_validate_json(judged.model_dump_json()) == judged
