"""The book of drafts in memory: a `DraftBook` for a world in virtual time."""

from collections import defaultdict
from datetime import date

from models.draft import Draft, DraftItem


class Book:
    """The drafts, in memory: as they are, and each when it named most cases."""

    def __init__(self) -> None:
        self.drafts: dict[str, Draft] = {}
        self.fullest: dict[str, Draft] = {}
        self._open: dict[tuple[str, str, date], Draft] = {}
        self._counted: dict[tuple[str, str, date], int] = defaultdict(int)

    def open_draft(self, inspection: str, rung: str, day: date) -> str | None:
        """The id of the draft still open for that rung and day."""
        found = self._open.get((inspection, rung, day))
        return found.id if found else None

    def enter(self, draft: str, item: DraftItem) -> None:
        """Name a case in an open draft; a case stands in it once."""
        self.put(self.drafts[draft].with_item(item))

    def count(self, inspection: str, rung: str, day: date) -> int:
        """How many drafts that rung and day have had."""
        return self._counted[inspection, rung, day]

    def naming(self, case: str) -> tuple[Draft, ...]:
        """The open drafts that name the case."""
        return tuple(draft for draft in self._open.values() if any(item.case == case for item in draft.items))

    def put(self, draft: Draft) -> None:
        """Keep the draft as it is now."""
        place = (draft.inspection, draft.rung, draft.day)
        self._counted[place] += draft.id not in self.drafts
        self.drafts[draft.id] = draft
        if draft.id not in self.fullest or len(draft.items) >= len(self.fullest[draft.id].items):
            self.fullest[draft.id] = draft
        if draft.status == "open":
            self._open[place] = draft
        elif (kept := self._open.get(place)) and kept.id == draft.id:
            del self._open[place]
