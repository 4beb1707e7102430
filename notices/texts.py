"""The shape of a language's wording: what is said to whom, and the phrases around it."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from models.telling import NoticeKind


class Audience(StrEnum):
    """Who reads: the unit that owes, those who follow it up, those above them."""

    UNIT = "unit"
    DESK = "desk"
    SUPERIOR = "superior"


class Text(NamedTuple):
    """Subject, first sentence, what is asked besides, and why it is sent where the notice itself does not say."""

    subject: str
    says: str
    ask: str = ""
    reason: str = ""


class Frame(NamedTuple):
    """What stands around the sentences of a message."""

    greeting: str
    greeting_superior: str
    banner: str
    late: str
    why: str
    recorded: str
    addressed: str
    why_each: str
    footer: str
    contact: str
    sender: str
    digest_subject: str
    digest_says: str
    opening: str
    opening_head: str
    opening_superior: str
    draft_letter: str
    draft_submission: str
    draft_memorial: str
    draft_any: str


class Grammar(NamedTuple):
    """How the language writes a day, a number, working days, and m of n."""

    day: Callable[[date], str]
    number: Callable[[int], str]
    days: Callable[[int], str]
    share: str


class Language(NamedTuple):
    """Everything a language says."""

    texts: Mapping[NoticeKind, Mapping[Audience, Text]]
    facts: Mapping[str, str]
    frame: Frame
    grammar: Grammar
