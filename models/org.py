"""Units, seats and persons with validity: who exists, and who sits where, on a given day.

A seat is a position of a unit ("Giám đốc Sở Tư pháp"); duties fall on seats, persons hold them for a time.
Every date is a day in Asia/Ho_Chi_Minh; `valid_to` is the last valid day.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cached_property

from models.base import Written


class Role(StrEnum):
    """What a seat does in its unit; the same role in another unit is another seat."""

    FOCAL = "focal"
    UNIT_CLERK = "unit_clerk"
    OFFICE_CHIEF = "office_chief"
    DEPUTY_HEAD = "deputy_head"
    HEAD = "head"
    OFFICER = "officer"
    DIVISION_HEAD = "division_head"
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    ADMIN = "admin"


class UnitKind(StrEnum):
    """What kind of body a unit is; rules such as "departments not inspected" select by it."""

    COMMITTEE = "committee"
    OFFICE = "office"
    DEPARTMENT = "department"
    INSPECTORATE = "inspectorate"
    AGENCY = "agency"
    CENTRE = "centre"
    COMMUNE = "commune"
    DISTRICT = "district"
    DIVISION = "division"


class Valid(Written):
    """Something that holds from one day to another; an empty side is open."""

    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it holds on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Unit(Valid):
    """A body that can owe, inspect or decide."""

    id: str
    name: str
    kind: UnitKind
    parent: str | None = None


class Seat(Written):
    """A position of a unit; its id is `<unit>.<role>`."""

    unit: str
    role: Role
    title: str

    @cached_property
    def id(self) -> str:
        """Its id: unit and role."""
        return f"{self.unit}.{self.role}"


class Person(Written):
    """Someone who can hold seats; the id is what `--as` takes."""

    id: str
    name: str
    email: str | None = None
    phone: str | None = None


class Holding(Valid):
    """A person in a seat for a time."""

    person: str
    seat: str


class Register(Written):
    """The organisation of one province, versioned: units, the seats each kind of unit has, persons in them."""

    id: str
    province: str
    inspecting: str
    committee: str
    office: str
    mail_domain: str
    units: tuple[Unit, ...]
    seats: dict[UnitKind, dict[Role, str]]
    extra_seats: tuple[Seat, ...] = ()
    persons: tuple[Person, ...] = ()
    holdings: tuple[Holding, ...] = ()

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {unit.id: unit for unit in self.units}

    @cached_property
    def _seats(self) -> dict[str, Seat]:
        standard = (
            Seat(unit=unit.id, role=role, title=title.replace("{unit}", unit.name))
            for unit in self.units
            for role, title in self.seats.get(unit.kind, {}).items()
        )
        return {seat.id: seat for seat in (*standard, *self.extra_seats)}

    @cached_property
    def _persons(self) -> dict[str, Person]:
        return {person.id: person for person in self.persons}

    @cached_property
    def _held(self) -> dict[str, list[Holding]]:
        held = defaultdict(list)
        for holding in self.holdings:
            held[holding.seat].append(holding)
        return held

    @cached_property
    def _unnamed(self) -> dict[str, Person]:
        return {seat.id: Person(id=seat.id, name=seat.title) for seat in self._seats.values()}

    def unit(self, unit_id: str, on: date | None = None) -> Unit | None:
        """The unit of that id, or None when there is none (on that day)."""
        unit = self._units.get(unit_id)
        return unit if unit and (on is None or unit.holds(on)) else None

    def units_of(self, kind: UnitKind, on: date) -> tuple[Unit, ...]:
        """The units of a kind that exist on that day, in register order."""
        return tuple(unit for unit in self.units if unit.kind == kind and unit.holds(on))

    def name(self, unit_id: str) -> str:
        """The unit's written name, or the id itself when the register does not know it."""
        unit = self._units.get(unit_id)
        return unit.name if unit else unit_id

    def seat(self, unit_id: str, role: Role) -> Seat | None:
        """The unit's seat of that role."""
        return self._seats.get(f"{unit_id}.{role}")

    def holder(self, seat: Seat, on: date) -> Person:
        """Who sits there on that day; an unnamed holder goes by the seat's title, addressed at the seat's mailbox."""
        for holding in self._held.get(seat.id, ()):
            if holding.holds(on) and holding.person in self._persons:
                return self._persons[holding.person]
        return self._unnamed[seat.id]

    @cached_property
    def _held_by(self) -> dict[str, list[Holding]]:
        held = defaultdict(list)
        for holding in self.holdings:
            held[holding.person].append(holding)
        return held

    def seats_of(self, actor: str, on: date) -> tuple[Seat, ...]:
        """The seats a person holds on that day; a seat's own id stands for whoever sits there."""
        return tuple(self._occupied(actor, on))

    def _occupied(self, actor: str, on: date) -> Iterator[Seat]:
        if actor in self._seats:
            yield self._seats[actor]
        held = (holding.seat for holding in self._held_by.get(actor, ()) if holding.holds(on))
        for seat_id in dict.fromkeys(held):
            if seat_id in self._seats:
                yield self._seats[seat_id]

    def email(self, person: Person, seat: Seat) -> str:
        """Where mail for the person in that seat goes."""
        return person.email or f"{seat.id}@{self.mail_domain}"
