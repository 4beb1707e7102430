"""How a time state looks: a sign and a colour beside its words and number, never colour alone (officials.md 4)."""

from datetime import date
from typing import Final, NamedTuple

from models.calendar import Calendar
from models.case_state import Case
from models.clock import local_date
from models.labels import time_label
from models.time_state import TimeState as T
from models.time_state import TimeView, time_view
from web.words import Words

# State → (colour's name in the stylesheet, sign). The order is the order of urgency.
LOOKS: Final = {
    T.OVERDUE: ("overdue", "▲"),
    T.DUE_TODAY: ("today", "◉"),
    T.DUE_SOON: ("soon", "◐"),
    T.IN_TIME: ("in-time", "●"),
    T.REPORTED_LATE: ("awaiting", "⧗"),
    T.REPORTED_IN_TIME: ("awaiting", "⧗"),
    T.NO_DEADLINE: ("undated", "○"),
    T.DONE_LATE: ("done", "✓"),
    T.DONE_IN_TIME: ("done", "✓"),
    T.DONE: ("done", "✓"),
    T.ENDED: ("undated", "○"),
}
URGENCY: Final = {state: place for place, state in enumerate(LOOKS)}


class Badge(NamedTuple):
    """A time state as it is shown."""

    look: str
    sign: str
    label: str


def badge(view: TimeView, words: Words) -> Badge:
    """The badge of a time state."""
    return Badge(*LOOKS[view.state], time_label(view, words.lang))


def case_view(case: Case, today: date, calendar: Calendar) -> TimeView:
    """How a case stands against time: as the most urgent of its requirements does."""
    sent_on = local_date(case.sent_at)
    views = (time_view(r, sent_on, today, calendar) for r in case.requirements)
    return min(views, key=lambda view: (URGENCY[view.state], *_most_first(view)))


def _most_first(view: TimeView) -> tuple[int]:
    return (view.days if view.state in {T.DUE_SOON, T.IN_TIME} else -view.days,)
