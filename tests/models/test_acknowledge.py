"""Acknowledging: the unit itself, or someone for it with the day the paper arrived."""

from datetime import date

from models import commands as c
from models.clock import local_date
from tests.builders import Life, accepted, code, days, vn


def test_a_unit_acknowledges_today_and_its_receipt_clock_stops() -> None:
    life = Life()
    accepted(life.act(c.Acknowledge, "stp.unit_clerk", "2020-08-21 15:00"))
    assert life.case().received_on == date(2020, 8, 21)
    assert not life.case().received_on_behalf
    life.until("2020-10-30 12:00")
    assert not [rung for rung, _ in life.rungs() if rung.startswith("receipt")]


def test_an_unacknowledged_paper_is_pressed_inside_the_unit_and_home_affairs_only() -> None:
    life = Life()
    life.until("2020-09-30 12:00")
    assert [(rung, day) for rung, day in life.rungs() if rung.startswith("receipt")] == list(
        zip(("receipt+1", "receipt+2", "receipt+3", "receipt+5"), days("24/8 25/8 26/8 28/8"), strict=True)
    )
    assert life.told("receipt") == ["stp.focal", "stp.unit_clerk", "stp.office_chief", "snv.officer", "stp.head"]


def test_on_behalf_needs_the_arrival_day_and_keeps_it() -> None:
    life = Life()
    assert code(life.act(c.Acknowledge, "snv.officer", "2020-08-25 09:00")) == "arrival_needed"
    accepted(life.act(c.Acknowledge, "snv.officer", "2020-08-25 09:00", arrived_on="2020-08-24"))
    assert (life.case().received_on, life.case().received_on_behalf) == (date(2020, 8, 24), True)


def test_a_unit_does_not_choose_its_arrival_day() -> None:
    life = Life()
    assert (
        code(life.act(c.Acknowledge, "stp.focal", "2020-08-25 09:00", arrived_on="2020-08-24")) == "arrival_not_yours"
    )


def test_an_arrival_day_lies_between_sending_and_today() -> None:
    life = Life()
    for day, refused in (("2020-08-20", "arrival_before_paper"), ("2020-08-26", "arrival_future")):
        assert code(life.act(c.Acknowledge, "snv.unit_clerk", "2020-08-25 09:00", arrived_on=day)) == refused


def test_receipt_is_recorded_once() -> None:
    life = Life()
    accepted(life.act(c.Acknowledge, "stp.focal", "2020-08-21 15:00"))
    assert code(life.act(c.Acknowledge, "stp.focal", "2020-08-21 16:00")) == "already_received"


def test_a_report_is_receipt_enough() -> None:
    life = Life()
    accepted(life.report("2020-08-24 10:00"))
    assert life.case().received_on == date(2020, 8, 24)
    assert code(life.act(c.Acknowledge, "stp.focal", "2020-08-24 16:00")) == "already_received"


def test_days_are_counted_in_vietnam_not_in_utc() -> None:
    life = Life()
    accepted(life.act(c.Acknowledge, "stp.focal", "2020-08-22 00:30"))
    assert vn("2020-08-22 00:30").date() == date(2020, 8, 21)
    assert life.case().received_on == local_date(vn("2020-08-22 00:30")) == date(2020, 8, 22)
