"""The resident sender of notices: claims them with a lease, groups them per seat, says what became of each.

At least once: a letter sent again after a crash has the same Message-ID and says which attempt it is.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from time import monotonic

import structlog
from sqlalchemy import Engine
from temporalio import activity

from models.clock import Tempo, local_date
from models.hours import leaves_at
from notices.channel import Channel, TryAgain, Undeliverable
from notices.digest import Batch, batches
from notices.item import Item
from notices.letters import letter, message_id
from store import outbox, readmodel, references
from store.book import SqlBook
from store.engine import reading, writing
from workflows import messages as m

log = structlog.get_logger("notify")
LEASE = timedelta(seconds=60)
RETRY = timedelta(seconds=15)
BATCH = 100
PAUSES = timedelta(seconds=0.05), timedelta(seconds=1)


class NotifyActivities:
    """Sends through one channel; a channel that cannot be reached is a normal state, retried and shown."""

    def __init__(self, engine: Engine, channel: Channel) -> None:
        self.engine, self.channel = engine, channel

    def all(self) -> list[Callable[..., object]]:
        """What a worker registers."""
        return [self.notify]

    @activity.defn(name=m.NOTIFY, no_thread_cancel_exception=True)
    def notify(self, start: m.CourierStart) -> None:
        """Work for one shift."""
        until = monotonic() + start.shift.total_seconds()
        while monotonic() < until and not activity.is_cancelled():
            activity.heartbeat()
            if not self.round(start.tempo):
                activity.wait_for_worker_shutdown_sync(pause(start.tempo))
            if activity.is_worker_shutdown():
                return

    def round(self, tempo: Tempo) -> int:
        """Send what may leave now; returns how many notices were settled."""
        real_now = datetime.now(UTC)
        now = tempo.virtual(real_now)
        with reading(self.engine) as connection:
            if not outbox.any_ready(connection, now) or leaves_at(now, references.calendar(connection)) > now:
                return 0
        with writing(self.engine) as connection:
            claims = outbox.claim(connection, now, real_now, LEASE, BATCH)
        fences = {claim.notice.key: claim.fence for claim in claims}
        outcomes = list(chain.from_iterable(self._send(batch, fences, now) for batch in batches(self._items(claims))))
        with writing(self.engine) as connection:
            return outbox.settle(connection, outcomes, now, datetime.now(UTC) + RETRY)

    def _items(self, claims: Sequence[outbox.Claim]) -> list[Item]:
        items = []
        with reading(self.engine) as connection:
            book = SqlBook(connection)
            for claim in claims:
                under = readmodel.under(connection, claim.notice.inspection)
                draft = claim.notice.params.get("draft")
                items.append(
                    Item(
                        notice=claim.notice,
                        register=references.register(connection, under.register),
                        made_on=local_date(claim.made_at),
                        banner=under.rehearsal_banner,
                        draft=book.get(draft) if draft else None,
                        policy=references.policy(connection),
                        attempt=claim.attempt,
                    )
                )
        return items

    def _send(self, batch: Batch, fences: dict[str, int], now: datetime) -> list[outbox.Outcome]:
        keys = [item.notice.key for item in batch]
        sent, error, permanent = False, None, False
        activity.heartbeat()
        try:
            self.channel.send(letter(batch, now))
            sent = True
        except Undeliverable as problem:
            error, permanent = str(problem)[:500], True
            log.exception("undeliverable", keys=keys)
        except TryAgain as problem:
            error = str(problem)[:500]
            log.warning("not sent yet", keys=keys, error=error)
        number = message_id(keys, batch[0].register.mail_domain)
        return [
            outbox.Outcome(key=key, fence=fences[key], sent=sent, message_id=number, error=error, permanent=permanent)
            for key in keys
        ]


def pause(tempo: Tempo) -> timedelta:
    """How long to rest when nothing may leave: a virtual hour, within bounds, to miss no office window."""
    origin = tempo.real(tempo.virtual_origin)
    hour = tempo.real(tempo.virtual_origin + timedelta(hours=1)) - origin
    shortest, longest = PAUSES
    return min(max(hour, shortest), longest)
