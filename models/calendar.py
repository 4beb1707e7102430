"""The days state offices work: weekdays, less days off, plus make-up Saturdays.

Days off follow a table that people maintain, never a formula: the Prime Minister decides each year (Bộ luật
Lao động 2019, Điều 112). All dates are dates in Asia/Ho_Chi_Minh.
"""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field

from models.base import Kept

DayKind = Literal["holiday", "substitute", "swap_off", "makeup_work"]
DayStatus = Literal["confirmed", "unverified", "estimated"]

COLUMNS = ("date", "weekday", "type", "name", "source", "status")
WEEKDAY_MARKS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
KINDS: Mapping[str, DayKind] = {
    "holiday": "holiday",
    "substitute": "substitute",
    "swap_off": "swap_off",
    "makeup_work": "makeup_work",
}
STATUSES: Mapping[str, DayStatus] = {  # by the first word of the column, the rest is a note
    "checked": "confirmed",
    "confirmed": "confirmed",
    "unverified": "unverified",
    "confirm": "unverified",
    "estimated": "estimated",
}
WORKDAYS_A_WEEK = 5


class DayOff(Kept):
    """Why a day is not what its weekday says: off, or (`makeup_work`) a weekend day on which offices work."""

    kind: DayKind
    name: str
    status: DayStatus = "confirmed"


class Calendar(Kept):
    """One version of the table of days off. A year without a decided row is only an estimate."""

    version: str
    days: dict[date, DayOff] = Field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """Whether state offices work on this day."""
        return self._works(day.toordinal())

    def next_working(self, day: date, *, include: bool = True) -> date:
        """The first working day on or after (`include=False`: strictly after) the day."""
        return day if include and self.is_working(day) else self.add_working_days(day, 1)

    def previous_working(self, day: date, *, include: bool = True) -> date:
        """The last working day on or before (`include=False`: strictly before) the day."""
        return day if include and self.is_working(day) else self.add_working_days(day, -1)

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after the day (before it when n < 0); n = 0 is the day itself.

        The first day is not counted (Bộ luật Dân sự 2015, Điều 147). Raises OverflowError past year 9999.
        """
        ordinal, step, left = day.toordinal(), 1 if n > 0 else -1, abs(n)
        while left:
            ordinal += step
            left -= self._works(ordinal)
            if not 0 < ordinal <= date.max.toordinal():
                msg = "ra ngoài lịch: giảm số ngày | beyond the calendar: use fewer days"
                raise OverflowError(msg)
        return date.fromordinal(ordinal)

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie in (start, end]; negative when the end comes first."""
        return self._worked_until(end.toordinal()) - self._worked_until(start.toordinal())

    def is_decided(self, day: date) -> bool:
        """Whether the day's year has rows that rest on a decision rather than an estimate."""
        return day.year in self._decided_years

    @property
    def known_until(self) -> int:
        """The last year with decided rows; 0 when there is none."""
        return max(self._decided_years, default=0)

    @cached_property
    def without_unverified(self) -> "Calendar":
        """The same calendar without its unverified days: what counting would give if they turn out wrong."""
        kept = {day: off for day, off in self.days.items() if off.status != "unverified"}
        return self if len(kept) == len(self.days) else Calendar(version=self.version, days=kept)

    def _works(self, ordinal: int) -> bool:
        weekday = (ordinal - 1) % 7 < WORKDAYS_A_WEEK  # day 1 of the common era was a Monday
        return ordinal not in self._off if weekday else ordinal in self._makeup

    def _worked_until(self, ordinal: int) -> int:
        weeks, rest = divmod(ordinal, 7)
        weekdays = WORKDAYS_A_WEEK * weeks + min(rest, WORKDAYS_A_WEEK)
        return weekdays - bisect_right(self._off_sorted, ordinal) + bisect_right(self._makeup_sorted, ordinal)

    @cached_property
    def _off_sorted(self) -> tuple[int, ...]:
        return tuple(
            sorted(
                day.toordinal()
                for day, off in self.days.items()
                if off.kind != "makeup_work" and day.weekday() < WORKDAYS_A_WEEK
            )
        )

    @cached_property
    def _makeup_sorted(self) -> tuple[int, ...]:
        return tuple(
            sorted(
                day.toordinal()
                for day, off in self.days.items()
                if off.kind == "makeup_work" and day.weekday() >= WORKDAYS_A_WEEK
            )
        )

    @cached_property
    def _off(self) -> frozenset[int]:
        return frozenset(self._off_sorted)

    @cached_property
    def _makeup(self) -> frozenset[int]:
        return frozenset(self._makeup_sorted)

    @cached_property
    def _decided_years(self) -> frozenset[int]:
        return frozenset(day.year for day, off in self.days.items() if off.status != "estimated")


def parse_days_off(tsv_text: str, version: str) -> Calendar:
    """Read the table of days off (tab-separated: date, weekday, type, name, source, status).

    Raises:
        ValueError: naming the line and what to write instead.
    """
    lines = tsv_text.removeprefix("\ufeff").splitlines()
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise _bad_line(1, f"cần dòng tiêu đề {' '.join(COLUMNS)}", f"write the header {' '.join(COLUMNS)}")
    days: dict[date, DayOff] = {}
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        day, off = _read_row(number, line)
        if day in days:
            raise _bad_line(number, f"ngày {day} đã có ở trên, hãy xóa một dòng", f"{day} stands twice, remove one")
        days[day] = off
    return Calendar(version=version, days=days)


def _read_row(number: int, line: str) -> tuple[date, DayOff]:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != len(COLUMNS):
        raise _bad_line(
            number,
            f"có {len(cells)} cột, cần {len(COLUMNS)} cột cách nhau bằng phím Tab",
            f"has {len(cells)} columns, write {len(COLUMNS)} separated by tabs",
        )
    written, mark, kind, name, _, status = cells
    day = _read_day(number, written, mark)
    if kind not in KINDS:
        raise _bad_line(number, f"loại “{kind}” phải là {', '.join(KINDS)}", f"type must be {', '.join(KINDS)}")
    first_word = status.replace(":", " ").split(maxsplit=1)[0] if status else ""
    if first_word not in STATUSES:
        raise _bad_line(
            number,
            f"trạng thái “{status}” phải bắt đầu bằng {', '.join(STATUSES)}",
            f"status must begin with {', '.join(STATUSES)}",
        )
    if kind == "makeup_work" and day.weekday() < WORKDAYS_A_WEEK:
        raise _bad_line(
            number,
            f"{day} không phải cuối tuần, không thể làm bù",
            f"{day} is a weekday, make-up work needs a weekend",
        )
    return day, DayOff(kind=KINDS[kind], name=name, status=STATUSES[first_word])


def _read_day(number: int, written: str, mark: str) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise _bad_line(
            number, f"ngày “{written}” phải viết như 2026-09-02", "write the date like 2026-09-02"
        ) from None
    if mark != WEEKDAY_MARKS[day.weekday()]:
        right = WEEKDAY_MARKS[day.weekday()]
        raise _bad_line(number, f"{day} là {right}, không phải “{mark}”", f"{day} is {right}: correct date or weekday")
    return day


def _bad_line(number: int, vietnamese: str, english: str) -> ValueError:
    return ValueError(f"Lịch nghỉ, dòng {number}: {vietnamese} | Days off, line {number}: {english}")
