"""One unit's case: what it owes and by when, how it stands, what rings next, and everything that happened."""

from datetime import datetime
from typing import Final, NamedTuple

from models.case_state import Case, Requirement
from models.clock import local_date
from models.labels import work_label
from models.time_state import time_view
from store import queries
from web.badges import Badge, badge, case_view
from web.names import Names
from web.ringing import Ringing, ringing, waits
from web.source import Inspections, Source
from web.story import Chapter, Story
from web.words import Words

EVENTS: Final = 50


class Owed(NamedTuple):
    """A requirement with its states in words."""

    requirement: Requirement
    paper: str
    position: str
    work: str
    badge: Badge


class CaseFile(NamedTuple):
    """What a case's page shows at one virtual instant."""

    now: datetime
    case: Case
    rehearsal: bool
    verifier: str
    badge: Badge
    waits: tuple[str, ...]
    rings: Ringing | None
    papers: tuple[str, ...]
    owed: list[Owed]
    story: list[Chapter]
    older: int | None


def case_file(source: Source, words: Words, case_id: str, before: int | None) -> CaseFile | None:
    """The case as it stands now, its events from the one before `before` on; None when nobody opened it."""
    case = queries.states(source.engine, [case_id]).get(case_id)
    if not isinstance(case, Case):
        return None
    now, inspections = source.now(), Inspections(source)
    today, facts = local_date(now), inspections.facts(case.inspection)
    names = Names(facts, today, words)
    lines = queries.timeline(source.engine, case.id, before=before, limit=EVENTS)
    owed = [
        Owed(
            r,
            case.papers.get(r.document, ""),
            names.seat(f"{case.unit}.{r.position}") if r.position else "",
            work_label(r, case, words.lang),
            badge(time_view(r, local_date(case.sent_at), today, facts.calendar), words),
        )
        for r in case.requirements
    ]
    return CaseFile(
        now=now,
        case=case,
        rehearsal=inspections.state(case.inspection).rehearsal_banner,
        verifier=facts.register.name(case.verifier),
        badge=badge(case_view(case, today, facts.calendar), words),
        waits=waits(case, facts, words),
        rings=ringing(case, facts, today, words),
        papers=tuple(dict.fromkeys(o.paper for o in owed if o.paper)),
        owed=owed,
        story=list(Story(facts, names, words).chapters(lines)),
        older=lines[-1].seq if lines and lines[-1].seq > 1 else None,
    )
