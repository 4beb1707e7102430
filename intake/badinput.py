"""What is wrong with something a person wrote: one line that names the place and the remedy."""

from collections.abc import Iterable
from difflib import get_close_matches

SHOWN = 60  # characters of a value worth repeating to its writer
LISTED = 12  # values worth listing to choose from


class BadInput(Exception):
    """A mistake in a written file: where it stands and what to write instead, in Vietnamese and in English.

    `place` is a path such as `tasks[2].report_by`; `line` counts from 1 and is None when nothing was parsed.
    """

    def __init__(self, place: str, vi: str, en: str, *, line: int | None = None) -> None:
        self.place = one_line(place)
        self.vi = one_line(vi)
        self.en = one_line(en)
        self.line = line
        super().__init__(f"{self.text('vi')} | {self.text('en')}")

    def text(self, lang: str = "vi") -> str:
        """The mistake as one line in that language."""
        word, message = ("line", self.en) if lang == "en" else ("dòng", self.vi)
        where = f"{self.place} ({word} {self.line})" if self.line else self.place
        return f"{where}: {message}"


def one_line(text: str) -> str:
    """The text without line breaks and control characters, which could forge a second message."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def quoted(value: object) -> str:
    """A written value between quotation marks, shortened."""
    text = one_line(str(value)[: 4 * SHOWN])
    return f"“{text[:SHOWN]}…”" if len(text) > SHOWN else f"“{text}”"


def did_you_mean(word: str, known: Iterable[str]) -> tuple[str, str]:
    """The remedy for an unknown word, in Vietnamese and English: the nearest known one, or the whole list."""
    choices = list(known)
    near = get_close_matches(word[:SHOWN], choices, n=1)
    if near:
        return f"có phải là {quoted(near[0])}?", f"did you mean {quoted(near[0])}?"
    if not choices:
        return "không có giá trị nào để chọn", "there is none to choose from"
    listed = ", ".join(choices[:LISTED]) + (", …" if len(choices) > LISTED else "")
    return f"chọn trong: {listed}", f"choose among: {listed}"
