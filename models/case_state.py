"""A unit's case as it stands, and how each event changes it."""

from datetime import date, datetime
from enum import StrEnum

from models.base import Kept
from models.clocks import Alarm, Arming, next_alarm
from models.deadline import Deadline
from models.documents import PaperRef
from models.events import (
    Punctuality,
    Recipient,
)
from models.ladder import Clock
from models.org import Role


class Work(StrEnum):
    """Where the work on a requirement stands (domain.md b.2); whether it is late is computed, never stored."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    REPORTED = "reported"
    RETURNED = "returned"
    COMPLETED = "completed"
    ENDED = "ended"


FINAL = frozenset({Work.COMPLETED, Work.ENDED})


class Requirement(Kept):
    """One duty of the unit (yêu cầu): what, who set the deadline, how far it is."""

    id: str
    text: str
    document: str
    issuer: str
    position: Role | None = None
    report_by: Deadline | None = None
    remedied_by: Deadline | None = None
    review_on: date | None = None
    work: Work = Work.NOT_STARTED
    supplement_by: date | None = None
    paper: PaperRef | None = None
    arrived_on: date | None = None
    recorded_on: date | None = None
    asked_for: date | None = None
    progressed_on: date | None = None
    punctuality: Punctuality | None = None

    @property
    def report_due(self) -> date | None:
        """The date the issuer set for the report."""
        return self.report_by.due if self.report_by else None

    @property
    def remedy_due(self) -> date | None:
        """The date the issuer set for the remedy."""
        return self.remedied_by.due if self.remedied_by else None

    @property
    def original_due(self) -> date | None:
        """The date the issuer set: for the report, else for the remedy."""
        return self.report_due or self.remedy_due

    @property
    def progressed(self) -> bool:
        """Whether a progress report came: it meets the date for the report, the one for the remedy stays open."""
        return self.progressed_on is not None

    @property
    def due(self) -> date | None:
        """The date now waited for."""
        if self.supplement_by:
            return self.supplement_by
        if self.progressed and self.report_due:
            return self.remedy_due
        return self.original_due

    @property
    def clock(self) -> Clock:
        """The clock that counts to the date now waited for."""
        return Clock.REPORT if self.supplement_by or (self.report_due and not self.progressed) else Clock.REMEDY

    def deadline(self, clock: Clock) -> Deadline | None:
        """The deadline as written that a clock counts to; a supplement date stands in no directive."""
        if self.supplement_by:
            return None
        return self.remedied_by if clock == Clock.REMEDY else self.report_by

    @property
    def open(self) -> bool:
        """Whether the unit still owes something about it."""
        return self.work in {Work.NOT_STARTED, Work.IN_PROGRESS, Work.RETURNED}


class Told(Kept):
    """Who was told that these requirements are overdue against a base day."""

    requirements: tuple[str, ...]
    clock: Clock
    base: date
    to: tuple[Recipient, ...]


class Case(Kept):
    """One unit's part of one inspection."""

    id: str
    inspection: str
    inspection_title: str
    n: int
    unit: str
    unit_name: str
    verifier: str
    inspected: bool
    sent_at: datetime
    opened_at: datetime
    papers: dict[str, str]
    requirements: tuple[Requirement, ...]
    received_on: date | None = None
    received_on_behalf: bool = False
    armings: tuple[Arming, ...] = ()
    armed: int = 0
    overdue_told: tuple[Told, ...] = ()
    answered: bool = False
    closed: bool = False
    closed_reason: str | None = None

    @property
    def received(self) -> bool:
        """Whether the unit has the paper: acknowledged, or evident from a report."""
        return self.received_on is not None

    @property
    def open_requirements(self) -> tuple[Requirement, ...]:
        """What the unit still owes."""
        return tuple(r for r in self.requirements if r.open)

    @property
    def unfinished(self) -> tuple[Requirement, ...]:
        """What is not completed or ended."""
        return tuple(r for r in self.requirements if r.work not in FINAL)

    @property
    def due(self) -> date | None:
        """The earliest date still waited for."""
        return min((r.due for r in self.open_requirements if r.due), default=None)

    def in_progress(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Which of these stand at a progress report."""
        return tuple(r.id for r in self.requirements if r.id in ids and r.work == Work.IN_PROGRESS)

    def requirement(self, requirement_id: str) -> Requirement | None:
        """The requirement of that id."""
        for requirement in self.requirements:
            if requirement.id == requirement_id:
                return requirement
        return None

    def arming(self, n: int) -> Arming | None:
        """The arming of that number, while it is hung."""
        for arming in self.armings:
            if arming.n == n:
                return arming
        return None

    def wrongly_told(self, ids: tuple[str, ...], in_progress: tuple[str, ...], arrived: date) -> tuple[Recipient, ...]:
        """Who was told of a lateness that a report arrived on that day disproves."""
        wrong = (told.to for told in self.overdue_told if disproved(told, ids, in_progress, arrived))
        return tuple(dict.fromkeys(recipient for to in wrong for recipient in to))

    def next_alarm(self) -> Alarm | None:
        """The next moment this case must ring."""
        return None if self.closed else next_alarm(self.id, self.armings)


def case_id(inspection: str, n: int) -> str:
    """The opaque id of an inspection's n-th case; the owner may change, the id does not."""
    return f"case/{inspection}/{n}"


def disproved(told: Told, ids: tuple[str, ...], in_progress: tuple[str, ...], arrived: date) -> tuple[str, ...]:
    """The requirements a notice was wrong about; a progress report does not meet the date for the remedy."""
    if arrived > told.base:
        return ()
    met = ids if told.clock == Clock.REPORT else tuple(name for name in ids if name not in in_progress)
    return tuple(name for name in told.requirements if name in met)
