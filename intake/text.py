"""Vietnamese text as a list of words, and fixed expressions to find in it."""

import re
from unicodedata import normalize

# A number with dots or commas inside ("15.11", "1,5") stays one word: only its reader knows if it is a date.
WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)+|[0-9]+|[^\W\d_]+|[^\w\s]")
INVISIBLE = dict.fromkeys((0x00AD, 0x200C, 0x200D, 0x2060, 0xFEFF), "") | {0x200B: " "}
DASHES = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2212), "-")
END = ("",) * 8  # readers look a few words ahead without asking for the length
SENTENCE_ENDS = frozenset({";", ".", "!", "?", ""})


def words_of(text: str) -> list[str]:
    """Lower-case words and signs of the text in NFC, blanks of any kind dropped, then a few empty words."""
    return [*WORD.findall(normalize("NFC", text.translate(INVISIBLE | DASHES)).lower()), *END]


def skip(words: list[str], at: int, unimportant: frozenset[str]) -> int:
    """The first place from `at` on whose word is none of these."""
    while words[at] in unimportant:
        at += 1
    return at


def sentence(words: list[str], at: int) -> tuple[int, int]:
    """The first place of the sentence around this place, and the place after its last word."""
    begin = end = at
    while begin > 0 and words[begin - 1] not in SENTENCE_ENDS:
        begin -= 1
    while words[end] not in SENTENCE_ENDS:
        end += 1
    return begin, end


class Expressions:
    """A set of fixed expressions; the longest one wins."""

    def __init__(self, *texts: str) -> None:
        self._by_first: dict[str, list[list[str]]] = {}
        for words in sorted((text.split() for text in texts), key=len, reverse=True):
            self._by_first.setdefault(words[0], []).append(words)

    def after(self, words: list[str], at: int) -> int | None:
        """The place after the expression that stands at this place; None when none does."""
        for expression in self._by_first.get(words[at], ()):
            if words[at : at + len(expression)] == expression:
                return at + len(expression)
        return None

    def find(self, words: list[str], start: int, stop: int) -> int | None:
        """The place of the first expression from `start` up to `stop`."""
        return next((at for at in range(start, stop) if self.after(words, at)), None)
