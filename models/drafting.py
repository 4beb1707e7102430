"""What events change in drafts, and what drafts tell other streams.

Pure: `commit` keeps the book in SQL, the rehearsal in memory.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Protocol

from models import commands as c
from models import events as e
from models.base import Kept
from models.case_state import Case
from models.clock import local_date
from models.draft import Draft, DraftItem, draft_id
from models.facts import Facts
from models.inspection import inspection_id
from models.ladder import RungKind
from models.why import days_left


class AddToDraft(Kept):
    """A drafted rung rang: the case belongs in the open draft of (inspection, rung, day)."""

    inspection: str
    rung: str
    kind: RungKind
    day: date
    item: DraftItem


class RemoveFromDrafts(Kept):
    """The case no longer owes these requirements under that arming: they leave every draft not yet signed."""

    case: str
    arming: int
    requirements: tuple[str, ...]


class ChangeDraft(Kept):
    """The person's decision about a draft, written on its row."""

    draft: Draft


class Message(Kept):
    """A command for another stream, delivered by the courier; its id makes it once."""

    to: str
    command: c.AnyCommand


class DraftBook(Protocol):
    """Where drafts are kept, locked for the time of one commit."""

    def open_draft(self, inspection: str, rung: str, day: date) -> str | None:
        """The id of the draft still open for that rung and day."""

    def count(self, inspection: str, rung: str, day: date) -> int:
        """How many drafts that rung and day have had."""

    def naming(self, case: str) -> tuple[Draft, ...]:
        """The open drafts that name the case."""

    def enter(self, draft: str, item: DraftItem) -> None:
        """Name a case in an open draft; a case stands in it once."""

    def put(self, draft: Draft) -> None:
        """Keep the draft as it is now."""


def keep_draft(book: DraftBook, change: AddToDraft | RemoveFromDrafts | ChangeDraft, now: datetime) -> list[Message]:
    """Apply a change to the book; a draft created or emptied is told to its inspection."""
    if isinstance(change, ChangeDraft):
        book.put(change.draft)
        return []
    if isinstance(change, AddToDraft):
        return _entered(book, change, now)
    messages = []
    for draft in book.naming(change.case):
        left = draft.without(change.case, change.arming, change.requirements)
        if left != draft:
            book.put(left)
            if left.status == "emptied":
                emptied = c.DraftEmptied(id=f"emptied/{draft.id}", draft=draft.id)
                messages.append(Message(to=inspection_id(draft.inspection), command=emptied))
    return messages


def _entered(book: DraftBook, change: AddToDraft, now: datetime) -> list[Message]:
    found = book.open_draft(change.inspection, change.rung, change.day)
    if found:
        book.enter(found, change.item)
        return []
    n = book.count(change.inspection, change.rung, change.day) + 1
    name = draft_id(change.inspection, change.rung, change.day, n)
    draft = Draft(
        id=name,
        inspection=change.inspection,
        rung=change.rung,
        kind=change.kind,
        day=change.day,
        n=n,
        opened_at=now,
        items=(change.item,),
    )
    book.put(draft)
    opened = c.DraftOpened(id=f"opened/{name}", draft=name, rung=change.rung)
    return [Message(to=inspection_id(change.inspection), command=opened)]


def effects_of_case(
    case: Case, event: e.CaseEvent, facts: Facts, now: datetime
) -> Iterator[AddToDraft | RemoveFromDrafts]:
    """What an event of a case changes in drafts."""
    match event:
        case e.Rang() if event.step.drafts:
            yield _entry(case, event, facts, now)
        case e.Disarmed() if event.awaiting:
            yield RemoveFromDrafts(case=case.id, arming=event.n, requirements=event.subjects)
        case _:
            return


def effects_of_inspection(event: e.InspectionEvent, facts: Facts) -> Iterator[ChangeDraft | Message]:
    """What an event of an inspection changes in its draft, and tells the cases named there."""
    match event:
        case e.DraftEdited() if facts.draft:
            yield ChangeDraft(draft=facts.draft.model_copy(update={"text": event.text}))
        case e.DraftHeld() if facts.draft:
            yield ChangeDraft(draft=facts.draft.model_copy(update={"held_until": event.until}))
        case e.DraftClosed() if facts.draft and event.outcome != "emptied":
            yield from _settled(event, facts.draft)
        case _:
            return


def _settled(event: e.DraftClosed, draft: Draft) -> Iterator[ChangeDraft | Message]:
    update = {"status": event.outcome, "number": event.number}
    yield ChangeDraft(draft=draft.model_copy(update=update))
    for item in draft.items:
        command = c.SettleDraft(
            id=f"{draft.id}>{item.case}",
            draft=draft.id,
            rung=draft.rung,
            armings=item.armings,
            outcome="issued" if event.outcome == "issued" else "dropped",
            number=event.number,
        )
        yield Message(to=item.case, command=command)


def _entry(case: Case, event: e.Rang, facts: Facts, now: datetime) -> AddToDraft:
    today = local_date(now)
    item = DraftItem(
        case=case.id,
        unit=case.unit,
        unit_name=case.unit_name,
        armings=(event.n,),
        requirements=event.subjects,
        due=event.base,
        late_days=-days_left(today, event.base, facts.calendar),
    )
    return AddToDraft(inspection=case.inspection, rung=event.step.rung, kind=event.kind, day=today, item=item)
