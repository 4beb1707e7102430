"""Read queries: streams for their workflows, lists and figures for people."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, and_, func, or_, select

from models.case_state import Case
from models.inspection import Inspection
from models.standing import Standing
from store import tables as t
from store.aggregates import aggregate_of
from store.commit import standing, state_of
from store.engine import reading


def load_stream(engine: Engine, stream: str) -> tuple[Standing, Case | Inspection | None]:
    """How a stream stands, and its state; seq 0 and None when nobody opened it."""
    with reading(engine) as connection:
        row = connection.execute(select(t.streams).where(t.streams.c.stream == stream)).mappings().first()
        if row is None:
            return Standing(stream=stream, seq=0), None
        state = state_of(connection, aggregate_of(stream), row)
        return standing(connection, stream, row["seq"], state, row["seq"]), state


def tail_stream(engine: Engine, stream: str, seen: int) -> Standing:
    """How a stream stands, with the events after `seen`."""
    with reading(engine) as connection:
        row = connection.execute(select(t.streams).where(t.streams.c.stream == stream)).mappings().first()
        if row is None:
            return Standing(stream=stream, seq=0)
        state = state_of(connection, aggregate_of(stream), row)
        return standing(connection, stream, seen, state, row["seq"])


def streams_behind(engine: Engine, before: datetime, limit: int = 500) -> list[str]:
    """Streams whose next alarm passed before `before`, or which still have an errand: their workflow may be lost."""
    s = t.streams
    late = or_(s.c.next_alarm < before, and_(s.c.errand.is_not(None), s.c.last_at < before))
    query = select(s.c.stream).where(s.c.closed.is_(False), late).order_by(s.c.next_alarm).limit(limit)
    with reading(engine) as connection:
        return list(connection.execute(query).scalars())


def open_streams(engine: Engine, after: str = "", limit: int = 500) -> list[str]:
    """Open streams in order of their ids, a page at a time."""
    s = t.streams
    query = (
        select(s.c.stream).where(s.c.closed.is_(False), s.c.stream > after).order_by(s.c.stream).limit(limit)
    )
    with reading(engine) as connection:
        return list(connection.execute(query).scalars())


def rows(engine: Engine, query: Any) -> Sequence[Any]:
    """The rows of a query as mappings."""
    with reading(engine) as connection:
        return connection.execute(query).mappings().all()


def inspections(engine: Engine) -> Sequence[Any]:
    """Every inspection with the counts of its cases, newest first."""
    i, c = t.inspections, t.cases
    query = (
        select(
            i,
            func.count(c.c.id).label("known"),
            func.sum(c.c.closed.cast(t.Integer)).label("done"),
            func.sum((c.c.received_on.is_not(None)).cast(t.Integer)).label("received"),
        )
        .outerjoin(c, c.c.inspection == i.c.id)
        .group_by(i.c.id)
        .order_by(i.c.launched_at.desc())
    )
    return rows(engine, query)


def cases(engine: Engine, inspection: str | None = None, *, open_only: bool = False) -> Sequence[Any]:
    """Cases, the most urgent first."""
    c = t.cases
    query = select(c).order_by(c.c.closed, c.c.due.is_(None), c.c.due, c.c.inspection, c.c.n)
    if inspection:
        query = query.where(c.c.inspection == inspection)
    if open_only:
        query = query.where(c.c.closed.is_(False))
    return rows(engine, query)


def requirements(engine: Engine, case: str) -> Sequence[Any]:
    """The requirements of a case."""
    return rows(engine, select(t.requirements).where(t.requirements.c.case == case))


def upcoming(engine: Engine, limit: int = 20) -> Sequence[Any]:
    """What rings next."""
    c = t.cases
    query = select(c.c.id, c.c.unit_name, c.c.next_alarm, c.c.next_rung, c.c.inspection)
    return rows(engine, query.where(c.c.next_alarm.is_not(None)).order_by(c.c.next_alarm).limit(limit))


def overdue(engine: Engine, today: date) -> Sequence[Any]:
    """Open cases whose date has passed, the latest first."""
    c = t.cases
    query = (
        select(c).where(c.c.closed.is_(False), c.c.open > 0, c.c.due < today).order_by(c.c.due, c.c.unit_name)
    )
    return rows(engine, query)


def open_drafts(engine: Engine, inspection: str | None = None) -> Sequence[Any]:
    """Drafts that await a person, with the number of units in each."""
    d, i = t.drafts, t.draft_items
    query = (
        select(d.c.id, d.c.inspection, d.c.rung, d.c.day, d.c.n, func.count(i.c.case).label("units"))
        .outerjoin(i, i.c.draft == d.c.id)
        .where(d.c.status == "open")
        .group_by(d.c.id)
        .order_by(d.c.day, d.c.id)
    )
    return rows(engine, query.where(d.c.inspection == inspection) if inspection else query)
