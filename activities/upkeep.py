"""Upkeep's round: streams whose alarm passed a while ago get their workflow started or poked."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy import Engine
from temporalio import activity

from gateway import Gateway
from store.queries import streams_behind
from workflows import messages as m

log = structlog.get_logger("upkeep")
PATIENCE = timedelta(minutes=1)
# A workflow that so many pokes in a row did not bring up to date cannot go on (its replay fails): a new one can.
POKES = 10


class UpkeepActivities:
    """Notices lost workflows by their overdue alarms, without asking every one."""

    def __init__(self, engine: Engine, gateway: Gateway) -> None:
        self.engine, self.gateway = engine, gateway
        self.poked: Counter[str] = Counter()

    def all(self) -> list[Callable[..., object]]:
        """What a worker registers."""
        return [self.upkeep]

    @activity.defn(name=m.UPKEEP)
    async def upkeep(self, start: m.UpkeepStart) -> int:
        """One round; returns how many streams were behind."""
        before = start.tempo.virtual(datetime.now(UTC) - min(PATIENCE, start.every))
        behind = await asyncio.to_thread(streams_behind, self.engine, before)
        self.poked = Counter({stream: self.poked[stream] + 1 for stream in behind})
        for stream in behind:
            activity.heartbeat()
            replace = self.poked[stream] % (POKES + 1) == POKES
            if replace:
                log.error("workflow replaced: it did not catch up", stream=stream, pokes=self.poked[stream])
            await self.gateway.ensure(stream, poke=True, replace=replace)
        if behind:
            log.warning("streams were behind", count=len(behind), first=behind[:5])
        return len(behind)
