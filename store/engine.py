"""Engines: what a connection is set to, and how a writing transaction begins.

SQLite loses updates silently unless writers start with BEGIN IMMEDIATE; one process lock spares them the busy wait.
PostgreSQL orders writers by row locks.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

BUSY_TIMEOUT_MS = 1500  # below the local activity's two seconds: an outage must not keep its thread
MOST_THREADS = 24  # a writer that waits for a connection makes all others wait
_WRITING: dict[str, threading.Lock] = {}


class DatabaseBusy(Exception):
    """The database did not answer in time; nothing was written."""


def open_engine(url: str) -> Engine:
    """An engine for the ledger; the URL names SQLite or PostgreSQL."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, pool_timeout=BUSY_TIMEOUT_MS / 1000)
    engine = create_engine(
        url,
        connect_args={"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False},
        pool_size=MOST_THREADS,
        pool_timeout=BUSY_TIMEOUT_MS / 1000,
    )

    @event.listens_for(engine, "connect")
    def _set_pragmas(raw: Any, _record: Any) -> None:
        raw.isolation_level = None
        cursor = raw.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_TIMEOUT_MS}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One writing transaction, committed at the end; raises `DatabaseBusy` when it cannot begin in time."""
    lock = _WRITING.setdefault(str(engine.url), threading.Lock()) if engine.dialect.name == "sqlite" else None
    if lock and not lock.acquire(timeout=BUSY_TIMEOUT_MS / 1000):
        raise DatabaseBusy
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection
    finally:
        if lock:
            lock.release()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent reading transaction."""
    with engine.connect() as connection, connection.begin():
        yield connection
