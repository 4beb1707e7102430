"""Opening the cases of a launch: the ledger first, then the workflow, resumable where it was cut off."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog
from sqlalchemy import Engine
from temporalio import activity

from gateway import Gateway
from models.case_state import case_id
from models.commands import CasesOpened, OpenCase
from models.inspection import inspection_id
from models.launch import Bundle, CasePlan
from models.standing import Standing
from store import commit as store_commit
from store import references
from store.engine import reading
from store.queries import load_stream
from workflows import messages as m

log = structlog.get_logger("opening")
WAVE = 20


class OpeningActivities:
    """Opens cases; one at a time in the ledger, a wave at a time in Temporal."""

    def __init__(self, engine: Engine, gateway: Gateway) -> None:
        self.engine, self.gateway = engine, gateway

    def all(self) -> list[Callable[..., object]]:
        """What a worker registers."""
        return [self.open_cases]

    @activity.defn(name=m.OPEN_CASES)
    async def open_cases(self, ask: m.OpenCasesAsk) -> Standing:
        """Open every case of the inspection's launch; what stands already is left alone."""
        bundle = await asyncio.to_thread(self._bundle, ask.inspection)
        done = int(next(iter(activity.info().heartbeat_details), 0))
        now = ask.tempo.virtual(ask.now)
        for first in range(done, len(bundle.cases), WAVE):
            wave = bundle.cases[first : first + WAVE]
            await asyncio.to_thread(self._record, bundle, wave, now)
            await asyncio.gather(*(self.gateway.ensure(case_id(bundle.id, plan.n)) for plan in wave))
            activity.heartbeat(first + len(wave))
        log.info("cases opened", inspection=ask.inspection, cases=len(bundle.cases))
        return await asyncio.to_thread(self._finish, ask, now)

    def _bundle(self, inspection: str) -> Bundle:
        _, state = load_stream(self.engine, inspection_id(inspection))
        with reading(self.engine) as connection:
            bundle = references.bundle(connection, getattr(state, "digest", ""))
        if bundle is None:
            msg = f"the launch of {inspection} is not in the store"
            raise LookupError(msg)
        return bundle

    def _record(self, bundle: Bundle, wave: tuple[CasePlan, ...], now: datetime) -> None:
        papers = {document.id: document.cited for document in bundle.documents}
        for plan in wave:
            command = OpenCase(
                id=f"open/{bundle.id}/{plan.n}",
                inspection=bundle.id,
                inspection_title=bundle.title,
                sent_at=bundle.sent_at,
                papers=papers,
                plan=plan,
            )
            store_commit.commit(self.engine, case_id(bundle.id, plan.n), 0, command, now)

    def _finish(self, ask: m.OpenCasesAsk, now: datetime) -> Standing:
        command = CasesOpened(id=f"cases_opened/{ask.inspection}")
        return store_commit.commit(self.engine, inspection_id(ask.inspection), ask.seen, command, now)
