"""After downtime the lowest unrung rung rings, labelled late; the rest is covered or follows in the ladder's order."""

from datetime import date

import pytest

from models import commands as c
from models import events as e
from models.case_clocks import ring_case
from models.clock import local_date
from models.clocks import Arming, arm, ring
from models.ladder import DEFAULT_POLICY, Clock, Level
from tests.builders import Life, accepted, calendar, days, duty, plan, vn

DUE = date(2020, 10, 15)
RUNGS = {rung.id: rung for rung in DEFAULT_POLICY.rungs}


def hung() -> Arming:
    return arm(1, Clock.REPORT, DUE, ("F1",), vn("2020-08-21 10:39"), DEFAULT_POLICY, calendar())


def test_the_lowest_rung_rings_first_and_covers_what_is_no_higher() -> None:
    """Down from 14/10 to 20/10: the due day, +1 and +2 have passed."""
    arming = hung()
    later = arming.model_copy(update={"steps": tuple(s for s in arming.steps if local_date(s.at) >= DUE)})
    ringing = ring(later, vn("2020-10-20 09:00"), DEFAULT_POLICY, calendar())
    assert ringing
    assert ringing.step.rung == "report+0"
    assert [s.rung for s in ringing.covered] == ["report+0pm", "report+1"]
    assert [(s.rung, local_date(s.at)) for s in ringing.moved] == [
        ("report+2", *days("21/10")),
        ("report+3", *days("22/10")),
    ]


def test_nothing_due_rings_nothing() -> None:
    assert ring(hung(), vn("2020-09-01 12:00"), DEFAULT_POLICY, calendar()) is None


def down(back: str) -> Life:
    """A case without alarms ringing until the system is back."""
    life = Life(plan(duty("F1", report_by=DUE)))
    accepted(life.act_unrung(c.Acknowledge, "stp.focal", "2020-08-21 15:00"))
    life.world.now = vn(back)  # nobody rang before
    life.world.run_until(vn(back))
    return life


def test_a_reminder_missed_through_an_outage_says_that_it_is_late() -> None:
    life = down("2020-10-20 09:00")
    [first] = life.happened(e.Rang)
    assert (first.step.rung, first.late, first.overdue) == ("report-10", True, True)
    [notice] = [n for n in life.notices if n.params.get("late")]
    assert notice.kind == "overdue"


@pytest.mark.parametrize("back", ["2020-10-08 09:00", "2020-10-20 09:00", "2020-11-20 09:00", "2021-03-01 09:00"])
def test_after_any_outage_levels_ring_in_order_one_a_working_day(back: str) -> None:
    life = down(back)
    life.until("2021-06-30 12:00")
    rang = [(RUNGS[rung], day) for rung, day in life.rungs()]
    upward = [rung.level for rung, _ in rang if rung.offset < 0 or rung.level >= Level.HEAD]
    assert upward == sorted(upward)
    late = [day for rung, day in rang if rung.level >= Level.OFFICE]
    assert len(late) == len(set(late))
    assert all(calendar().is_working(day) for day in late)


def test_after_an_outage_the_letter_waits_until_the_head_was_told() -> None:
    life = down("2020-11-02 09:00")
    life.until("2020-12-31 12:00")
    by_rung = dict(life.rungs())
    assert by_rung["report-10"] < by_rung["report-5"] < by_rung["report-2"] < by_rung["report+2"] < by_rung["report+3"]


def test_what_an_outage_skipped_is_recorded_as_covered() -> None:
    life = down("2020-10-20 09:00")
    covered = [x.step.rung for x in life.happened(e.RungCovered)]
    assert covered == ["report+0", "report+0pm", "report+1"]
    life.until("2020-10-30 12:00")
    assert [rung for rung, _ in life.rungs()] == ["report-10", "report-5", "report-2", "report+2", "report+3"]


def test_an_alarm_that_is_no_longer_due_does_nothing() -> None:
    life = Life()
    life.until("2020-08-24 06:00")
    alarm = life.case().next_alarm()
    assert alarm
    facts = life.world.facts("q3")
    assert ring_case(life.case(), alarm.arming, alarm.key, facts, vn("2020-08-24 07:00")) == []
    assert ring_case(life.case(), alarm.arming, alarm.key + "x", facts, vn("2020-08-24 07:30")) == []
    assert ring_case(life.case(), 99, alarm.key, facts, vn("2020-08-24 07:30")) == []
    assert len(ring_case(life.case(), alarm.arming, alarm.key, facts, vn("2020-08-24 07:30"))) == 1
    accepted(life.report("2020-08-24 07:10"))
    assert ring_case(life.case(), alarm.arming, alarm.key, facts, vn("2020-08-24 07:30")) == []


def test_a_repeated_alarm_command_rings_once() -> None:
    life = Life()
    alarm = life.case().next_alarm()
    assert alarm
    for _ in range(2):
        life.world.submit(c.Ring(id=alarm.key, arming=alarm.arming), life.case().id, alarm.at)
    assert len(life.rungs()) == 1


def test_ring_names_only_the_recipients_who_sit_there_that_day() -> None:
    life = Life()
    life.until("2020-08-24 08:00")
    [august] = [x for x in life.happened(e.Rang) if x.step.rung == "report+0"]
    assert [(to.seat, to.person) for to in august.to] == [("stp.focal", "an")]
    late = Life(plan(duty("F1", report_by=date(2020, 9, 10))))
    late.until("2020-09-10 08:00")
    assert [x.to[0].person for x in late.happened(e.Rang)][-1] == "binh"
