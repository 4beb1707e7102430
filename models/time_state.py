"""The second axis of a requirement: how it stands against time. Computed from the calendar, never stored.

In time is judged by the arrival day of the report (design.md section 2); bounds of "due soon": officials.md section 4.
"""

from datetime import date
from enum import StrEnum

from models.base import Kept
from models.calendar import Calendar
from models.case_state import Requirement, Work
from models.why import days_left

LONG_PERIOD = 15  # working days
SOON_IN_LONG = 5
SOON_IN_SHORT = 2


class TimeState(StrEnum):
    """How a requirement stands against its date."""

    NO_DEADLINE = "no_deadline"
    IN_TIME = "in_time"
    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    REPORTED_IN_TIME = "reported_in_time"
    REPORTED_LATE = "reported_late"
    DONE = "done"
    DONE_IN_TIME = "done_in_time"
    DONE_LATE = "done_late"
    ENDED = "ended"


class TimeView(Kept):
    """A time state with its number: working days left, or late. `due` is the date that counts, or the day of review.

    `original` stands when the date that counts is no longer the one the issuer set.
    """

    state: TimeState
    days: int = 0
    due: date | None = None
    original: date | None = None


def time_view(r: Requirement, sent_on: date, today: date, calendar: Calendar) -> TimeView:
    """How the requirement stands on that day; `sent_on` is the day the unit was asked."""
    if r.work == Work.ENDED:
        return TimeView(state=TimeState.ENDED)
    if r.work == Work.COMPLETED:
        return _done(r)
    due = r.asked_for if r.work == Work.REPORTED else r.due
    if due is None:
        return TimeView(state=TimeState.NO_DEADLINE, due=r.review_on)
    original = None if due in {r.report_due, r.remedy_due} else r.original_due
    if r.work == Work.REPORTED and r.arrived_on:
        late = max(0, -days_left(r.arrived_on, due, calendar))
        state = TimeState.REPORTED_LATE if late else TimeState.REPORTED_IN_TIME
        return TimeView(state=state, days=late, due=due, original=original)
    left = days_left(today, due, calendar)
    period = calendar.working_days_between(sent_on, due)
    return TimeView(state=_running(left, period, today, due), days=abs(left), due=due, original=original)


def _running(left: int, period: int, today: date, due: date) -> TimeState:
    if left < 0:
        return TimeState.OVERDUE
    if left == 0:
        return TimeState.DUE_TODAY if today == due else TimeState.DUE_SOON
    soon = SOON_IN_LONG if period >= LONG_PERIOD else SOON_IN_SHORT
    return TimeState.DUE_SOON if left <= soon else TimeState.IN_TIME


def _done(r: Requirement) -> TimeView:
    judged = r.punctuality
    if judged is None or judged.due is None:
        return TimeView(state=TimeState.DONE)
    state = TimeState.DONE_LATE if judged.late_days else TimeState.DONE_IN_TIME
    moved = judged.original_due if judged.original_due != judged.due else None
    return TimeView(state=state, days=judged.late_days, due=judged.due, original=moved)
