"""What people read: each kind of notice in the reader's language, with the facts needed to act on paper and why."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from models.telling import NoticeKind as K
from notices.english import ENGLISH
from notices.fill import complete, fill
from notices.item import Item
from notices.particulars import draft_lines, particulars
from notices.texts import Audience, Language, Text
from notices.vietnamese import VIETNAMESE

LANGUAGES: Mapping[str, Language] = {"vi": VIETNAMESE, "en": ENGLISH}

_OWED = ("inspection", "paper", "deadline", "contents", "case")
_ABOUT = ("inspection", "unit", "report", "case")
_PRESSED = ("inspection", "unit", "paper", "deadline", "contents", "case")
FACTS: Mapping[K, tuple[str, ...]] = {
    K.ASSIGNMENT: _OWED,
    K.RECEIPT: _PRESSED,
    K.DUE_SOON: _OWED,
    K.DUE_TODAY: _OWED,
    K.OVERDUE: _OWED,
    K.OVERDUE_HEAD: _OWED,
    K.CHECK_REGISTER: _PRESSED,
    K.REVIEW: ("inspection", "unit", "paper", "contents", "case"),
    K.REPORT_RECEIVED: _ABOUT,
    K.VERIFICATION: _ABOUT,
    K.RETURNED: ("inspection", "report", "new_deadline", "contents", "case"),
    K.REOPENED: ("inspection", "new_deadline", "contents", "case"),
    K.CLOSED: ("inspection", "case"),
    K.RECALL: _ABOUT,
    K.LETTER: _PRESSED,
    K.SUBMISSION: _PRESSED,
    K.DRAFT_PREPARED: ("inspection", "draft"),
    K.DRAFT_WAITING: ("inspection", "draft"),
    K.DRAFT_EMPTIED: ("inspection", "draft"),
    K.ANSWERED: ("inspection", "unit", "case"),
}


class Rendered(NamedTuple):
    """A message as plain text."""

    subject: str
    body: str


def render(item: Item, lang: str = "vi") -> Rendered:
    """The message of one notice. Raises KeyError for a language there is no wording in."""
    reading = Reading(item, lang)
    return Rendered(reading.subject, reading.framed("\n\n".join(reading.paragraphs()), reading.whole_reason))


class Reading:
    """One notice in one language: its parts, for a message of its own or an entry in a digest."""

    def __init__(self, item: Item, lang: str) -> None:
        self.item, self.language = item, LANGUAGES[lang]
        self.known = particulars(item, self.language)

    @property
    def text(self) -> Text:
        """The text for whoever reads; where a kind has one text for all, that one."""
        texts, reader = self.language.texts[self.item.notice.kind], self.item.audience
        return texts.get(reader) or texts.get(_NEXT[reader]) or next(iter(texts.values()))

    @property
    def subject(self) -> str:
        """The subject, in one line."""
        return " ".join(fill(self.text.subject, self.known).split())

    def paragraphs(self) -> Iterator[str]:
        """What is said, what is asked, and the facts."""
        if self.known.get("late"):
            yield self.language.frame.late
        yield fill(self.text.says, self.known)
        if self.text.ask:
            yield fill(self.text.ask, self.known)
        yield "\n".join(f"- {line}" for line in self._facts())

    @property
    def reason(self) -> str:
        """Why it is sent: the sentence recorded when the alarm rang, else the one that goes with its kind."""
        return fill(self.language.frame.recorded if self.known.get("why") else self.text.reason, self.known)

    @property
    def whole_reason(self) -> str:
        """The reason, and why this seat."""
        frame = self.language.frame
        return fill(frame.why, {"why": self.reason, "addressed": fill(frame.addressed, self.known)})

    def framed(self, said: str, why: str) -> str:
        """A whole message to this reader: banner, greeting, what is said, footer."""
        frame = self.language.frame
        greeting = frame.greeting_superior if self.item.superior else frame.greeting
        footer = fill(frame.footer, self.known | {"why": why})
        parts = [frame.banner] if self.item.banner else []
        return "\n\n".join([*parts, fill(greeting, self.known), said, footer]) + "\n"

    def _facts(self) -> Iterator[str]:
        facts = self.language.facts
        for name in FACTS[self.item.notice.kind]:
            if complete(facts[name], self.known):
                yield fill(facts[name], self.known)
        for line in draft_lines(self.item, self.language):
            yield fill(facts["item"], line)


_NEXT = {Audience.UNIT: Audience.DESK, Audience.DESK: Audience.SUPERIOR, Audience.SUPERIOR: Audience.DESK}
