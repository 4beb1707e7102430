"""How a ladder is hung on a clock, which rung is due, and in what order rungs ring after an outage.

An arming is one hanging of a ladder: it holds the steps still to ring, as instants counted once. Its number, with
clock, rung and repetition, is the key of a reminder: one row, one reminder.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from models.base import Kept
from models.calendar import Calendar
from models.clock import at, local_date
from models.ladder import Clock, Level, Policy, Rung, RungKind


class Step(Kept):
    """One rung still to ring, at an instant (UTC)."""

    rung: str
    at: datetime
    repetition: int = 0
    drafts: bool = False
    escalates: bool = False

    @property
    def label(self) -> str:
        """Its rung and repetition: unique within an arming."""
        return f"{self.rung}/{self.repetition}"


class Arming(Kept):
    """A ladder hung on a clock for a group with the same base day."""

    n: int
    clock: Clock
    base: date
    subjects: tuple[str, ...]
    steps: tuple[Step, ...]  # by instant
    rang: tuple[str, ...] = ()
    awaiting: tuple[str, ...] = ()
    issued: tuple[str, ...] = ()

    def pending(self) -> tuple[Step, ...]:
        """Steps that may ring: while a draft awaits a person, no further draft is prepared about the same matter."""
        if not self.awaiting:
            return self.steps
        return tuple(step for step in self.steps if not step.drafts)


class Alarm(Kept):
    """The next moment something must ring: its key is the reminder's key and the command's id."""

    at: datetime
    key: str
    clock: Clock
    arming: int
    rung: str
    repetition: int
    escalates: bool


def reminder_key(stream: str, arming: Arming, step: Step) -> str:
    """The unique name of one reminder."""
    return f"{stream}/{arming.clock}/{arming.n}/{step.rung}/{step.repetition}"


def next_alarm(stream: str, armings: Iterable[Arming]) -> Alarm | None:
    """The earliest alarm of a stream; ties ring in the order of the ladder."""
    first = [(pending[0], arming) for arming in armings if (pending := arming.pending())]
    if not first:
        return None
    step, arming = min(first, key=lambda found: (found[0].at, found[1].n))
    return Alarm(
        at=step.at,
        key=reminder_key(stream, arming, step),
        clock=arming.clock,
        arming=arming.n,
        rung=step.rung,
        repetition=step.repetition,
        escalates=step.escalates,
    )


def arm(
    n: int, clock: Clock, base: date, subjects: tuple[str, ...], now: datetime, policy: Policy, cal: Calendar
) -> Arming:
    """Hang the clock's ladder. Rungs that would lie before now vanish; repeating ones ring the next working day.

    Rungs after a base day already past count from today.
    """
    today = local_date(now)
    period = cal.working_days_between(today, base)
    steps = []
    for rung in policy.ladder(clock):
        if rung.only_after_answer or (rung.min_period is not None and period < rung.min_period):
            continue
        step = _step(rung, base, today, policy, cal)
        if step.at > now:
            steps.append(step)
        elif rung.repeat_every:
            steps.append(step_on(rung, cal.add_working_days(today, 1), policy))
    return Arming(n=n, clock=clock, base=base, subjects=subjects, steps=tuple(sorted(steps, key=lambda s: s.at)))


def _step(rung: Rung, base: date, today: date, policy: Policy, cal: Calendar) -> Step:
    if rung.offset > 0:
        day = cal.add_working_days(max(base, today), rung.offset)
    else:
        day = cal.add_working_days(cal.previous_working(base), rung.offset)
    return step_on(rung, day, policy)


def step_on(rung: Rung, day: date, policy: Policy, repetition: int = 0) -> Step:
    """The rung as a step on a day."""
    return Step(
        rung=rung.id,
        at=at(day, rung.time),
        repetition=repetition,
        drafts=policy.drafts(rung),
        escalates=rung.kind != RungKind.REMINDER,
    )


class Ringing(NamedTuple):
    """What happens when an arming's alarm rings: one step speaks, some are covered by it, some move."""

    step: Step
    covered: tuple[Step, ...] = ()
    moved: tuple[Step, ...] = ()


def ring(arming: Arming, now: datetime, policy: Policy, cal: Calendar) -> Ringing | None:
    """The lowest step due now, or None.

    After an outage nobody's chief hears first of what nobody was reminded of: steps of the same or a lower level are
    covered by the one that rings; higher ones follow on later working days.
    """
    passed = [step for step in arming.pending() if step.at <= now]
    if not passed:
        return None
    first, rest = passed[0], passed[1:]
    reach = _level(first, policy)
    covered = tuple(step for step in rest if _level(step, policy) <= reach)
    higher = [step for step in rest if _level(step, policy) > reach]
    moved = _spread(higher, [s for s in arming.steps if s.at > now], now, policy, cal) if higher else ()
    return Ringing(step=first, covered=covered, moved=moved)


def _level(step: Step, policy: Policy) -> Level:
    rung = policy.rung(step.rung)
    return rung.level if rung else Level.DESK


def _spread(higher: list[Step], future: list[Step], now: datetime, policy: Policy, cal: Calendar) -> tuple[Step, ...]:
    """Missed higher steps, one a working day; later ones give way so that the order of the ladder holds."""
    day, moved = local_date(now), []
    for step in higher:
        day = cal.add_working_days(day, 1)
        moved.append(_on(step, day, policy))
    for step in future:
        if local_date(step.at) <= day and _level(step, policy) >= _level(higher[-1], policy):
            day = cal.add_working_days(day, 1)
            moved.append(_on(step, day, policy))
    return tuple(moved)


def _on(step: Step, day: date, policy: Policy) -> Step:
    rung = policy.rung(step.rung)
    return step.model_copy(update={"at": at(day, rung.time) if rung else step.at + timedelta(days=1)})


def after(step: Step, now: datetime, policy: Policy, cal: Calendar) -> Step | None:
    """The step's next repetition, if its rung repeats."""
    rung = policy.rung(step.rung)
    if rung is None or rung.repeat_every is None:
        return None
    return step_on(rung, cal.add_working_days(local_date(now), rung.repeat_every), policy, step.repetition + 1)


def spaced(arming: Arming, issued: str, now: datetime, policy: Policy, cal: Calendar) -> tuple[Step, ...]:
    """Drafted steps that came due while a draft awaited a person, moved to keep their distance from the settled one.

    Later ones they would overtake give way, so that the order of the ladder holds.
    """
    before, day = policy.rung(issued), local_date(now)
    moved: list[Step] = []
    for step in arming.steps:
        rung = policy.rung(step.rung)
        if not (step.drafts and rung and before):
            continue
        if step.at > now and (not moved or local_date(step.at) > day):
            break
        day = cal.add_working_days(day, _gap(before, rung))
        moved.append(_on(step, day, policy))
        before = rung
    return tuple(moved)


def _gap(before: Rung, rung: Rung) -> int:
    """Working days between two papers of a ladder."""
    if rung.id == before.id and rung.repeat_every:
        return rung.repeat_every
    return max(1, rung.offset - before.offset)


def rung_steps(arming: Arming, gone: Iterable[Step], put: Iterable[Step], **rungs: tuple[str, ...]) -> Arming:
    """The arming without the steps that rang or were covered, with moved and repeated ones in their place.

    `rungs` are its lists of rungs that change with them: `rang`, `awaiting`, `issued`.
    """
    put = tuple(put)
    out = {step.label for step in (*gone, *put)}
    kept = [step for step in arming.steps if step.label not in out]
    steps = tuple(sorted((*kept, *put), key=lambda s: s.at)) if put else tuple(kept)
    return arming.model_copy(update={"steps": steps, **rungs})
