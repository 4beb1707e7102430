"""The commit: one transaction that reads facts and state, decides, and writes everything that follows.

Whatever happens around it, either all of it is in the database or nothing is; the same command id is accepted once.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, func, select

from models.base import name_of
from models.commands import (
    Command,
    DraftOpened,
    DropDraft,
    EditDraft,
    HoldDraft,
    IssueDraft,
    Launch,
)
from models.consequences import Consequence
from models.drafting import AddToDraft, ChangeDraft, Message, RemoveFromDrafts, keep_draft
from models.events import AnyEvent
from models.facts import Facts
from models.hours import leaves_at
from models.inspection import inspection_id
from models.org import Register
from models.refusals import Refusal
from models.standing import Answer, Line, Standing
from models.telling import Notice
from store import ledger, outbox, readmodel, references
from store import tables as t
from store.aggregates import Aggregate, aggregate_of, errand_of, inspection_of, stage_of
from store.book import SqlBook
from store.engine import writing

_ABOUT_A_DRAFT = IssueDraft | EditDraft | HoldDraft | DropDraft | DraftOpened


# What a command to a stream nobody launched is decided against.
NOBODY = Register(id="", province="", inspecting="", committee="", office="", mail_domain="", units=(), seats={})


class TooLate(Exception):
    """The attempt's time was up before the transaction could end; it was rolled back."""


@dataclass(slots=True)
class Head:
    """A stream's head as found, its row locked."""

    seq: int
    hash: str
    last_at: datetime | None
    state: Any
    fresh: bool


_HEAD = select(t.streams).where(t.streams.c.stream == bindparam("of")).with_for_update()
_ANSWER = select(t.answers.c.answer).where(
    t.answers.c.stream == bindparam("of"), t.answers.c.command_id == bindparam("id")
)
_NOW = select(func.current_timestamp())
_OPEN = t.streams.insert()
_MOVE = t.streams.update().where(t.streams.c.stream == bindparam("of"))
_GIVE = t.answers.insert()


def commit(
    engine: Engine,
    stream: str,
    seen: int,
    command: Command,
    now: datetime,
    in_time: Callable[[], bool] = lambda: True,
) -> Standing:
    """Decide and record one command.

    Args:
        engine: the ledger's database.
        stream: whose command it is.
        seen: the last sequence the caller has seen; all events after it are returned.
        command: what is asked; its id makes it once.
        now: the instant of the act (UTC, virtual under tempo).
        in_time: asked just before the end; False rolls everything back.

    Raises:
        TooLate: the attempt's time was up.
        DatabaseBusy, sqlalchemy.exc.SQLAlchemyError: nothing was written.
    """
    with writing(engine) as connection:
        standing = _committed(connection, aggregate_of(stream), stream, seen, command, now)
        if not in_time():
            raise TooLate
    return standing


def _committed(
    connection: Connection, kind: Aggregate, stream: str, seen: int, command: Command, now: datetime
) -> Standing:
    head = _head(connection, kind, stream)
    given = connection.execute(_ANSWER, {"of": stream, "id": command.id}).scalar()
    if given is not None:
        return standing(connection, stream, seen, head.state, head.seq, Answer.model_validate_json(given))
    at = max(head.last_at, now) if head.last_at else now
    facts = _facts(connection, stream, command)
    decided = kind.decide(head.state, command, facts, at)
    if isinstance(decided, Refusal) or not decided:
        answer = (
            Answer(accepted=False, refusal=decided)
            if isinstance(decided, Refusal)
            else Answer(accepted=True, seq=head.seq)
        )
        return standing(connection, stream, seen, head.state, head.seq, answer)
    return _recorded(connection, kind, stream, seen, command, head, decided, facts, at)


def _recorded(  # noqa: PLR0913 - one transaction's worth of context, used here only
    connection: Connection,
    kind: Aggregate,
    stream: str,
    seen: int,
    command: Command,
    head: Head,
    decided: tuple[AnyEvent, ...],
    facts: Facts,
    at: datetime,
) -> Standing:
    states, state = [], head.state
    for event in decided:
        state = kind.evolve(state, event, at)
        states.append(state)
    if head.fresh:
        connection.execute(_OPEN, _row(kind, stream, 0, ledger.GENESIS, at, state))
    recorded_at = _database_now(connection)
    seq, digest = ledger.append(
        connection,
        stream,
        head.seq,
        head.hash,
        decided,
        at=at,
        recorded_at=recorded_at,
        actor=command.actor,
        command_id=command.id,
    )
    connection.execute(_MOVE, {"of": stream, **_row(kind, stream, seq, digest, at, state)})
    for offset, (event, after) in enumerate(zip(decided, states, strict=True), start=head.seq + 1):
        _follow(connection, kind.follow(after, event, f"{stream}@{offset}", facts, at), facts, at)
    readmodel.project(connection, head.state, state, decided[-1], at)
    answer = Answer(accepted=True, seq=seq, at=at, events=tuple(e.type for e in decided))
    given = {"stream": stream, "command_id": command.id, "type": name_of(command), "seq": seq}
    connection.execute(_GIVE, given | {"answer": answer.model_dump_json()})
    new = [Line(seq=n, at=at, event=event) for n, event in enumerate(decided, start=head.seq + 1)]
    return standing(connection, stream, seen, state, seq, answer, new)


def _head(connection: Connection, kind: Aggregate, stream: str) -> Head:
    row = connection.execute(_HEAD, {"of": stream}).mappings().first()
    if row is None:
        return Head(seq=0, hash=ledger.GENESIS, last_at=None, state=None, fresh=True)
    return Head(row["seq"], row["hash"], row["last_at"], state_of(connection, kind, row), fresh=False)


def state_of(connection: Connection, kind: Aggregate, row: Any) -> Any:
    """The stream's state: its snapshot, or its events folded anew when the snapshot has another shape."""
    if row["shape"] == kind.shape:
        return kind.state.model_validate_json(row["snapshot"])
    return kind.fold(ledger.read(connection, row["stream"]))


def _row(kind: Aggregate, stream: str, seq: int, digest: str, at: datetime, state: Any) -> dict[str, Any]:
    alarm = state.next_alarm()
    return {
        "stream": stream,
        "kind": kind.kind,
        "inspection": inspection_of(stream),
        "seq": seq,
        "hash": digest,
        "last_at": at,
        "next_alarm": alarm.at if alarm else None,
        "closed": state.closed,
        "errand": errand_of(state),
        "shape": kind.shape,
        "snapshot": state.model_dump_json(),
    }


def _facts(connection: Connection, stream: str, command: Command) -> Facts:
    launch = references.bundle(connection, command.digest) if isinstance(command, Launch) else None
    inspection = inspection_of(stream)
    pressed = stream == inspection_id(inspection)
    key = launch.register_.id if launch else readmodel.register_of(connection, inspection)
    in_force = references.InForce(connection)
    return Facts(
        calendar=in_force.calendar,
        policy=in_force.policy,
        register=in_force.register(key) if key else NOBODY,
        launch=launch,
        draft=SqlBook(connection).get(command.draft) if isinstance(command, _ABOUT_A_DRAFT) else None,
        open_cases=readmodel.open_cases(connection, inspection) if pressed else 0,
    )


def _follow(connection: Connection, found: Iterable[Consequence], facts: Facts, at: datetime) -> None:
    for consequence in found:
        match consequence:
            case Notice():
                outbox.put_notice(connection, consequence, at, leaves_at(at, facts.calendar))
            case Message():
                outbox.put_message(connection, consequence, at)
            case AddToDraft() | RemoveFromDrafts() | ChangeDraft():
                for message in keep_draft(SqlBook(connection), consequence, at):
                    outbox.put_message(connection, message, at)


def _database_now(connection: Connection) -> datetime:
    found = connection.execute(_NOW).scalar_one()
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def standing(
    connection: Connection,
    stream: str,
    seen: int,
    state: Any,
    seq: int,
    answer: Answer | None = None,
    new: Sequence[Line] = (),
) -> Standing:
    """How the stream stands, with the events after `seen`; `new` are the last ones, just written."""
    missed = ledger.read(connection, stream, seen) if seq - len(new) > seen else []
    before = (Line(seq=line.seq, at=line.at, event=line.event) for line in missed if line.seq <= seq - len(new))
    lines = (*before, *(line for line in new if line.seq > seen))
    return Standing(
        stream=stream,
        seq=seq,
        lines=lines,
        next_alarm=state.next_alarm() if state else None,
        errand=errand_of(state) if state else None,
        closed=bool(state and state.closed),
        stage=stage_of(state, lines[-1].event if lines else None) if state else "",
        answer=answer,
    )
