"""A whole system for one test: database, gateway and worker on the shared server, in the days of August 2020."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Engine
from temporalio.client import WorkflowHandle
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Interceptor, Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner

from activities.delivery import DeliveryActivities
from activities.ledger import LedgerActivities
from activities.opening import OpeningActivities
from activities.upkeep import UpkeepActivities
from gateway import Gateway
from models import commands as c
from models.case_state import Case, case_id
from models.clock import Tempo
from models.inspection import inspection_id
from models.launch import CasePlan
from models.standing import Answer
from store import outbox, references
from store.engine import reading, writing
from store.queries import load_stream
from tests.builders import SENT, bundle
from workflows.case import CaseWorkflow
from workflows.courier import CourierWorkflow
from workflows.inspection import InspectionWorkflow
from workflows.upkeep import UpkeepWorkflow

COMMAND: TypeAdapter[c.AnyCommand] = TypeAdapter(c.AnyCommand)
WORKFLOWS = [CaseWorkflow, InspectionWorkflow, CourierWorkflow, UpkeepWorkflow]


class House:
    """What a test talks to."""

    def __init__(self, env: WorkflowEnvironment, engine: Engine, queue: str, tempo: Tempo) -> None:
        self.env, self.engine, self.tempo = env, engine, tempo
        self.gateway = Gateway(env.client, tempo, queue)
        self.inspection = f"q{uuid.uuid4().hex[:10]}"
        self._given = 0

    def put(self, *cases: CasePlan) -> str:
        """Keep a launch of these cases; returns its digest."""
        with writing(self.engine) as connection:
            return references.put_bundle(connection, bundle(*cases).model_copy(update={"id": self.inspection}))

    async def launch(self, *cases: CasePlan) -> None:
        """Launch and wait until every case stands."""
        digest = self.put(*cases)
        answer = await self.give(c.Launch, "snv.officer", self.stream, digest=digest)
        assert answer.accepted, answer
        await self.eventually(lambda: not load_stream(self.engine, self.stream)[0].errand)

    @property
    def stream(self) -> str:
        return inspection_id(self.inspection)

    def case(self, n: int = 1) -> str:
        return case_id(self.inspection, n)

    def handle(self, stream: str) -> WorkflowHandle[Any, Any]:
        return self.env.client.get_workflow_handle(stream)

    async def give(self, command: type[c.Command], actor: str, stream: str | None = None, **fields: Any) -> Answer:
        """Give a command to a stream, the first case unless another is named."""
        self._given += 1
        fields.setdefault("id", f"act-{self._given}")
        return await self.gateway.send(stream or self.case(), command(actor=actor, **fields))

    async def forward(self, stream: str, **delta: float) -> None:
        """Let time pass for one stream."""
        assert await self.env.fast_forward(self.handle(stream), timedelta(**delta))

    async def seen(self, stream: str) -> int:
        return int(await self.handle(stream).query("seen"))

    async def state(self, stream: str) -> Any:
        """The state as the workflow has seen it."""
        return await self.handle(stream).query("state", result_type=Case)

    def kept(self, stream: str) -> Any:
        """The state as the ledger has it."""
        return load_stream(self.engine, stream)[1]

    async def deliver(self, times: int = 1) -> None:
        """Deliver the messages that wait; several times as after a crash before the row was marked."""
        with reading(self.engine) as connection:
            waiting = outbox.waiting_messages(connection, 100)
        for _ in range(times):
            for message in waiting:
                assert (await self.gateway.send(message.to, COMMAND.validate_json(message.command))).accepted
        with writing(self.engine) as connection:
            for message in waiting:
                outbox.delivered(connection, message.id)

    async def eventually(self, true: Callable[[], Any], seconds: float = 10) -> None:
        """Wait in real time until something holds."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not await asyncio.to_thread(true):
            assert asyncio.get_running_loop().time() < deadline, "it never came true"
            await asyncio.sleep(0.02)


@asynccontextmanager
async def living(
    env: WorkflowEnvironment,
    engine: Engine,
    *,
    cached: int = 1000,
    ledger: LedgerActivities | None = None,
    interceptors: Sequence[Interceptor] = (),
    queue: str | None = None,
) -> AsyncIterator[House]:
    """A worker in the sandbox on a queue of its own, and the house around it."""
    queue = queue or f"q-{uuid.uuid4().hex}"
    house = House(env, engine, queue, Tempo(virtual_origin=SENT, real_origin=datetime.now(UTC)))
    activities = [
        *(ledger or LedgerActivities(engine)).all(),
        *OpeningActivities(engine, house.gateway).all(),
        *DeliveryActivities(engine, house.gateway).all(),
        *UpkeepActivities(engine, house.gateway).all(),
    ]
    async with Worker(
        env.client,
        task_queue=queue,
        workflows=WORKFLOWS,
        activities=activities,
        activity_executor=ThreadPoolExecutor(8),
        workflow_runner=SandboxedWorkflowRunner(),
        max_cached_workflows=cached,
        interceptors=interceptors,
    ):
        yield house
