"""A case lived through on the real engine, cached and replaying every task."""

from models import commands as c
from models.org import Role
from store import ledger
from store.engine import reading
from tests.builders import duty, paper, plan
from tests.house import House

SEVEN = tuple(duty(f"F{n}") for n in range(1, 8))
MOST_EVENTS = 40


async def test_seven_requirements_acknowledged_reported_confirmed_cost_few_history_events(house: House) -> None:
    await house.launch(plan(*SEVEN))
    assert (await house.give(c.Acknowledge, "stp.focal")).accepted
    assert (await house.give(c.Report, "stp.focal", paper=paper())).accepted
    assert (await house.give(c.Confirm, "snv.officer")).accepted
    await house.handle(house.case()).result()
    history = [event async for event in house.handle(house.case()).fetch_history_events()]
    print(f"a case with seven requirements: {len(history)} history events (at most {MOST_EVENTS})")
    assert len(history) <= MOST_EVENTS
    assert house.kept(house.case()).closed


async def test_a_silent_unit_is_pressed_from_the_focal_point_to_the_letter(house: House) -> None:
    await house.launch(plan())
    await house.forward(house.case(), days=6, hours=8)
    rungs = [line.event.step.rung for line in _events(house) if line.event.type == "rang"]
    assert rungs == ["receipt+1", "report+0", "report+0pm", "receipt+2", "report+1", "receipt+3", "report+2", "report+3"]
    heads = [line.event for line in _events(house) if line.event.type == "rang" and line.event.step.rung == "report+2"]
    assert [to.role for to in heads[0].to] == [Role.HEAD]
    state = await house.state(house.case())
    assert state == house.kept(house.case())


def _events(house: House) -> list[ledger.Recorded]:
    with reading(house.engine) as connection:
        return ledger.read(connection, house.case())
