"""The state a workflow has seen, by replaying its history here: no query disturbs it, and every replay is a test.

(A query that meets a timer while a fresh worker replays makes SDK 1.35 show the workflow an outdated task.)
"""

from typing import Any

from temporalio import worker, workflow
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer, UnsandboxedWorkflowRunner

from workflows.case import CaseWorkflow
from workflows.inspection import InspectionWorkflow


class Replays(worker.Interceptor):
    """Replays histories and keeps the workflows they made."""

    def __init__(self) -> None:
        self.instances: dict[str, Any] = {}

    async def state(self, client: Client, stream: str) -> object:
        """The stream's state as its newest run has seen it. Raises NondeterminismError when it cannot be replayed."""
        history = await client.get_workflow_handle(stream).fetch_history()
        replayer = Replayer(
            workflows=[CaseWorkflow, InspectionWorkflow],
            data_converter=pydantic_data_converter,
            workflow_runner=UnsandboxedWorkflowRunner(),
            interceptors=[self],
        )
        await replayer.replay_workflow(history)
        return self.instances[history.run_id].state()

    def workflow_interceptor_class(
        self,
        input: worker.WorkflowInterceptorClassInput,  # noqa: A002, ARG002
    ) -> type[worker.WorkflowInboundInterceptor]:
        instances = self.instances

        class Keep(worker.WorkflowInboundInterceptor):
            async def execute_workflow(self, input: worker.ExecuteWorkflowInput) -> Any:  # noqa: A002 - the SDK's signature
                instances[workflow.info().run_id] = workflow.instance()
                return await super().execute_workflow(input)

        return Keep
