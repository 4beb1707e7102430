"""When a notice may leave: in office hours of working days, not late in the afternoon, never in Tết (officials.md)."""

from datetime import datetime, time

from models.calendar import Calendar
from models.clock import VIETNAM, at, local_date

WINDOWS = ((time(7, 30), time(11, 30)), (time(13, 30), time(16, 30)))


def leaves_at(instant: datetime, calendar: Calendar) -> datetime:
    """The instant itself in office hours, else the start of the next window (UTC)."""
    day = local_date(instant)
    if calendar.is_working(day):
        wall = instant.astimezone(VIETNAM).time()
        for opens, closes in WINDOWS:
            if wall < opens:
                return at(day, opens)
            if wall <= closes:
                return instant
    return at(calendar.next_working(day, include=False), WINDOWS[0][0])
