"""How each event changes a unit's case; nothing is decided here."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from models.case_state import Case, Requirement, Told, Work, case_id, disproved
from models.clocks import Arming, rung_steps
from models.events import (
    Acknowledged,
    Answered,
    Armed,
    CaseClosed,
    CaseEvent,
    CaseOpened,
    Confirmed,
    Corrected,
    Disarmed,
    DraftSettled,
    Punctuality,
    Rang,
    Reopened,
    Reported,
    Returned,
    RungCovered,
)
from models.launch import Duty


def evolve(case: Case | None, event: CaseEvent, at: datetime) -> Case:
    """The case after the event; `at` is the event's instant."""
    if isinstance(event, CaseOpened):
        return _opened(event, at)
    if case is None:
        msg = f"{event.type} without an opened case"
        raise ValueError(msg)
    change = _changes().get(type(event))
    return case.model_copy(update=change(case, event)) if change else case


def fold(events: Iterable[tuple[CaseEvent, datetime]]) -> Case | None:
    """The case after all its events."""
    case: Case | None = None
    for event, at in events:
        case = evolve(case, event, at)
    return case


def _opened(event: CaseOpened, at: datetime) -> Case:
    plan = event.plan
    return Case(
        id=case_id(event.inspection, plan.n),
        inspection=event.inspection,
        inspection_title=event.inspection_title,
        n=plan.n,
        unit=plan.unit,
        unit_name=plan.unit_name,
        verifier=plan.verifier,
        inspected=plan.inspected,
        sent_at=event.sent_at,
        opened_at=at,
        papers=event.papers,
        requirements=tuple(_requirement(duty) for duty in plan.duties),
    )


def _requirement(duty: Duty) -> Requirement:
    return Requirement(
        id=duty.id,
        text=duty.text,
        document=duty.document,
        issuer=duty.issuer,
        position=duty.position,
        report_by=duty.report_by,
        remedied_by=duty.remedied_by,
        review_on=duty.review_on,
    )


def _each(case: Case, ids: tuple[str, ...], **update: Any) -> tuple[Requirement, ...]:
    return tuple(r.model_copy(update=update) if r.id in ids else r for r in case.requirements)


def _swap(case: Case, arming: Arming) -> tuple[Arming, ...]:
    return tuple(arming if a.n == arming.n else a for a in case.armings)


def _armed(case: Case, event: Armed) -> dict[str, Any]:
    return {"armings": (*case.armings, event.arming), "armed": event.arming.n}


def _disarmed(case: Case, event: Disarmed) -> dict[str, Any]:
    armings = []
    for arming in case.armings:
        left = tuple(s for s in arming.subjects if s not in event.subjects) if arming.n == event.n else arming.subjects
        if left:
            armings.append(arming if left == arming.subjects else arming.model_copy(update={"subjects": left}))
    return {"armings": tuple(armings)}


def _rang(case: Case, event: Rang) -> dict[str, Any]:
    arming = case.arming(event.n)
    if arming is None:
        return {}
    rung = event.step.rung
    awaiting = (*arming.awaiting, rung) if event.step.drafts else arming.awaiting
    rang = arming.rang if rung in arming.rang else (*arming.rang, rung)
    arming = rung_steps(arming, (event.step,), event.moved, awaiting=awaiting, rang=rang)
    told = case.overdue_told
    if event.overdue and not event.step.drafts:
        told = (*told, Told(requirements=event.subjects, clock=event.clock, base=event.base, to=event.to))
    return {"armings": _swap(case, arming), "overdue_told": told}


def _covered(case: Case, event: RungCovered) -> dict[str, Any]:
    arming = case.arming(event.n)
    if arming is None:
        return {}
    return {"armings": _swap(case, rung_steps(arming, (event.step,), (event.next,) if event.next else ()))}


def _acknowledged(_: Case, event: Acknowledged) -> dict[str, Any]:
    return {"received_on": event.arrived_on, "received_on_behalf": event.on_behalf}


def _still_told(case: Case, ids: tuple[str, ...], in_progress: tuple[str, ...], arrived: date) -> tuple[Told, ...]:
    kept = []
    for told in case.overdue_told:
        wrong = disproved(told, ids, in_progress, arrived)
        left = tuple(name for name in told.requirements if name not in wrong)
        if left:
            kept.append(told.model_copy(update={"requirements": left}) if wrong else told)
    return tuple(kept)


def _reported(case: Case, event: Reported) -> dict[str, Any]:
    return {
        "requirements": tuple(_with_report(r, event) if r.id in event.requirements else r for r in case.requirements),
        "received_on": case.received_on or event.arrived_on,
        "overdue_told": _still_told(case, event.requirements, event.in_progress, event.arrived_on),
    }


def _with_report(r: Requirement, event: Reported) -> Requirement:
    under_way = r.id in event.in_progress
    update: dict[str, Any] = {
        "work": Work.IN_PROGRESS if under_way else Work.REPORTED,
        "paper": event.paper,
        "arrived_on": event.arrived_on,
        "recorded_on": event.recorded_on,
        "asked_for": r.due,
        "supplement_by": None,
    }
    if under_way:
        update["progressed_on"] = r.progressed_on or event.arrived_on
        if r.remedy_due is None:
            update["review_on"] = event.review_on
    return r.model_copy(update=update)


def _returned(case: Case, event: Returned) -> dict[str, Any]:
    return {"requirements": _each(case, event.requirements, work=Work.RETURNED, supplement_by=event.by)}


def _confirmed(case: Case, event: Confirmed) -> dict[str, Any]:
    frozen = {p.requirement: p for p in event.punctuality}
    return {
        "requirements": tuple(
            r.model_copy(update={"work": Work.COMPLETED, "punctuality": frozen.get(r.id)})
            if r.id in event.requirements
            else r
            for r in case.requirements
        )
    }


def _corrected(case: Case, event: Corrected) -> dict[str, Any]:
    if event.target == "receipt":
        return {"received_on": event.arrived_on}
    frozen = {p.requirement: p for p in event.punctuality}
    return {
        "requirements": tuple(
            _with_correction(r, event, frozen.get(r.id)) if r.id in event.requirements else r for r in case.requirements
        ),
        "overdue_told": _still_told(case, event.requirements, case.in_progress(event.requirements), event.arrived_on),
    }


def _with_correction(r: Requirement, event: Corrected, judged: Punctuality | None) -> Requirement:
    update: dict[str, Any] = {"arrived_on": event.arrived_on, "paper": event.paper, "punctuality": judged}
    if r.work == Work.IN_PROGRESS and r.progressed_on == event.old_arrived_on:
        update["progressed_on"] = event.arrived_on
    return r.model_copy(update=update)


def _reopened(case: Case, event: Reopened) -> dict[str, Any]:
    return {
        "requirements": _each(case, event.requirements, work=Work.RETURNED, supplement_by=event.by, punctuality=None),
        "closed": False,
        "closed_reason": None,
    }


def _answered(case: Case, event: Answered) -> dict[str, Any]:
    again = {a.n: [s for s in a.steps if s.repetition > 0 and s.escalates] for a in case.armings}
    armings = tuple(rung_steps(a, again[a.n], event.steps.get(a.n, ())) for a in case.armings)
    return {"answered": True, "armings": armings}


def _draft_settled(case: Case, event: DraftSettled) -> dict[str, Any]:
    return {"armings": tuple(_settled(a, event) if a.n in event.armings else a for a in case.armings)}


def _settled(arming: Arming, event: DraftSettled) -> Arming:
    awaiting = tuple(rung for rung in arming.awaiting if rung != event.rung)
    issued = (*arming.issued, event.rung) if event.outcome == "issued" else arming.issued
    moved = event.moved.get(arming.n, ())
    return rung_steps(arming, (), moved, awaiting=awaiting, issued=issued)


def _closed(case: Case, event: CaseClosed) -> dict[str, Any]:
    return {
        "requirements": _each(case, event.unconfirmed, work=Work.ENDED),
        "closed": True,
        "closed_reason": event.reason,
    }


@cache
def _changes() -> dict[type, Callable[[Case, Any], dict[str, Any]]]:
    return {
        Armed: _armed,
        Disarmed: _disarmed,
        Rang: _rang,
        RungCovered: _covered,
        Acknowledged: _acknowledged,
        Reported: _reported,
        Returned: _returned,
        Confirmed: _confirmed,
        Corrected: _corrected,
        Reopened: _reopened,
        Answered: _answered,
        DraftSettled: _draft_settled,
        CaseClosed: _closed,
    }
