"""Logs through every door: structlog, stdlib, activity, workflow, Core; a test runs it as a process."""

import asyncio
import logging
import sys
from datetime import timedelta

import structlog
from temporalio import activity, workflow
from temporalio.client import WorkflowHistory
from temporalio.testing import ActivityEnvironment
from temporalio.worker import Replayer, UnsandboxedWorkflowRunner

from observability import configure_logging, temporal_runtime

IDS = {"case_id": "case/s3/1", "command_id": "c-7"}


@activity.defn
async def remind() -> None:
    activity.logger.info("đã nhắc việc", extra=IDS)


@workflow.defn
class Waits:
    @workflow.run
    async def run(self) -> None:
        workflow.logger.info("đang chờ", extra=IDS)
        await workflow.sleep(timedelta(days=1))


def history_of_another_workflow() -> WorkflowHistory:
    """One that completes at once, so that Core complains when `Waits` starts a timer."""
    started = {
        "workflowType": {"name": "Waits"},
        "taskQueue": {"name": "q"},
        "workflowTaskTimeout": "10s",
        "originalExecutionRunId": "00000000-0000-0000-0000-000000000000",
        "attempt": 1,
    }
    steps: list[tuple[str, dict[str, object]]] = [
        ("WORKFLOW_EXECUTION_STARTED", started),
        ("WORKFLOW_TASK_SCHEDULED", {}),
        ("WORKFLOW_TASK_STARTED", {"scheduledEventId": "2"}),
        ("WORKFLOW_TASK_COMPLETED", {"scheduledEventId": "2", "startedEventId": "3"}),
        ("WORKFLOW_EXECUTION_COMPLETED", {"workflowTaskCompletedEventId": "4"}),
    ]
    events = []
    for number, (name, attributes) in enumerate(steps, 1):
        first, *rest = name.lower().split("_")
        field = first + "".join(map(str.capitalize, rest)) + "EventAttributes"
        event = {"eventId": str(number), "eventType": f"EVENT_TYPE_{name}", field: attributes}
        events.append(event | {"eventTime": "2020-08-21T00:00:00Z"})
    return WorkflowHistory.from_json("w", {"events": events})


async def main() -> None:
    configure_logging("INFO", json=sys.argv[1] == "json")
    workflow.logger.log_during_replay = True
    with structlog.contextvars.bound_contextvars(**IDS):
        structlog.get_logger("dondoc").info("đôn đốc", unit="Sở Nội vụ")
        logging.getLogger("sqlalchemy").warning("chậm %s giây", 2)
    structlog.get_logger("dondoc").debug("not at this level")
    try:
        int("một")
    except ValueError:
        structlog.get_logger("dondoc").exception("không đọc được")
    await ActivityEnvironment().run(remind)
    replayer = Replayer(workflows=[Waits], workflow_runner=UnsandboxedWorkflowRunner(), runtime=temporal_runtime())
    await replayer.replay_workflow(history_of_another_workflow(), raise_on_replay_failure=False)
    await asyncio.sleep(0.1)  # Core hands its records over a few milliseconds later


asyncio.run(main())
