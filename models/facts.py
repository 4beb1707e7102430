"""What `decide` may know besides the state: read by `commit` in its transaction, handed in, never fetched."""

from dataclasses import dataclass
from datetime import date

from models.calendar import Calendar
from models.draft import Draft
from models.ladder import Policy
from models.launch import Bundle
from models.org import Register, Seat


@dataclass(frozen=True, slots=True)
class Facts:
    """The calendar, policy and register in force, and the rows a command concerns."""

    calendar: Calendar
    policy: Policy
    register: Register
    launch: Bundle | None = None
    draft: Draft | None = None
    open_cases: int = 0

    def seats(self, actor: str, on: date) -> tuple[Seat, ...]:
        """The seats the actor holds on that day."""
        return self.register.seats_of(actor, on)
