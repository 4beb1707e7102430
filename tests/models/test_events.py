"""Events are kept for ever: each survives JSON with its type, and the state is nothing but their fold."""

import json
from datetime import date

import pytest
from pydantic import TypeAdapter

from models import commands as c
from models import events as e
from models.base import name_of
from models.case_evolve import evolve, fold
from models.case_state import Case
from models.inspection import Inspection
from models.inspection import evolve as evolve_inspection
from models.world import Entry
from tests.builders import SENT, Life, accepted, duty, paper, plan, vn

EVENT: TypeAdapter[e.AnyEvent] = TypeAdapter(e.AnyEvent)
COMMAND: TypeAdapter[c.AnyCommand] = TypeAdapter(c.AnyCommand)


def full_life() -> Life:
    """Everything that can happen, at least once."""
    life = Life(plan(duty("F1"), duty("F2", review_on=date(2020, 9, 10))), plan(n=2, unit="sxd"))
    accepted(life.act(c.Acknowledge, "stp.focal", "2020-08-21 15:00"))
    life.until("2020-08-27 08:00")
    draft = life.drafts[0].id
    accepted(life.act(c.EditDraft, "snv.officer", "2020-08-27 08:30", draft=draft, text="Kính gửi"))
    accepted(life.act(c.HoldDraft, "snv.officer", "2020-08-27 09:00", draft=draft, until="2020-08-28", reason="Chờ"))
    accepted(life.act(c.IssueDraft, "snv.head", "2020-08-31 09:00", draft=draft, number="1/SNV"))
    accepted(
        life.report(
            "2020-08-31 10:00",
            in_progress=("F1",),
            actor="snv.unit_clerk",
            arrived_on="2020-08-24",
            paper=paper("2020-08-24"),
        )
    )
    accepted(life.report("2020-09-01 10:00"))
    accepted(life.act(c.Return, "snv.officer", "2020-09-01 11:00", reason="Thiếu", requirements=("F2",)))
    accepted(life.report("2020-09-03 10:00", requirements=("F2",)))
    accepted(life.act(c.Confirm, "snv.officer", "2020-09-03 11:00"))
    accepted(
        life.act(
            c.Correct,
            "snv.officer",
            "2020-09-03 12:00",
            target="report",
            reason="Nhầm",
            requirements=("F2",),
            paper=paper("2020-09-01"),
        )
    )
    accepted(life.act(c.Reopen, "snv.head", "2020-09-04 09:00", reason="Phúc tra"))
    accepted(life.act(c.Answer, "ubnd.chair", "2020-09-04 10:00", text="Đồng ý"))
    accepted(life.act(c.Close, "ubnd.chair", "2020-09-04 11:00", reason="Xong"))
    life.world.now = vn("2020-09-07 06:00")
    accepted(life.act_unrung(c.Close, "ubnd.chair", "2020-12-01 11:00", n=2, reason="Xong"))
    accepted(life.act(c.Finish, "snv.head", "2020-12-02 11:00"))
    return life


LIFE = full_life()


def test_a_full_life_shows_every_event_but_the_covered_rung_of_an_outage() -> None:
    assert {name_of(entry.event) for entry in LIFE.world.events} | {"rung_covered"} == set(e.EVENTS)


@pytest.mark.parametrize("entry", LIFE.world.events, ids=lambda entry: entry.key)
def test_each_event_survives_json_with_its_type(entry: Entry) -> None:
    event = entry.event
    again = EVENT.validate_json(event.model_dump_json())
    assert type(again) is type(event)
    assert again == event


def test_a_reader_tolerates_fields_it_does_not_know() -> None:
    event = LIFE.world.events[0].event
    assert EVENT.validate_python(event.model_dump() | {"added_later": 1}) == event


def test_the_state_is_the_fold_of_its_events() -> None:
    for stream, case in LIFE.world.cases.items():
        assert fold((x.event, x.at) for x in LIFE.world.events if x.stream == stream) == case  # type: ignore[misc]


def test_a_snapshot_is_the_state_again() -> None:
    for case in LIFE.world.cases.values():
        assert Case.model_validate_json(case.model_dump_json()) == case
    inspection = LIFE.inspection
    assert Inspection.model_validate_json(inspection.model_dump_json()) == inspection


def test_events_name_what_they_are_by_their_type() -> None:
    for name, event in e.EVENTS.items():
        assert event.model_fields["type"].default == name
        assert event.version >= 1
    assert json.loads(LIFE.world.events[0].event.model_dump_json())["type"] == "launched"


def test_an_event_without_its_beginning_is_an_error() -> None:
    with pytest.raises(ValueError, match="without an opened case"):
        evolve(None, e.Acknowledged(arrived_on=date(2020, 8, 21), on_behalf=False), SENT)
    with pytest.raises(ValueError, match="without a launched inspection"):
        evolve_inspection(None, e.AllCasesOpened(), SENT)


def test_an_event_about_an_arming_long_gone_changes_nothing() -> None:
    case = LIFE.world.cases["case/q3/1"]
    step = next(x.event.step for x in LIFE.world.events if isinstance(x.event, e.Rang))
    for event in (
        e.RungCovered(n=99, step=step),
        e.Disarmed(n=99, subjects=("F1",)),
        e.DraftSettled(draft="d", rung="report+3", armings=(99,), outcome="issued"),
    ):
        assert evolve(case, event, SENT) == case


def test_each_command_survives_json_with_its_type() -> None:
    for name, command in c.COMMANDS.items():
        assert command.model_fields["type"].default == name
    given = c.Report(id="x", actor="an", paper=paper(), requirements=("F1",), arrived_on=date(2020, 8, 21))
    again = COMMAND.validate_json(given.model_dump_json())
    assert type(again) is c.Report
    assert again == given
