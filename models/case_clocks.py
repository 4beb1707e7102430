"""Which clocks a case's state asks for, and what its alarms do.

`settle` compares the clocks the state wants with those that are hung, and hangs or takes down the difference. It runs
after every command that does more than move a ladder's steps, so no command needs to know about clocks, and a case that
missed a change heals at its next act.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache

from models.authority import unit_of
from models.case_evolve import evolve
from models.case_state import Case, Work
from models.clock import local_date
from models.clocks import after, arm, reminder_key, ring
from models.events import Armed, CaseClosed, CaseEvent, Disarmed, Rang, Recipient, RungCovered
from models.facts import Facts
from models.ladder import DEADLINES, Clock, Target
from models.org import Role
from models.why import why

# A verifying body without Home Affairs' desks answers through its ordinary seats.
STAND_IN = {Role.OFFICER: Role.FOCAL, Role.DIVISION_HEAD: Role.OFFICE_CHIEF, Role.UNIT_CLERK: Role.FOCAL}

Wanted = dict[tuple[Clock, date], tuple[str, ...]]


def wanted(case: Case) -> Wanted:
    """The clocks the state asks for: (clock, base day) → requirements."""
    if case.closed:
        return {}
    groups: dict[tuple[Clock, date], list[str]] = defaultdict(list)
    for r in case.requirements:
        if r.open and not case.received:
            groups[Clock.RECEIPT, local_date(case.sent_at)].append(r.id)
        if r.work == Work.REPORTED and r.recorded_on:
            groups[Clock.VERIFICATION, r.recorded_on].append(r.id)
        elif r.open and r.due:
            groups[r.clock, r.due].append(r.id)
        elif r.open and r.review_on:
            groups[Clock.REVIEW, r.review_on].append(r.id)
        if r.open and not r.progressed and not r.supplement_by and r.report_due and r.remedy_due:
            groups[Clock.REMEDY, r.remedy_due].append(r.id)
    return {key: tuple(ids) for key, ids in groups.items()}


def settle(case: Case, facts: Facts, now: datetime) -> list[CaseEvent]:
    """The events that bring the hung clocks, and the case's end, in line with its state."""
    events: list[CaseEvent] = []
    if not case.closed and not case.unfinished:
        events.append(CaseClosed(reason="Đã xác nhận hoàn thành toàn bộ nội dung"))
        case = evolve(case, events[0], now)
    want = wanted(case)
    events.extend(_taken_down(case, want))
    n = case.armed
    for (clock, base), subjects in want.items():
        hung = {s for a in case.armings if (a.clock, a.base) == (clock, base) for s in a.subjects}
        missing = tuple(s for s in subjects if s not in hung)
        if missing:
            n += 1
            arming = arm(n, clock, base, missing, now, facts.policy, facts.calendar)
            events.append(Armed(arming=arming, calendar=facts.calendar.version, policy=facts.policy.version))
    return events


def _taken_down(case: Case, want: Wanted) -> Iterator[Disarmed]:
    for arming in case.armings:
        gone = tuple(s for s in arming.subjects if s not in want.get((arming.clock, arming.base), ()))
        if gone:
            yield Disarmed(n=arming.n, subjects=gone, awaiting=arming.awaiting)


def ring_case(case: Case, n: int, key: str, facts: Facts, now: datetime) -> list[CaseEvent]:
    """What the alarm of that key does on fresh state: nothing when it is no longer the one that is due."""
    arming = case.arming(n)
    ringing = ring(arming, now, facts.policy, facts.calendar) if arming and not case.closed else None
    if arming is None or ringing is None or reminder_key(case.id, arming, ringing.step) != key:
        return []
    rung = facts.policy.rung(ringing.step.rung)
    if rung is None:
        return [RungCovered(n=n, step=ringing.step)]
    covered = [RungCovered(n=n, step=step) for step in ringing.covered]
    again = after(ringing.step, now, facts.policy, facts.calendar)
    today = local_date(now)
    return [
        Rang(
            clock=arming.clock,
            n=n,
            step=ringing.step,
            kind=rung.kind,
            subjects=arming.subjects,
            base=arming.base,
            to=recipients(case, rung.targets, facts, today),
            late=local_date(ringing.step.at) < today,
            overdue=arming.clock in DEADLINES and today > arming.base,
            why=why(case, arming.clock, arming.base, arming.subjects, today, facts.calendar),
            moved=(*ringing.moved, *((again,) if again else ())),
        ),
        *covered,
    ]


def recipients(case: Case, targets: tuple[Target, ...], facts: Facts, today: date) -> tuple[Recipient, ...]:
    """The seats meant, as they are held today, each once."""
    found: dict[str, Recipient] = {}
    for target in targets:
        unit = unit_of(target.side, facts, case.unit, case.verifier)
        recipient = recipient_at(unit, target.role, facts, today) if unit else None
        if recipient:
            found.setdefault(recipient.seat, recipient)
    return tuple(found.values())


def recipient_at(unit: str, role: Role, facts: Facts, today: date) -> Recipient | None:
    """The unit's seat of that role and who holds it today; a stand-in seat where the unit has no such seat."""
    seat = facts.register.seat(unit, role)
    if seat is None and role in STAND_IN:
        seat = facts.register.seat(unit, STAND_IN[role])
    if seat is None:
        return None
    return _recipient(unit, seat.role, seat.id, facts.register.holder(seat, today).id)


@lru_cache(maxsize=16384)
def _recipient(unit: str, role: Role, seat: str, person: str) -> Recipient:
    return Recipient(unit=unit, role=role, seat=seat, person=person)
