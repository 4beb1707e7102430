"""How a page speaks: its sentences, numbers, days and instants in the reader's language."""

from datetime import date, datetime, timedelta
from typing import Final

from models import labels
from models.clock import VIETNAM, Tempo, local_date
from models.dates import with_weekday, written
from web.texts import TEXTS

LANGUAGES: Final = ("vi", "en")
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
UNITS: Final = ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))


class Words:
    """The words of one language; `words["cases"]` is a sentence of the pages."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._column = LANGUAGES.index(lang)

    def __getitem__(self, name: str) -> str:
        return TEXTS[name][self._column]

    def say(self, name: str, **particulars: object) -> str:
        """The sentence with its particulars, which are data and never read as a template."""
        return self[name].format(**particulars)

    def number(self, n: int) -> str:
        """A count as papers write it."""
        return labels.number(n, self.lang)

    def day(self, day: date) -> str:
        """24/8/2020, or 24 Aug 2020."""
        return written(day) if self.lang == "vi" else f"{day.day} {MONTHS[day.month - 1]} {day.year}"

    def moment(self, instant: datetime) -> str:
        """The day and the hour in Vietnam, short: 24/8/2020 07:30."""
        return f"{self.day(local_date(instant))} {instant.astimezone(VIETNAM):%H:%M}"

    def in_full(self, instant: datetime) -> str:
        """The day and the hour in Vietnam as papers write them: thứ Năm, ngày 10/9/2020, 08 giờ 12."""
        day, wall = local_date(instant), instant.astimezone(VIETNAM)
        if self.lang == "vi":
            weekday, number = with_weekday(day).split(", ")
            return f"{weekday}, ngày {number}, {wall:%H} giờ {wall:%M}"
        return f"{WEEKDAYS[day.weekday()]}, {self.day(day)}, {wall:%H:%M}"

    def span(self, span: timedelta) -> str:
        """A length of time in the largest unit that divides it: 1 ngày, 90 phút."""
        seconds = int(span.total_seconds())
        size, unit = next(pair for pair in UNITS if seconds % pair[0] == 0)
        return self.say(unit, n=seconds // size)

    def tempo(self, tempo: Tempo) -> str:
        """How fast the clock runs; nothing when it runs as real time does."""
        if tempo.virtual_seconds == tempo.real_seconds:
            return ""
        virtual, real = timedelta(seconds=tempo.virtual_seconds), timedelta(seconds=tempo.real_seconds)
        return self.say("tempo", virtual=self.span(virtual), real=self.span(real))

    def names(self, names: tuple[str, ...]) -> str:
        """Several names in a row."""
        return "; ".join(names)
