"""The client of the Temporal server: where TEMPORAL_* says, or where a running system says it is."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.envconfig import ClientConfig
from temporalio.service import RPCError

from observability import temporal_runtime

HERE = "127.0.0.1:7233"


class Unreachable(Exception):
    """No Temporal server answered in time."""


async def connect(
    patience: timedelta = timedelta(seconds=30), *, address: str | None = None, namespace: str = "default"
) -> Client:
    """A client of the server at that address, else of the one TEMPORAL_* names; waits for a server that is starting.

    Raises:
        Unreachable: nobody answered in time.
    """
    config = {"target_host": address, "namespace": namespace} if address else _configured()
    deadline = asyncio.get_running_loop().time() + patience.total_seconds()
    while True:
        try:
            return await Client.connect(**config, data_converter=pydantic_data_converter, runtime=temporal_runtime())
        except (RuntimeError, RPCError) as error:
            if asyncio.get_running_loop().time() > deadline:
                raise Unreachable(str(error)) from error
            await asyncio.sleep(0.2)


def _configured() -> Mapping[str, Any]:
    config = ClientConfig.load_client_connect_config()
    config.setdefault("target_host", HERE)
    return config


async def polled(client: Client, queue: str) -> int:
    """How many pollers of workflow tasks the queue has had in the last minutes. Raises Unreachable."""
    request = DescribeTaskQueueRequest(
        namespace=client.namespace,
        task_queue=TaskQueue(name=queue),
        task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
    )
    try:
        answer = await client.workflow_service.describe_task_queue(request, timeout=timedelta(seconds=5))
    except RPCError as error:
        raise Unreachable(str(error)) from error
    return len(answer.pollers)
