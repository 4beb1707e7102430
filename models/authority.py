"""Who may do what: one table, from seats; denied unless a row allows it.

Authority over a deadline belongs to whoever issued the document that set it (design.md section 1): Home Affairs is a
peer of the other departments and may press, propose and verify, not set aside another's deadline.
"""

from collections.abc import Iterable
from typing import NamedTuple

from models import commands as c
from models.facts import Facts
from models.ladder import Side
from models.org import Role, Seat
from models.refusals import Refusal, refuse


class Right(NamedTuple):
    """Seats of one side that may."""

    side: Side
    roles: frozenset[Role]


def _right(side: Side, *roles: Role) -> Right:
    return Right(side, frozenset(roles))


_UNIT = _right(Side.UNIT, Role.FOCAL, Role.UNIT_CLERK, Role.OFFICE_CHIEF, Role.DEPUTY_HEAD, Role.HEAD)
_DESK = _right(Side.INSPECTING, Role.OFFICER, Role.UNIT_CLERK, Role.DIVISION_HEAD, Role.DEPUTY_HEAD, Role.HEAD)
_VERIFIER = _right(
    Side.VERIFIER, Role.OFFICER, Role.DIVISION_HEAD, Role.FOCAL, Role.OFFICE_CHIEF, Role.DEPUTY_HEAD, Role.HEAD
)
_DIRECTORS = _right(Side.INSPECTING, Role.DEPUTY_HEAD, Role.HEAD)
_DIVISION = _right(Side.INSPECTING, Role.OFFICER, Role.DIVISION_HEAD, Role.DEPUTY_HEAD, Role.HEAD)
_LEADERS = _right(Side.COMMITTEE, Role.CHAIR, Role.VICE_CHAIR)
_OFFICE = _right(Side.OFFICE, Role.FOCAL, Role.OFFICE_CHIEF, Role.DEPUTY_HEAD, Role.HEAD)

RIGHTS: dict[type[c.Command], tuple[Right, ...]] = {
    c.Acknowledge: (_UNIT, _DESK),
    c.Report: (_UNIT, _DESK),
    c.Return: (_VERIFIER,),
    c.Confirm: (_VERIFIER,),
    c.Correct: (_DESK,),
    c.Reopen: (_DIRECTORS, _LEADERS),
    c.Answer: (_LEADERS, _OFFICE),
    c.Close: (_DIRECTORS, _LEADERS),
    c.Launch: (_DIVISION,),
    c.IssueDraft: (_DIRECTORS,),
    c.EditDraft: (_DIVISION,),
    c.HoldDraft: (_DIVISION,),
    c.DropDraft: (_DIVISION,),
    c.Finish: (_DIRECTORS,),
}

SIDES: dict[Side, dict[str, str]] = {
    Side.UNIT: {"vi": "đơn vị", "en": "the unit"},
    Side.INSPECTING: {"vi": "cơ quan kiểm tra", "en": "the inspecting body"},
    Side.VERIFIER: {"vi": "cơ quan xác minh", "en": "the verifying body"},
    Side.OFFICE: {"vi": "Văn phòng UBND tỉnh", "en": "the Office of the People's Committee"},
    Side.COMMITTEE: {"vi": "lãnh đạo UBND tỉnh", "en": "the provincial leaders"},
}


def unit_of(side: Side, facts: Facts, unit: str | None = None, verifier: str | None = None) -> str | None:
    """Which unit a side means, for a case's unit and verifier."""
    match side:
        case Side.UNIT:
            return unit
        case Side.VERIFIER:
            return verifier
        case Side.INSPECTING:
            return facts.register.inspecting
        case Side.OFFICE:
            return facts.register.office
        case Side.COMMITTEE:
            return facts.register.committee


# Who acts when anyone may: the desk before the head, the leader a submission is addressed to.
_USUAL = (Role.FOCAL, Role.OFFICER, Role.VICE_CHAIR, Role.HEAD, *Role)


def usual_seat(
    command: type[c.Command], facts: Facts, unit: str | None = None, verifier: str | None = None
) -> Seat | None:
    """The seat that usually gives this command, or None when the register has none that may."""
    for right in RIGHTS.get(command, ()):
        owner = unit_of(right.side, facts, unit, verifier)
        for role in _USUAL:
            seat = facts.register.seat(owner, role) if owner and role in right.roles else None
            if seat:
                return seat
    return None


def allowed(
    command: c.Command, seats: Iterable[Seat], facts: Facts, unit: str | None = None, verifier: str | None = None
) -> Seat | Refusal:
    """The seat by which the actor may give this command, or the refusal naming who may."""
    seats = tuple(seats)
    if not seats:
        return refuse("unknown_actor", actor=command.actor)
    for right in RIGHTS.get(type(command), ()):
        owner = unit_of(right.side, facts, unit, verifier)
        for seat in seats:
            if seat.unit == owner and seat.role in right.roles:
                return seat
    who = [right.side for right in RIGHTS.get(type(command), ())]
    names = [unit_of(side, facts, unit, verifier) or "" for side in dict.fromkeys(who)]
    return refuse("not_allowed", seat=seats[0].title, allowed=", ".join(facts.register.name(n) for n in names if n))
