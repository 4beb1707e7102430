"""One table of rights: every human command has a row; every seat a row does not name is refused."""

from itertools import product

import pytest

from models import commands as c
from models.authority import RIGHTS, SIDES, allowed, unit_of, usual_seat
from models.case import decide as decide_case
from models.facts import Facts
from models.inspection import decide as decide_inspection
from models.ladder import DEFAULT_POLICY, Side
from models.org import Role, Seat
from models.refusals import Refusal
from tests.builders import SENT, Life, bundle, calendar, code, plan, register

HUMAN = [command for command in c.COMMANDS.values() if command.human]
FACTS = Facts(calendar=calendar(), policy=DEFAULT_POLICY, register=register(), launch=bundle())
SEATS = [seat for unit in register().units for role in Role if (seat := register().seat(unit.id, role))]
FIELDS = {
    "paper": {"number": "1/BC", "date": "2020-08-21"},
    "reason": "x",
    "target": "report",
    "text": "x",
    "digest": "0" * 64,
    "draft": "draft/q3/report+3/2020-08-27/1",
    "until": "2020-09-09",
}


def given(command: type[c.Command], actor: str) -> c.Command:
    fields = {name: value for name, value in FIELDS.items() if name in command.model_fields}
    return command.model_validate({"id": "x", "actor": actor, **fields})


def names_a_right(command: type[c.Command], seat: Seat, unit: str, verifier: str) -> bool:
    return any(
        seat.unit == unit_of(right.side, FACTS, unit, verifier) and seat.role in right.roles
        for right in RIGHTS[command]
    )


def test_every_human_command_has_a_row_and_no_other_has_one() -> None:
    assert set(RIGHTS) == set(HUMAN)
    assert all(RIGHTS[command] for command in HUMAN)


@pytest.mark.parametrize("command", HUMAN)
def test_every_seat_no_row_names_is_refused_and_every_named_one_may(command: type[c.Command]) -> None:
    outcomes = set()
    for seat, (unit, verifier) in product(SEATS, [("stp", "snv"), ("snv", "vp"), ("vp", "snv"), ("xa", "snv")]):
        found = allowed(given(command, seat.id), (seat,), FACTS, unit, verifier)
        may = names_a_right(command, seat, unit, verifier)
        assert isinstance(found, Refusal) is not may, (seat.id, unit, verifier)
        outcomes.add(may)
    assert outcomes == {True, False}


@pytest.mark.parametrize("command", HUMAN)
def test_a_stranger_and_the_system_itself_hold_no_seat(command: type[c.Command]) -> None:
    for actor in ("nobody", c.SYSTEM, "", "stp", "stp.focal "):
        found = allowed(
            given(command, actor or "-"), register().seats_of(actor, bundle().sent_at.date()), FACTS, "stp", "snv"
        )
        assert isinstance(found, Refusal)
        assert found.code == "unknown_actor"


@pytest.mark.parametrize("command", HUMAN)
def test_a_refusal_names_who_may(command: type[c.Command]) -> None:
    admin = register().seat("snv", Role.ADMIN)
    assert admin
    found = allowed(given(command, "snv.admin"), (admin,), FACTS, "stp", "snv")
    assert isinstance(found, Refusal)
    assert found.code == "not_allowed"
    assert found.params["allowed"]
    assert "None" not in found.text("vi")


@pytest.mark.parametrize("command", [command for command in HUMAN if command is not c.Launch])
def test_the_streams_refuse_whom_the_table_refuses(command: type[c.Command]) -> None:
    life = Life(plan())
    stream = "case/q3/1" if command.aggregate == "case" else "inspection/q3"
    before = len(life.world.events)
    for seat in SEATS:
        if not names_a_right(command, seat, "stp", "snv"):
            assert code(life.world.submit(given(command, seat.id), stream, life.world.events[-1].at)) == "not_allowed"
    assert len(life.world.events) == before


def test_a_persons_rights_end_with_his_term() -> None:
    life = Life()
    assert code(life.report("2020-08-24 09:00", actor="nobody")) == "unknown_actor"
    assert not isinstance(life.act(c.Acknowledge, "an", "2020-08-31 09:00"), Refusal)
    assert code(life.report("2020-09-01 09:00", actor="an")) == "unknown_actor"
    assert not isinstance(life.report("2020-09-01 09:00", actor="binh"), Refusal)


def test_the_usual_seat_of_every_command_may_give_it() -> None:
    for command in HUMAN:
        seat = usual_seat(command, FACTS, "stp", "snv")
        assert seat
        assert not isinstance(allowed(given(command, seat.id), (seat,), FACTS, "stp", "snv"), Refusal)


def test_every_side_is_named_in_both_languages() -> None:
    assert set(SIDES) == set(Side)
    assert all(set(names) == {"vi", "en"} and all(names.values()) for names in SIDES.values())


def test_every_command_has_a_label_in_both_languages_and_a_home() -> None:
    for command in c.COMMANDS.values():
        assert set(command.label) == {"vi", "en"}
        assert command.aggregate in {"case", "inspection"}
    assert len({command.label["vi"] for command in HUMAN}) == len(HUMAN)


MACHINE = [command for command in c.COMMANDS.values() if not command.human]
MACHINE_FIELDS = {
    c.OpenCase: {"inspection": "q3", "inspection_title": "x", "sent_at": SENT, "papers": {}, "plan": plan()},
    c.SettleDraft: {"draft": "d", "rung": "report+3", "armings": (1,), "outcome": "issued"},
    c.Ring: {"arming": 1},
    c.RingInspection: {"arming": 1},
    c.DraftOpened: {"draft": "d", "rung": "report+3"},
    c.DraftEmptied: {"draft": "d"},
}


@pytest.mark.parametrize("command", MACHINE, ids=lambda command: command.__name__)
@pytest.mark.parametrize("actor", ["snv.head", "ubnd.chair", "stp.focal"])
def test_nobody_gives_a_command_of_the_machine(command: type[c.Command], actor: str) -> None:
    given = command(id="x", actor=actor, **MACHINE_FIELDS.get(command, {}))  # type: ignore[arg-type]
    decide = decide_case if command.aggregate == "case" else decide_inspection
    refusal = decide(None, given, FACTS, SENT)  # type: ignore[arg-type]
    assert isinstance(refusal, Refusal)
    assert refusal.code == "unknown_actor"
