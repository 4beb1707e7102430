"""The one sentence that says why someone hears of a case: which deadline, from which paper, by which rule."""

from datetime import date

from models.calendar import Calendar
from models.case_state import Case
from models.dates import written
from models.ladder import Clock


def days_left(day: date, due: date, calendar: Calendar) -> int:
    """Working days from `day` to `due`; negative when overdue, also when only days off have passed since."""
    left = calendar.working_days_between(day, due)
    return min(left, -1) if day > due else left


def time_state(left: int) -> str:
    """The time state in words with its number (officials.md section 5)."""
    if left > 0:
        return f"còn {left:02d} ngày làm việc"
    if left == 0:
        return "đến hạn hôm nay"
    return f"quá hạn {-left:02d} ngày làm việc"


def why(case: Case, clock: Clock, base: date, subjects: tuple[str, ...], today: date, calendar: Calendar) -> str:
    """Why this alarm rings today, for these requirements."""
    count = f"{len(subjects):02d} nội dung"
    paper = _paper(case, subjects)
    if clock == Clock.RECEIPT:
        return f"{paper} gửi ngày {written(base)} chưa được xác nhận tiếp nhận."
    if clock == Clock.VERIFICATION:
        waited = calendar.working_days_between(base, today)
        return f"Báo cáo về {count} nhận ngày {written(base)} chờ thẩm tra {waited:02d} ngày làm việc."
    if clock == Clock.REVIEW:
        return f"{count} không quy định thời hạn, xem lại ngày {written(base)}: {paper}."
    state = time_state(days_left(today, base, calendar))
    return f"{count} chưa có báo cáo, hạn {written(base)}{_phrase(case, clock, subjects)}, {state}: {paper}."


def _paper(case: Case, subjects: tuple[str, ...]) -> str:
    first = case.requirement(subjects[0]) if subjects else None
    return case.papers.get(first.document, case.inspection_title) if first else case.inspection_title


def _phrase(case: Case, clock: Clock, subjects: tuple[str, ...]) -> str:
    requirement = case.requirement(subjects[0]) if subjects else None
    if requirement is None:
        return ""
    if requirement.supplement_by:
        return " (hạn bổ sung)"
    deadline = requirement.deadline(clock)
    return f" (văn bản ghi: “{deadline.phrase}”, {deadline.rule})" if deadline else ""
