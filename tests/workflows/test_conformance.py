"""Conformance: the same acts at the same instants give the same events in the pure core and on the real engine."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from models import commands as c
from models.case_state import case_id
from models.inspection import inspection_id
from models.ladder import DEFAULT_POLICY
from models.launch import CasePlan
from models.world import World
from store import ledger
from store.engine import reading
from tests.builders import SENT, bundle, calendar, duty, paper, plan
from tests.house import House

BY_24_8 = date(2020, 8, 24)


class Act(NamedTuple):
    """An act so many days after launch, by a seat; on the draft made last when it is about drafts."""

    after: float
    command: type[c.Command]
    actor: str
    fields: Mapping[str, Any] = MappingProxyType({})


def _paper(day: str) -> dict[str, Any]:
    return {"paper": paper(day)}


SCRIPTS: dict[str, tuple[CasePlan, list[Act], float]] = {
    "silent": (plan(duty("F1"), duty("F2", review_on=date(2020, 9, 30))), [], 50),
    "reported in time, returned, reported again, confirmed": (
        plan(duty("F1"), duty("F2")),
        [
            Act(0.2, c.Acknowledge, "stp.focal"),
            Act(3.1, c.Report, "stp.focal", _paper("2020-08-24")),
            Act(5.0, c.Return, "snv.officer", {"reason": "Thiếu minh chứng", "requirements": ("F2",)}),
            Act(20.0, c.Report, "stp.focal", _paper("2020-09-09")),
            Act(27.0, c.Confirm, "snv.officer"),
        ],
        30,
    ),
    "late on paper, verified late, corrected": (
        plan(duty("F1"), duty("F2", report_by=BY_24_8, remedied_by=date(2020, 9, 15))),
        [
            Act(4.0, c.Acknowledge, "snv.officer", {"arrived_on": date(2020, 8, 24)}),
            Act(
                6.0,
                c.Report,
                "snv.unit_clerk",
                _paper("2020-08-24") | {"arrived_on": BY_24_8, "requirements": ("F1",), "in_progress": ("F2",)},
            ),
            Act(18.0, c.Confirm, "snv.officer"),
            Act(25.0, c.Report, "stp.focal", _paper("2020-09-14")),
            Act(40.0, c.Confirm, "snv.division_head"),
            Act(
                41.0,
                c.Correct,
                "snv.unit_clerk",
                {"target": "report", "reason": "nhầm", "requirements": ("F2",), "arrived_on": date(2020, 9, 14)},
            ),
        ],
        45,
    ),
    "a letter issued late, then answered": (
        plan(duty("F1")),
        [
            Act(12.0, c.IssueDraft, "snv.head", {"number": "21/SNV-CCHC"}),
            Act(16.0, c.IssueDraft, "snv.head"),
            Act(29.0, c.IssueDraft, "snv.head"),
            Act(31.0, c.Answer, "ubnd.vice_chair", {"text": "Đồng ý như đề xuất"}),
        ],
        60,
    ),
}


@pytest.mark.parametrize("name", SCRIPTS)
async def test_core_and_engine_tell_the_same_story(house: House, name: str) -> None:
    case, acts, days = SCRIPTS[name]
    await house.launch(case)
    lived, clocks = [], {house.case(): 0.0, house.stream: 0.0}
    for number, act in enumerate(acts):
        await _until(house, house.case(), clocks, act.after)
        lived.append(await _give(house, act, number, clocks))
    await _until(house, house.case(), clocks, days)
    assert all(lived), lived
    world = _world(house, case, acts, days)
    assert _story(house) == [_normal(entry.event) for entry in world.events if entry.stream == house.case()]


async def _until(house: House, stream: str, clocks: dict[str, float], days: float) -> None:
    """Bring a stream's own clock to so many days after launch; a closed one waits for nothing."""
    if not house.kept(stream).closed:
        await house.forward(stream, days=days - clocks[stream])
    clocks[stream] = days


async def _give(house: House, act: Act, number: int, clocks: dict[str, float]) -> bool:
    if act.command.aggregate == "case":
        return (await house.give(act.command, act.actor, id=f"script-{number}", **act.fields)).accepted
    await _until(house, house.stream, clocks, act.after)
    await house.deliver()
    draft = house.kept(house.stream).drafts[-1].id
    answer = await house.give(act.command, act.actor, house.stream, id=f"script-{number}", draft=draft, **act.fields)
    await house.deliver()
    return answer.accepted


def _world(house: House, case: CasePlan, acts: list[Act], days: float) -> World:
    world = World(calendar(), DEFAULT_POLICY)
    world.open(bundle(case).model_copy(update={"id": house.inspection}))
    for number, act in enumerate(acts):
        when = SENT + timedelta(days=act.after)
        world.run_until(when)
        fields = dict(act.fields)
        stream = case_id(house.inspection, 1)
        if act.command.aggregate == "inspection":
            stream = inspection_id(house.inspection)
            fields["draft"] = world.inspections[stream].drafts[-1].id
        world.submit(act.command(id=f"script-{number}", actor=act.actor, **fields), stream, when)
    world.run_until(SENT + timedelta(days=days))
    return world


def _story(house: House) -> list[str]:
    with reading(house.engine) as connection:
        return [_normal(line.event) for line in ledger.read(connection, house.case())]


def _normal(event: Any) -> str:
    """What an event says, without the calendar's own version names."""
    data = event.model_dump(mode="json", exclude={"calendar", "policy"})
    return json.dumps(data, ensure_ascii=False, sort_keys=True)
