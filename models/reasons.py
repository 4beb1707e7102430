"""Clauses of the sentence that says why a deadline falls where it does, for an official to check."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from models.calendar import Calendar, DayOff
from models.dates import WEEKDAYS, with_weekday, written

WEEKEND = (5, 6)


def day_off_clause(due: date, calendar: Calendar) -> str:
    """Names the last working day before a deadline that stays on a day off."""
    last = calendar.previous_working(due)
    if last == due:
        return ""
    off = calendar.days.get(due)
    name = f", {_short_name(off)}" if off else ""
    return f" (ngày nghỉ{name}; ngày làm việc cuối cùng là {with_weekday(last)})"


def off_day(day: date, calendar: Calendar) -> str:
    """Names a day off on which a period would end."""
    off = calendar.days.get(day)
    return f"vào ngày nghỉ {written(day)} ({_short_name(off) if off else WEEKDAYS[day.weekday()]})"


def skipped_clause(start: date, due: date, calendar: Calendar) -> str:
    """The days off (not counting weekends) and make-up days passed on the way."""
    passed = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
    listed = [(day, calendar.days[day]) for day in passed if day in calendar.days]
    off = [(day, why) for day, why in listed if day.weekday() not in WEEKEND and not calendar.is_working(day)]
    makeup = [day for day, why in listed if why.kind == "makeup_work"]
    skipped = ["thứ Bảy, Chủ nhật"] if any(day.weekday() in WEEKEND for day in passed) else []
    skipped += _named_runs(off)
    clause = f", bỏ {', '.join(skipped)}" if skipped else ""
    return clause + (f", tính cả ngày làm bù {', '.join(map(written, makeup))}" if makeup else "")


def _named_runs(days: Iterable[tuple[date, DayOff]]) -> list[str]:
    """Neighbours of one name in one breath: "từ 08/02/2024 đến 14/02/2024 (Tết Nguyên đán)"."""
    texts = []
    for name, group in groupby(days, key=lambda item: _short_name(item[1])):
        run = [day for day, _ in group]
        span = written(run[0]) if len(run) == 1 else f"từ {written(run[0])} đến {written(run[-1])}"
        texts.append(f"{span} ({name})")
    return texts


def _short_name(off: DayOff) -> str:
    """The name without its note in brackets."""
    return off.name.partition(" (")[0]


def estimate_clause(start: date, due: date, calendar: Calendar) -> str:
    """Names the years passed whose days off are not decided yet; empty when there is none."""
    years = [year for year in range(start.year, due.year + 1) if not calendar.is_decided(date(year, 1, 1))]
    if not years:
        return ""
    return f"; lịch nghỉ năm {', '.join(map(str, years))} chưa có quyết định, đề nghị xác nhận"


def doubtful_clause(start: date, days: tuple[date, date], calendar: Calendar) -> str:
    """Both possible days, with and without the days off after `start` that nobody has confirmed."""
    due, other = days
    doubtful = [
        f"{written(day)} ({_short_name(off)})"
        for day, off in calendar.days.items()
        if off.status == "unverified" and start < day <= max(days)
    ]
    return (
        f": hết {with_weekday(due)} nếu lịch đúng về {', '.join(doubtful)}, nếu không thì hết "
        f"{with_weekday(other)}; đề nghị xác nhận lịch nghỉ rồi ghi ngày cụ thể"
    )
