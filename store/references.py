"""Reference data kept by version: calendars, policies, registers; and files kept by digest.

A parsed version is immutable, so it is cached for the life of the process.
"""

import hashlib
from functools import lru_cache
from importlib.resources import files

from sqlalchemy import Connection, func, select

from models.calendar import Calendar, parse_days_off
from models.ladder import DEFAULT_POLICY, Policy
from models.launch import Bundle
from models.org import Register
from store import tables as t

NATIONAL = "vn"


def put(connection: Connection, kind: str, key: str, content: str) -> int:
    """Keep the content as the newest version of the reference; the same content again changes nothing."""
    newest = connection.execute(_newest(kind, key)).first()
    if newest and newest.content == content:
        return int(newest.version)
    version = newest.version + 1 if newest else 1
    connection.execute(t.references.insert().values(kind=kind, key=key, version=version, content=content))
    return int(version)


def _newest(kind: str, key: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a select's type says nothing
    of = t.references
    return select(of).where(of.c.kind == kind, of.c.key == key).order_by(of.c.version.desc()).limit(1)


def seed(connection: Connection) -> None:
    """The calendar and the policy a new database starts with; an existing one keeps its own."""
    if connection.execute(select(func.count()).select_from(t.references)).scalar_one() == 0:
        put(connection, "calendar", NATIONAL, shipped_days_off())
        put(connection, "policy", DEFAULT_POLICY.id, DEFAULT_POLICY.model_dump_json())


def shipped_days_off() -> str:
    """The days off this program comes with."""
    return files("store").joinpath("seed/days_off_vn.tsv").read_text(encoding="utf-8")


def shipped_calendar() -> Calendar:
    """The calendar this program comes with, for counting without a database."""
    return _calendar(1, shipped_days_off())


def calendar(connection: Connection) -> Calendar:
    """The calendar in force."""
    row = connection.execute(_newest("calendar", NATIONAL)).one()
    return _calendar(row.version, row.content)


def policy(connection: Connection) -> Policy:
    """The policy in force."""
    row = connection.execute(_newest("policy", DEFAULT_POLICY.id)).one()
    return _policy(row.version, row.content)


def register(connection: Connection, key: str) -> Register:
    """The newest version of a register."""
    return _register(connection.execute(_newest("register", key)).one().content)


@lru_cache(maxsize=8)
def _calendar(version: int, content: str) -> Calendar:
    return parse_days_off(content, f"{NATIONAL}@{version}")


@lru_cache(maxsize=8)
def _policy(version: int, content: str) -> Policy:
    return Policy.model_validate_json(content).model_copy(update={"version": str(version)})


@lru_cache(maxsize=16)
def _register(content: str) -> Register:
    return Register.model_validate_json(content)


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
