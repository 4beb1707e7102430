"""The workers: every workflow and activity of the system, on the Temporal server that TEMPORAL_* names.

`starter.py up` runs this same program beside an embedded server; alone it serves a self-hosted one.
"""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import structlog
from sqlalchemy import Engine
from temporalio.client import Client
from temporalio.worker import Interceptor, UnsandboxedWorkflowRunner, Worker, WorkflowRunner

from activities.delivery import DeliveryActivities
from activities.ledger import LedgerActivities
from activities.notify import NotifyActivities
from activities.opening import OpeningActivities
from activities.upkeep import UpkeepActivities
from connection import connect
from gateway import Gateway
from models.clock import Tempo
from notices.channel import Channel
from notices.mailbox import MailboxFolder
from observability import configure_logging
from settings import Settings
from store.engine import open_engine
from store.home import prepare
from workflows import messages as m
from workflows.case import CaseWorkflow
from workflows.courier import CourierWorkflow
from workflows.inspection import InspectionWorkflow
from workflows.upkeep import UpkeepWorkflow

WORKFLOWS = (CaseWorkflow, InspectionWorkflow, CourierWorkflow, UpkeepWorkflow)
GRACE = timedelta(seconds=20)
STICKY = timedelta(seconds=2)
log = structlog.get_logger("worker")


def build(  # noqa: PLR0913 - everything a worker is made of, by name
    client: Client,
    engine: Engine,
    tempo: Tempo,
    channel: Channel,
    *,
    queue: str = m.QUEUE,
    runner: WorkflowRunner | None = None,
    interceptors: Sequence[Interceptor] = (),
    cached: int = 2000,
    threads: int = 16,
) -> Worker:
    """A worker of all workflows and activities. Production runs unsandboxed (×1.4); tests pass the sandboxed runner."""
    gateway = Gateway(client, tempo, queue)
    activities = [
        *LedgerActivities(engine).all(),
        *OpeningActivities(engine, gateway).all(),
        *NotifyActivities(engine, channel).all(),
        *DeliveryActivities(engine, gateway).all(),
        *UpkeepActivities(engine, gateway).all(),
    ]
    return Worker(
        client,
        task_queue=queue,
        workflows=WORKFLOWS,
        activities=activities,
        activity_executor=ThreadPoolExecutor(threads, thread_name_prefix="activity"),
        workflow_runner=runner or UnsandboxedWorkflowRunner(),
        interceptors=interceptors,
        max_cached_workflows=cached,
        # A killed worker's sticky queue must not hold a person's command longer than the gateway waits.
        sticky_queue_schedule_to_start_timeout=STICKY,
        graceful_shutdown_timeout=GRACE,
    )


async def serve(settings: Settings) -> None:
    """Work until told to stop."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    engine = open_engine(settings.database_url)
    tempo = await asyncio.to_thread(prepare, engine)
    client = await connect()
    channel = MailboxFolder(settings.data / "mailbox")
    async with build(client, engine, tempo, channel):
        await Gateway(client, tempo).ensure_services(settings.upkeep_every)
        log.info("worker ready", queue=m.QUEUE)
        await stop.wait()
        log.info("worker stops")


def main() -> None:
    """Run the workers with the settings of the environment."""
    settings = Settings()
    configure_logging(settings.log_level, json=settings.log_json)
    settings.data.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(settings))
    # The SDK's native threads may abort the interpreter's own shutdown after all work is done (sdk-python #300).
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
