"""The ledger: events appended in order, hashed in a chain per stream, never rewritten.

The hash covers the line as exported, so that a copy can be verified offline without this program's database.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, select

from models.base import name_of
from models.events import EVENTS, AnyEvent, Event
from store import tables as t

GENESIS = "0" * 64
HASHED = ("stream", "seq", "type", "version", "at", "recorded_at", "actor", "command_id", "data", "prev")
_EVENT: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)

_INSERT = t.events.insert()
_AFTER = (
    select(t.events)
    .where(t.events.c.stream == bindparam("of"), t.events.c.seq > bindparam("seen"))
    .order_by(t.events.c.seq)
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it stands in the ledger."""

    stream: str
    seq: int
    at: datetime
    actor: str
    command_id: str
    event: AnyEvent
    hash: str


def stamp(instant: datetime) -> str:
    """An instant as the ledger writes it: UTC, microseconds, always the same length."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def unstamp(text: str) -> datetime:
    """The instant of a stamp."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def chained(row: dict[str, Any]) -> str:
    """The hash of a ledger line: SHA-256 over its canonical JSON, the previous line's hash included."""
    line = {name: row[name] for name in HASHED}
    return hashlib.sha256(canonical(line)).hexdigest()


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and no blanks, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def append(  # noqa: PLR0913 - a ledger line says all of this
    connection: Connection,
    stream: str,
    seq: int,
    prev: str,
    events: Iterable[Event],
    *,
    at: datetime,
    recorded_at: datetime,
    actor: str,
    command_id: str,
) -> tuple[int, str]:
    """Append the events after `seq`; the unique (stream, seq) refuses a second writer. Returns the new head."""
    rows = []
    for event in events:
        seq += 1
        row = {
            "stream": stream,
            "seq": seq,
            "type": name_of(event),
            "version": type(event).version,
            "at": stamp(at),
            "recorded_at": stamp(recorded_at),
            "actor": actor,
            "command_id": command_id,
            "data": event.model_dump(mode="json", exclude={"type"}),
            "prev": prev,
        }
        prev = chained(row)
        rows.append(row | {"hash": prev, "data": canonical(row["data"]).decode()})
    if rows:
        connection.execute(_INSERT, rows)
    return seq, prev


def read(connection: Connection, stream: str, seen: int = 0) -> list[Recorded]:
    """The stream's events after `seen`, upcast to today's shapes."""
    return [recorded(row) for row in connection.execute(_AFTER, {"of": stream, "seen": seen}).mappings()]


def recorded(row: Any) -> Recorded:
    """A ledger row as an event."""
    return Recorded(
        stream=row["stream"],
        seq=row["seq"],
        at=unstamp(row["at"]),
        actor=row["actor"],
        command_id=row["command_id"],
        event=upcast(row["type"], row["version"], json.loads(row["data"])),
        hash=row["hash"],
    )


def upcast(name: str, version: int, data: dict[str, Any]) -> AnyEvent:
    """An event of an old version in today's shape. Raises ValueError for a version newer than this program."""
    known = EVENTS.get(name)
    if known is None or version > known.version:
        msg = f"event {name} version {version} is newer than this program"
        raise ValueError(msg)
    return _EVENT.validate_python({"type": name, **data})


def export(connection: Connection) -> Iterator[dict[str, Any]]:
    """Every line of the ledger, stream by stream, as `ledger export` prints it."""
    query = select(t.events).order_by(t.events.c.stream, t.events.c.seq)
    for row in connection.execution_options(yield_per=500).execute(query).mappings():
        yield {name: row[name] for name in (*HASHED, "hash")} | {"data": json.loads(row["data"])}


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying found: lines and streams read, and every break of a chain."""

    events: int
    streams: int
    broken: tuple[str, ...]


def verify(lines: Iterable[dict[str, Any]]) -> Verified:
    """Check numbering and hash chains of exported lines; needs no database."""
    heads: dict[str, tuple[int, str]] = {}
    broken, count = [], 0
    for line in lines:
        count += 1
        seq, prev = heads.get(line["stream"], (0, GENESIS))
        if line["seq"] != seq + 1:
            broken.append(f"{line['stream']}@{line['seq']}: expected {seq + 1}")
        if line["prev"] != prev or line["hash"] != chained(line):
            broken.append(f"{line['stream']}@{line['seq']}: hash")
        heads[line["stream"]] = (line["seq"], line["hash"])
    return Verified(events=count, streams=len(heads), broken=tuple(broken))
