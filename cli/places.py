"""Which stream an id means: a case's, an inspection's with or without its prefix, a draft's through its inspection."""

from typing import NamedTuple

from cli.values import clean
from models.draft import inspection_of
from models.inspection import inspection_id


class Place(NamedTuple):
    """A stream, and the draft when the id was a draft's."""

    stream: str
    draft: str | None = None

    @property
    def is_case(self) -> bool:
        """Whether it is a unit's case."""
        return self.stream.startswith("case/")


def place_of(written: str) -> Place:
    """The place of an id as typed."""
    text = clean(written).strip()
    if text.startswith("draft/"):
        return Place(inspection_id(inspection_of(text)), text)
    if text.startswith(("case/", "inspection/")):
        return Place(text)
    return Place(inspection_id(text))
