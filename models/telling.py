"""Who is told of an event, and with which particulars; the wording stands in `notices/`."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from models import events as e
from models.base import Kept
from models.case_clocks import recipient_at
from models.case_state import Case
from models.clock import local_date
from models.dates import written
from models.facts import Facts
from models.inspection import Inspection
from models.ladder import DEADLINES, Clock, RungKind
from models.org import Role
from models.why import days_left


class NoticeKind(StrEnum):
    """What a notice is about; its wording stands in `notices/`."""

    ASSIGNMENT = "assignment"
    RECEIPT = "receipt"
    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    OVERDUE_HEAD = "overdue_head"
    CHECK_REGISTER = "check_register"
    REVIEW = "review"
    REPORT_RECEIVED = "report_received"
    VERIFICATION = "verification"
    RETURNED = "returned"
    CLOSED = "closed"
    REOPENED = "reopened"
    RECALL = "recall"
    LETTER = "letter"
    SUBMISSION = "submission"
    DRAFT_PREPARED = "draft_prepared"
    DRAFT_WAITING = "draft_waiting"
    DRAFT_EMPTIED = "draft_emptied"
    ANSWERED = "answered"


class Notice(Kept):
    """Something to tell one seat; the key is unique, so nothing is told twice."""

    key: str
    kind: NoticeKind
    to: e.Recipient
    inspection: str
    case: str | None = None
    params: dict[str, str] = {}


def notices_of_case(  # noqa: C901 - a table of events
    case: Case, event: e.CaseEvent, key: str, facts: Facts, now: datetime
) -> Iterator[Notice]:
    """Who is told of an event of a case."""
    tell = _Teller(case, key, facts, now)
    match event:
        case e.CaseOpened():
            yield from tell.seats(NoticeKind.ASSIGNMENT, case.unit, Role.FOCAL, Role.UNIT_CLERK)
        case e.Rang() if not event.step.drafts:
            extra = {"why": event.why, "late": "1" if event.late else "", **tell.dated(event)}
            for to in event.to:
                yield tell.one(_kind(event, to, facts), to, extra, event.subjects)
        case e.Reported():
            paper = {"report_number": event.paper.number, "arrived_on": written(event.arrived_on)}
            yield from tell.seats(
                NoticeKind.REPORT_RECEIVED, case.verifier, Role.OFFICER, subjects=event.requirements, **paper
            )
            yield from (tell.one(NoticeKind.RECALL, to, subjects=event.requirements) for to in event.recalled)
        case e.Returned():
            extra = {"reason": event.reason, "due": written(event.by)}
            yield from tell.seats(NoticeKind.RETURNED, case.unit, Role.FOCAL, subjects=event.requirements, **extra)
        case e.Reopened():
            extra = {"reason": event.reason, "due": written(event.by)}
            yield from tell.seats(NoticeKind.REOPENED, case.unit, Role.FOCAL, subjects=event.requirements, **extra)
        case e.Corrected():
            yield from (tell.one(NoticeKind.RECALL, to, subjects=event.requirements) for to in event.recalled)
        case e.Answered():
            yield from tell.seats(
                NoticeKind.ANSWERED, facts.register.inspecting, Role.HEAD, Role.OFFICER, text=event.text
            )
        case e.DraftSettled() if event.outcome == "issued" and _is_letter(event, facts):
            number = event.number or ""
            yield from tell.seats(NoticeKind.LETTER, case.unit, Role.HEAD, Role.FOCAL, number=number)
        case e.CaseClosed():
            yield from tell.seats(NoticeKind.CLOSED, case.unit, Role.FOCAL, reason=event.reason)
        case _:
            return


def notices_of_inspection(
    inspection: Inspection, event: e.InspectionEvent, key: str, facts: Facts, now: datetime
) -> Iterator[Notice]:
    """Who is told of an event of an inspection."""
    today = local_date(now)
    inspecting = facts.register.inspecting

    def notice(kind: NoticeKind, to: e.Recipient | None, draft: str, why: str = "") -> Iterator[Notice]:
        if to:
            params = {"inspection_title": inspection.title, "draft": draft, "why": why}
            yield Notice(key=f"{key}>{to.seat}", kind=kind, to=to, inspection=inspection.id, params=params)

    match event:
        case e.DraftAwaits():
            for role in (Role.DIVISION_HEAD, Role.HEAD):
                yield from notice(NoticeKind.DRAFT_PREPARED, recipient_at(inspecting, role, facts, today), event.draft)
        case e.Rang():
            for to in event.to:
                yield from notice(NoticeKind.DRAFT_WAITING, to, event.subjects[0], event.why)
        case e.DraftClosed() if event.outcome == "emptied":
            yield from notice(NoticeKind.DRAFT_EMPTIED, recipient_at(inspecting, Role.HEAD, facts, today), event.draft)
        case _:
            return


def _is_letter(event: e.DraftSettled, facts: Facts) -> bool:
    rung = facts.policy.rung(event.rung)
    return rung is not None and rung.kind == RungKind.LETTER


def _kind(event: e.Rang, to: e.Recipient, facts: Facts) -> NoticeKind:
    if event.kind == RungKind.LETTER:
        return NoticeKind.LETTER
    if event.kind == RungKind.SUBMISSION:
        return NoticeKind.SUBMISSION
    if event.clock in _BY_CLOCK:
        return _BY_CLOCK[event.clock]
    if to.unit == facts.register.inspecting and to.role == Role.UNIT_CLERK:
        return NoticeKind.CHECK_REGISTER
    if event.overdue:
        return NoticeKind.OVERDUE_HEAD if to.role == Role.HEAD else NoticeKind.OVERDUE
    rung = facts.policy.rung(event.step.rung)
    return NoticeKind.DUE_TODAY if rung and rung.offset == 0 else NoticeKind.DUE_SOON


_BY_CLOCK = {
    Clock.RECEIPT: NoticeKind.RECEIPT,
    Clock.REVIEW: NoticeKind.REVIEW,
    Clock.VERIFICATION: NoticeKind.VERIFICATION,
}


class _Teller:
    """Makes a case's notices: the same particulars for everyone told of one event."""

    def __init__(self, case: Case, key: str, facts: Facts, now: datetime) -> None:
        self.case, self.key, self.facts, self.today = case, key, facts, local_date(now)
        self._known: dict[tuple[str, ...], dict[str, str]] = {}

    def seats(
        self, kind: NoticeKind, unit: str, *roles: Role, subjects: tuple[str, ...] = (), **extra: str
    ) -> Iterator[Notice]:
        """The notice for each of the unit's seats."""
        told: set[str] = set()
        for role in roles:
            to = recipient_at(unit, role, self.facts, self.today)
            if to and to.seat not in told:
                told.add(to.seat)
                yield self.one(kind, to, extra, subjects)

    def one(
        self,
        kind: NoticeKind,
        to: e.Recipient,
        extra: dict[str, str] | None = None,
        subjects: tuple[str, ...] = (),
    ) -> Notice:
        """The notice for one seat."""
        if subjects not in self._known:
            self._known[subjects] = self._particulars(subjects)
        params = self._known[subjects] | (extra or {})
        key = f"{self.key}>{to.seat}"
        return Notice(key=key, kind=kind, to=to, inspection=self.case.inspection, case=self.case.id, params=params)

    def dated(self, event: e.Rang) -> dict[str, str]:
        """The deadline a rung rings for, which a requirement with two dates would not tell."""
        first = self.case.requirement(event.subjects[0])
        if event.clock not in DEADLINES or first is None:
            return {}
        deadline = first.deadline(event.clock)
        return {
            "due": written(event.base),
            "days_left": str(days_left(self.today, event.base, self.facts.calendar)),
            "phrase": deadline.phrase if deadline else "",
            "rule": deadline.rule if deadline else "",
        }

    def _particulars(self, subjects: tuple[str, ...]) -> dict[str, str]:
        case, register = self.case, self.facts.register
        still_open = case.open_requirements
        concerned = [r for r in case.requirements if r.id in subjects] or still_open
        due, first = min(((due, n) for n, r in enumerate(concerned) if (due := r.due)), default=(None, 0))
        deadline = concerned[first].deadline(concerned[first].clock) if concerned else None
        officer = recipient_at(register.inspecting, Role.OFFICER, self.facts, self.today)
        return {
            "inspection_title": case.inspection_title,
            "unit": case.unit_name,
            "paper": case.papers.get(concerned[0].document, "") if concerned else "",
            "sent_on": written(local_date(case.sent_at)),
            "due": written(due) if due else "",
            "days_left": str(days_left(self.today, due, self.facts.calendar)) if due else "",
            "phrase": deadline.phrase if deadline else "",
            "rule": deadline.rule if deadline else "",
            "count": str(sum(r.due == due for r in concerned)),
            "contents": "; ".join(r.text for r in concerned),
            "open": str(len(still_open)),
            "total": str(len(case.requirements)),
            "arrived_on": _arrived(case),
            "report_number": next((r.paper.number for r in case.requirements if r.paper), ""),
            "officer": officer.person if officer else "",
        }


def _arrived(case: Case) -> str:
    day = next((r.arrived_on for r in case.requirements if r.arrived_on), None)
    return written(day) if day else ""
