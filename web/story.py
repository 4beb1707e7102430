"""A case's events as people read them: what happened and why, beside the label of `models/labels.py`.

What one command caused stands together, the cause first.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import singledispatchmethod
from itertools import groupby
from typing import NamedTuple

from models import events as e
from models.facts import Facts
from models.labels import CLOCKS, event_label, rung_label
from store.ledger import Recorded
from web.names import Names
from web.ringing import rung_name
from web.words import Words

# What the system does for itself, shown more quietly than what concerns people.
QUIET = (e.Armed, e.Disarmed, e.RungCovered)


class Told(NamedTuple):
    """What happened and why, in words."""

    what: str = ""
    why: str = ""


class Part(NamedTuple):
    """One event with its label; a quiet one is what the system did about its clocks."""

    label: str
    told: Told
    quiet: bool


class Chapter(NamedTuple):
    """What one command caused."""

    at: datetime
    who: str
    parts: tuple[Part, ...]

    @property
    def why(self) -> tuple[str, ...]:
        """Why it happened; what the system did about its clocks says so itself."""
        return tuple(part.told.why for part in self.parts if part.told.why and not part.quiet)


class Story:
    """Tells the events of one inspection's cases."""

    def __init__(self, facts: Facts, names: Names, words: Words) -> None:
        self.facts, self.names, self.words = facts, names, words

    def chapters(self, newest_first: Iterable[Recorded]) -> Iterator[Chapter]:
        """The events command by command, the newest first."""
        for _, group in groupby(newest_first, key=lambda line: line.command_id):
            lines = list(group)[::-1]
            parts = tuple(self._part(line.event) for line in lines)
            yield Chapter(lines[0].at, self.names.actor(lines[0].actor), parts)

    def _part(self, event: e.Event) -> Part:
        drafts = isinstance(event, e.Rang) and event.step.drafts
        label = self.words["draft_prepared"] if drafts else event_label(event, self.words.lang)
        return Part(label, self.tell(event), isinstance(event, QUIET))

    @singledispatchmethod
    def tell(self, _event: e.Event) -> Told:
        """What the event says besides its label."""
        return Told()

    @tell.register
    def _(self, event: e.CaseOpened) -> Told:
        papers = dict.fromkeys(event.papers.get(duty.document, "") for duty in event.plan.duties)
        return Told(self._items(len(event.plan.duties)), "; ".join(filter(None, papers)))

    @tell.register
    def _(self, event: e.Armed) -> Told:
        arming, w = event.arming, self.words
        clock = CLOCKS[arming.clock][w.lang]
        why = w.say(
            "armed_why",
            base=w.day(arming.base),
            n=w.number(len(arming.subjects)),
            calendar=event.calendar,
            policy=event.policy,
        )
        if not arming.steps:
            return Told(w.say("armed_empty", clock=clock), why)
        first, last = w.moment(arming.steps[0].at), w.moment(arming.steps[-1].at)
        return Told(w.say("armed", clock=clock, n=w.number(len(arming.steps)), first=first, last=last), why)

    @tell.register
    def _(self, event: e.Disarmed) -> Told:
        return Told(self._items(len(event.subjects)), self.words["disarmed_why"])

    @tell.register
    def _(self, event: e.Rang) -> Told:
        to = self.words.say("signers" if event.step.drafts else "sent", names="; ".join(self.names.seats(event.to)))
        late = f" ({self.words['late']})" if event.late else ""
        what = rung_name(event.step.rung, event.clock, self.facts, self.words)
        return Told(f"{what} – {to}" if event.to else what, event.why + late)

    @tell.register
    def _(self, event: e.RungCovered) -> Told:
        return Told(rung_label(event.step.rung, self.facts.policy, self.words.lang), self.words["covered_why"])

    @tell.register
    def _(self, event: e.Acknowledged) -> Told:
        arrived = self.words.say("received_on", day=self.words.day(event.arrived_on))
        return Told(arrived + self._behalf(on_behalf=event.on_behalf), event.note or "")

    @tell.register
    def _(self, event: e.Reported) -> Told:
        w, paper = self.words, event.paper
        parts = [
            w.say("report", number=paper.number, day=w.day(paper.date))
            + ", "
            + w.say("arrived", day=w.day(event.arrived_on))
            + self._behalf(on_behalf=event.on_behalf),
            self._items(len(event.requirements)),
        ]
        if event.in_progress:
            parts.append(w.say("in_progress", n=w.number(len(event.in_progress))))
        return Told("; ".join((*parts, *self._recalled(event.recalled))), event.note or "")

    @tell.register
    def _(self, event: e.Returned) -> Told:
        return Told(self._until(len(event.requirements), event), event.reason)

    @tell.register
    def _(self, event: e.Reopened) -> Told:
        return Told(self._until(len(event.requirements), event), event.reason)

    @tell.register
    def _(self, event: e.Confirmed) -> Told:
        late = sum(p.late_days > 0 for p in event.punctuality)
        good = sum(p.late_days == 0 and p.due is not None for p in event.punctuality)
        judged = self.words.say("judged", good=self.words.number(good), late=self.words.number(late))
        what = self._items(len(event.requirements))
        return Told(f"{what} ({judged})" if good or late else what, event.note or "")

    @tell.register
    def _(self, event: e.Corrected) -> Told:
        old, new = self.words.day(event.old_arrived_on), self.words.day(event.arrived_on)
        moved = self.words.say("moved_day", old=old, new=new)
        return Told("; ".join((moved, *self._recalled(event.recalled))), event.reason)

    @tell.register
    def _(self, event: e.Answered) -> Told:
        return Told(self.words.say("quoted", text=event.text) + self._behalf(on_behalf=event.on_behalf))

    @tell.register
    def _(self, event: e.DraftSettled) -> Told:
        paper = rung_label(event.rung, self.facts.policy, self.words.lang)
        if event.outcome == "dropped":
            return Told(self.words.say("dropped", paper=paper))
        if event.number:
            return Told(self.words.say("issued", paper=paper, number=event.number))
        return Told(self.words.say("issued_plain", paper=paper))

    @tell.register
    def _(self, event: e.CaseClosed) -> Told:
        return Told(why=event.reason)

    def _items(self, n: int) -> str:
        return self.words.say("items", n=self.words.number(n))

    def _until(self, n: int, event: e.Returned | e.Reopened) -> str:
        return f"{self._items(n)}, {self.words.say('at_latest', day=self.words.day(event.by))}"

    def _behalf(self, *, on_behalf: bool) -> str:
        return f" ({self.words['on_behalf']})" if on_behalf else ""

    def _recalled(self, to: tuple[e.Recipient, ...]) -> list[str]:
        return [self.words.say("recalled", names="; ".join(self.names.seats(to)))] if to else []
