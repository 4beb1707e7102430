"""A notice with what it is sent under: the register that names seats, the draft it is about, the day it was made."""

from dataclasses import dataclass
from datetime import date

from models.draft import Draft
from models.ladder import DEFAULT_POLICY, Policy
from models.org import Person, Register, Role, Seat
from models.telling import Notice
from notices.texts import Audience

LEADERS = frozenset({Role.DIVISION_HEAD, Role.DEPUTY_HEAD, Role.HEAD, Role.CHAIR, Role.VICE_CHAIR})


@dataclass(frozen=True, slots=True)
class Item:
    """A notice about to leave. `made_on` is the day its numbers were counted; `attempt` counts from 1."""

    notice: Notice
    register: Register
    made_on: date
    banner: bool = False
    draft: Draft | None = None
    policy: Policy = DEFAULT_POLICY
    attempt: int = 1

    @property
    def seat(self) -> Seat:
        """The seat addressed; a seat the register no longer has goes by its id."""
        to = self.notice.to
        return self.register.seat(to.unit, to.role) or Seat(unit=to.unit, role=to.role, title=to.seat)

    @property
    def superior(self) -> bool:
        """Whether a leader reads it: reported to, never reminded."""
        return self.notice.to.role in LEADERS

    @property
    def audience(self) -> Audience:
        """Who reads: the unit that owes, a leader outside it, or those who follow it up."""
        if self.register.name(self.notice.to.unit) == self.notice.params.get("unit"):
            return Audience.UNIT
        return Audience.SUPERIOR if self.superior else Audience.DESK

    def holder(self, seat: Seat) -> Person:
        """Who holds the seat on the day the notice was made."""
        return self.register.holder(seat, self.made_on)

    def desk(self) -> Seat | None:
        """The seat that answers questions: the officer who follows up, or who stands in."""
        seats = (self.register.seat(self.register.inspecting, role) for role in (Role.OFFICER, Role.FOCAL, Role.HEAD))
        return next((seat for seat in seats if seat), None)
