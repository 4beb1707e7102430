"""What must hold in the database at every instant, whatever was killed: read in one transaction, nothing awaited."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Engine, Table, select

from models import events as e
from models.case_state import Case
from models.clocks import reminder_key
from models.draft import Draft, DraftItem
from models.inspection import Inspection
from models.standing import Answer
from store import ledger
from store import tables as t
from store.aggregates import aggregate_of, errand_of
from store.engine import reading
from tests.chaos.journal import Asked


@dataclass(frozen=True)
class Books:
    """Everything the checks need, as of one instant."""

    lines: dict[str, list[ledger.Recorded]]
    states: dict[str, Any]
    streams: dict[str, Any]
    answers: dict[tuple[str, str], Any]
    notices: dict[str, Any]
    messages: list[Any]
    drafts: dict[str, Draft]
    cases: dict[str, Any]
    verified: ledger.Verified


def read(engine: Engine) -> Books:
    """The database as it stands."""
    with reading(engine) as connection:
        rows = connection.execute(select(t.streams)).mappings().all()
        lines = {row["stream"]: ledger.read(connection, row["stream"]) for row in rows}
        return Books(
            lines=lines,
            states={stream: aggregate_of(stream).fold(found) for stream, found in lines.items()},
            streams={row["stream"]: row for row in rows},
            answers={(r["stream"], r["command_id"]): r for r in _rows(connection, t.answers)},
            notices={r["key"]: r for r in _rows(connection, t.notices)},
            messages=_rows(connection, t.messages),
            drafts=_drafts(connection),
            cases={r["id"]: r for r in _rows(connection, t.cases)},
            verified=ledger.verify(ledger.export(connection)),
        )


def broken(books: Books, asked: Mapping[str, Asked]) -> list[str]:
    """Every rule that does not hold, in words; empty when all is well."""
    return [
        *books.verified.broken,
        *_heads(books),
        *_answers(books),
        *_told(books, asked),
        *_reminders(books),
        *_messages(books),
        *_drafted(books),
    ]


def _heads(books: Books) -> Iterator[str]:
    """Snapshot, head and read model say what the fold of the events says."""
    for stream, row in books.streams.items():
        state, last = books.states[stream], books.lines[stream][-1]
        alarm = state.next_alarm()
        kept = (row["seq"], row["hash"], row["next_alarm"], row["closed"], row["errand"])
        found = (last.seq, last.hash, alarm.at if alarm else None, state.closed, errand_of(state))
        if kept != found:
            yield f"{stream}: head {kept}, events {found}"
        if json.loads(row["snapshot"]) != json.loads(state.model_dump_json()):
            yield f"{stream}: snapshot differs from the fold"
        if isinstance(state, Case):
            shown = books.cases.get(stream)
            if shown is None or (shown["open"], shown["closed"]) != (len(state.open_requirements), state.closed):
                yield f"{stream}: the read model differs from the fold"


def _answers(books: Books) -> Iterator[str]:
    """A command's events stand together, once, as its stored answer says; no events without an answer."""
    for stream, lines in books.lines.items():
        groups = [(key, list(found)) for key, found in groupby(lines, key=lambda line: line.command_id)]
        for command, count in Counter(key for key, _ in groups).items():
            if count > 1:
                yield f"{stream}: {command} recorded {count} times"
        for command, found in groups:
            row = books.answers.get((stream, command))
            answer = Answer.model_validate_json(row["answer"]) if row else None
            events = tuple(line.event.type for line in found)
            if answer is None or (answer.seq, answer.events) != (found[-1].seq, events):
                yield f"{stream}: {command} recorded {events}@{found[-1].seq}, answered {answer}"
    recorded = {(stream, line.command_id) for stream, lines in books.lines.items() for line in lines}
    for key in books.answers.keys() - recorded:
        yield f"{key[0]}: {key[1]} answered but not recorded"


def _told(books: Books, asked: Mapping[str, Asked]) -> Iterator[str]:
    """What the client was told accepted stands as told; what was refused for certain does not stand."""
    for one in asked.values():
        row = books.answers.get((one.stream, one.id))
        stands = Answer.model_validate_json(row["answer"]) if row else None
        accepted = [answer for answer in one.answers if answer.accepted and answer.events]
        for answer in accepted:
            if answer != stands:
                yield f"{one.stream}: {one.id} told {answer}, stands {stands}"
        if stands and one.answers and not accepted and not one.cut_off:
            yield f"{one.stream}: {one.id} was refused, yet stands"


def _reminders(books: Books) -> Iterator[str]:
    """A rung rings once, under its key, and everybody it names is told."""
    rang: Counter[str] = Counter()
    for stream, lines in books.lines.items():
        for line in lines:
            if not isinstance(line.event, e.Rang):
                continue
            event = line.event
            key = f"{stream}/{event.clock}/{event.n}/{event.step.rung}/{event.step.repetition}"
            rang[key] += 1
            if line.command_id != key:
                yield f"{stream}@{line.seq}: rang as {key} by {line.command_id}"
            told = () if event.step.drafts else event.to
            for to in told:
                if f"{stream}@{line.seq}>{to.seat}" not in books.notices:
                    yield f"{stream}@{line.seq}: {to.seat} was not told"
    yield from (f"{key} rang {count} times" for key, count in rang.items() if count > 1)


def _messages(books: Books) -> Iterator[str]:
    """A delivered message was taken: its command stands in the stream it was for, unless the matter was settled."""
    for row in books.messages:
        command = json.loads(row["command"])
        if not row["delivered"]:
            continue
        if row["error"]:
            yield f"message {row['id']} was refused: {row['error']}"
        if command["type"] == "settle_draft" and (row["to"], command["id"]) not in books.answers:
            yield f"message {row['id']} delivered, yet nothing stands"


def _drafted(books: Books) -> Iterator[str]:
    """Cases wait for exactly the drafts that name them, and inspections for exactly the drafts that are open."""
    waiting = [json.loads(row["command"]) | {"to": row["to"]} for row in books.messages if not row["delivered"]]
    named = {
        (item.case, n, draft.rung)
        for draft in books.drafts.values()
        if draft.status == "open"
        for item in draft.items
        for n in item.armings
    }
    coming = {(w["to"], n, w["rung"]) for w in waiting if w["type"] == "settle_draft" for n in w["armings"]}
    awaited = _awaited(books)
    for case, n, rung in awaited - named - coming:
        yield f"{case}: arming {n} awaits {rung}, which no open draft has"
    hung = {(c.id, a.n) for c in books.states.values() if isinstance(c, Case) for a in c.armings}
    for case, n, rung in named - awaited:
        if (case, n) in hung:
            yield f"{case}: an open draft for {rung} names arming {n}, which does not await it"
    told = {w["draft"] for w in waiting if w["type"] in {"draft_opened", "draft_emptied"}}
    pressed = {d.id for i in books.states.values() if isinstance(i, Inspection) for d in i.drafts}
    opened = {draft.id for draft in books.drafts.values() if draft.status == "open"}
    for draft in (pressed ^ opened) - told:
        yield f"{draft}: pressed {draft in pressed}, open {draft in opened}"


def _awaited(books: Books) -> set[tuple[str, int, str]]:
    cases = (state for state in books.states.values() if isinstance(state, Case))
    return {(case.id, arming.n, rung) for case in cases for arming in case.armings for rung in arming.awaiting}


def _drafts(connection: Connection) -> dict[str, Draft]:
    items: dict[str, list[DraftItem]] = defaultdict(list)
    for row in _rows(connection, t.draft_items):
        items[row["draft"]].append(DraftItem.model_validate_json(row["body"]))
    found = (Draft.model_validate_json(row["body"]) for row in _rows(connection, t.drafts))
    return {draft.id: draft.model_copy(update={"items": tuple(items[draft.id])}) for draft in found}


def _rows(connection: Connection, table: Table) -> list[Any]:
    return list(connection.execute(select(table)).mappings())


def late_steps(stream: str, state: Case | Inspection, before: datetime) -> Iterator[str]:
    """Steps that nothing keeps from ringing and that should have rung."""
    if state.closed:
        return
    for arming in state.armings:
        for step in arming.pending():
            if step.at < before:
                yield f"{reminder_key(stream, arming, step)} has been due since {step.at}"
