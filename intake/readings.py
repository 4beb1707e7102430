"""What a text can say about a deadline, before any calendar is asked."""

from dataclasses import dataclass

from intake.dates import WrittenDate
from models.deadline import PeriodUnit


@dataclass(frozen=True, slots=True)
class Before:
    """Before a day ("trước ngày X"); `mixed` for "chậm nhất trước ngày X"."""

    named: WrittenDate
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class By:
    """No later than a day ("chậm nhất ngày X"), perhaps with a time of day "HH:MM"."""

    named: WrittenDate
    clock: str | None


@dataclass(frozen=True, slots=True)
class Within:
    """N units from a written day, from the receipt of a document, or (neither) from another event."""

    count: int
    unit: PeriodUnit
    working: bool
    start: WrittenDate | None
    from_receipt: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """Begins like a deadline; the reason why it gives no day, in Vietnamese."""

    reason: str


Reading = Before | By | Within | Unread
