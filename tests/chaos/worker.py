"""The worker of the tree: the product's workflows and activities, with interceptors that pass the failpoints.

It reads armed failpoints, one JSON line each, from its input; at the input's end everything is killed.
"""

import asyncio
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from activities.delivery import DeliveryActivities
from activities.ledger import LedgerActivities
from activities.opening import OpeningActivities
from activities.upkeep import UpkeepActivities
from gateway import Gateway
from models.clock import Tempo
from store.engine import open_engine
from store.home import tempo_of
from tests.chaos.failpoints import Armed, Failpoints, kill_tree
from tests.chaos.interceptors import Chaos, ChaosClient, watch_transactions
from tests.chaos.site import STICKY_TIMEOUT, UPKEEP_EVERY, Site
from workflows import messages as m
from workflows.case import CaseWorkflow
from workflows.courier import CourierWorkflow
from workflows.inspection import InspectionWorkflow
from workflows.upkeep import UpkeepWorkflow


async def live() -> None:
    """Work until killed."""
    site = Site.here()
    points = Failpoints(site)
    threading.Thread(target=_obey, args=(site, points), daemon=True).start()
    engine = open_engine(site.database_url)
    watch_transactions(engine, points)
    tempo = tempo_of(engine)
    client = await _connect(site, points)
    async with _worker(client, engine, tempo, points):
        await _services(client, tempo)
        await asyncio.Event().wait()


def _obey(site: Site, points: Failpoints) -> None:
    for line in sys.stdin:
        points.arm(Armed.model_validate_json(line))
    kill_tree(site)


async def _connect(site: Site, points: Failpoints) -> Client:
    while True:
        try:
            return await Client.connect(
                site.address, data_converter=pydantic_data_converter, interceptors=[ChaosClient(points)]
            )
        except RuntimeError:
            await asyncio.sleep(0.1)


def _worker(client: Client, engine: Engine, tempo: Tempo, points: Failpoints) -> Worker:
    gateway = Gateway(client, tempo)
    return Worker(
        client,
        task_queue=m.QUEUE,
        workflows=[CaseWorkflow, InspectionWorkflow, CourierWorkflow, UpkeepWorkflow],
        activities=[
            *LedgerActivities(engine).all(),
            *OpeningActivities(engine, gateway).all(),
            *DeliveryActivities(engine, gateway).all(),
            *UpkeepActivities(engine, gateway).all(),
        ],
        activity_executor=ThreadPoolExecutor(16),
        workflow_runner=UnsandboxedWorkflowRunner(),
        interceptors=[Chaos(points)],
        sticky_queue_schedule_to_start_timeout=STICKY_TIMEOUT,
    )


async def _services(client: Client, tempo: Tempo) -> None:
    gateway = Gateway(client, tempo)
    await gateway.ensure_service(m.COURIER_WORKFLOW, m.COURIER_ID, m.CourierStart(tempo=tempo))
    await gateway.ensure_service(m.UPKEEP_WORKFLOW, m.UPKEEP_ID, m.UpkeepStart(tempo=tempo, every=UPKEEP_EVERY))
