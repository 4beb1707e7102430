"""One line to the person at the terminal, in Vietnamese or in English."""

from collections.abc import Callable
from typing import Final

from cli.output import note

Tell = Callable[[str, str], None]
"""Says one line, given in Vietnamese and in English."""

UNITS: Final = (
    (604800, "tuần", "week"),
    (86400, "ngày", "day"),
    (3600, "giờ", "hour"),
    (60, "phút", "minute"),
    (1, "giây", "second"),
)


def speaker(lang: str) -> Tell:
    """Speaks that language, on stderr: stdout belongs to answers."""

    def tell(vi: str, en: str) -> None:
        note(en if lang == "en" else vi)

    return tell


def span(seconds: int, lang: str) -> str:
    """A length of time in the largest unit that measures it exactly: 86400 is one day."""
    size, vi, en = next(unit for unit in UNITS if seconds % unit[0] == 0)
    count = seconds // size
    return f"{count} {vi if lang != 'en' else en if count == 1 else en + 's'}"
