"""The outbox: notices to people and messages to streams, written with the events that caused them.

A sender claims rows with a lease; the fence it was given must still stand when it says what became of them, so that
two senders never both think a row theirs.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, and_, func, or_, select, true

from models.base import Kept
from models.drafting import Message
from models.telling import Notice
from store import tables as t

_NOTICE = t.notices.insert()
_MESSAGE = t.messages.insert()
GIVE_UP_AFTER = 8


class Claim(NamedTuple):
    """A claimed notice: its fence proves the claim, `attempt` counts from 1."""

    notice: Notice
    made_at: datetime
    fence: int
    attempt: int


class Outcome(Kept):
    """What became of a claimed notice."""

    key: str
    fence: int
    sent: bool
    message_id: str | None = None
    error: str | None = None
    permanent: bool = False


def put_notice(connection: Connection, notice: Notice, at: datetime, leaves_at: datetime) -> None:
    """Keep a notice until it is sent; its key is unique."""
    row = {
        "key": notice.key,
        "seat": notice.to.seat,
        "kind": notice.kind,
        "inspection": notice.inspection,
        "case": notice.case,
        "body": notice.model_dump_json(),
        "made_at": at,
        "leaves_at": leaves_at,
        "status": "waiting",
    }
    connection.execute(_NOTICE, row)


def put_message(connection: Connection, message: Message, at: datetime) -> None:
    """Keep a message until its stream has taken it; addressee and command id make it once."""
    row = {
        "id": f"{message.command.id}>{message.to}",
        "to": message.to,
        "command": message.command.model_dump_json(),
        "created_at": at,
    }
    connection.execute(_MESSAGE, row)


def any_ready(connection: Connection, now: datetime) -> bool:
    """Whether any notice may leave by `now`; asked often, so it only reads."""
    n = t.notices
    query = select(n.c.key).where(n.c.status == "waiting", n.c.leaves_at <= now).limit(1)
    return connection.execute(query).first() is not None


def claim(connection: Connection, now: datetime, real_now: datetime, lease: timedelta, limit: int) -> list[Claim]:
    """Lease notices that may leave by `now`; whole seats at a time, so that a seat's notices travel together.

    Leases run in real time (`real_now`), due times in virtual time (`now`).
    """
    n = t.notices
    free = or_(n.c.leased_until.is_(None), n.c.leased_until < real_now)
    ready = and_(n.c.status == "waiting", n.c.leaves_at <= now, free)
    seats = select(n.c.seat).where(ready).order_by(n.c.leaves_at).limit(limit).scalar_subquery()
    query = select(n).where(ready, n.c.seat.in_(seats)).order_by(n.c.seat, n.c.made_at)
    rows = connection.execute(query.with_for_update(skip_locked=True)).mappings().all()
    claims = []
    for row in rows:
        fence, attempt = row["fence"] + 1, row["attempts"] + 1
        update = n.update().where(n.c.key == row["key"])
        connection.execute(update.values(fence=fence, attempts=attempt, leased_until=real_now + lease))
        claims.append(Claim(Notice.model_validate_json(row["body"]), row["made_at"], fence, attempt))
    return claims


def settle(connection: Connection, outcomes: Iterable[Outcome], now: datetime, retry_at: datetime) -> int:
    """Write what became of claimed notices; a claim whose fence was overtaken is left alone. Returns rows settled."""
    n, settled = t.notices, 0
    for outcome in outcomes:
        mine = n.update().where(n.c.key == outcome.key, n.c.fence == outcome.fence, n.c.status == "waiting")
        if outcome.sent:
            values = {"status": "sent", "sent_at": now, "message_id": outcome.message_id, "error": None}
        else:
            values = {"error": outcome.error, "leased_until": retry_at}
        settled += connection.execute(mine.values(values)).rowcount
        if not outcome.sent:
            over = true() if outcome.permanent else n.c.attempts >= GIVE_UP_AFTER
            gone = n.update().where(n.c.key == outcome.key, n.c.fence == outcome.fence, n.c.status == "waiting", over)
            connection.execute(gone.values(status="undeliverable"))
    return settled


class Waiting(NamedTuple):
    """A message not yet taken by its stream."""

    id: str
    to: str
    command: str


def waiting_messages(connection: Connection, limit: int) -> list[Waiting]:
    """Messages to deliver, oldest first."""
    m = t.messages
    query = select(m.c.id, m.c.to, m.c.command).where(m.c.delivered.is_(False)).order_by(m.c.created_at, m.c.id)
    return [Waiting(*row) for row in connection.execute(query.limit(limit))]


def delivered(connection: Connection, message_id: str, error: str | None = None) -> None:
    """The stream has taken the message; a refusal it gave stays visible beside it."""
    m = t.messages
    connection.execute(m.update().where(m.c.id == message_id).values(delivered=True, error=error))


def counts(connection: Connection) -> dict[str, int]:
    """How many notices stand in which status, and how many messages wait."""
    n, m = t.notices, t.messages
    found = dict(connection.execute(select(n.c.status, func.count()).group_by(n.c.status)).all())
    found["messages"] = connection.execute(select(func.count()).where(m.c.delivered.is_(False))).scalar_one()
    return found
