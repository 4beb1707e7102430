"""Read queries: streams for their workflows, lists and figures for people."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, Executable, Integer, and_, bindparam, func, make_url, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from models.case_state import Case
from models.draft import Draft, DraftItem
from models.facts import Facts
from models.inspection import Inspection
from models.standing import Standing
from store import ledger, readmodel, references
from store import tables as t
from store.aggregates import aggregate_of
from store.commit import standing, state_of
from store.engine import open_engine, reading

# What a query raises while the database does not answer, or is not prepared yet.
UNREADABLE = (DBAPIError, PoolTimeout)


def open_reader(url: str) -> Engine:
    """An engine that only reads: it changes no database, and makes none where there is none yet."""
    place = make_url(url)
    if place.get_backend_name() != "sqlite" or place.database in {None, "", ":memory:"}:
        return open_engine(url)
    file = place.set(database=f"file:{quote(str(place.database))}")
    return open_engine(str(file.update_query_dict({"mode": "ro", "uri": "true"})))


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
    query = select(s.c.stream).where(s.c.closed.is_(False), s.c.stream > after).order_by(s.c.stream).limit(limit)
    with reading(engine) as connection:
        return list(connection.execute(query).scalars())


def rows(engine: Engine, query: Executable) -> Sequence[Any]:
    """The rows of a query as mappings."""
    with reading(engine) as connection:
        return connection.execute(query).mappings().all()


def inspections(engine: Engine, *, limit: int | None = None) -> Sequence[Any]:
    """Inspections with the counts of their cases, newest first."""
    i, c = t.inspections, t.cases
    query = (
        select(
            *i.c,
            func.count(c.c.id).label("known"),
            func.sum(c.c.closed.cast(Integer)).label("done"),
            func.sum((c.c.received_on.is_not(None)).cast(Integer)).label("received"),
        )
        .outerjoin(c, c.c.inspection == i.c.id)
        .group_by(i.c.id)
        .order_by(i.c.launched_at.desc())
    )
    return rows(engine, query.limit(limit))


def cases(
    engine: Engine,
    inspection: str | None = None,
    *,
    open_only: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> Sequence[Any]:
    """Cases, the most urgent first."""
    c = t.cases
    query = select(c).order_by(c.c.closed, c.c.due.is_(None), c.c.due, c.c.inspection, c.c.n)
    if inspection:
        query = query.where(c.c.inspection == inspection)
    if open_only:
        query = query.where(c.c.closed.is_(False))
    return rows(engine, query.limit(limit).offset(offset))


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
    query = select(c).where(c.c.closed.is_(False), c.c.open > 0, c.c.due < today).order_by(c.c.due, c.c.unit_name)
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


def figures(engine: Engine, today: date) -> dict[str, int]:
    """How many cases there are: all (`cases`), `closed`, `overdue` on a day, `awaiting` confirmation of a report."""
    c = t.cases
    late = and_(c.c.closed.is_(False), c.c.due < today)
    awaits = and_(c.c.closed.is_(False), c.c.reported > 0)
    query = select(
        func.count().label("cases"),
        func.count().filter(c.c.closed).label("closed"),
        func.count().filter(late).label("overdue"),
        func.count().filter(awaits).label("awaiting"),
    ).select_from(c)
    return dict(rows(engine, query)[0])


def states(engine: Engine, streams: Sequence[str]) -> dict[str, Any]:
    """The states of some streams by their ids; one that nobody opened is left out."""
    query = select(t.streams).where(t.streams.c.stream.in_(streams))
    with reading(engine) as connection:
        found = connection.execute(query).mappings().all()
        return {row["stream"]: state_of(connection, aggregate_of(row["stream"]), row) for row in found}


def ringing_next(engine: Engine, limit: int) -> list[Case | Inspection]:
    """The streams that ring next, units' and the inspecting side's, the earliest first."""
    s = t.streams
    query = select(s).where(s.c.closed.is_(False), s.c.next_alarm.is_not(None)).order_by(s.c.next_alarm, s.c.stream)
    with reading(engine) as connection:
        found = connection.execute(query.limit(limit)).mappings().all()
        return [state_of(connection, aggregate_of(row["stream"]), row) for row in found]


def drafts_awaiting(engine: Engine, limit: int, named: int) -> list[tuple[Draft, int]]:
    """Drafts that await a person, oldest first: each with the first `named` of its cases, and how many it has."""
    d, i = t.drafts, t.draft_items
    units = select(func.count()).where(i.c.draft == d.c.id).scalar_subquery()
    query = select(d.c.id, d.c.body, units.label("units")).where(d.c.status == "open").order_by(d.c.day, d.c.id)
    first = select(i.c.body).where(i.c.draft == bindparam("of")).order_by(i.c.case).limit(named)
    with reading(engine) as connection:
        drafts = []
        for draft_id, body, count in connection.execute(query.limit(limit)).all():
            found = connection.execute(first, {"of": draft_id}).scalars()
            items = tuple(DraftItem.model_validate_json(item) for item in found)
            drafts.append((Draft.model_validate_json(body).model_copy(update={"items": items}), count))
        return drafts


def timeline(engine: Engine, stream: str, *, before: int | None, limit: int) -> list[ledger.Recorded]:
    """A stream's events, the newest first, from the one before the sequence `before` on."""
    e = t.events
    query = select(e).where(e.c.stream == stream).order_by(e.c.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(e.c.seq < before)
    return [ledger.recorded(row) for row in rows(engine, query)]


def facts_of(engine: Engine, inspection: str) -> Facts:
    """The calendar, policy and register in force for an inspection. Raises LookupError for one never launched."""
    with reading(engine) as connection:
        register = readmodel.register_of(connection, inspection)
        if register is None:
            raise LookupError(inspection)
        return Facts(
            calendar=references.calendar(connection),
            policy=references.policy(connection),
            register=references.register(connection, register),
        )
