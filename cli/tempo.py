"""How fast time passes in the data: chosen when they are new, kept for good."""

from datetime import datetime
from fractions import Fraction
from typing import Final

from cli.failures import Failure, WrongUsage
from cli.home import Home
from cli.speech import Tell
from models.clock import Tempo
from store.engine import DatabaseBusy, open_engine
from store.home import prepare
from store.queries import UNREADABLE

UNITS: Final = (
    (604800, "tuần", "week"),
    (86400, "ngày", "day"),
    (3600, "giờ", "hour"),
    (60, "phút", "minute"),
    (1, "giây", "second"),
)


def prepared(home: Home, wanted: Tempo | None, tell: Tell) -> Tempo:
    """Make the database ready; the tempo it runs at, which is the one wanted only if it is new.

    Raises:
        Failure: it cannot be opened.
    """
    engine = open_engine(home.database_url)
    try:
        tempo = prepare(engine, wanted)
    except (DatabaseBusy, *UNREADABLE) as error:
        why = str(error).partition("\n")[0] or type(error).__name__
        raise Failure(
            f"không mở được cơ sở dữ liệu ({why}): xem lại tệp hoặc chọn --data khác",
            f"the database cannot be opened ({why}): look at the file or choose another --data",
        ) from error
    finally:
        engine.dispose()
    if wanted and rate(wanted) != rate(tempo):
        tell(
            f"dữ liệu giữ nguyên nhịp cũ ({in_words(tempo, 'vi')}); muốn nhịp khác thì dùng --data khác",
            f"the data keeps its tempo ({in_words(tempo, 'en')}); for another one use another --data",
        )
    return tempo


def read_tempo(text: str, now: datetime) -> Tempo:
    """The tempo of new data, whose virtual time begins at the real one.

    Raises:
        WrongUsage: it cannot be read.
    """
    try:
        return Tempo.parse(text, virtual_origin=now, real_origin=now)
    except ValueError as error:
        vi, _, en = str(error).partition(" | ")
        raise WrongUsage(vi, en) from error


def rate(tempo: Tempo) -> Fraction:
    """How many virtual seconds pass in a real one."""
    return Fraction(tempo.virtual_seconds, tempo.real_seconds)


def in_words(tempo: Tempo, lang: str) -> str:
    """How virtual time runs, for people."""
    if rate(tempo) == 1:
        return "real time" if lang == "en" else "thời gian thật"
    return f"{span(tempo.virtual_seconds, lang)} = {span(tempo.real_seconds, lang)}"


def span(seconds: int, lang: str) -> str:
    """A length of time in the largest unit that measures it exactly: 86400 is one day."""
    size, vi, en = next(unit for unit in UNITS if seconds % unit[0] == 0)
    count = seconds // size
    return f"{count} {vi if lang != 'en' else en if count == 1 else en + 's'}"
