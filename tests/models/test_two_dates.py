"""A requirement may have two dates: reported by, remedied by; either, both, or none and then a day to look again."""

from datetime import date

from models import commands as c
from models.case_state import Work
from models.ladder import Clock
from tests.builders import BEFORE_25_8, Life, accepted, days, duty, paper, plan

REMEDY = date(2020, 9, 30)
BOTH = plan(duty("F1", report_by=BEFORE_25_8, remedied_by=REMEDY))


def hung(life: Life) -> dict[Clock, date]:
    return {a.clock: a.base for a in life.case().armings if a.clock is not Clock.RECEIPT}


def test_both_dates_have_their_own_ladder() -> None:
    assert hung(Life(BOTH)) == {Clock.REPORT: date(2020, 8, 24), Clock.REMEDY: REMEDY}


def test_a_progress_report_meets_the_first_date_and_keeps_the_second_open() -> None:
    life = Life(BOTH)
    accepted(life.report("2020-08-24 07:00", in_progress=("F1",)))
    assert hung(life) == {Clock.REMEDY: REMEDY}
    assert life.case().due == REMEDY
    life.until("2020-10-05 12:00")
    assert [rung for rung, _ in life.rungs() if rung.startswith("report")] == []
    assert [day for rung, day in life.rungs() if rung == "remedy+3"] == [date(2020, 10, 5)]


def test_a_full_report_meets_both_dates() -> None:
    life = Life(BOTH)
    accepted(life.report("2020-08-24 07:00"))
    assert set(hung(life)) == {Clock.VERIFICATION}


def test_the_remedy_is_judged_by_its_own_date_after_progress() -> None:
    life = Life(BOTH)
    accepted(life.report("2020-08-24 07:00", in_progress=("F1",)))
    accepted(life.report("2020-09-30 16:00"))
    accepted(life.act(c.Confirm, "snv.officer", "2020-10-01 09:00"))
    frozen = life.case().requirements[0].punctuality
    assert frozen
    assert (frozen.due, frozen.original_due, frozen.late_days, frozen.late_days_original) == (REMEDY, REMEDY, 0, 0)


def test_notices_about_the_second_date_name_the_second_date() -> None:
    life = Life(BOTH)
    life.until("2020-09-23 12:00")
    [about] = [n.params for n in life.notices if n.params.get("due") == "30/9/2020" and n.to.seat == "stp.office_chief"]
    assert (about["phrase"], about["days_left"]) == ("chậm nhất ngày 30/09/2020", "5")
    assert "chậm nhất ngày 30/09/2020" in about["why"]


def test_progress_without_a_second_date_is_looked_at_again() -> None:
    life = Life()
    accepted(life.report("2020-08-24 07:00", in_progress=("F1",)))
    assert hung(life) == {Clock.REVIEW: date(2020, 9, 8)}
    assert life.case().requirements[0].work is Work.IN_PROGRESS


def test_progress_registered_long_after_its_arrival_is_still_looked_at_again() -> None:
    life = Life()
    accepted(
        life.report(
            "2020-10-15 07:00",
            actor="snv.unit_clerk",
            paper=paper("2020-08-24"),
            arrived_on="2020-08-24",
            in_progress=("F1",),
        )
    )
    assert hung(life)[Clock.REVIEW] > date(2020, 10, 15)


def test_an_undated_requirement_is_looked_at_again_every_twenty_working_days() -> None:
    life = Life(plan(duty("F1", review_on=date(2020, 9, 10))))
    accepted(life.act(c.Acknowledge, "stp.focal", "2020-08-21 15:00"))
    life.until("2020-11-10 12:00")
    assert life.rungs() == [("review+0", day) for day in days("10/9 8/10 5/11")]
    assert set(life.told("review")) == {"snv.officer"}


def test_a_review_day_already_past_is_not_forgotten() -> None:
    life = Life(plan(duty("F1", review_on=date(2020, 8, 21))))
    life.until("2020-08-24 12:00")
    assert ("review+0", date(2020, 8, 24)) in life.rungs()


def test_a_report_ends_the_review_and_a_supplement_date_takes_its_place() -> None:
    life = Life(plan(duty("F1", review_on=date(2020, 9, 10))))
    accepted(life.report("2020-08-24 10:00"))
    assert set(hung(life)) == {Clock.VERIFICATION}
    accepted(life.act(c.Return, "snv.officer", "2020-08-25 09:00", reason="Thiếu", by="2020-09-04"))
    assert hung(life) == {Clock.REPORT: date(2020, 9, 4)}


def test_a_reminder_before_a_weekend_deadline_counts_from_the_last_working_day() -> None:
    """Due on Sunday 30/8: the last working day is Friday 28/8, two working days earlier is Wednesday 26/8."""
    life = Life(plan(duty("F1", report_by=date(2020, 8, 30))))
    life.until("2020-08-31 12:00")
    wanted = ("report-5", "report-2", "report+0", "report+0pm", "report+1")
    assert [x for x in life.rungs() if x[0] in wanted] == list(
        zip(wanted[1:], days("26/8 28/8 28/8 31/8"), strict=True)
    )
