"""A case lived through on the real engine, cached and replaying every task."""

from models import commands as c
from models.events import Rang
from models.org import Role
from store import ledger
from store.engine import reading
from tests.builders import duty, paper, plan
from tests.house import House

SEVEN = tuple(duty(f"F{n}") for n in range(1, 8))
MOST_EVENTS = 40
TODAY = ("report+0", "report+0pm")


async def test_a_case_with_seven_requirements_costs_few_history_events(house: House, say: list[str]) -> None:
    await house.launch(plan(*SEVEN))
    assert (await house.give(c.Acknowledge, "stp.focal")).accepted
    assert (await house.give(c.Report, "stp.focal", paper=paper())).accepted
    assert (await house.give(c.Confirm, "snv.officer")).accepted
    await house.handle(house.case()).result()
    history = [event async for event in house.handle(house.case()).fetch_history_events()]
    say.append(f"a case with seven requirements cost {len(history)} history events (at most {MOST_EVENTS})")
    assert len(history) <= MOST_EVENTS
    assert house.kept(house.case()).closed


async def test_a_silent_unit_is_pressed_from_the_focal_point_to_the_letter(house: House) -> None:
    await house.launch(plan())
    await house.forward(house.case(), days=6, hours=8)
    rang = [line.event for line in _events(house) if isinstance(line.event, Rang)]
    rungs = [event.step.rung for event in rang]
    assert rungs == ["receipt+1", *TODAY, "receipt+2", "report+1", "receipt+3", "report+2", "report+3"]
    heads = [event for event in rang if event.step.rung == "report+2"]
    assert [to.role for to in heads[0].to] == [Role.HEAD]
    state = await house.state(house.case())
    assert state == house.kept(house.case())


def _events(house: House) -> list[ledger.Recorded]:
    with reading(house.engine) as connection:
        return ledger.read(connection, house.case())
