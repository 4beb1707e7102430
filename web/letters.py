"""The mailbox as the pages read it: a folder of letters, one `.eml` file each, written by whoever sends."""

import re
from collections.abc import Sequence
from datetime import datetime
from email import message_from_bytes, policy
from email.headerregistry import DateHeader
from email.utils import parseaddr
from pathlib import Path
from typing import Final, NamedTuple, Protocol

FILE: Final = re.compile(r"[0-9a-f]{32}\.eml")
LARGEST: Final = 1_000_000


class Entry(Protocol):
    """A letter as a list shows it."""

    @property
    def file(self) -> str:
        """The name of its file in the folder."""

    @property
    def at(self) -> datetime | None:
        """The instant it is dated."""

    @property
    def to(self) -> str:
        """The header it is addressed by: a name and an address."""

    @property
    def subject(self) -> str:
        """Its subject."""

    @property
    def attempt(self) -> int:
        """Which sending it was, from 1."""


class Mailbox(Protocol):
    """A folder of letters."""

    @property
    def path(self) -> Path:
        """The folder."""

    def entries(self, limit: int) -> Sequence[Entry]:
        """The letters written last, newest first."""


class Letter(NamedTuple):
    """A letter as it was sent. Everything in it is data."""

    sender: str
    to: str
    subject: str
    message_id: str
    at: datetime | None
    attempt: int
    text: str


def read_letter(folder: Path, file: str) -> Letter | None:
    """The letter in that file, or None when the folder has none of that name."""
    if not FILE.fullmatch(file):
        return None
    try:
        with (folder / file).open("rb") as content:
            message = message_from_bytes(content.read(LARGEST), policy=policy.default)
    except FileNotFoundError:
        return None
    date, body = message["Date"], message.get_body(("plain",))
    return Letter(
        sender=_addressed(str(message["From"] or "")),
        to=_addressed(str(message["To"] or "")),
        subject=str(message["Subject"] or ""),
        message_id=str(message["Message-ID"] or ""),
        at=date.datetime if isinstance(date, DateHeader) else None,
        attempt=int(message["X-Attempt"] or 1),
        text="\n".join(str(body.get_content()).splitlines()) if body else "",
    )


def name_in(header: str) -> str:
    """The name in an address header, or the address when it has no name."""
    name, address = parseaddr(header)
    return name or address or header


def _addressed(header: str) -> str:
    """An address header without the quotation marks that only machines need."""
    name, address = parseaddr(header)
    return f"{name} <{address}>" if name and address else header
