"""What a world's events mean to someone reading a rehearsal: one moment after the other, and who is told."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache, lru_cache
from typing import Literal

from models import events as e
from models.base import Kept, name_of
from models.case_clocks import recipients
from models.clock import VIETNAM, local_date
from models.dates import written
from models.draft import Draft
from models.facts import Facts
from models.ladder import Clock, Rung, Side
from models.org import Role
from models.world import Entry, Refused, World

DraftEvent = e.DraftAwaits | e.DraftHeld | e.DraftEdited | e.DraftClosed


class Seated(Kept):
    """A seat that is told, or asked to sign."""

    role: Role
    unit: str


class Moment(Kept):
    """One thing that happens; `at` is an instant with Vietnam's offset. What people do has no mode."""

    at: datetime
    event: str
    case: str | None = None
    requirements: tuple[str, ...] = ()
    clock: Clock | None = None
    rung: str | None = None
    mode: Literal["automatic", "draft"] | None = None
    to: tuple[Seated, ...] = ()
    why: str = ""


def moments(world: World) -> list[Moment]:
    """The timeline, in order."""
    told = [moment for entry in world.events for moment in _told(world, entry)]
    return sorted((*told, *map(_refused, world.refused)), key=lambda moment: moment.at)


def _told(world: World, entry: Entry) -> Iterator[Moment]:
    match entry.event:
        case e.Armed() | e.Disarmed() | e.DraftSettled() | e.Launched() | e.AllCasesOpened():
            return  # how a ladder hangs is nothing that anyone is told
        case e.Rang() as rang:
            yield _rang(entry, rang)
        case e.RungCovered() as covered:
            yield _covered(world, entry, covered)
        case e.DraftAwaits() | e.DraftHeld() | e.DraftEdited() | e.DraftClosed() as draft:
            yield _draft(world, entry, draft)
        case other:
            yield Moment(
                at=_local(entry.at),
                event=name_of(other),
                case=_case(entry),
                requirements=getattr(other, "requirements", ()),
                to=_told_by_notice(world, entry),
                why=_why(other),
            )


def _rang(entry: Entry, rang: e.Rang) -> Moment:
    case = _case(entry)
    return Moment(
        at=_local(entry.at),
        event="escalation" if rang.step.escalates else "reminder",
        case=case,
        requirements=rang.subjects if case else (),
        clock=rang.clock,
        rung=rang.step.rung,
        mode="draft" if rang.step.drafts else "automatic",
        to=tuple(_seat(to.role, to.unit) for to in rang.to),
        why=rang.why,
    )


def _covered(world: World, entry: Entry, covered: e.RungCovered) -> Moment:
    rung = _facts(world, entry).policy.rung(covered.step.rung)
    return Moment(
        at=_local(entry.at),
        event="covered",
        case=_case(entry),
        clock=rung.clock if rung else None,
        rung=covered.step.rung,
        why=f"Mốc ngày {written(local_date(covered.step.at))} không nhắc riêng.",
    )


def _draft(world: World, entry: Entry, event: DraftEvent) -> Moment:
    """A draft at its fullest when it is prepared, as it then stands when someone decides about it."""
    facts = _facts(world, entry)
    prepared = isinstance(event, e.DraftAwaits)
    draft = world.book.fullest[event.draft] if prepared else world.book.drafts[event.draft]
    rung = facts.policy.rung(draft.rung)
    what = "prepared" if prepared else _words(event, "outcome") or name_of(event).removeprefix("draft_")
    return Moment(
        at=_local(entry.at),
        event=f"draft_{what}",
        requirements=tuple(dict.fromkeys(name for item in draft.items for name in item.requirements)),
        clock=rung.clock if rung else None,
        rung=draft.rung,
        mode="draft",
        to=_addressees(world, draft, rung, facts) if what == "issued" and rung else _told_by_notice(world, entry),
        why=_words(event) or f"{len(draft.items):02} cơ quan quá hạn, dự thảo ngày {written(draft.day)}.",
    )


def _addressees(world: World, draft: Draft, rung: Rung, facts: Facts) -> tuple[Seated, ...]:
    """Whom the signed paper goes to."""
    outside = tuple(target for target in rung.targets if target.side != Side.INSPECTING)
    found = [recipients(world.cases[item.case], outside, facts, draft.day) for item in draft.items]
    return _seated(to for each in found for to in each)


def _told_by_notice(world: World, entry: Entry) -> tuple[Seated, ...]:
    return _seated(notice.to for notice in world.notices(entry))


def _seated(found: Iterable[e.Recipient]) -> tuple[Seated, ...]:
    return tuple({(to.role, to.unit): _seat(to.role, to.unit) for to in found}.values())


@cache
def _seat(role: Role, unit: str) -> Seated:
    return Seated(role=role, unit=unit)


def _words(event: e.Event, *names: str) -> str:
    """What the event itself gives as its reason."""
    given = (getattr(event, name, None) for name in names or ("reason", "text", "note"))
    return next((str(words) for words in given if words), "")


def _why(event: e.Event) -> str:
    match event:
        case e.Reported():
            return f"Báo cáo số {event.paper.number}, đến ngày {written(event.arrived_on)}."
        case e.Acknowledged():
            return f"Đã nhận ngày {written(event.arrived_on)}."
        case e.CaseOpened():
            return event.inspection_title
        case _:
            return _words(event)


def _refused(refused: Refused) -> Moment:
    case = refused.stream if refused.command.aggregate == "case" else None
    return Moment(at=_local(refused.at), event="refused", case=case, why=refused.refusal.text("vi"))


def _facts(world: World, entry: Entry) -> Facts:
    return world.facts(entry.stream.split("/")[1])


def _case(entry: Entry) -> str | None:
    return entry.stream if entry.stream.startswith("case/") else None


@lru_cache(maxsize=1024)
def _local(instant: datetime) -> datetime:
    return instant.astimezone(VIETNAM)
