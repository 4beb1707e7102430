"""The launch file: one inspection, its documents, the units and what each of them owes.

What a person writes is `LaunchFile`; what is stored and started is `Bundle`: the file with its register and every
deadline phrase counted, complete in itself, so that nothing outside it can change what was launched.
"""

from datetime import date, datetime
from typing import Literal

from pydantic import Field, model_validator

from models.base import Kept, Written
from models.deadline import Deadline
from models.documents import Document
from models.org import Register, Role, UnitKind


class UnitRule(Written):
    """A set of units given by a rule, expanded as of a day: "các sở chưa được kiểm tra"."""

    rule: Literal["all", "not_inspected"]
    kind: UnitKind
    as_of: date


class Task(Written):
    """What is asked of one unit, several units or a set: one duty, with its deadlines as written."""

    id: str = Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    text: str = Field(min_length=1)
    document: str
    units: tuple[str, ...] | UnitRule
    position: Role | None = None
    coordinating: tuple[str, ...] = ()
    report_by: str | None = None
    remedied_by: str | None = None
    review_on: date | None = None

    @model_validator(mode="after")
    def _undated_needs_review(self) -> "Task":
        if not (self.report_by or self.remedied_by or self.review_on):
            msg = "không có thời hạn: cần ghi review_on (ngày xem lại) | no deadline: give review_on"
            raise ValueError(msg)
        return self


class LaunchFile(Written):
    """An inspection to start, as a person writes it in YAML."""

    kind: Literal["inspection"]
    id: str = Field(min_length=1, max_length=60, pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str = Field(min_length=1)
    register_: str = Field(alias="register")
    sent_at: datetime
    inspected: tuple[str, ...]
    documents: tuple[Document, ...] = Field(min_length=1)
    tasks: tuple[Task, ...] = Field(min_length=1)
    verifiers: dict[str, str] = {}
    rehearsal_banner: bool = False


class Duty(Kept):
    """One requirement of one unit, counted: what a case is opened with."""

    id: str
    text: str
    document: str
    issuer: str
    position: Role | None = None
    coordinating: tuple[str, ...] = ()
    report_by: Deadline | None = None
    remedied_by: Deadline | None = None
    review_on: date | None = None


class CasePlan(Kept):
    """One unit's part of the inspection: its duties, who verifies them."""

    n: int
    unit: str
    unit_name: str
    verifier: str
    inspected: bool
    duties: tuple[Duty, ...]


class LaunchWarning(Kept):
    """Something a coordinator should see before signing; never repaired by the machine."""

    code: str
    where: str
    text: str


class Bundle(Kept):
    """A launch complete in itself: title, register, documents, and each unit's duties with dates and rules."""

    id: str
    title: str
    register_: Register
    sent_at: datetime
    documents: tuple[Document, ...]
    cases: tuple[CasePlan, ...]
    calendar_version: str
    warnings: tuple[LaunchWarning, ...] = ()
    rehearsal_banner: bool = False
    shifted_weeks: int = 0
