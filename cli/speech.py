"""One line to the person at the terminal, in Vietnamese or in English."""

from collections.abc import Callable

from cli.output import note

Tell = Callable[[str, str], None]
"""Says one line, given in Vietnamese and in English."""


def speaker(lang: str) -> Tell:
    """Speaks that language, on stderr: stdout belongs to answers."""

    def tell(vi: str, en: str) -> None:
        note(en if lang == "en" else vi)

    return tell
