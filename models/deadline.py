"""Deadlines: a phrase as written, the day it means, the rule that says so, and why in words.

Bộ luật Dân sự 2015 (BLDS), Điều 144–148, by analogy: the first day is not counted (147), a period ending on a
day off ends with the next working day (148.5), a day ends at 24:00 (148.6). "Trước ngày X" as X − 1: policy.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from models.base import Kept
from models.calendar import Calendar
from models.dates import with_weekday, written
from models.reasons import day_off_clause, doubtful_clause, estimate_clause, off_day, skipped_clause

DeadlineKind = Literal[
    "before_date",
    "no_later_than",
    "within_working_days",
    "within_calendar_days",
    "month_end",
    "quarter",
    "year_end",
    "recurring",
    "urgent_no_date",
    "ambiguous",
    "none",
]
PeriodUnit = Literal["ngày", "tuần", "tháng", "năm"]

RULE_BEFORE = "Trước ngày X: hết ngày X − 1 (BLDS 2015 Đ.148.6)"
RULE_BEFORE_INCLUSIVE = "Trước ngày X: đọc là gồm cả ngày X (BLDS 2015 Đ.148.6)"
RULE_FIXED = "Ngày ấn định: hết ngày đó, không dời khi trùng ngày nghỉ (BLDS 2015 Đ.148.6)"
RULE_FIXED_TIME = "Ngày, giờ ấn định: đến giờ đó, không dời khi trùng ngày nghỉ"
RULE_WORKING = "Ngày làm việc: không tính ngày bắt đầu (BLDS 2015 Đ.147), bỏ ngày nghỉ (BLLĐ 2019 Đ.112)"
RULE_PERIOD = "Thời hạn liên tục: BLDS 2015 Đ.147–148"
RULE_NO_DATE = "Không ấn định ngày"
RULE_UNVERIFIED = "Phụ thuộc ngày nghỉ chưa được xác nhận"


class Deadline(Kept):
    """What a deadline phrase means. `due` is the last permissible day, to `time` or to its end (24:00).

    `practical_last_workday` stands when `due` is no working day; `confirm` asks a person to look first.
    """

    phrase: str
    kind: DeadlineKind
    due: date | None = None
    time: str | None = Field(default=None, pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")
    rrule: tuple[str, ...] = ()
    practical_last_workday: date | None = None
    confirm: bool = False
    rule: str = ""
    why: str


def before_date(phrase: str, named: date, calendar: Calendar, *, strict: bool = True) -> Deadline:
    """Before a day ("trước ngày X"): X − 1, never rolled; `strict=False` reads it as including X."""
    due = named - timedelta(days=1) if strict else named
    read = "không gồm ngày đó, nên ngày cuối cùng là" if strict else "được đọc là gồm cả ngày đó:"
    ending = f"{with_weekday(due)}{day_off_clause(due, calendar)}"
    return Deadline(
        phrase=phrase,
        kind="before_date",
        due=due,
        practical_last_workday=_practical(due, calendar),
        rule=RULE_BEFORE if strict else RULE_BEFORE_INCLUSIVE,
        why=f"“Trước ngày {written(named)}” {read} {ending}.",
    )


def no_later_than(phrase: str, named: date, calendar: Calendar, *, time: str | None = None) -> Deadline:
    """No later than a day, or an hour of it: X itself, to its end or to `time` ("HH:MM"), never rolled."""
    until = f"{time} {with_weekday(named)}" if time else f"hết {with_weekday(named)}"
    return Deadline(
        phrase=phrase,
        kind="no_later_than",
        due=named,
        time=time,
        practical_last_workday=_practical(named, calendar),
        rule=RULE_FIXED_TIME if time else RULE_FIXED,
        why=f"Hạn ấn định là {until}{day_off_clause(named, calendar)}.",
    )


def within_working_days(phrase: str, count: int, start: date, calendar: Calendar) -> Deadline:
    """N working days from the day after `start` (Điều 147): days off are skipped, make-up Saturdays count.

    Ambiguous, without a date, when the result hangs on a day off that nobody has confirmed.
    """
    due = calendar.add_working_days(start, count)
    other = calendar.without_unverified.add_working_days(start, count)
    counted = f"{count} ngày làm việc kể từ {with_weekday(start)} (không tính ngày này)"
    if due != other:
        return _hangs_on_unverified(phrase, counted, start, (due, other), calendar)
    estimate = estimate_clause(start, due, calendar)
    return Deadline(
        phrase=phrase,
        kind="within_working_days",
        due=due,
        confirm=bool(estimate),
        rule=RULE_WORKING,
        why=f"{counted}{skipped_clause(start, due, calendar)}: hết {with_weekday(due)}{estimate}.",
    )


def within_calendar_days(
    phrase: str, count: int, start: date, calendar: Calendar, *, unit: PeriodUnit = "ngày"
) -> Deadline:
    """N days, weeks, months or years from `start` (Điều 147), rolled to the next working day (Điều 148.5).

    Months and years end on the corresponding day, or the month's last (Điều 148). Ambiguous, without a date,
    when the roll hangs on a day off that nobody has confirmed.
    """
    last = _period_end(start, count, unit)
    due = calendar.next_working(last)
    other = calendar.without_unverified.next_working(last)
    counted = f"{count} {unit} kể từ {with_weekday(start)} (không tính ngày này)"
    if due != other:
        return _hangs_on_unverified(phrase, counted, start, (due, other), calendar)
    estimate = estimate_clause(last, due, calendar)
    if due == last:
        ending = f": hết {with_weekday(due)}"
    else:
        ending = f" kết thúc {off_day(last, calendar)}, hạn là hết ngày làm việc tiếp theo: {with_weekday(due)}"
    return Deadline(
        phrase=phrase,
        kind="within_calendar_days",
        due=due,
        confirm=bool(estimate),
        rule=RULE_PERIOD,
        why=f"{counted}{ending}{estimate}.",
    )


def undated(
    phrase: str, kind: Literal["urgent_no_date", "ambiguous", "none"], why: str, rule: str = RULE_NO_DATE
) -> Deadline:
    """A phrase that gives no day; a person must set one, except where there is no deadline at all."""
    return Deadline(phrase=phrase, kind=kind, confirm=kind != "none", rule=rule, why=why)


def asking(deadline: Deadline, reason: str) -> Deadline:
    """The same deadline with a reason why a person must look before it binds."""
    return deadline.model_copy(
        update={"confirm": True, "why": f"{deadline.why.removesuffix('.')}; {reason}, đề nghị xác nhận."}
    )


def _period_end(start: date, count: int, unit: PeriodUnit) -> date:
    if unit == "ngày":
        return start + timedelta(days=count)
    if unit == "tuần":
        return start + timedelta(weeks=count)
    years, month = divmod(start.month - 1 + (count if unit == "tháng" else 12 * count), 12)
    year = start.year + years
    if year > date.max.year:
        msg = "ra ngoài lịch: giảm số tháng, năm | beyond the calendar: use fewer months or years"
        raise OverflowError(msg)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _practical(due: date, calendar: Calendar) -> date | None:
    return None if calendar.is_working(due) else calendar.previous_working(due)


def _hangs_on_unverified(
    phrase: str, counted: str, start: date, days: tuple[date, date], calendar: Calendar
) -> Deadline:
    why = f"{counted}{doubtful_clause(start, days, calendar)}."
    return undated(phrase, "ambiguous", why, rule=RULE_UNVERIFIED)
