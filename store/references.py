"""Reference data kept by version: calendars, policies, registers; and files kept by digest.

A parsed version is immutable, so it is cached for the life of the process.
"""

import hashlib
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, bindparam, func, select

from models.calendar import Calendar, parse_days_off
from models.ladder import DEFAULT_POLICY, Policy
from models.launch import Bundle
from models.org import Register
from store import tables as t

NATIONAL = "vn"
T = TypeVar("T")


def put(connection: Connection, kind: str, key: str, content: str) -> int:
    """Keep the content as the newest version of the reference; the same content again changes nothing."""
    newest, digest = _newest(connection).get((kind, key)), _digest(content)
    if newest and newest.digest == digest:
        return newest.version
    version = newest.version + 1 if newest else 1
    row = {"kind": kind, "key": key, "version": version, "digest": digest, "content": content}
    connection.execute(t.references.insert(), row)
    return version


class Newest(NamedTuple):
    """Which version of a reference is in force; equal digests are equal contents."""

    version: int
    digest: str


_VERSIONS = select(t.references.c.kind, t.references.c.key, t.references.c.version, t.references.c.digest).order_by(
    t.references.c.version
)
_CONTENT = select(t.references.c.content).where(t.references.c.digest == bindparam("of")).limit(1)
_parsed: dict[str, Any] = {}
MOST_PARSED = 64


def _newest(connection: Connection) -> dict[tuple[str, str], Newest]:
    return {(row.kind, row.key): Newest(row.version, row.digest) for row in connection.execute(_VERSIONS)}


def _read(connection: Connection, digest: str, parse: Callable[[str], T]) -> T:
    """The parsed content of that digest; parsed once in the life of the process."""
    found = _parsed.get(digest)
    if found is None:
        if len(_parsed) >= MOST_PARSED:
            _parsed.clear()
        found = _parsed[digest] = parse(connection.execute(_CONTENT, {"of": digest}).scalar_one())
    parsed: T = found
    return parsed


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


class InForce:
    """What is in force at one moment: asked once a transaction, parsed once a process."""

    def __init__(self, connection: Connection) -> None:
        self._connection, self._newest = connection, _newest(connection)

    @property
    def calendar(self) -> Calendar:
        """The calendar in force."""
        version, digest = self._newest["calendar", NATIONAL]
        return _read(self._connection, digest, lambda text: parse_days_off(text, f"{NATIONAL}@{version}"))

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        version, digest = self._newest["policy", DEFAULT_POLICY.id]
        return _read(self._connection, digest, lambda text: _policy(text, version))

    def register(self, key: str) -> Register:
        """The newest version of a register."""
        return _read(self._connection, self._newest["register", key].digest, Register.model_validate_json)


def _policy(text: str, version: int) -> Policy:
    return Policy.model_validate_json(text).model_copy(update={"version": str(version)})


def seed(connection: Connection) -> None:
    """The calendar and the policy a new database starts with; an existing one keeps its own."""
    if connection.execute(select(func.count()).select_from(t.references)).scalar_one() == 0:
        put(connection, "calendar", NATIONAL, shipped_days_off())
        put(connection, "policy", DEFAULT_POLICY.id, DEFAULT_POLICY.model_dump_json())


def shipped_days_off() -> str:
    """The days off this program comes with."""
    return files("store").joinpath("seed/days_off_vn.tsv").read_text(encoding="utf-8")


@cache
def shipped_calendar() -> Calendar:
    """The calendar this program comes with, for counting without a database."""
    return parse_days_off(shipped_days_off(), f"{NATIONAL}@1")


def calendar(connection: Connection) -> Calendar:
    """The calendar in force."""
    return InForce(connection).calendar


def policy(connection: Connection) -> Policy:
    """The policy in force."""
    return InForce(connection).policy


def register(connection: Connection, key: str) -> Register:
    """The newest version of a register."""
    return InForce(connection).register(key)


def put_bundle(connection: Connection, bundle: Bundle) -> str:
    """Keep a launch by its digest, and its register as the newest of its name. Returns the digest."""
    content = bundle.model_dump_json().encode()
    digest = hashlib.sha256(content).hexdigest()
    put(connection, "register", bundle.register_.id, bundle.register_.model_dump_json())
    if connection.execute(select(t.files.c.digest).where(t.files.c.digest == digest)).first() is None:
        connection.execute(t.files.insert().values(digest=digest, name=f"{bundle.id}.json", content=content))
    return digest


def bundle(connection: Connection, digest: str) -> Bundle | None:
    """The launch of that digest."""
    row = connection.execute(select(t.files.c.content).where(t.files.c.digest == digest)).first()
    return _bundle(digest, row.content) if row else None


@lru_cache(maxsize=16)
def _bundle(_digest: str, content: bytes) -> Bundle:
    return Bundle.model_validate_json(content)
