"""Corrections: both values stay, punctuality is judged anew, other reports are not touched."""

from datetime import date
from typing import Any

import pytest

from models import commands as c
from models import events as e
from tests.builders import Life, Outcome, accepted, code, duty, paper, plan

WHY = "Văn thư vào sổ muộn"


def correct(life: Life, when: str, actor: str = "snv.officer", **fields: Any) -> Outcome:
    return life.act(c.Correct, actor, when, **({"target": "report", "reason": WHY} | fields))


def late_and_closed() -> Life:
    """Reported on 26/8 for 24/8, confirmed, closed."""
    life = Life()
    accepted(life.report("2020-08-26 15:00"))
    accepted(life.act(c.Confirm, "snv.officer", "2020-08-27 09:00"))
    return life


def test_both_values_stay_in_the_record() -> None:
    life = late_and_closed()
    accepted(correct(life, "2020-08-28 09:00", arrived_on="2020-08-24", paper=paper("2020-08-24", "16/BC-STP")))
    [event] = life.happened(e.Corrected)
    assert (event.old_arrived_on, event.arrived_on) == (date(2020, 8, 26), date(2020, 8, 24))
    assert event.old_paper
    assert event.paper
    assert (event.old_paper.number, event.paper.number, event.reason) == ("15/BC-STP", "16/BC-STP", WHY)


def test_frozen_punctuality_is_judged_anew_even_after_closing() -> None:
    life = late_and_closed()
    frozen = life.case().requirements[0].punctuality
    assert frozen
    assert (life.case().closed, frozen.late_days) == (True, 2)
    accepted(correct(life, "2020-08-28 09:00", arrived_on="2020-08-24", paper=paper("2020-08-24")))
    frozen = life.case().requirements[0].punctuality
    assert frozen
    assert (life.case().closed, frozen.late_days, frozen.arrived_on) == (True, 0, date(2020, 8, 24))


def test_what_is_not_judged_yet_is_judged_at_confirmation_by_the_corrected_day() -> None:
    life = Life()
    accepted(
        life.report("2020-08-26 15:00", actor="snv.unit_clerk", paper=paper("2020-08-24"), arrived_on="2020-08-26")
    )
    accepted(correct(life, "2020-08-26 16:00", arrived_on="2020-08-24"))
    accepted(life.act(c.Confirm, "snv.officer", "2020-08-27 09:00"))
    frozen = life.case().requirements[0].punctuality
    assert frozen
    assert frozen.late_days == 0


def test_a_receipt_day_is_corrected() -> None:
    life = Life()
    assert code(correct(life, "2020-08-24 09:00", target="receipt", arrived_on="2020-08-22")) == "nothing_to_correct"
    accepted(life.act(c.Acknowledge, "stp.focal", "2020-08-24 10:00"))
    accepted(correct(life, "2020-08-24 11:00", target="receipt", arrived_on="2020-08-22"))
    assert life.case().received_on == date(2020, 8, 22)


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({}, "arrival_needed"),
        ({"arrived_on": "2020-08-21"}, "same_value"),
        ({"arrived_on": "2020-08-20"}, "arrival_before_paper"),
        ({"arrived_on": "2020-08-30"}, "arrival_future"),
    ],
)
def test_a_corrected_receipt_day_must_be_possible(fields: dict[str, Any], refused: str) -> None:
    life = Life()
    accepted(life.act(c.Acknowledge, "stp.focal", "2020-08-21 15:00"))
    assert code(correct(life, "2020-08-24 11:00", target="receipt", **fields)) == refused


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({}, "same_value"),
        ({"arrived_on": "2020-08-26"}, "same_value"),
        ({"arrived_on": "2020-08-25"}, "arrival_before_paper"),
        ({"arrived_on": "2020-08-29"}, "arrival_future"),
        ({"arrived_on": "2020-08-20", "paper": paper("2020-08-19")}, "arrival_before_paper"),
        ({"requirements": ("F9",), "arrived_on": "2020-08-25"}, "unknown_requirement"),
    ],
)
def test_a_corrected_report_must_be_possible(fields: dict[str, Any], refused: str) -> None:
    assert code(correct(late_and_closed(), "2020-08-28 09:00", **fields)) == refused


def test_without_a_report_there_is_nothing_to_correct() -> None:
    assert code(correct(Life(), "2020-08-24 09:00", arrived_on="2020-08-22")) == "nothing_to_do"


def test_a_correction_names_the_report_it_means_when_there_are_several() -> None:
    life = Life(plan(duty("F1"), duty("F2")))
    accepted(life.report("2020-08-24 10:00", requirements=("F1",)))
    accepted(life.report("2020-08-25 10:00", requirements=("F2",), paper=paper("2020-08-25", "20/BC-STP")))
    assert code(correct(life, "2020-08-26 09:00", paper=paper("2020-08-24", "9/BC-STP"))) == "several_reports"
    accepted(correct(life, "2020-08-26 09:00", requirements=("F1",), paper=paper("2020-08-24", "9/BC-STP")))
    assert [r.paper.number for r in life.case().requirements if r.paper] == ["9/BC-STP", "20/BC-STP"]


def test_the_unit_does_not_correct_its_own_record() -> None:
    assert (
        code(correct(late_and_closed(), "2020-08-28 09:00", actor="stp.head", arrived_on="2020-08-24")) == "not_allowed"
    )
