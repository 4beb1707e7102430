"""Who acted and who was told, by the names and titles of the register."""

from collections.abc import Iterable
from datetime import date

from models.commands import SYSTEM
from models.events import Recipient
from models.facts import Facts
from web.words import Words


class Names:
    """The people and seats of one inspection's register as of a day."""

    def __init__(self, facts: Facts, today: date, words: Words) -> None:
        self._register, self._today, self._words = facts.register, today, words
        self._persons = {person.id: person.name for person in facts.register.persons}

    def actor(self, actor: str) -> str:
        """Whoever gave a command: the system, a person, or a seat by its title."""
        if actor == SYSTEM:
            return self._words["system"]
        return self._persons.get(actor) or self.seat(actor)

    def seat(self, seat: str) -> str:
        """The seat's title, or its id when the register no longer has it."""
        return next((held.title for held in self._register.seats_of(seat, self._today)), seat)

    def seats(self, to: Iterable[Recipient]) -> tuple[str, ...]:
        """The titles of those who were told, each once."""
        return tuple(dict.fromkeys(self.seat(recipient.seat) for recipient in to))
