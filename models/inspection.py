"""The business of an inspection: launched once, its cases opened, its drafts pressed until a person decides.

It never grows with its units' details: each unit's case is a stream of its own.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any

from models import commands as c
from models import events as e
from models.authority import allowed, unit_of
from models.base import Kept
from models.case_clocks import recipient_at
from models.clock import local_date
from models.clocks import Alarm, Arming, Step, after, arm, next_alarm, reminder_key, ring, rung_steps
from models.dates import written
from models.facts import Facts
from models.ladder import Clock, Rung
from models.refusals import Refusal, refuse, wrong_day

Decided = list[e.InspectionEvent] | Refusal


class OpenDraft(Kept):
    """A draft that awaits a person."""

    id: str
    rung: str
    opened_on: date
    held_until: date | None = None

    @property
    def base(self) -> date:
        """The day its signature clock counts from."""
        return self.held_until or self.opened_on


class Inspection(Kept):
    """One inspection as it stands."""

    id: str
    title: str
    digest: str
    register_: str
    cases: int
    rehearsal_banner: bool
    launched_at: datetime
    opened: bool = False
    drafts: tuple[OpenDraft, ...] = ()
    armings: tuple[Arming, ...] = ()
    armed: int = 0
    closed: bool = False

    def draft(self, draft_id: str) -> OpenDraft | None:
        """The draft of that id, while it awaits a person."""
        return next((d for d in self.drafts if d.id == draft_id), None)

    def next_alarm(self) -> Alarm | None:
        """The next moment the inspecting side must be pressed."""
        return None if self.closed else next_alarm(inspection_id(self.id), self.armings)


def inspection_id(inspection: str) -> str:
    """The stream of an inspection."""
    return f"inspection/{inspection}"


def decide(
    inspection: Inspection | None, command: c.InspectionCommand, facts: Facts, now: datetime
) -> tuple[e.InspectionEvent, ...] | Refusal:
    """What follows from a command now: the events to append, nothing, or a typed refusal."""
    if not command.human and command.actor != c.SYSTEM:
        return refuse("unknown_actor", actor=command.actor)
    if inspection is None and not isinstance(command, c.Launch):
        return refuse("not_open", id=command.id)
    if command.human and not isinstance(command, c.Launch):
        seat = allowed(command, facts.seats(command.actor, local_date(now)), facts)
        if isinstance(seat, Refusal):
            return seat
        if inspection and inspection.closed:
            return refuse("closed")
    first = _acts()[type(command)](inspection, command, facts, now)
    if isinstance(first, Refusal) or not first:
        return first if isinstance(first, Refusal) else ()
    state = inspection
    for event in first:
        state = evolve(state, event, now)
    return (*first, *(settle(state, facts, now) if state else ()))


def settle(inspection: Inspection, facts: Facts, now: datetime) -> list[e.InspectionEvent]:
    """The signature clocks brought in line with the drafts that await a person."""
    events: list[e.InspectionEvent] = []
    want = {(d.base, d.id) for d in inspection.drafts} if not inspection.closed else set()
    hung = {(a.base, s) for a in inspection.armings for s in a.subjects}
    for arming in inspection.armings:
        gone = tuple(s for s in arming.subjects if (arming.base, s) not in want)
        if gone:
            events.append(e.Disarmed(n=arming.n, subjects=gone))
    n = inspection.armed
    for draft in inspection.drafts:
        if (draft.base, draft.id) in want - hung:
            n += 1
            arming = arm(n, Clock.SIGNATURE, draft.base, (draft.id,), now, facts.policy, facts.calendar)
            events.append(e.Armed(arming=arming, calendar=facts.calendar.version, policy=facts.policy.version))
    return events


def _launch(inspection: Inspection | None, command: c.Launch, facts: Facts, now: datetime) -> Decided:
    bundle = facts.launch
    if inspection is not None:
        return [] if inspection.digest == command.digest else refuse("already_open", id=inspection.id)
    if bundle is None:
        return refuse("not_found", id=command.digest)
    seat = allowed(command, facts.seats(command.actor, local_date(now)), facts)
    if isinstance(seat, Refusal):
        return seat
    return [
        e.Launched(
            inspection=bundle.id,
            digest=command.digest,
            title=bundle.title,
            register_=bundle.register_.id,
            cases=len(bundle.cases),
            rehearsal_banner=bundle.rehearsal_banner,
            calendar=bundle.calendar_version,
        )
    ]


def _cases_opened(inspection: Inspection, _command: c.CasesOpened, _facts: Facts, _now: datetime) -> Decided:
    return [] if inspection.opened else [e.AllCasesOpened()]


def _draft_opened(inspection: Inspection, command: c.DraftOpened, facts: Facts, now: datetime) -> Decided:
    if inspection.draft(command.draft) or (facts.draft and facts.draft.status != "open"):
        return []
    return [e.DraftAwaits(draft=command.draft, rung=command.rung, opened_on=local_date(now))]


def _draft_emptied(inspection: Inspection, command: c.DraftEmptied, _facts: Facts, _now: datetime) -> Decided:
    return [e.DraftClosed(draft=command.draft, outcome="emptied")] if inspection.draft(command.draft) else []


def _issue(_: Inspection, command: c.IssueDraft, facts: Facts, _now: datetime) -> Decided:
    refusal = _not_open(command.draft, facts)
    if refusal or facts.draft is None:
        return refusal or refuse("not_found", id=command.draft)
    if not facts.draft.items:
        return refuse("draft_empty", draft=command.draft)
    return [
        e.DraftClosed(
            draft=command.draft,
            outcome="issued",
            number=command.number,
            cases=len(facts.draft.items),
        )
    ]


def _edit(_: Inspection, command: c.EditDraft, facts: Facts, _now: datetime) -> Decided:
    return _not_open(command.draft, facts) or [e.DraftEdited(draft=command.draft, text=command.text)]


def _hold(_: Inspection, command: c.HoldDraft, facts: Facts, now: datetime) -> Decided:
    refusal = _not_open(command.draft, facts)
    if refusal:
        return refusal
    return wrong_day(command.until, local_date(now)) or [
        e.DraftHeld(draft=command.draft, until=command.until, reason=command.reason)
    ]


def _drop(_: Inspection, command: c.DropDraft, facts: Facts, _now: datetime) -> Decided:
    refusal = _not_open(command.draft, facts)
    if refusal or facts.draft is None:
        return refusal or refuse("not_found", id=command.draft)
    cases = len(facts.draft.items)
    return [e.DraftClosed(draft=command.draft, outcome="dropped", reason=command.reason, cases=cases)]


def _not_open(draft: str, facts: Facts) -> Refusal | None:
    if facts.draft is None:
        return refuse("not_found", id=draft)
    if facts.draft.status != "open":
        return refuse("draft_gone", draft=draft, status=facts.draft.status)
    return None


def _finish(_: Inspection, _command: c.Finish, facts: Facts, _now: datetime) -> Decided:
    if facts.open_cases:
        return refuse("cases_open", count=facts.open_cases)
    return [e.InspectionFinished()]


def _ring(inspection: Inspection, command: c.RingInspection, facts: Facts, now: datetime) -> Decided:
    arming = next((a for a in inspection.armings if a.n == command.arming), None)
    ringing = ring(arming, now, facts.policy, facts.calendar) if arming else None
    if arming is None or ringing is None:
        return []
    if reminder_key(inspection_id(inspection.id), arming, ringing.step) != command.id:
        return []
    rung = facts.policy.rung(ringing.step.rung)
    if rung is None:
        return [e.RungCovered(n=arming.n, step=ringing.step)]
    again = after(ringing.step, now, facts.policy, facts.calendar)
    today = local_date(now)
    rang = e.Rang(
        clock=arming.clock,
        n=arming.n,
        step=ringing.step,
        kind=rung.kind,
        subjects=arming.subjects,
        base=arming.base,
        to=_signers(rung, facts, today),
        late=local_date(ringing.step.at) < today,
        why=f"Dự thảo trình ngày {written(arming.base)} đang chờ ý kiến.",
        moved=(*ringing.moved, *((again,) if again else ())),
    )
    return [rang, *(e.RungCovered(n=arming.n, step=step) for step in ringing.covered)]


def _signers(rung: Rung, facts: Facts, today: date) -> tuple[e.Recipient, ...]:
    units = ((unit_of(target.side, facts), target.role) for target in rung.targets)
    found = (recipient_at(unit, role, facts, today) for unit, role in units if unit)
    return tuple(recipient for recipient in found if recipient)


@cache
def _acts() -> dict[type[c.Command], Callable[[Any, Any, Facts, datetime], Decided]]:
    return {
        c.Launch: _launch,
        c.CasesOpened: _cases_opened,
        c.DraftOpened: _draft_opened,
        c.DraftEmptied: _draft_emptied,
        c.IssueDraft: _issue,
        c.EditDraft: _edit,
        c.HoldDraft: _hold,
        c.DropDraft: _drop,
        c.Finish: _finish,
        c.RingInspection: _ring,
    }


def evolve(inspection: Inspection | None, event: e.InspectionEvent, at: datetime) -> Inspection:
    """The inspection after the event; `at` is the event's instant."""
    if isinstance(event, e.Launched):
        kept = event.model_dump(exclude={"type", "calendar", "inspection"})
        return Inspection(id=event.inspection, launched_at=at, **kept)
    if inspection is None:
        msg = f"{event.type} without a launched inspection"
        raise ValueError(msg)
    return inspection.model_copy(update=_change(inspection, event))


def _change(state: Inspection, event: e.InspectionEvent) -> dict[str, Any]:  # noqa: PLR0911 - one line an event
    match event:
        case e.AllCasesOpened():
            return {"opened": True}
        case e.DraftAwaits():
            new = OpenDraft(id=event.draft, rung=event.rung, opened_on=event.opened_on)
            return {"drafts": (*state.drafts, new), "closed": False}  # a case was reopened and is pressed again
        case e.DraftHeld():
            return {
                "drafts": tuple(
                    d.model_copy(update={"held_until": event.until}) if d.id == event.draft else d for d in state.drafts
                )
            }
        case e.DraftClosed():
            return {"drafts": tuple(d for d in state.drafts if d.id != event.draft)}
        case e.InspectionFinished():
            return {"closed": True}
        case e.Armed():
            return {"armings": (*state.armings, event.arming), "armed": event.arming.n}
        case e.Disarmed():
            return {"armings": tuple(a for a in state.armings if a.n != event.n)}
        case e.Rang():
            return {"armings": _stepped(state, event.n, (event.step,), event.moved)}
        case e.RungCovered():
            return {"armings": _stepped(state, event.n, (event.step,), ())}
        case _:
            return {}


def _stepped(state: Inspection, n: int, gone: tuple[Step, ...], put: tuple[Step, ...]) -> tuple[Arming, ...]:
    return tuple(rung_steps(a, gone, put) if a.n == n else a for a in state.armings)
