"""Why a command ends without success: the exit code, one line for a person, a document for a program."""

from typing import Any

from intake.badinput import one_line
from models.refusals import Refusal

REFUSED = 1
USAGE = 2
UNREACHABLE = 3


class Failure(Exception):
    """Ends the command; `code` is the exit code."""

    code = REFUSED

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.vi, self.en = vi, en

    def text(self, lang: str) -> str:
        """The reason and the remedy, in one line."""
        return one_line(self.en if lang == "en" else self.vi)

    def document(self, lang: str) -> dict[str, Any]:
        """The same for a program."""
        return {"error": self.text(lang)}


class Refused(Failure):
    """A rule said no."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.text("vi"), refusal.text("en"))
        self.refusal = refusal

    def document(self, lang: str) -> dict[str, Any]:
        """The refusal, with its text."""
        return {"accepted": False, "refusal": {**self.refusal.model_dump(), "text": self.text(lang)}}


class NotReachable(Failure):
    """The system, or a part of it that this command needs, does not answer."""

    code = UNREACHABLE


class WrongUsage(Failure):
    """The command was not written as it must be."""

    code = USAGE
