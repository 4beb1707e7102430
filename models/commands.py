"""Every command of the system, once: CLI verbs, updates, forms, labels and the access matrix derive from this union.

A command says who acts (`actor`: a person or a seat) and carries its own id; the same id is accepted once.
"""

from datetime import date, datetime
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from models.base import Kept, name_of
from models.documents import PaperRef
from models.launch import CasePlan

SYSTEM = "system"


class Command(Kept):
    """What is asked of one stream."""

    aggregate: ClassVar[Literal["case", "inspection"]]
    human: ClassVar[bool] = True
    label: ClassVar[dict[str, str]]

    id: str = Field(min_length=1, max_length=200)
    actor: str = Field(default=SYSTEM, min_length=1, max_length=100)


# --- a unit's case ---------------------------------------------------------------------------------------------


class OpenCase(Command):
    """Open the case with the unit's duties, as launched."""

    aggregate = "case"
    human = False
    label = {"vi": "Mở hồ sơ", "en": "Open case"}
    type: Literal["open_case"] = "open_case"
    inspection: str
    inspection_title: str
    sent_at: datetime
    papers: dict[str, str]
    plan: CasePlan


class Acknowledge(Command):
    """The unit has received the paper; or someone records it for the unit, with the day it arrived."""

    aggregate = "case"
    label = {"vi": "Xác nhận đã nhận", "en": "Acknowledge"}
    type: Literal["acknowledge"] = "acknowledge"
    arrived_on: date | None = None
    note: str | None = Field(default=None, max_length=2000)


class Report(Command):
    """A remediation report: a reference to the signed paper, judged by its arrival day.

    It concerns the requirements named; with none named, all that are open. Those `in_progress` are under way.
    """

    aggregate = "case"
    label = {"vi": "Gửi báo cáo khắc phục", "en": "Report remediation"}
    type: Literal["report"] = "report"
    paper: PaperRef
    requirements: tuple[str, ...] = ()
    in_progress: tuple[str, ...] = ()
    arrived_on: date | None = None
    note: str | None = Field(default=None, max_length=2000)


class Return(Command):
    """The report does not satisfy: ask for more, by a day."""

    aggregate = "case"
    label = {"vi": "Đề nghị bổ sung", "en": "Return for more"}
    type: Literal["return"] = "return"
    reason: str = Field(min_length=1, max_length=4000)
    requirements: tuple[str, ...] = ()
    by: date | None = None


class Confirm(Command):
    """The remedy is confirmed; never by the unit that reported."""

    aggregate = "case"
    label = {"vi": "Xác nhận hoàn thành", "en": "Confirm completion"}
    type: Literal["confirm"] = "confirm"
    requirements: tuple[str, ...] = ()
    note: str | None = Field(default=None, max_length=2000)


class Correct(Command):
    """Something was recorded wrongly; both values stay, punctuality is judged anew, wrong notices are recalled."""

    aggregate = "case"
    label = {"vi": "Đính chính", "en": "Correct a record"}
    type: Literal["correct"] = "correct"
    target: Literal["receipt", "report"]
    reason: str = Field(min_length=1, max_length=4000)
    requirements: tuple[str, ...] = ()
    arrived_on: date | None = None
    paper: PaperRef | None = None


class Reopen(Command):
    """Completed requirements are followed again, by a day."""

    aggregate = "case"
    label = {"vi": "Mở lại hồ sơ", "en": "Reopen"}
    type: Literal["reopen"] = "reopen"
    reason: str = Field(min_length=1, max_length=4000)
    requirements: tuple[str, ...] = ()
    by: date | None = None


class Answer(Command):
    """A leader's answer to a submission, given by himself or entered for him (bút phê)."""

    aggregate = "case"
    label = {"vi": "Cho ý kiến chỉ đạo", "en": "Answer a submission"}
    type: Literal["answer"] = "answer"
    text: str = Field(min_length=1, max_length=4000)


class Close(Command):
    """End the follow-up of a case although something is unconfirmed."""

    aggregate = "case"
    label = {"vi": "Kết thúc theo dõi", "en": "Close"}
    type: Literal["close"] = "close"
    reason: str = Field(min_length=1, max_length=4000)


class SettleDraft(Command):
    """What became of a draft that named this case; a message from the inspection."""

    aggregate = "case"
    human = False
    label = {"vi": "Ghi nhận kết quả dự thảo", "en": "Record a draft's outcome"}
    type: Literal["settle_draft"] = "settle_draft"
    draft: str
    rung: str
    armings: tuple[int, ...]
    outcome: Literal["issued", "dropped"]
    number: str | None = None


class Ring(Command):
    """The alarm of that key; its id is the key. Decided on fresh state: no longer due, nothing happens."""

    aggregate = "case"
    human = False
    label = {"vi": "Đến giờ nhắc", "en": "Alarm"}
    type: Literal["ring"] = "ring"
    arming: int


# --- an inspection -----------------------------------------------------------------------------------------------


class Launch(Command):
    """Start following an inspection from the stored bundle of that digest."""

    aggregate = "inspection"
    label = {"vi": "Giao yêu cầu khắc phục", "en": "Launch"}
    type: Literal["launch"] = "launch"
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")


class CasesOpened(Command):
    """Every case of the launch stands in the ledger and has its workflow."""

    aggregate = "inspection"
    human = False
    label = {"vi": "Đã mở đủ hồ sơ", "en": "Cases opened"}
    type: Literal["cases_opened"] = "cases_opened"


class DraftOpened(Command):
    """A drafted rung opened a draft: its signature clock starts."""

    aggregate = "inspection"
    human = False
    label = {"vi": "Có dự thảo mới", "en": "Draft opened"}
    type: Literal["draft_opened"] = "draft_opened"
    draft: str
    rung: str


class DraftEmptied(Command):
    """Every unit of a draft dropped out before signature."""

    aggregate = "inspection"
    human = False
    label = {"vi": "Dự thảo không còn cơ quan nào", "en": "Draft emptied"}
    type: Literal["draft_emptied"] = "draft_emptied"
    draft: str


class IssueDraft(Command):
    """The paper is signed and issued."""

    aggregate = "inspection"
    label = {"vi": "Ban hành", "en": "Issue draft"}
    type: Literal["issue"] = "issue"
    draft: str
    number: str | None = Field(default=None, max_length=60)


class EditDraft(Command):
    """The signer's own words replace the prepared ones."""

    aggregate = "inspection"
    label = {"vi": "Sửa dự thảo", "en": "Edit draft"}
    type: Literal["edit"] = "edit"
    draft: str
    text: str = Field(min_length=1, max_length=20000)


class HoldDraft(Command):
    """Not yet: hold until a day, with a reason."""

    aggregate = "inspection"
    label = {"vi": "Tạm giữ", "en": "Hold draft"}
    type: Literal["hold"] = "hold"
    draft: str
    until: date
    reason: str = Field(min_length=1, max_length=4000)


class DropDraft(Command):
    """Not to be sent, with a reason."""

    aggregate = "inspection"
    label = {"vi": "Không gửi", "en": "Drop draft"}
    type: Literal["drop"] = "drop"
    draft: str
    reason: str = Field(min_length=1, max_length=4000)


class Finish(Command):
    """End the follow-up of the inspection when every case is closed."""

    aggregate = "inspection"
    label = {"vi": "Kết thúc cuộc kiểm tra", "en": "Finish inspection"}
    type: Literal["finish"] = "finish"


class RingInspection(Command):
    """An alarm of the inspecting side's own clocks."""

    aggregate = "inspection"
    human = False
    label = {"vi": "Đến giờ nhắc", "en": "Alarm"}
    type: Literal["ring_inspection"] = "ring_inspection"
    arming: int


CaseCommand = (
    OpenCase | Acknowledge | Report | Return | Confirm | Correct | Reopen | Answer | Close | SettleDraft | Ring
)
InspectionCommand = (
    Launch
    | CasesOpened
    | DraftOpened
    | DraftEmptied
    | IssueDraft
    | EditDraft
    | HoldDraft
    | DropDraft
    | Finish
    | RingInspection
)
AnyCommand = Annotated[CaseCommand | InspectionCommand, Field(discriminator="type")]

CASE_COMMANDS: tuple[type[CaseCommand], ...] = CaseCommand.__args__
INSPECTION_COMMANDS: tuple[type[InspectionCommand], ...] = InspectionCommand.__args__
COMMANDS: dict[str, type[Command]] = {name_of(command): command for command in (*CASE_COMMANDS, *INSPECTION_COMMANDS)}
