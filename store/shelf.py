"""Drafts and figures as people look at them; nothing is locked."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, func, select

from models.case_state import FINAL, Work
from models.draft import Draft, DraftItem
from store import tables as t
from store.engine import reading
from store.queries import rows


def draft(engine: Engine, draft_id: str) -> Draft | None:
    """The draft of that id with its items."""
    found = _drafts(engine, t.drafts.c.id == draft_id)
    return found[0] if found else None


def drafts_of(engine: Engine, inspection: str) -> list[Draft]:
    """The drafts of an inspection, oldest first."""
    return _drafts(engine, t.drafts.c.inspection == inspection)


def awaiting(engine: Engine) -> list[Draft]:
    """The drafts that await a person, oldest first."""
    return _drafts(engine, t.drafts.c.status == "open")


def _drafts(engine: Engine, which: ColumnElement[bool]) -> list[Draft]:
    d = t.drafts
    with reading(engine) as connection:
        bodies = connection.execute(select(d.c.body).where(which).order_by(d.c.day, d.c.id)).scalars()
        return [_with_items(connection, Draft.model_validate_json(body)) for body in bodies.all()]


def _with_items(connection: Connection, found: Draft) -> Draft:
    i = t.draft_items
    bodies = connection.execute(select(i.c.body).where(i.c.draft == found.id).order_by(i.c.case)).scalars()
    return found.model_copy(update={"items": tuple(DraftItem.model_validate_json(body) for body in bodies)})


def work_figures(engine: Engine, today: date, inspection: str | None = None) -> dict[str, int]:
    """How many requirements there are: in all, by work state, completed in time or late, overdue on that day."""
    r, c = t.requirements, t.cases
    open_states = [work for work in Work if work not in FINAL and work != Work.REPORTED]
    query = select(
        func.count().label("total"),
        *(func.count().filter(r.c.work == work).label(work) for work in Work),
        func.count().filter(r.c.work == Work.COMPLETED, r.c.late_days > 0).label("completed_late"),
        func.count().filter(r.c.work.in_(open_states), r.c.due < today).label("overdue"),
    ).select_from(r)
    if inspection:
        query = query.join(c, c.c.id == r.c.case).where(c.c.inspection == inspection)
    found = dict(rows(engine, query)[0])
    return found | {"completed_in_time": found["completed"] - found["completed_late"]}


def awaiting_verification(engine: Engine, limit: int) -> Sequence[Any]:
    """Open cases with a report that nobody has verified, the longest waiting first."""
    c = t.cases
    query = select(c).where(c.c.closed.is_(False), c.c.reported > 0).order_by(c.c.last_at, c.c.id)
    return rows(engine, query.limit(limit))


def banners(engine: Engine) -> bool:
    """Whether any inspection here is a rehearsal."""
    i = t.inspections
    with reading(engine) as connection:
        return connection.execute(select(i.c.id).where(i.c.rehearsal_banner).limit(1)).first() is not None
