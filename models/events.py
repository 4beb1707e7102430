"""What happened, in the words of the ledger. Events are facts: never changed, only upcast when read.

`at` and `actor` stand in the ledger's row beside the event. Dates and rules were counted once, by `decide`.
"""

from datetime import date, datetime
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from models.base import Kept, name_of
from models.clocks import Arming, Step
from models.documents import PaperRef
from models.ladder import Clock, RungKind
from models.launch import CasePlan
from models.org import Role


class Recipient(Kept):
    """A seat as found when an alarm rang; the person stands by reference."""

    unit: str
    role: Role
    seat: str
    person: str


class Punctuality(Kept):
    """How punctual a requirement was, frozen: by the arrival day, against the date asked for and the original one."""

    requirement: str
    arrived_on: date
    due: date | None
    original_due: date | None
    late_days: int
    late_days_original: int


class Event(Kept):
    """One fact in a stream."""

    version: ClassVar[int] = 1


class CaseOpened(Event):
    type: Literal["case_opened"] = "case_opened"
    inspection: str
    inspection_title: str
    sent_at: datetime
    papers: dict[str, str]
    plan: CasePlan
    calendar: str
    policy: str


class Armed(Event):
    """A ladder was hung: instants counted with that calendar and policy."""

    type: Literal["armed"] = "armed"
    arming: Arming
    calendar: str
    policy: str


class Disarmed(Event):
    """What was waited for came, for these subjects; `awaiting` are the rungs whose drafts name them."""

    type: Literal["disarmed"] = "disarmed"
    n: int
    subjects: tuple[str, ...]
    awaiting: tuple[str, ...] = ()


class Rang(Event):
    """A rung rang: a reminder or an escalation was sent, or a draft prepared."""

    type: Literal["rang"] = "rang"
    clock: Clock
    n: int
    step: Step
    kind: RungKind
    subjects: tuple[str, ...]
    base: date
    to: tuple[Recipient, ...]
    late: bool = False
    overdue: bool = False
    why: str = ""
    moved: tuple[Step, ...] = ()


class RungCovered(Event):
    """A rung missed through an outage, covered by one that rang instead; or one with nothing left to say."""

    type: Literal["rung_covered"] = "rung_covered"
    n: int
    step: Step
    next: Step | None = None


class Acknowledged(Event):
    type: Literal["acknowledged"] = "acknowledged"
    arrived_on: date
    on_behalf: bool
    note: str | None = None


class Reported(Event):
    type: Literal["reported"] = "reported"
    paper: PaperRef
    requirements: tuple[str, ...]
    in_progress: tuple[str, ...]
    arrived_on: date
    recorded_on: date
    on_behalf: bool
    review_on: date | None = None
    note: str | None = None
    recalled: tuple[Recipient, ...] = ()


class Returned(Event):
    type: Literal["returned"] = "returned"
    requirements: tuple[str, ...]
    reason: str
    by: date


class Confirmed(Event):
    type: Literal["confirmed"] = "confirmed"
    requirements: tuple[str, ...]
    punctuality: tuple[Punctuality, ...]
    note: str | None = None


class Corrected(Event):
    """A record was wrong: the old value stays beside the new one."""

    type: Literal["corrected"] = "corrected"
    target: Literal["receipt", "report"]
    requirements: tuple[str, ...]
    reason: str
    old_arrived_on: date
    arrived_on: date
    old_paper: PaperRef | None = None
    paper: PaperRef | None = None
    punctuality: tuple[Punctuality, ...] = ()
    recalled: tuple[Recipient, ...] = ()


class Reopened(Event):
    type: Literal["reopened"] = "reopened"
    requirements: tuple[str, ...]
    reason: str
    by: date


class Answered(Event):
    """A leader answered; rungs that waited for an answer are scheduled."""

    type: Literal["answered"] = "answered"
    text: str
    on_behalf: bool
    steps: dict[int, tuple[Step, ...]] = {}


class DraftSettled(Event):
    """A draft that named this case was issued or dropped."""

    type: Literal["draft_settled"] = "draft_settled"
    draft: str
    rung: str
    armings: tuple[int, ...]
    outcome: Literal["issued", "dropped"]
    number: str | None = None
    moved: dict[int, tuple[Step, ...]] = {}


class CaseClosed(Event):
    type: Literal["case_closed"] = "case_closed"
    reason: str
    unconfirmed: tuple[str, ...] = ()


class Launched(Event):
    type: Literal["launched"] = "launched"
    inspection: str
    digest: str
    title: str
    register_: str
    cases: int
    rehearsal_banner: bool
    calendar: str


class AllCasesOpened(Event):
    type: Literal["all_cases_opened"] = "all_cases_opened"


class DraftAwaits(Event):
    """A draft waits for a person's signature; its clock is armed by the event that follows."""

    type: Literal["draft_awaits"] = "draft_awaits"
    draft: str
    rung: str
    opened_on: date


class DraftEdited(Event):
    type: Literal["draft_edited"] = "draft_edited"
    draft: str
    text: str


class DraftHeld(Event):
    type: Literal["draft_held"] = "draft_held"
    draft: str
    until: date
    reason: str


class DraftClosed(Event):
    """A draft was issued, dropped, or emptied because every unit had reported."""

    type: Literal["draft_closed"] = "draft_closed"
    draft: str
    outcome: Literal["issued", "dropped", "emptied"]
    number: str | None = None
    reason: str | None = None
    cases: int = 0


class InspectionFinished(Event):
    type: Literal["inspection_finished"] = "inspection_finished"


CaseEvent = (
    CaseOpened
    | Armed
    | Disarmed
    | Rang
    | RungCovered
    | Acknowledged
    | Reported
    | Returned
    | Confirmed
    | Corrected
    | Reopened
    | Answered
    | DraftSettled
    | CaseClosed
)
InspectionEvent = (
    Launched
    | AllCasesOpened
    | DraftAwaits
    | DraftEdited
    | DraftHeld
    | DraftClosed
    | InspectionFinished
    | Armed
    | Disarmed
    | Rang
    | RungCovered
)
AnyEvent = Annotated[CaseEvent | InspectionEvent, Field(discriminator="type")]
EVENTS: dict[str, type[Event]] = {name_of(event): event for event in {*CaseEvent.__args__, *InspectionEvent.__args__}}
