"""Local dates, instants, and virtual time. Instants are UTC-aware datetimes; dates are Asia/Ho_Chi_Minh."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from pydantic import AwareDatetime, Field

from models.base import Kept

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")  # no summer time, no zone files needed
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
TEMPO = re.compile(r"([1-9][0-9]{0,8})([smhdw])=([1-9][0-9]{0,8})([smhdw])")


@lru_cache(maxsize=4096)
def local_date(instant: datetime) -> date:
    """The date in Vietnam at an aware instant. Raises ValueError for a naive one."""
    if instant.tzinfo is None:
        msg = "thời điểm phải có múi giờ | an instant needs a time zone"
        raise ValueError(msg)
    return instant.astimezone(VIETNAM).date()


def at(day: date, wall_time: time) -> datetime:
    """The UTC instant at which clocks in Vietnam show this time on this day."""
    return datetime.combine(day, wall_time, tzinfo=VIETNAM).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """24:00 of the day, the midnight after it, as a UTC instant (Bộ luật Dân sự 2015, Điều 148.6)."""
    return at(day, time.min) + timedelta(days=1)


class Tempo(Kept):
    """Virtual time, linear in real time: `virtual_seconds` pass in `real_seconds`. The default is identity.

    Exact on whole microseconds. `real` rounds up, so a timer set for a virtual instant never rings before it.
    """

    virtual_origin: AwareDatetime = EPOCH
    real_origin: AwareDatetime = EPOCH
    virtual_seconds: int = Field(default=1, gt=0)
    real_seconds: int = Field(default=1, gt=0)

    def virtual(self, real: datetime) -> datetime:
        """The virtual instant (UTC) shown at a real one, rounded down to a microsecond."""
        passed = (real - self.real_origin) // TICK
        return self.virtual_origin.astimezone(UTC) + passed * self.virtual_seconds // self.real_seconds * TICK

    def real(self, virtual: datetime) -> datetime:
        """The earliest real instant (UTC) at which virtual time has reached the given one."""
        ahead = (virtual - self.virtual_origin) // TICK
        return self.real_origin.astimezone(UTC) - (-ahead * self.real_seconds // self.virtual_seconds) * TICK

    @classmethod
    def parse(cls, text: str, *, virtual_origin: datetime, real_origin: datetime) -> "Tempo":
        """Read "1d=2s": one virtual day passes in two real seconds (units s, m, h, d, w).

        Raises:
            ValueError: when the text does not have that form.
        """
        match = TEMPO.fullmatch(text.strip())
        if not match:
            msg = f"nhịp “{text}” phải viết như 1d=2s (đơn vị s, m, h, d, w) | write the tempo like 1d=2s"
            raise ValueError(msg)
        virtual, virtual_unit, real, real_unit = match.groups()
        return cls(
            virtual_origin=virtual_origin,
            real_origin=real_origin,
            virtual_seconds=int(virtual) * SECONDS[virtual_unit],
            real_seconds=int(real) * SECONDS[real_unit],
        )
