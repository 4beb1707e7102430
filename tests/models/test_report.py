"""Reporting: a reference to a signed paper, for some or all requirements, judged by its arrival day."""

from datetime import date
from typing import Any

import pytest

from models import commands as c
from models import events as e
from models.case_state import Work
from models.refusals import Refusal
from tests.builders import SENT, Life, accepted, code, duty, paper, plan

THREE = plan(duty("F1"), duty("F2"), duty("F3"))


def works(life: Life) -> dict[str, Work]:
    return {r.id: r.work for r in life.case().requirements}


def test_a_report_naming_nothing_concerns_all_that_is_open() -> None:
    life = Life(THREE)
    accepted(life.report("2020-08-24 10:00"))
    assert set(works(life).values()) == {Work.REPORTED}


def test_a_report_naming_some_leaves_the_rest_under_its_clock() -> None:
    life = Life(THREE)
    accepted(life.report("2020-08-24 07:00", requirements=("F1",)))
    assert works(life) == {"F1": Work.REPORTED, "F2": Work.NOT_STARTED, "F3": Work.NOT_STARTED}
    life.until("2020-08-24 07:30")
    [rang] = [x for x in life.happened(e.Rang) if x.step.rung == "report+0"]
    assert rang.subjects == ("F2", "F3")


def test_what_is_under_way_is_not_reported_done() -> None:
    life = Life(THREE)
    accepted(life.report("2020-08-24 10:00", requirements=("F1", "F2"), in_progress=("F2",)))
    assert works(life) == {"F1": Work.REPORTED, "F2": Work.IN_PROGRESS, "F3": Work.NOT_STARTED}


def test_a_progress_report_alone_says_nothing_about_the_others() -> None:
    life = Life(THREE)
    accepted(life.report("2020-08-24 10:00", in_progress=("F2",)))
    assert works(life) == {"F1": Work.NOT_STARTED, "F2": Work.IN_PROGRESS, "F3": Work.NOT_STARTED}


def test_what_was_under_way_can_be_reported_done() -> None:
    life = Life(THREE)
    accepted(life.report("2020-08-24 10:00", in_progress=("F2",)))
    accepted(life.report("2020-08-28 10:00", requirements=("F2",)))
    assert works(life)["F2"] is Work.REPORTED


def test_what_is_reported_is_not_reported_again_before_it_is_returned() -> None:
    life = Life(THREE)
    accepted(life.report("2020-08-24 10:00", requirements=("F1",)))
    assert code(life.report("2020-08-24 11:00", requirements=("F1",))) == "wrong_state"
    accepted(life.report("2020-08-24 11:00"))
    assert code(life.report("2020-08-24 12:00")) == "nothing_to_do"


def test_a_requirement_that_does_not_exist_is_named_with_those_that_do() -> None:
    refusal = Life(THREE).report("2020-08-24 10:00", requirements=("F9",))
    assert code(refusal) == "unknown_requirement"
    assert isinstance(refusal, Refusal)
    assert refusal.params == {"requirement": "F9", "known": "F1, F2, F3"}


def test_on_behalf_the_arrival_day_of_the_register_counts() -> None:
    life = Life()
    accepted(
        life.report("2020-08-28 09:00", actor="snv.unit_clerk", paper=paper("2020-08-24"), arrived_on="2020-08-24")
    )
    [reported] = life.happened(e.Reported)
    assert (reported.on_behalf, reported.arrived_on) == (True, date(2020, 8, 24))
    assert reported.recorded_on == date(2020, 8, 28)


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({}, "arrival_needed"),
        ({"arrived_on": "2020-08-29"}, "arrival_future"),
        ({"arrived_on": "2020-08-23"}, "arrival_before_paper"),
        ({"arrived_on": "2020-08-20", "paper": paper("2020-08-19")}, "arrival_before_paper"),
    ],
)
def test_on_behalf_the_arrival_day_must_be_possible(fields: dict[str, Any], refused: str) -> None:
    outcome = Life().report("2020-08-28 09:00", actor="snv.unit_clerk", **({"paper": paper("2020-08-24")} | fields))
    assert code(outcome) == refused


def test_a_unit_reports_today_and_not_on_a_paper_of_tomorrow() -> None:
    life = Life()
    assert code(life.report("2020-08-24 09:00", arrived_on="2020-08-22")) == "arrival_not_yours"
    assert code(life.report("2020-08-24 09:00", paper=paper("2020-08-25"))) == "arrival_before_paper"


def test_reporting_starts_the_verifiers_clock_and_stops_the_units() -> None:
    life = Life()
    accepted(life.report("2020-08-24 07:00"))
    life.until("2020-12-01 12:00")
    assert {rung.partition("+")[0] for rung, _ in life.rungs()} == {"verification"}
    assert life.told("report_received") == ["snv.officer"]


def test_the_same_command_id_is_accepted_once() -> None:
    life = Life()
    command = c.Report(id="x", actor="stp.focal", paper=paper())
    first = accepted(life.world.submit(command, life.case().id, SENT))
    assert life.world.submit(command, life.case().id, SENT) == first
    assert len(life.happened(e.Reported)) == 1
