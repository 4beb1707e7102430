"""The one door to the workflows: CLI, pages and courier act through it; each command is a named, typed update."""

from datetime import timedelta
from typing import Any

from temporalio.client import (
    Client,
    WithStartWorkflowOperation,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from models.base import name_of
from models.clock import Tempo
from models.commands import Command
from models.standing import Answer
from workflows import messages as m

REACH_WITHIN = timedelta(seconds=8)


class Unavailable(Exception):
    """The system did not answer within seconds; sending the same command id again is safe."""


class Gateway:
    """Sends commands to streams and sees to it that every stream's workflow runs."""

    def __init__(self, client: Client, tempo: Tempo, queue: str = m.QUEUE) -> None:
        self.client, self.tempo, self.queue = client, tempo, queue

    async def send(self, stream: str, command: Command) -> Answer:
        """Have a command decided; the answer says whether it was accepted or why not.

        Raises:
            Unavailable: nobody answered in time; the same command id may be sent again.
        """
        try:
            return await self._sent(stream, command)
        except RPCError as error:
            if error.status != RPCStatusCode.NOT_FOUND:
                raise Unavailable(str(error)) from error
        except WorkflowUpdateRPCTimeoutOrCancelledError as error:
            raise Unavailable(str(error)) from error
        return await self._sent_with_start(stream, command)

    async def _sent(self, stream: str, command: Command) -> Answer:
        handle = self.client.get_workflow_handle(stream)
        try:
            answer: Answer = await handle.execute_update(
                name_of(command), command, result_type=Answer, rpc_timeout=REACH_WITHIN
            )
        except WorkflowUpdateFailedError as error:
            raise _unavailable(error) from error
        return answer

    async def _sent_with_start(self, stream: str, command: Command) -> Answer:
        try:
            answer: Answer = await self.client.execute_update_with_start_workflow(
                name_of(command),
                command,
                start_workflow_operation=self._start_operation(stream),
                result_type=Answer,
                rpc_timeout=REACH_WITHIN,
            )
        except WorkflowUpdateFailedError as error:
            raise _unavailable(error) from error
        except (RPCError, WorkflowUpdateRPCTimeoutOrCancelledError) as error:
            raise Unavailable(str(error)) from error
        return answer

    def _start_operation(self, stream: str) -> WithStartWorkflowOperation[Any, Any]:
        return WithStartWorkflowOperation(
            m.workflow_of(stream),
            m.Start(stream=stream, tempo=self.tempo),
            id=stream,
            task_queue=self.queue,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        )

    async def ensure(self, stream: str, *, poke: bool = False, replace: bool = False) -> None:
        """Start the stream's workflow unless it runs; with `poke`, have a running one look at the ledger.

        With `replace`, a running one is ended and a new one, which loads from the ledger, takes its place.
        """
        existing = WorkflowIDConflictPolicy.TERMINATE_EXISTING if replace else WorkflowIDConflictPolicy.USE_EXISTING
        await self.client.start_workflow(
            m.workflow_of(stream),
            m.Start(stream=stream, tempo=self.tempo),
            id=stream,
            task_queue=self.queue,
            id_conflict_policy=existing,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
            start_signal=m.POKE if poke and not replace else None,
            rpc_timeout=REACH_WITHIN,
        )

    async def ensure_services(self, upkeep_every: timedelta = timedelta(minutes=1)) -> None:
        """Start the resident workflows unless they run: the courier and upkeep, once each."""
        await self._ensure_service(m.COURIER_WORKFLOW, m.COURIER_ID, m.CourierStart(tempo=self.tempo))
        upkeep = m.UpkeepStart(tempo=self.tempo, every=upkeep_every)
        await self._ensure_service(m.UPKEEP_WORKFLOW, m.UPKEEP_ID, upkeep)

    async def _ensure_service(self, workflow: str, workflow_id: str, start: Any) -> None:
        await self.client.start_workflow(
            workflow,
            start,
            id=workflow_id,
            task_queue=self.queue,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
            rpc_timeout=REACH_WITHIN,
        )


def _unavailable(error: WorkflowUpdateFailedError) -> Exception:
    cause = error.cause
    text = cause.message if isinstance(cause, ApplicationError) else str(cause)
    return Unavailable(text)
