"""The resident sender of messages between streams: each row becomes a command with the row's id."""

import asyncio
from collections.abc import Callable
from time import monotonic

import structlog
from pydantic import TypeAdapter
from sqlalchemy import Engine
from temporalio import activity

from gateway import Gateway, Unavailable
from models.commands import AnyCommand
from store import outbox
from store.engine import reading, writing
from workflows import messages as m

log = structlog.get_logger("delivery")
_COMMAND: TypeAdapter[AnyCommand] = TypeAdapter(AnyCommand)
WAVE = 8
PAUSE = 0.3
# A stream that does not answer is not asked more often: each time costs it a few lines of history.
AGAIN = 2.0


class DeliveryActivities:
    """Delivers messages, oldest first; at least once, and the command id makes it once."""

    def __init__(self, engine: Engine, gateway: Gateway) -> None:
        self.engine, self.gateway = engine, gateway

    def all(self) -> list[Callable[..., object]]:
        """What a worker registers."""
        return [self.deliver]

    @activity.defn(name=m.DELIVER)
    async def deliver(self, start: m.CourierStart) -> None:
        """Work for one shift."""
        until = monotonic() + start.shift.total_seconds()
        while monotonic() < until and not activity.is_worker_shutdown():
            activity.heartbeat()
            waiting = await asyncio.to_thread(self._waiting)
            for first in range(0, len(waiting), WAVE):
                activity.heartbeat()
                await asyncio.gather(*(self._one(message) for message in waiting[first : first + WAVE]))
            if not waiting:
                await asyncio.sleep(PAUSE)

    def _waiting(self) -> list[outbox.Waiting]:
        with reading(self.engine) as connection:
            return outbox.waiting_messages(connection, limit=200)

    async def _one(self, message: outbox.Waiting) -> None:
        command = _COMMAND.validate_json(message.command)
        try:
            answer = await self.gateway.send(message.to, command)
        except Unavailable as error:
            log.warning("message waits", message=message.id, error=str(error)[:200])
            activity.heartbeat()
            await asyncio.sleep(AGAIN)
            return
        refused = answer.refusal.text() if answer.refusal else None
        if refused:
            log.error("message refused", message=message.id, refusal=refused)
        await asyncio.to_thread(self._done, message.id, refused)

    def _done(self, message_id: str, refused: str | None) -> None:
        with writing(self.engine) as connection:
            outbox.delivered(connection, message_id, refused)
