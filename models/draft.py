"""A draft (đợt đôn đốc): one letter or submission for all units late at the same rung of an inspection on the same day.

Units that report before signature drop out of it by themselves. Issued or dropped, it is closed; what comes later the
same day opens the next number.
"""

from datetime import date, datetime
from operator import attrgetter
from typing import Literal

from models.base import Kept
from models.ladder import RungKind

_CASE = attrgetter("case")  # a draft may name a thousand cases
Status = Literal["open", "issued", "dropped", "emptied"]


class DraftItem(Kept):
    """One case in a draft: the unit, what it has not reported, and since when it is late."""

    case: str
    unit: str
    unit_name: str
    armings: tuple[int, ...]
    requirements: tuple[str, ...]
    due: date
    late_days: int

    def joined(self, other: "DraftItem") -> "DraftItem":
        """The case once, when two of its deadlines reach the rung on the same day."""
        return self.model_copy(
            update={
                "armings": (*self.armings, *other.armings),
                "requirements": (*self.requirements, *other.requirements),
                "due": min(self.due, other.due),
                "late_days": max(self.late_days, other.late_days),
            }
        )

    def without(self, arming: int, requirements: tuple[str, ...]) -> "DraftItem | None":
        """What is left when these requirements are no longer waited for under that arming."""
        if arming not in self.armings:
            return self
        left = tuple(name for name in self.requirements if name not in requirements)
        return self.model_copy(update={"requirements": left}) if left else None


class Draft(Kept):
    """A paper prepared for a person's decision."""

    id: str
    inspection: str
    rung: str
    kind: RungKind
    day: date
    n: int
    opened_at: datetime
    items: tuple[DraftItem, ...] = ()
    status: Status = "open"
    held_until: date | None = None
    text: str | None = None
    number: str | None = None

    def with_item(self, item: DraftItem) -> "Draft":
        """The draft naming the case too; a case stands in it once."""
        if item.case not in map(_CASE, self.items):
            return self.model_copy(update={"items": (*self.items, item)})
        items = tuple(kept.joined(item) if kept.case == item.case else kept for kept in self.items)
        return self.model_copy(update={"items": items})

    def without(self, case: str, arming: int, requirements: tuple[str, ...]) -> "Draft":
        """The draft when the case no longer owes these requirements; an empty draft is emptied."""
        items = tuple(
            kept for item in self.items if (kept := item.without(arming, requirements) if item.case == case else item)
        )
        status: Status = self.status if items else "emptied"
        return self.model_copy(update={"items": items, "status": status})


def draft_id(inspection: str, rung: str, day: date, n: int) -> str:
    """The id of the n-th draft of an inspection for a rung on a day."""
    return f"draft/{inspection}/{rung}/{day:%Y-%m-%d}/{n}"


def inspection_of(draft: str) -> str:
    """The inspection a draft id belongs to."""
    return draft.split("/")[1]
