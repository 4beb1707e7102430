"""The door by which a letter leaves. A folder is one channel, SMTP another; whoever sends knows only this protocol."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


class Undeliverable(Exception):
    """It will never arrive this way: a wrong address, a refused recipient. Not to be tried again."""


class TryAgain(Exception):
    """It did not leave this time: a full disk, a server that does not answer. The same letter may be sent again."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one seat. `at` is the instant it is dated; `attempt` counts from 1, a later one is labelled."""

    message_id: str
    sender_name: str
    sender: str
    to_name: str
    to: str
    subject: str
    body: str
    at: datetime
    headers: Mapping[str, str] = field(default_factory=dict)
    attempt: int = 1


class Channel(Protocol):
    """Where letters leave. At least once: a letter sent twice carries the same `message_id` both times."""

    def send(self, letter: Letter) -> None:
        """Send, or raise `Undeliverable` (for good) or `TryAgain` (for now)."""
