"""The business of a unit's case: what each act needs, what it does, when it is refused.

`decide` is the whole of it: state, command and facts in; events or a refusal out. Every act ends in `settle`, which
hangs and takes down the clocks that the new state asks for.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

from models import commands as c
from models import events as e
from models.authority import allowed
from models.case_clocks import ring_case, settle
from models.case_evolve import evolve
from models.case_state import FINAL, Case, Requirement, Work
from models.clock import local_date
from models.clocks import Arming, Step, spaced, step_on
from models.facts import Facts
from models.ladder import RungKind
from models.org import Role
from models.refusals import Refusal, refuse, wrong_day

Decided = list[e.CaseEvent] | Refusal


def decide(case: Case | None, command: c.CaseCommand, facts: Facts, now: datetime) -> tuple[e.CaseEvent, ...] | Refusal:
    """What follows from a command now: the events to append, nothing, or a typed refusal.

    Args:
        case: the state, or None before it is opened.
        command: what is asked.
        facts: calendar, policy, register in force.
        now: the instant of the act (UTC), never before the case's last event.
    """
    if not command.human and command.actor != c.SYSTEM:
        return refuse("unknown_actor", actor=command.actor)
    if isinstance(command, c.OpenCase):
        first = _open(case, command, facts)
    elif case is None:
        return refuse("not_open", id=command.id)
    else:
        first = _act(case, command, facts, now)
    if isinstance(first, Refusal) or not first:
        return first if isinstance(first, Refusal) else ()
    if all(isinstance(event, _LADDER_ONLY) for event in first):
        return tuple(first)
    after = case
    for event in first:
        after = evolve(after, event, now)
    return (*first, *(settle(after, facts, now) if after else ()))


# These move the steps of clocks that already hang; which clocks the state asks for stays the same.
_LADDER_ONLY = (e.Rang, e.RungCovered, e.DraftSettled)


def _act(case: Case, command: c.CaseCommand, facts: Facts, now: datetime) -> Decided:
    own = False
    if command.human:
        seats = facts.seats(command.actor, local_date(now))
        seat = allowed(command, seats, facts, case.unit, case.verifier)
        if isinstance(seat, Refusal):
            return seat
        if case.closed and not isinstance(command, c.Reopen | c.Correct):
            return refuse("closed")
        own = any(held.unit == case.unit for held in seats)
    return _acts()[type(command)](case, command, facts, now, own)


def _open(case: Case | None, command: c.OpenCase, facts: Facts) -> Decided:
    if case is not None:
        return refuse("already_open", id=case.id)
    return [
        e.CaseOpened(
            inspection=command.inspection,
            inspection_title=command.inspection_title,
            sent_at=command.sent_at,
            papers=command.papers,
            plan=command.plan,
            calendar=facts.calendar.version,
            policy=facts.policy.version,
        )
    ]


def _acknowledge(case: Case, command: c.Acknowledge, facts: Facts, now: datetime, own: bool) -> Decided:
    if case.received_on:
        return refuse("already_received", day=case.received_on)
    arrived = _arrival(case, command.arrived_on, None, facts, now, own)
    if isinstance(arrived, Refusal):
        return arrived
    return [e.Acknowledged(arrived_on=arrived, on_behalf=not own, note=command.note)]


def _report(case: Case, command: c.Report, facts: Facts, now: datetime, own: bool) -> Decided:
    chosen = _chosen(case, (*command.requirements, *command.in_progress), lambda r: r.open)
    if isinstance(chosen, Refusal):
        return chosen
    arrived = _arrival(case, command.arrived_on, command.paper.date, facts, now, own)
    if isinstance(arrived, Refusal):
        return arrived
    ids = tuple(r.id for r in chosen)
    review = facts.calendar.add_working_days(local_date(now), facts.policy.review_days)
    return [
        e.Reported(
            paper=command.paper,
            requirements=ids,
            in_progress=command.in_progress,
            arrived_on=arrived,
            recorded_on=local_date(now),
            on_behalf=not own,
            review_on=review if command.in_progress else None,
            recalled=case.wrongly_told(ids, command.in_progress, arrived),
            note=command.note,
        )
    ]


def _return(case: Case, command: c.Return, facts: Facts, now: datetime, own: bool) -> Decided:
    if own:
        return refuse("own_report", verifier=facts.register.name(case.verifier))
    chosen = _chosen(case, command.requirements, lambda r: r.work == Work.REPORTED)
    if isinstance(chosen, Refusal):
        return chosen
    by = _by(command.by, facts, now)
    if isinstance(by, Refusal):
        return by
    return [e.Returned(requirements=tuple(r.id for r in chosen), reason=command.reason, by=by)]


def _confirm(case: Case, command: c.Confirm, facts: Facts, _now: datetime, own: bool) -> Decided:
    if own:
        return refuse("own_report", verifier=facts.register.name(case.verifier))
    chosen = _chosen(case, command.requirements, lambda r: r.work == Work.REPORTED)
    if isinstance(chosen, Refusal):
        return chosen
    frozen = tuple(_punctuality(r, r.arrived_on, facts) for r in chosen if r.arrived_on)
    return [e.Confirmed(requirements=tuple(r.id for r in chosen), punctuality=frozen, note=command.note)]


def _correct(case: Case, command: c.Correct, facts: Facts, now: datetime, _own: bool) -> Decided:
    return (
        _correct_receipt(case, command, now)
        if command.target == "receipt"
        else _correct_report(case, command, facts, now)
    )


def _correct_receipt(case: Case, command: c.Correct, now: datetime) -> Decided:
    if case.received_on is None:
        return refuse("nothing_to_correct", target="receipt")
    if command.arrived_on is None:
        return refuse("arrival_needed")
    if command.arrived_on == case.received_on:
        return refuse("same_value")
    return _impossible(command.arrived_on, local_date(case.sent_at), now) or [
        e.Corrected(
            target="receipt",
            requirements=(),
            reason=command.reason,
            old_arrived_on=case.received_on,
            arrived_on=command.arrived_on,
        )
    ]


def _correct_report(case: Case, command: c.Correct, facts: Facts, now: datetime) -> Decided:
    chosen = _chosen(case, command.requirements, lambda r: r.paper is not None)
    if isinstance(chosen, Refusal):
        return chosen
    first = chosen[0]
    if first.paper is None or first.arrived_on is None:
        return refuse("nothing_to_correct", target="report")
    if any((r.paper, r.arrived_on) != (first.paper, first.arrived_on) for r in chosen):
        return refuse("several_reports", known=", ".join(r.id for r in chosen))
    paper, arrived = command.paper or first.paper, command.arrived_on or first.arrived_on
    if (paper, arrived) == (first.paper, first.arrived_on):
        return refuse("same_value")
    wrong = _impossible(arrived, max(paper.date, local_date(case.sent_at)), now)
    if wrong:
        return wrong
    ids = tuple(r.id for r in chosen)
    return [
        e.Corrected(
            target="report",
            requirements=ids,
            reason=command.reason,
            old_arrived_on=first.arrived_on,
            arrived_on=arrived,
            old_paper=first.paper,
            paper=paper,
            punctuality=tuple(_punctuality(r, arrived, facts) for r in chosen if r.punctuality),
            recalled=case.wrongly_told(ids, case.in_progress(ids), arrived),
        )
    ]


def _reopen(case: Case, command: c.Reopen, facts: Facts, now: datetime, _own: bool) -> Decided:
    chosen = _chosen(case, command.requirements, lambda r: r.work in FINAL)
    if isinstance(chosen, Refusal):
        return chosen
    by = _by(command.by, facts, now)
    if isinstance(by, Refusal):
        return by
    return [e.Reopened(requirements=tuple(r.id for r in chosen), reason=command.reason, by=by)]


def _answer(case: Case, command: c.Answer, facts: Facts, now: datetime, _own: bool) -> Decided:
    seats = facts.seats(command.actor, local_date(now))
    leader = any(seat.unit == facts.register.committee for seat in seats)
    steps = {a.n: tuple(_after_answer(a, facts, now)) for a in case.armings}
    return [e.Answered(text=command.text, on_behalf=not leader, steps={n: s for n, s in steps.items() if s})]


def _after_answer(arming: Arming, facts: Facts, now: datetime) -> Iterator[Step]:
    """The rungs that wait for an answer, once each, where something was submitted."""
    cal, policy, today = facts.calendar, facts.policy, local_date(now)
    submitted = any((rung := policy.rung(name)) and rung.kind == RungKind.SUBMISSION for name in arming.rang)
    for rung in policy.ladder(arming.clock) if submitted else ():
        if rung.only_after_answer and rung.id not in arming.rang:
            day = max(cal.add_working_days(arming.base, rung.offset), cal.add_working_days(today, policy.answer_days))
            yield step_on(rung, day, policy)


def _close(case: Case, command: c.Close, facts: Facts, now: datetime, _own: bool) -> Decided:
    units = {seat.unit for seat in facts.seats(command.actor, local_date(now)) if seat.role in _HEADS}
    for r in case.unfinished:
        if r.original_due and r.issuer not in units:
            name = facts.register.name
            return refuse("not_issuer", issuer=name(r.issuer), unit=", ".join(name(u) for u in sorted(units)))
    return [e.CaseClosed(reason=command.reason, unconfirmed=tuple(r.id for r in case.unfinished))]


_HEADS = frozenset({Role.HEAD, Role.DEPUTY_HEAD, Role.CHAIR, Role.VICE_CHAIR})


def _settle_draft(case: Case, command: c.SettleDraft, facts: Facts, now: datetime, _own: bool) -> Decided:
    hung = [arming for n in command.armings if (arming := case.arming(n))]
    moved = {a.n: spaced(a, command.rung, now, facts.policy, facts.calendar) for a in hung}
    return [
        e.DraftSettled(
            draft=command.draft,
            rung=command.rung,
            armings=command.armings,
            outcome=command.outcome,
            number=command.number,
            moved={n: steps for n, steps in moved.items() if steps},
        )
    ]


def _ring(case: Case, command: c.Ring, facts: Facts, now: datetime, _own: bool) -> Decided:
    return ring_case(case, command.arming, command.id, facts, now)


def _chosen(case: Case, ids: tuple[str, ...], fits: Callable[[Requirement], bool]) -> tuple[Requirement, ...] | Refusal:
    """The requirements named, or all that fit when none is named; each must exist and fit."""
    known = {r.id: r for r in case.requirements}
    for name in ids:
        if name not in known:
            return refuse("unknown_requirement", requirement=name, known=", ".join(known))
        if not fits(known[name]):
            return refuse("wrong_state", requirement=name, state=known[name].work)
    chosen = (
        tuple(known[name] for name in dict.fromkeys(ids)) if ids else tuple(r for r in case.requirements if fits(r))
    )
    return chosen or refuse("nothing_to_do")


def _arrival(
    case: Case, given: date | None, paper: date | None, facts: Facts, now: datetime, own: bool
) -> date | Refusal:
    """The arrival day: today for what a unit enters itself; what the receiving side registers otherwise."""
    today = local_date(now)
    if own:
        if given and given != today:
            return refuse("arrival_not_yours", inspecting=facts.register.name(facts.register.inspecting))
        given = today
    elif given is None:
        return refuse("arrival_needed")
    sent = local_date(case.sent_at)
    return _impossible(given, max(paper or sent, sent), now) or given


def _impossible(arrived: date, paper: date, now: datetime) -> Refusal | None:
    if arrived > local_date(now):
        return refuse("arrival_future", day=arrived)
    if arrived < paper:
        return refuse("arrival_before_paper", day=arrived, paper=paper)
    return None


def _by(given: date | None, facts: Facts, now: datetime) -> date | Refusal:
    today = local_date(now)
    by = given or facts.calendar.add_working_days(today, facts.policy.supplement_days)
    return wrong_day(by, today) or by


def _punctuality(r: Requirement, arrived: date, facts: Facts) -> e.Punctuality:
    """In time is judged by the arrival day, against the date asked for and the original one (design.md section 2).

    A progress report met the date for the report; what follows is judged by the date for the remedy, if there is one.
    """

    def late(day: date | None, came: date) -> int:
        return max(1, facts.calendar.working_days_between(day, came)) if day and came > day else 0

    original, came = r.original_due, arrived
    if r.progressed_on and r.report_due:
        original, came = (r.remedy_due, arrived) if r.remedy_due else (r.report_due, r.progressed_on)
    late_original = late(original, came)
    return e.Punctuality(
        requirement=r.id,
        arrived_on=arrived,
        due=r.asked_for or original,
        original_due=original,
        late_days=late(r.asked_for, arrived) if r.asked_for else late_original,
        late_days_original=late_original,
    )


@cache
def _acts() -> dict[type[c.Command], Callable[[Case, Any, Facts, datetime, bool], Decided]]:
    return {
        c.Acknowledge: _acknowledge,
        c.Report: _report,
        c.Return: _return,
        c.Confirm: _confirm,
        c.Correct: _correct,
        c.Reopen: _reopen,
        c.Answer: _answer,
        c.Close: _close,
        c.SettleDraft: _settle_draft,
        c.Ring: _ring,
    }
