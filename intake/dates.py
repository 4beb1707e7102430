"""Days and times of day as written: "25/8/2020", "ngày 25 tháng 8 năm 2020", "thứ Ba, 25/8", "17 giờ 30"."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from intake.text import Expressions, skip
from models.dates import WEEKDAYS, written

WEEKDAY_WORDS = (("hai", "2"), ("ba", "3"), ("tư", "4"), ("năm", "5"), ("sáu", "6"), ("bảy", "bẩy", "7"))
WEEKDAY_OF = {word: day for day, words in enumerate(WEEKDAY_WORDS) for word in words}
HOUR = frozenset({"giờ", "h", "g"})
COMMA_OR_DAY = frozenset({",", "ngày"})
NOT_THIS_CALENDAR = Expressions("âm lịch", "( âm lịch", "al", "( al")
RELATIVE = Expressions("của", "năm", "hằng", "hàng ngày", "hàng tuần", "hàng tháng", "hàng quý", "hàng năm", "mỗi")
MAX_HOUR, MAX_MINUTE = 24, 59
DAY_DIGITS, YEAR_DIGITS = 2, 4
SIGNS = ("/", "-")
CENTURY, CENTURY_YEARS = 2000, 100


class Unusable(ValueError):
    """A deadline that cannot be dated; the text says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A day as written, not yet checked against the calendar; the year and the weekday may be missing."""

    day: int
    month: int
    year: int | None
    weekday: int | None = None


def date_at(words: list[str], at: int) -> tuple[WrittenDate, int] | None:
    """The date written at this place and the place after it."""
    at += words[at] == "ngày"
    weekday, after = weekday_at(words, at)
    if weekday is not None:
        at = skip(words, after, COMMA_OR_DAY)
    read = _dotted(words, at) or _with_signs(words, at) or _with_words(words, at)
    if read is None:
        return None
    day, month, year, end = read
    goes_on = words[end] in SIGNS and words[end + 1].isdecimal()
    if goes_on or NOT_THIS_CALENDAR.after(words, end) or (year is None and RELATIVE.after(words, end)):
        return None
    if weekday is None and words[end] == "(":
        weekday, after = weekday_at(words, end + 1)
        end = end if weekday is None else after + (words[after] == ")")
    return WrittenDate(day, month, year, weekday), end


def weekday_at(words: list[str], at: int) -> tuple[int | None, int]:
    """Monday is 0; None when no weekday stands here."""
    if words[at] == "thứ" and words[at + 1] in WEEKDAY_OF:
        return WEEKDAY_OF[words[at + 1]], at + 2
    if words[at : at + 2] == ["chủ", "nhật"]:
        return 6, at + 2
    return None, at


def clock_at(words: list[str], at: int) -> tuple[str | None, int] | None:
    """The time of day at this place as "HH:MM" (None for 24:00, the day's end) and the place after it."""
    if not _is_number(words[at], DAY_DIGITS) or words[at + 1] not in HOUR | {":"}:
        return None
    hour, minute, end = int(words[at]), 0, at + 2
    if _is_number(words[end], DAY_DIGITS) and (words[at + 1] == ":" or date_at(words, end) is None):
        minute, end = int(words[end]), end + 1
        end += words[end] in ("phút", "p")
    elif words[at + 1] == ":":
        return None
    if hour > MAX_HOUR or minute > MAX_MINUTE or (hour == MAX_HOUR and minute):
        return None
    return (None if hour == MAX_HOUR else f"{hour:02}:{minute:02}"), end


def next_occurrence(named: WrittenDate, reference: date) -> date:
    """The day meant by a deadline: with no year, the next such day on or after the reference date.

    Raises:
        Unusable: no such day, or it falls on another weekday than the one written.
    """
    years = (reference.year, reference.year + 1) if named.year is None else (named.year,)
    days = [day for day in _in_years(named, years) if named.year is not None or day >= reference]
    return _agreeing(named, min(days, default=None))


def nearest_occurrence(named: WrittenDate, reference: date) -> date:
    """The day meant by an event that starts a period: with no year, the nearest such day. Raises Unusable."""
    years = range(reference.year - 1, reference.year + 2) if named.year is None else (named.year,)
    days = _in_years(named, years)
    return _agreeing(named, min(days, key=lambda day: abs(day.toordinal() - reference.toordinal()), default=None))


def _in_years(named: WrittenDate, years: Iterable[int]) -> list[date]:
    days = []
    for year in years:
        full = year + CENTURY if year < CENTURY_YEARS else year
        with suppress(ValueError):
            days.append(date(full, named.month, named.day))
    return days


def _agreeing(named: WrittenDate, day: date | None) -> date:
    if day is None:
        year = "" if named.year is None else f"/{named.year}"
        reason = f"không có ngày {named.day}/{named.month}{year} trong lịch"
        raise Unusable(reason)
    if named.weekday not in (None, day.weekday()):
        reason = f"ngày {written(day)} là {WEEKDAYS[day.weekday()]}, không phải {WEEKDAYS[named.weekday or 0]}"
        raise Unusable(reason)
    return day


def _is_number(word: str, digits: int) -> bool:
    return word.isdecimal() and len(word) <= digits


def _dotted(words: list[str], at: int) -> tuple[int, int, int | None, int] | None:
    parts = words[at].split(".")
    if not all(map(_is_number, parts, (DAY_DIGITS, DAY_DIGITS, YEAR_DIGITS))):
        return None
    match parts:
        case [day, month, year]:
            return int(day), int(month), int(year), at + 1
        case [day, month] if words[at - 1] == "ngày":  # else "3.5" may be any number
            return int(day), int(month), None, at + 1
    return None


def _with_signs(words: list[str], at: int) -> tuple[int, int, int | None, int] | None:
    sign = words[at + 1]
    if sign not in SIGNS or not (_is_number(words[at], DAY_DIGITS) and _is_number(words[at + 2], DAY_DIGITS)):
        return None
    day, month = int(words[at]), int(words[at + 2])
    if words[at + 3] in (sign, "năm") and _is_number(words[at + 4], YEAR_DIGITS):
        return day, month, int(words[at + 4]), at + 5
    if sign == "-" and words[at - 1] != "ngày":  # else "3-4" may be a range of anything
        return None
    return day, month, None, at + 3


def _with_words(words: list[str], at: int) -> tuple[int, int, int | None, int] | None:
    if words[at + 1] != "tháng" or not (_is_number(words[at], DAY_DIGITS) and _is_number(words[at + 2], DAY_DIGITS)):
        return None
    end = at + 3
    year_at = end + (words[end] == ",")
    if words[year_at] in ("năm", *SIGNS) and _is_number(words[year_at + 1], YEAR_DIGITS):
        return int(words[at]), int(words[at + 2]), int(words[year_at + 1]), year_at + 2
    return int(words[at]), int(words[at + 2]), None, end
