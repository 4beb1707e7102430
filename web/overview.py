"""The overview: inspections, cases by urgency, drafts, what rings next, the mailbox. Every list is bounded."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from models.case_state import Case
from models.clock import local_date
from models.inspection import Inspection
from models.labels import draft_label, rung_label
from store import queries
from web.badges import Badge, badge, case_view
from web.letters import Entry
from web.ringing import Ringing, ringing, waits
from web.source import Inspections, Source
from web.words import Words

INSPECTIONS: Final = 20
CASES: Final = 40
DRAFTS: Final = 20
NAMED: Final = 3
UPCOMING: Final = 6
LETTERS: Final = 10


class CaseRow(NamedTuple):
    """A case in the list."""

    case: Case
    badge: Badge
    waits: tuple[str, ...]
    rings: Ringing | None
    rehearsal: bool


class DraftRow(NamedTuple):
    """A draft that awaits a person: its first units by name, and how many more it names."""

    paper: str
    state: str
    inspection: str
    day: date
    units: int
    named: tuple[str, ...]
    more: int


class Overview(NamedTuple):
    """What the overview shows at one virtual instant."""

    now: datetime
    figures: dict[str, int]
    inspections: Sequence[Any]
    cases: list[CaseRow]
    page: int
    pages: int
    drafts: list[DraftRow]
    upcoming: list[Ringing]
    letters: Sequence[Entry]


def overview(source: Source, words: Words, page: int) -> Overview:
    """The overview as it stands now, with one page of its cases."""
    now, inspections = source.now(), Inspections(source)
    today = local_date(now)
    figures = queries.figures(source.engine, today)
    pages = max(1, -(-figures["cases"] // CASES))
    page = min(page, pages)
    return Overview(
        now=now,
        figures=figures,
        inspections=queries.inspections(source.engine, limit=INSPECTIONS),
        cases=_cases(source, inspections, today, words, page),
        page=page,
        pages=pages,
        drafts=_drafts(source, inspections, words),
        upcoming=_upcoming(source, inspections, today, words),
        letters=source.mailbox.entries(LETTERS),
    )


def _cases(source: Source, inspections: Inspections, today: date, words: Words, page: int) -> list[CaseRow]:
    ids = [row["id"] for row in queries.cases(source.engine, limit=CASES, offset=(page - 1) * CASES)]
    states = queries.states(source.engine, ids)
    rows = []
    for case in (states[name] for name in ids):
        facts = inspections.facts(case.inspection)
        shown = badge(case_view(case, today, facts.calendar), words)
        rehearsal = inspections.state(case.inspection).rehearsal_banner
        waiting = waits(case, facts, words)
        rows.append(CaseRow(case, shown, waiting, ringing(case, facts, today, words), rehearsal))
    return rows


def _drafts(source: Source, inspections: Inspections, words: Words) -> list[DraftRow]:
    rows = []
    for draft, units in queries.drafts_awaiting(source.engine, DRAFTS, NAMED):
        paper = rung_label(draft.rung, inspections.facts(draft.inspection).policy, words.lang)
        state = draft_label(draft.status, words.day(draft.held_until) if draft.held_until else None, words.lang)
        title, named = inspections.state(draft.inspection).title, tuple(item.unit_name for item in draft.items)
        rows.append(DraftRow(paper, state, title, draft.day, units, named, units - len(named)))
    return rows


def _upcoming(source: Source, inspections: Inspections, today: date, words: Words) -> list[Ringing]:
    streams = queries.ringing_next(source.engine, UPCOMING)
    facts = (inspections.facts(s.id if isinstance(s, Inspection) else s.inspection) for s in streams)
    rings = (ringing(stream, known, today, words) for stream, known in zip(streams, facts, strict=True))
    return [ring for ring in rings if ring]
