"""A launch moved by whole weeks, to live an old inspection through now; weekdays and phrases stay."""

from datetime import date, datetime, timedelta

from intake.badinput import BadInput
from intake.grammar import readings
from intake.launchchecks import FIRST_YEAR, LAST_YEAR
from intake.readings import Within
from intake.text import words_of
from models.calendar import Calendar
from models.clock import local_date
from models.dates import with_weekday
from models.deadline import Deadline
from models.launch import Bundle
from models.org import Register

COUNTED = frozenset({"within_working_days", "within_calendar_days", "recurring"})  # they name no date of their own


def weeks_until(sent_at: datetime, wanted: date) -> int:
    """How many weeks to move, so that the sending is its weekday's first on or after the wanted date."""
    if not FIRST_YEAR <= wanted.year <= LAST_YEAR:
        vi = f"chọn một ngày từ năm {FIRST_YEAR} đến năm {LAST_YEAR}"
        raise BadInput("rebase", vi, f"choose a date between {FIRST_YEAR} and {LAST_YEAR}")
    return -((local_date(sent_at) - wanted).days // 7)


def rebased(bundle: Bundle, weeks: int) -> Bundle:
    """The bundle and its register with dates moved, as a rehearsal; duties are moved when counted."""
    sent_at = bundle.sent_at + timedelta(weeks=weeks)
    suffix = f"-{local_date(sent_at):%Y%m%d}"
    documents = tuple(
        document.model_copy(update={"date": _moved(document.date, weeks)}) for document in bundle.documents
    )
    return bundle.model_copy(
        update={
            "id": bundle.id + suffix,
            "register_": _moved_register(bundle.register_, weeks, suffix),
            "sent_at": sent_at,
            "documents": documents,
            "rehearsal_banner": True,
            "shifted_weeks": weeks,
        }
    )


def moved_phrase(original: Deadline, recounted: Deadline, weeks: int) -> Deadline | None:
    """A phrase without a date of its own, counted again; None when it names one, or now gives no day."""
    if original.kind not in COUNTED or _names_its_start(original.phrase) or recounted.due is None:
        return None
    note = f"{_moved_by(weeks)}, đếm lại trên lịch mới"
    return recounted.model_copy(
        update={"rule": f"{recounted.rule}; {note}", "why": f"{recounted.why} {note.capitalize()}."}
    )


def moved_deadline(original: Deadline, weeks: int, calendar: Calendar) -> Deadline:
    """A deadline counted on its own dates, its day moved; it is named again when it falls on a day off."""
    due = _moved(original.due, weeks)
    if due is None:
        return original
    working = calendar.is_working(due)
    note = _moved_by(weeks)
    return original.model_copy(
        update={
            "due": due,
            "practical_last_workday": None if working else calendar.previous_working(due),
            "rule": f"{original.rule}; {note}",
            "why": f"{original.why} {note.capitalize()}, nên ngày cuối cùng là {with_weekday(due)}.",
        }
    )


def _names_its_start(phrase: str) -> bool:
    """Whether it counts from a day it names: "10 ngày kể từ ngày 10/8/2020"."""
    return any(isinstance(reading, Within) and reading.start for reading in readings(words_of(phrase)))


def _moved_by(weeks: int) -> str:
    return f"diễn tập: dời {'về sau' if weeks > 0 else 'về trước'} {abs(weeks):02} tuần"


def _moved_register(register: Register, weeks: int, suffix: str) -> Register:
    written = register.model_dump(by_alias=True)
    written["id"] += suffix
    for valid in (*written["units"], *written["holdings"]):
        valid["valid_from"] = _moved(valid["valid_from"], weeks)
        valid["valid_to"] = _moved(valid["valid_to"], weeks)
    return Register.model_validate(written)


def _moved(day: date | None, weeks: int) -> date | None:
    if day is None:
        return None
    try:
        return day + timedelta(weeks=weeks)
    except OverflowError:  # "until 9999-12-31" stays open
        return date.max if weeks > 0 else date.min
