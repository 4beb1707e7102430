"""Whether the database is sound: its schema, its chains, its snapshots, and what waits in it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, func, select

from store import ledger
from store import tables as t
from store.aggregates import aggregate_of
from store.engine import reading
from store.home import alembic_config


def schema(engine: Engine) -> tuple[str | None, str | None]:
    """The database's schema version and this program's."""
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415 - slow to load
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - slow to load

    with reading(engine) as connection:
        head = ScriptDirectory.from_config(alembic_config(connection)).get_current_head()
        return MigrationContext.configure(connection).get_current_revision(), head


def verify(engine: Engine) -> ledger.Verified:
    """Check every chain of the ledger, and that each ends where its stream's head says."""
    with reading(engine) as connection:
        ends: dict[str, tuple[int, str]] = {}
        found = ledger.verify(_noting(ledger.export(connection), ends))
        query = select(t.streams.c.stream, t.streams.c.seq, t.streams.c.hash).order_by(t.streams.c.stream)
        cut = (
            f"{stream}@{seq}: head"
            for stream, seq, digest in connection.execute(query)
            if ends.get(stream) != (seq, digest)
        )
        return ledger.Verified(events=found.events, streams=found.streams, broken=(*found.broken, *cut))


def _noting(lines: Iterator[dict[str, Any]], ends: dict[str, tuple[int, str]]) -> Iterator[dict[str, Any]]:
    for line in lines:
        ends[line["stream"]] = (line["seq"], line["hash"])
        yield line


def differing(engine: Engine, limit: int | None = None) -> tuple[int, list[str]]:
    """How many streams were looked at (the latest first), and those whose snapshot is not what their events give."""
    query = select(t.streams).order_by(t.streams.c.last_at.desc(), t.streams.c.stream).limit(limit)
    with reading(engine) as connection:
        rows = connection.execute(query).mappings().all()
        return len(rows), [row["stream"] for row in rows if _differs(connection, row)]


def _differs(connection: Connection, row: RowMapping) -> bool:
    kind = aggregate_of(row["stream"])
    if row["shape"] != kind.shape:
        return False  # an older shape: it is folded anew whenever it is read
    return bool(kind.fold(ledger.read(connection, row["stream"])) != kind.state.model_validate_json(row["snapshot"]))


def last_due(engine: Engine) -> date | None:
    """The last date that a case still waits for."""
    query = select(func.max(t.requirements.c.due)).join(t.cases, t.cases.c.id == t.requirements.c.case)
    with reading(engine) as connection:
        return connection.execute(query.where(t.cases.c.closed.is_(False))).scalar()
