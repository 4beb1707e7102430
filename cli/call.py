"""How a command was called: on which data, in which language, for a person or for a program."""

from dataclasses import dataclass

from settings import Settings


@dataclass(frozen=True, slots=True)
class Call:
    """What every command is told besides its own arguments."""

    settings: Settings
    json: bool

    @property
    def lang(self) -> str:
        """The reader's language: "vi" or "en"."""
        return self.settings.lang

    def say(self, vi: str, en: str) -> str:
        """The one of two texts that the reader understands."""
        return en if self.lang == "en" else vi
