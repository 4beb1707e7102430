"""The whole system in memory and virtual time: what `commit`, courier and workflows do, without any of them.

The rehearsal lives in it, and conformance tests ask it what the real system should have recorded.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple, cast

from models import case as case_acts
from models import commands as c
from models import events as e
from models import inspection as inspection_acts
from models.authority import usual_seat
from models.book import Book
from models.calendar import Calendar
from models.case_evolve import evolve as evolve_case
from models.case_evolve import fold
from models.case_state import Case, case_id
from models.clocks import Alarm
from models.drafting import (
    AddToDraft,
    ChangeDraft,
    Message,
    RemoveFromDrafts,
    effects_of_case,
    effects_of_inspection,
    keep_draft,
)
from models.facts import Facts
from models.inspection import Inspection, inspection_id
from models.ladder import Policy
from models.launch import Bundle, CasePlan
from models.refusals import Refusal
from models.telling import Notice, notices_of_case, notices_of_inspection

OFTEN = (e.Rang, e.DraftSettled)
Effect = AddToDraft | RemoveFromDrafts | ChangeDraft | Message
ABOUT_A_DRAFT = (c.DraftOpened, c.IssueDraft, c.EditDraft, c.HoldDraft, c.DropDraft)


class Entry(NamedTuple):
    """One event as the ledger would hold it; `at` is its instant (UTC)."""

    stream: str
    seq: int
    event: e.Event
    at: datetime
    actor: str
    command_id: str

    @property
    def key(self) -> str:
        """The event's unique name."""
        return f"{self.stream}@{self.seq}"


class Refused(NamedTuple):
    """A command that a rule refused."""

    stream: str
    command: c.Command
    at: datetime
    refusal: Refusal


class _Due(NamedTuple):
    """Something that happens at an instant: alarms first, stream by stream; then what people do, as planned."""

    at: datetime
    by_person: bool
    place: int
    n: int
    stream: str
    what: Alarm | c.Command


class World:
    """Streams, drafts and notices of launched inspections, moved only by `submit` and `run_until`."""

    def __init__(self, calendar: Calendar, policy: Policy) -> None:
        self.now: datetime | None = None
        self.events: list[Entry] = []
        self.cases: dict[str, Case] = {}
        self.inspections: dict[str, Inspection] = {}
        self.book = Book()
        self.refused: list[Refused] = []
        self.watchers: list[Callable[[Entry], None]] = []
        self._calendar, self._policy = calendar, policy
        self._facts: dict[str, Facts] = {}
        self._heads: dict[str, Entry] = {}
        self._notices: dict[str, tuple[Notice, ...]] = {}
        self._answers: dict[tuple[str, str], tuple[e.Event, ...]] = {}
        self._alarms: dict[str, Alarm] = {}
        self._places: dict[str, int] = {}
        self._queue: list[_Due] = []
        self._order = count()
        self._cancelled: set[str] = set()

    def open(self, bundle: Bundle, actor: str | None = None) -> None:
        """Launch the inspection at the instant its papers were sent, and open its cases.

        `actor` defaults to a seat of the inspecting unit. Raises ValueError when it may not launch.
        """
        facts = Facts(calendar=self._calendar, policy=self._policy, register=bundle.register_, launch=bundle)
        self._facts[bundle.id] = replace(facts, launch=None)
        seat = usual_seat(c.Launch, facts)
        digest = sha256(bundle.model_dump_json().encode()).hexdigest()
        launch = c.Launch(id=f"launch/{digest}", actor=actor or (seat.id if seat else c.SYSTEM), digest=digest)
        stream = inspection_id(bundle.id)
        launched = self._submit(launch, stream, bundle.sent_at, facts)
        if isinstance(launched, Refusal):
            raise ValueError(f"{launched.text('vi')} | {launched.text('en')}")  # noqa: TRY004 - a rule, no wrong type
        papers = {document.id: document.cited for document in bundle.documents}
        for plan in bundle.cases:
            self.submit(_opening(bundle, plan, papers), case_id(bundle.id, plan.n), bundle.sent_at)
        self.submit(c.CasesOpened(id=f"opened/{bundle.id}"), stream, bundle.sent_at)

    def submit(self, command: c.Command, stream: str, at: datetime) -> tuple[e.Event, ...] | Refusal:
        """Give a command now, at an instant not before the last one; what it sends to other streams follows at once.

        The same command id is accepted once: a repeat gets the first answer. Alarms that came due before `at` ring
        only in `run_until`, as after an outage.
        """
        return self._submit(command, stream, at, self._facts_about(command, stream))

    def later(self, command: c.Command, stream: str, at: datetime) -> None:
        """Plan a person's act; `run_until` gives it at that instant, and keeps it in `refused` if a rule says no."""
        heappush(self._queue, _Due(at, by_person=True, place=0, n=next(self._order), stream=stream, what=command))

    def cancel(self, command_id: str) -> None:
        """Drop a planned act that has lost its object."""
        self._cancelled.add(command_id)

    def run_until(self, instant: datetime) -> None:
        """Let time pass: ring every alarm and do every planned act up to the instant, in order."""
        while self._queue and self._queue[0].at <= instant:
            due = heappop(self._queue)
            at = max(due.at, self.now or due.at)
            if isinstance(due.what, Alarm):
                self._ring(due.what, due.stream, at)
            elif due.what.id not in self._cancelled:
                answer = self.submit(due.what, due.stream, at)
                if isinstance(answer, Refusal):
                    self.refused.append(Refused(due.stream, due.what, at, answer))
        self.now = max(instant, self.now or instant)

    def notices(self, entry: Entry) -> tuple[Notice, ...]:
        """Who was told of an event; of rungs and letters, too many to keep, it is made when asked for."""
        if not isinstance(entry.event, OFTEN):
            return self._notices.get(entry.key, ())
        before = [x for x in self.events if x.stream == entry.stream and x.seq <= entry.seq]
        facts = self._facts[entry.stream.split("/")[1]]
        if _is_case(entry.stream):
            case = cast("Case", fold((cast("e.CaseEvent", x.event), x.at) for x in before))
            return tuple(notices_of_case(case, entry.event, entry.key, facts, entry.at))
        happened = cast("e.InspectionEvent", entry.event)
        return tuple(notices_of_inspection(self.inspections[entry.stream], happened, entry.key, facts, entry.at))

    def facts(self, inspection: str) -> Facts:
        """Calendar, policy and register of a launched inspection."""
        return self._facts[inspection]

    def _ring(self, alarm: Alarm, stream: str, at: datetime) -> None:
        if self._alarms.get(stream) is not alarm:
            return  # taken down or moved since it was set
        ring = c.Ring if stream in self.cases else c.RingInspection
        self.submit(ring(id=alarm.key, arming=alarm.arming), stream, at)
        if self._alarms.get(stream) is alarm:
            raise RuntimeError(f"{alarm.key} rang and changed nothing")

    def _facts_about(self, command: c.Command, stream: str) -> Facts:
        inspection = stream.split("/")[1]
        facts = self._facts[inspection]
        if isinstance(command, ABOUT_A_DRAFT):
            return replace(facts, draft=self.book.drafts.get(command.draft))
        if isinstance(command, c.Finish):
            open_cases = sum(not case.closed for case in self.cases.values() if case.inspection == inspection)
            return replace(facts, open_cases=open_cases)
        return facts

    def _submit(self, command: c.Command, stream: str, at: datetime, facts: Facts) -> tuple[e.Event, ...] | Refusal:
        self.now = max(at, self.now or at)
        given = self._answers.get((stream, command.id))
        if given is not None:
            return given
        head = self._heads.get(stream)
        at = max(at, head.at) if head else at
        decided = self._decide(command, stream, facts, at)
        if isinstance(decided, Refusal) or not decided:
            return decided
        self._answers[stream, command.id] = decided
        messages = self._record(decided, command, stream, at, facts)
        for message in messages:
            self.submit(message.command, message.to, at)
        return decided

    def _decide(self, command: c.Command, stream: str, facts: Facts, at: datetime) -> tuple[e.Event, ...] | Refusal:
        if _is_case(stream):
            return case_acts.decide(self.cases.get(stream), cast("c.CaseCommand", command), facts, at)
        return inspection_acts.decide(self.inspections.get(stream), cast("c.InspectionCommand", command), facts, at)

    def _record(
        self, decided: tuple[e.Event, ...], command: c.Command, stream: str, at: datetime, facts: Facts
    ) -> list[Message]:
        head = self._heads.get(stream)
        messages: list[Message] = []
        for seq, event in enumerate(decided, start=head.seq + 1 if head else 1):
            entry = Entry(stream, seq, event, at, command.actor, command.id)
            for effect in self._evolve(entry, facts):
                if isinstance(effect, Message):
                    messages.append(effect)
                else:
                    messages.extend(keep_draft(self.book, effect, at))
            self.events.append(entry)
            self._heads[stream] = entry
            for watch in self.watchers:
                watch(entry)
        self._set_alarm(stream)
        return messages

    def _evolve(self, entry: Entry, facts: Facts) -> Iterable[Effect]:
        """Move the stream on, keep who is told, and give what else follows."""
        effects: Iterable[Effect]
        told: Iterable[Notice]
        if _is_case(entry.stream):
            event = cast("e.CaseEvent", entry.event)
            case = evolve_case(self.cases.get(entry.stream), event, entry.at)
            self.cases[entry.stream] = case
            effects = effects_of_case(case, event, facts, entry.at)
            told = notices_of_case(case, event, entry.key, facts, entry.at)
        else:
            happened = cast("e.InspectionEvent", entry.event)
            inspection = inspection_acts.evolve(self.inspections.get(entry.stream), happened, entry.at)
            self.inspections[entry.stream] = inspection
            effects = effects_of_inspection(happened, facts)
            told = notices_of_inspection(inspection, happened, entry.key, facts, entry.at)
        if not isinstance(entry.event, OFTEN) and (notices := tuple(told)):
            self._notices[entry.key] = notices
        return effects

    def _set_alarm(self, stream: str) -> None:
        state, old = self.cases.get(stream) or self.inspections.get(stream), self._alarms.get(stream)
        alarm = state.next_alarm() if state else None
        if alarm is None:
            self._alarms.pop(stream, None)
        elif old is None or (alarm.key, alarm.at) != (old.key, old.at):
            self._alarms[stream] = alarm
            place = self._places.setdefault(stream, len(self._places))
            n = next(self._order)
            heappush(self._queue, _Due(alarm.at, by_person=False, place=place, n=n, stream=stream, what=alarm))


def _is_case(stream: str) -> bool:
    return stream.startswith("case/")


def _opening(bundle: Bundle, plan: CasePlan, papers: dict[str, str]) -> c.OpenCase:
    return c.OpenCase(
        id=f"open/{case_id(bundle.id, plan.n)}",
        inspection=bundle.id,
        inspection_title=bundle.title,
        sent_at=bundle.sent_at,
        papers=papers,
        plan=plan,
    )
