"""Where the pages get what they show: the database, the mailbox, and the clock turned by the data's tempo."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property

from models.clock import Tempo
from models.facts import Facts
from models.inspection import Inspection, inspection_id
from store import queries
from store.home import tempo_of
from web.letters import Mailbox


def real_now() -> datetime:
    """The instant it really is (UTC)."""
    return datetime.now(UTC)


class Source:
    """A database and a mailbox, only read; `clock` says the real instant."""

    def __init__(self, database_url: str, mailbox: Mailbox, clock: Callable[[], datetime] = real_now) -> None:
        self.engine, self.mailbox, self._clock = queries.open_reader(database_url), mailbox, clock

    @cached_property
    def tempo(self) -> Tempo:
        """How fast virtual time runs; it never changes once the database is prepared."""
        return tempo_of(self.engine)

    def now(self) -> datetime:
        """The virtual instant it is."""
        return self.tempo.virtual(self._clock())


class Inspections:
    """The inspections one page speaks of, each read once."""

    def __init__(self, source: Source) -> None:
        self._engine = source.engine
        self._facts: dict[str, Facts] = {}
        self._states: dict[str, Inspection] = {}

    def facts(self, inspection: str) -> Facts:
        """The calendar, policy and register in force for it."""
        if inspection not in self._facts:
            self._facts[inspection] = queries.facts_of(self._engine, inspection)
        return self._facts[inspection]

    def state(self, inspection: str) -> Inspection:
        """The inspection as it stands. Raises LookupError for one never launched."""
        if inspection not in self._states:
            state = queries.load_stream(self._engine, inspection_id(inspection))[1]
            if not isinstance(state, Inspection):
                raise LookupError(inspection)
            self._states[inspection] = state
        return self._states[inspection]
