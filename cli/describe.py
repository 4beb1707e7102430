"""Cases, inspections and drafts as documents: what `show --json` prints and `show` draws."""

from typing import Any

from cli.reach import Desk
from models import labels
from models.case_state import Case, Requirement
from models.clock import local_date
from models.clocks import Alarm
from models.dates import written
from models.draft import Draft
from models.events import Event, Rang
from models.inspection import Inspection
from models.time_state import time_view
from store import shelf
from store.ledger import Recorded


def case_document(desk: Desk, case: Case, recorded: list[Recorded], lang: str, *, rehearsal: bool) -> dict[str, Any]:
    """A unit's case: what it owes, how that stands, what happened, what rings next."""
    return {
        "kind": "case",
        "id": case.id,
        "inspection": case.inspection,
        "title": case.inspection_title,
        "rehearsal": rehearsal,
        "at": desk.now.isoformat(),
        "unit": case.unit,
        "unit_name": case.unit_name,
        "verifier": case.verifier,
        "sent_on": local_date(case.sent_at).isoformat(),
        "received_on": case.received_on.isoformat() if case.received_on else None,
        "closed": case.closed,
        "closed_reason": case.closed_reason,
        "requirements": [_requirement(desk, case, r, lang) for r in case.requirements],
        "next": next_alarm(desk, case.next_alarm(), lang),
        "timeline": [_event(desk, line, lang) for line in recorded],
    }


def _requirement(desk: Desk, case: Case, r: Requirement, lang: str) -> dict[str, Any]:
    view = time_view(r, local_date(case.sent_at), desk.today, desk.calendar)
    deadline = r.report_by or r.remedied_by
    kept = r.model_dump(
        mode="json",
        include={"id", "text", "issuer", "document", "review_on", "work", "paper", "arrived_on", "punctuality"},
    )
    return kept | {
        "work_label": labels.work_label(r, case, lang),
        "time": view.model_dump(mode="json") | {"label": labels.time_label(view, lang)},
        "report_by": r.report_due.isoformat() if r.report_due else None,
        "remedied_by": r.remedy_due.isoformat() if r.remedy_due else None,
        "due": r.due.isoformat() if r.due else None,
        "phrase": deadline.phrase if deadline else "",
        "rule": deadline.rule if deadline else "",
    }


def inspection_document(desk: Desk, inspection: Inspection, recorded: list[Recorded], lang: str) -> dict[str, Any]:
    """An inspection: its figures, its drafts, what happened, what rings next."""
    return {
        "kind": "inspection",
        "id": f"inspection/{inspection.id}",
        "title": inspection.title,
        "rehearsal": inspection.rehearsal_banner,
        "at": desk.now.isoformat(),
        "launched_at": inspection.launched_at.isoformat(),
        "digest": inspection.digest,
        "cases": inspection.cases,
        "opened": inspection.opened,
        "closed": inspection.closed,
        "requirements": shelf.work_figures(desk.engine, desk.today, inspection.id),
        "drafts": [draft_document(desk, draft, lang) for draft in shelf.drafts_of(desk.engine, inspection.id)],
        "next": next_alarm(desk, inspection.next_alarm(), lang),
        "timeline": [_event(desk, line, lang) for line in recorded],
    }


def draft_document(desk: Desk, draft: Draft, lang: str) -> dict[str, Any]:
    """A draft with the cases it names."""
    held = written(draft.held_until) if draft.held_until else None
    return draft.model_dump(mode="json", exclude={"kind"}) | {
        "paper_kind": draft.kind,
        "label": labels.rung_label(draft.rung, desk.policy, lang),
        "status_label": labels.draft_label(draft.status, held, lang),
    }


def next_alarm(desk: Desk, alarm: Alarm | None, lang: str) -> dict[str, Any] | None:
    """What rings next, with its label."""
    if alarm is None:
        return None
    return alarm.model_dump(mode="json") | {"label": labels.rung_label(alarm.rung, desk.policy, lang)}


def _event(desk: Desk, line: Recorded, lang: str) -> dict[str, Any]:
    return {
        "seq": line.seq,
        "at": line.at.isoformat(),
        "event": line.event.type,
        "label": labels.event_label(line.event, lang),
        "actor": line.actor,
        "detail": detail(desk, line.event, lang),
        "why": getattr(line.event, "why", ""),
    }


def detail(desk: Desk, event: Event, lang: str) -> str:
    """The particulars of an event, in one line."""
    parts: list[str] = []
    if step := getattr(event, "step", None):
        parts.append(labels.rung_label(step.rung, desk.policy, lang))
    if isinstance(event, Rang):
        parts.append("→ " + ", ".join(to.seat for to in event.to))
    if paper := getattr(event, "paper", None):
        parts.append(f"{paper.number}, {written(paper.date)}")
    if arrived := getattr(event, "arrived_on", None):
        parts.append(("đến " if lang == "vi" else "arrived ") + written(arrived))
    if day := getattr(event, "by", None) or getattr(event, "until", None):
        parts.append("≤ " + written(day))
    if names := getattr(event, "requirements", None) or getattr(event, "subjects", None):
        parts.append(", ".join(names))
    if outcome := getattr(event, "outcome", None):
        parts.append(labels.draft_label(outcome, None, lang))
    words = (getattr(event, name, None) for name in ("draft", "number", "reason", "text", "note"))
    return "; ".join((*parts, *(str(word) for word in words if word)))
