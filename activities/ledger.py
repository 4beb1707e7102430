"""The activities that record and read: commit, its namesakes for alarms, load and tail.

None takes a cancellation as an exception thrown into its thread: between taking a lock and the `try` that gives it
back, it would keep the lock for ever. Their own deadlines end them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from temporalio import activity
from temporalio.exceptions import ApplicationError

from models.standing import Standing
from store import commit as store_commit
from store.engine import DatabaseBusy
from store.queries import load_stream, tail_stream
from workflows import messages as m

log = structlog.get_logger("ledger")
_MARGIN = timedelta(milliseconds=100)


class LedgerActivities:
    """Recording under three names: Temporal's UI tells a person's act, a reminder and an escalation apart."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def all(self) -> list[Callable[..., object]]:
        """What a worker registers."""
        return [self.commit, self.remind, self.escalate, self.load, self.tail]

    @activity.defn(name=m.COMMIT, no_thread_cancel_exception=True)
    def commit(self, ask: m.CommitAsk) -> Standing:
        """Decide and record a person's or another stream's command."""
        return self._record(ask)

    @activity.defn(name=m.REMIND, no_thread_cancel_exception=True)
    def remind(self, ask: m.CommitAsk) -> Standing:
        """Ring an alarm: a reminder."""
        return self._record(ask)

    @activity.defn(name=m.ESCALATE, no_thread_cancel_exception=True)
    def escalate(self, ask: m.CommitAsk) -> Standing:
        """Ring an alarm that reaches a superior outside the unit, or prepares a paper for one."""
        return self._record(ask)

    @activity.defn(name=m.LOAD, no_thread_cancel_exception=True)
    def load(self, stream: str) -> m.Loaded:
        """The stream from the ledger, as a run starts with it."""
        with _plainly(stream):
            standing, state = load_stream(self.engine, stream)
            return m.Loaded(standing=standing, state=state.model_dump_json() if state else None)

    @activity.defn(name=m.TAIL, no_thread_cancel_exception=True)
    def tail(self, ask: m.TailAsk) -> Standing:
        """What happened after the last sequence seen."""
        with _plainly(ask.stream):
            return tail_stream(self.engine, ask.stream, ask.seen).model_copy(update={"roll": ask.roll})

    def _record(self, ask: m.CommitAsk) -> Standing:
        info = activity.info()
        # A retry hours later must not pretend to be the first attempt: time went on meanwhile.
        waited = timedelta(0) if info.is_local else max(timedelta(0), info.started_time - info.scheduled_time)
        # Nor is an act ever earlier than the clock of whoever records it: after a replay a workflow's may be.
        now = ask.tempo.virtual(max(ask.now + waited, datetime.now(UTC)))
        limit = info.started_time + (info.start_to_close_timeout or m.ATTEMPT) - _MARGIN
        with structlog.contextvars.bound_contextvars(case_id=ask.stream, command_id=ask.command.id):
            with _plainly(ask.stream):
                standing = store_commit.commit(
                    self.engine, ask.stream, ask.seen, ask.command, now, lambda: datetime.now(UTC) < limit
                )
            answer = standing.answer
            if answer and answer.refusal:
                log.info("refused", command=ask.command.type, refusal=answer.refusal.code)
            elif answer:
                log.info("recorded", command=ask.command.type, events=answer.events, seq=standing.seq)
        return standing.model_copy(update={"roll": ask.roll})


@contextmanager
def _plainly(stream: str) -> Iterator[None]:
    """Failures of the database in a short sentence: what fails is kept in a history, and retried."""
    try:
        yield
    except (SQLAlchemyError, DatabaseBusy, store_commit.TooLate) as error:
        log.warning("database did not answer", stream=stream, error=type(error).__name__, detail=str(error)[:300])
        raise ApplicationError(f"{stream}: {type(error).__name__}", type=type(error).__name__) from None
