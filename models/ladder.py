"""The default ladders: who is reminded when, and from which rung on a person signs.

A machine reminds inside the unit and inside Home Affairs; beyond that a rung prepares a draft for a person
(officials.md section 4). Offsets are working days from the clock's base day; times are Asia/Ho_Chi_Minh.
"""

import datetime as dt
from enum import IntEnum, StrEnum
from functools import cached_property

from models.base import Kept
from models.documents import PaperRef
from models.org import Role


class Clock(StrEnum):
    """What is waited for."""

    RECEIPT = "receipt"
    REPORT = "report"
    REMEDY = "remedy"
    REVIEW = "review"
    VERIFICATION = "verification"
    SIGNATURE = "signature"


DEADLINES = frozenset({Clock.REPORT, Clock.REMEDY})


class Side(StrEnum):
    """Whose seat is meant; resolved to a unit when the alarm rings."""

    UNIT = "unit"
    INSPECTING = "inspecting"
    VERIFIER = "verifier"
    OFFICE = "office"
    COMMITTEE = "committee"


class Target(Kept):
    """A seat by its place in the line of authority."""

    side: Side
    role: Role


class Level(IntEnum):
    """How high a rung reaches."""

    DESK = 1
    OFFICE = 2
    DEPUTY = 3
    HEAD = 4
    LETTER = 5
    VICE_CHAIR = 6
    CHAIR = 7


class RungKind(StrEnum):
    """A reminder; an escalation to a superior outside the unit; a letter or a submission a person signs."""

    REMINDER = "reminder"
    ESCALATION = "escalation"
    LETTER = "letter"
    SUBMISSION = "submission"


PAPERS = frozenset({RungKind.LETTER, RungKind.SUBMISSION})


class Rung(Kept):
    """One step of a ladder."""

    id: str
    clock: Clock
    offset: int
    kind: RungKind
    level: Level
    targets: tuple[Target, ...]
    time: dt.time = dt.time(7, 30)
    min_period: int | None = None
    repeat_every: int | None = None
    only_after_answer: bool = False


class Policy(Kept):
    """The ladders in force, versioned. Above `automatic_up_to` a person signs; raising it needs a signed `basis`."""

    id: str
    version: str
    rungs: tuple[Rung, ...]
    automatic_up_to: Level = Level.HEAD
    basis: PaperRef | None = None
    supplement_days: int = 5
    review_days: int = 10
    answer_days: int = 5

    @cached_property
    def _by_id(self) -> dict[str, Rung]:
        return {rung.id: rung for rung in self.rungs}

    @cached_property
    def _by_clock(self) -> dict[Clock, tuple[Rung, ...]]:
        return {
            c: tuple(sorted((r for r in self.rungs if r.clock == c), key=lambda r: (r.offset, r.time))) for c in Clock
        }

    def rung(self, rung_id: str) -> Rung | None:
        """The rung of that id, or None when the policy no longer has it."""
        return self._by_id.get(rung_id)

    def ladder(self, clock: Clock) -> tuple[Rung, ...]:
        """The clock's rungs, lowest first."""
        return self._by_clock[clock]

    def drafts(self, rung: Rung) -> bool:
        """Whether the rung prepares a paper for a person instead of speaking itself."""
        return rung.kind in PAPERS and (self.basis is None or rung.level > self.automatic_up_to)


def _t(side: Side, *roles: Role) -> tuple[Target, ...]:
    return tuple(Target(side=side, role=role) for role in roles)


_FOCAL = _t(Side.UNIT, Role.FOCAL)
_SIGNERS = _t(Side.INSPECTING, Role.DIVISION_HEAD, Role.DEPUTY_HEAD, Role.HEAD)
_AFTERNOON = dt.time(14, 0)


def _receipt() -> tuple[Rung, ...]:
    remind, clock = RungKind.REMINDER, Clock.RECEIPT
    desk = _t(Side.UNIT, Role.FOCAL, Role.UNIT_CLERK)
    return (
        Rung(id="receipt+1", clock=clock, offset=1, kind=remind, level=Level.DESK, targets=desk),
        Rung(
            id="receipt+2",
            clock=clock,
            offset=2,
            kind=remind,
            level=Level.OFFICE,
            targets=_t(Side.UNIT, Role.OFFICE_CHIEF),
        ),
        Rung(
            id="receipt+3",
            clock=clock,
            offset=3,
            kind=remind,
            level=Level.OFFICE,
            targets=_t(Side.INSPECTING, Role.OFFICER),
        ),
        Rung(id="receipt+5", clock=clock, offset=5, kind=remind, level=Level.HEAD, targets=_t(Side.UNIT, Role.HEAD)),
    )


def _remediation(clock: Clock) -> tuple[Rung, ...]:
    remind = RungKind.REMINDER
    chief = _t(Side.UNIT, Role.FOCAL, Role.OFFICE_CHIEF)
    deputy = _t(Side.UNIT, Role.FOCAL, Role.OFFICE_CHIEF, Role.DEPUTY_HEAD)
    head = _t(Side.UNIT, Role.HEAD)
    office = _t(Side.OFFICE, Role.HEAD)
    submission = _t(Side.INSPECTING, Role.HEAD) + office
    vice, chair = _t(Side.COMMITTEE, Role.VICE_CHAIR), _t(Side.COMMITTEE, Role.CHAIR)
    register = _FOCAL + _t(Side.INSPECTING, Role.UNIT_CLERK)
    letter, paper = RungKind.LETTER, RungKind.SUBMISSION
    return (
        Rung(id=f"{clock}-10", clock=clock, offset=-10, kind=remind, level=Level.DESK, targets=_FOCAL, min_period=20),
        Rung(id=f"{clock}-5", clock=clock, offset=-5, kind=remind, level=Level.OFFICE, targets=chief),
        Rung(id=f"{clock}-2", clock=clock, offset=-2, kind=remind, level=Level.DEPUTY, targets=deputy),
        Rung(id=f"{clock}+0", clock=clock, offset=0, kind=remind, level=Level.DESK, targets=_FOCAL),
        Rung(id=f"{clock}+0pm", clock=clock, offset=0, kind=remind, level=Level.DESK, targets=_FOCAL, time=_AFTERNOON),
        Rung(id=f"{clock}+1", clock=clock, offset=1, kind=remind, level=Level.DESK, targets=register),
        Rung(id=f"{clock}+2", clock=clock, offset=2, kind=remind, level=Level.HEAD, targets=head),
        Rung(id=f"{clock}+3", clock=clock, offset=3, kind=letter, level=Level.LETTER, targets=_SIGNERS + head),
        Rung(id=f"{clock}+7", clock=clock, offset=7, kind=letter, level=Level.LETTER, targets=_SIGNERS + head + office),
        Rung(
            id=f"{clock}+12",
            clock=clock,
            offset=12,
            kind=paper,
            level=Level.VICE_CHAIR,
            targets=submission + vice,
            repeat_every=10,
        ),
        Rung(
            id=f"{clock}+20",
            clock=clock,
            offset=20,
            kind=paper,
            level=Level.CHAIR,
            targets=submission + chair,
            repeat_every=10,
            only_after_answer=True,
        ),
    )


def _verification() -> tuple[Rung, ...]:
    up, clock = RungKind.ESCALATION, Clock.VERIFICATION
    seat = {role: _t(Side.VERIFIER, role) for role in Role}
    return (
        Rung(
            id="verification+3",
            clock=clock,
            offset=3,
            kind=RungKind.REMINDER,
            level=Level.DESK,
            targets=seat[Role.OFFICER],
        ),
        Rung(id="verification+5", clock=clock, offset=5, kind=up, level=Level.OFFICE, targets=seat[Role.DIVISION_HEAD]),
        Rung(id="verification+7", clock=clock, offset=7, kind=up, level=Level.DEPUTY, targets=seat[Role.DEPUTY_HEAD]),
        Rung(id="verification+10", clock=clock, offset=10, kind=up, level=Level.HEAD, targets=seat[Role.HEAD]),
    )


def _inside() -> tuple[Rung, ...]:
    up, clock = RungKind.ESCALATION, Clock.SIGNATURE
    division, director = _t(Side.INSPECTING, Role.DIVISION_HEAD), _t(Side.INSPECTING, Role.HEAD)
    officer = _t(Side.INSPECTING, Role.OFFICER)
    return (
        Rung(id="signature+2", clock=clock, offset=2, kind=up, level=Level.OFFICE, targets=division),
        Rung(id="signature+3", clock=clock, offset=3, kind=up, level=Level.HEAD, targets=director, repeat_every=3),
        Rung(
            id="review+0",
            clock=Clock.REVIEW,
            offset=0,
            kind=RungKind.REMINDER,
            level=Level.DESK,
            targets=officer,
            repeat_every=20,
        ),
    )


DEFAULT_POLICY = Policy(
    id="default",
    version="1",
    rungs=(*_receipt(), *_remediation(Clock.REPORT), *_remediation(Clock.REMEDY), *_verification(), *_inside()),
)
