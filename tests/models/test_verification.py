"""Verifying a report: returned with a supplement date, or confirmed; never by the unit that reported."""

from datetime import date

from models import commands as c
from models.case_state import Work
from models.launch import Duty
from tests.builders import Life, accepted, code, days, duty, plan


def reported(*duties_: Duty, verifier: str = "snv", unit: str = "stp") -> Life:
    life = Life(plan(*(duties_ or (duty("F1"), duty("F2"))), unit=unit, verifier=verifier))
    accepted(life.report("2020-08-24 07:00", actor=f"{unit}.focal"))
    return life


def test_a_returned_report_gives_five_working_days_and_the_clock_resumes() -> None:
    life = reported()
    accepted(life.act(c.Return, "snv.officer", "2020-08-26 09:00", reason="Thiếu minh chứng", requirements=("F1",)))
    first = life.case().requirement("F1")
    assert first
    assert (first.work, first.due, first.original_due) == (Work.RETURNED, *days("3/9 24/8"))
    life.until("2020-09-08 12:00")
    assert [x for x in life.rungs() if x[0].startswith("report")] == list(
        zip(
            ("report-2", "report+0", "report+0pm", "report+1", "report+2", "report+3"),
            days("31/8 3/9 3/9 4/9 7/9 8/9"),
            strict=True,
        )
    )


def test_a_returned_report_names_its_supplement_date() -> None:
    life = reported()
    accepted(life.act(c.Return, "snv.officer", "2020-08-26 09:00", reason="Thiếu", by="2020-09-10"))
    assert life.case().due == date(2020, 9, 10)
    assert life.told("returned") == ["stp.focal"]


def test_a_supplement_date_lies_ahead_and_not_beyond_reason() -> None:
    life = reported()
    for by, refused in (("2020-08-26", "date_passed"), ("9999-12-31", "date_too_far")):
        assert code(life.act(c.Return, "snv.officer", "2020-08-26 09:00", reason="Thiếu", by=by)) == refused


def test_only_what_is_reported_is_returned_or_confirmed() -> None:
    life = Life()
    assert code(life.act(c.Return, "snv.officer", "2020-08-24 09:00", reason="Thiếu")) == "nothing_to_do"
    assert code(life.act(c.Confirm, "snv.officer", "2020-08-24 09:00", requirements=("F1",))) == "wrong_state"


def test_confirming_some_keeps_the_rest_waiting_and_confirming_all_ends_the_case() -> None:
    life = reported()
    accepted(life.act(c.Confirm, "snv.officer", "2020-08-25 09:00", requirements=("F1",)))
    assert not life.case().closed
    assert [r.id for r in life.case().unfinished] == ["F2"]
    accepted(life.act(c.Confirm, "snv.officer", "2020-08-25 10:00"))
    assert life.case().closed
    assert (life.case().armings, life.case().next_alarm()) == ((), None)
    assert life.told("closed") == ["stp.focal"]


def test_a_unit_never_confirms_or_returns_its_own_report_even_as_verifier() -> None:
    life = reported(unit="snv", verifier="snv")
    assert code(life.act(c.Confirm, "snv.head", "2020-08-25 09:00")) == "own_report"
    assert (
        code(life.act(c.Return, "snv.head", "2020-08-25 09:00", reason="Tự gia hạn", by="2021-08-25")) == "own_report"
    )


def test_a_person_of_both_units_does_not_confirm_his_own_units_report() -> None:
    """Binh is Home Affairs' officer, and from 1/9 also the unit's focal person."""
    life = reported()
    assert code(life.act(c.Confirm, "binh", "2020-09-03 09:00")) == "own_report"
    accepted(life.act(c.Confirm, "snv.officer", "2020-09-03 09:05"))


def test_the_reporting_unit_has_no_right_to_confirm() -> None:
    assert code(reported().act(c.Confirm, "stp.head", "2020-08-25 09:00")) == "not_allowed"


def test_an_unverified_report_presses_up_to_the_director_of_home_affairs() -> None:
    life = reported()
    life.until("2020-12-01 12:00")
    expected = ("verification+3", "verification+5", "verification+7", "verification+10")
    assert life.rungs() == list(zip(expected, days("27/8 31/8 3/9 8/9"), strict=True))
    assert life.told("verification") == ["snv.officer", "snv.division_head", "snv.deputy_head", "snv.head"]


def test_a_verifier_without_home_affairs_desks_answers_through_its_ordinary_seats() -> None:
    life = reported(unit="snv", verifier="vp")
    life.until("2020-12-01 12:00")
    assert life.told("verification") == ["vp.focal", "vp.office_chief", "vp.deputy_head", "vp.head"]
