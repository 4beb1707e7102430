"""Interceptors that pass the failpoints: of activities, workflows, the client, and the database's transactions."""

from typing import Any, ClassVar, NoReturn

from sqlalchemy import Connection, Engine, event
from temporalio import activity, client, worker, workflow
from temporalio.exceptions import ApplicationError

from models.standing import Answer, Standing
from tests.chaos.failpoints import Failpoints, Point
from tests.chaos.site import TASK_TIMEOUT
from workflows import messages as m

ALARMS = (m.REMIND, m.ESCALATE)


class Chaos(worker.Interceptor):
    """What a worker of the kill test is given."""

    def __init__(self, points: Failpoints) -> None:
        self.points = points

    def intercept_activity(self, next: worker.ActivityInboundInterceptor) -> worker.ActivityInboundInterceptor:  # noqa: A002
        return _Activities(next, self.points)

    def workflow_interceptor_class(
        self,
        input: worker.WorkflowInterceptorClassInput,  # noqa: A002, ARG002
    ) -> type[worker.WorkflowInboundInterceptor]:
        class Bound(_Workflows):
            points = self.points

        return Bound


class _Activities(worker.ActivityInboundInterceptor):
    def __init__(self, next: worker.ActivityInboundInterceptor, points: Failpoints) -> None:  # noqa: A002
        super().__init__(next)
        self.points = points

    async def execute_activity(self, input: worker.ExecuteActivityInput) -> Any:  # noqa: A002 - the SDK's signature
        info = activity.info()
        if info.is_local:
            return await self._local(input, info)
        who = {m.TAIL: "person", m.REMIND: "alarm", m.ESCALATE: "alarm"}.get(info.activity_type)
        self._around(who, "entering", info)
        result = await super().execute_activity(input)
        self._around(who, "leaving", info)
        if info.activity_type == m.LOAD and info.workflow_run_id in self.points.continued:
            self.points.reach(Point.CONTINUE_AS_NEW, "loading", info.workflow_id or "")
        return result

    async def _local(self, input: worker.ExecuteActivityInput, info: activity.Info) -> object:  # noqa: A002
        who = "person" if info.activity_type == m.COMMIT else "alarm"
        fails = self.points.fails(who, info.workflow_id or "")
        if fails == "failed":
            raise _lost()
        result = await super().execute_activity(input)
        if fails == "unseen":
            raise _lost()
        if isinstance(result, Standing) and _recorded(result.answer):
            self.points.reach(Point.AFTER_COMMIT, "returned", f"{info.activity_type} {info.workflow_id}")
        return result

    def _around(self, who: str | None, where: str, info: activity.Info) -> None:
        for how in ("failed", "unseen") if who else ():
            detail = f"{info.activity_type} {info.workflow_id}"
            self.points.reach(Point.FALLBACK, f"{who}/{how}/{where}", detail)


class _Workflows(worker.WorkflowInboundInterceptor):
    points: ClassVar[Failpoints]

    def init(self, outbound: worker.WorkflowOutboundInterceptor) -> None:
        super().init(_Rolling(outbound, self.points))

    async def execute_workflow(self, input: worker.ExecuteWorkflowInput) -> Any:  # noqa: A002 - the SDK's signature
        info = workflow.info()
        if info.continued_run_id and _stands_for_a_stream(info) and not workflow.unsafe.is_replaying():
            self.points.continued.add(info.run_id)
            self.points.reach(Point.CONTINUE_AS_NEW, "started", info.workflow_id)
        return await super().execute_workflow(input)

    async def handle_update_handler(self, input: worker.HandleUpdateInput) -> Any:  # noqa: A002 - the SDK's signature
        answer = await super().handle_update_handler(input)
        if isinstance(answer, Answer) and _recorded(answer) and not workflow.unsafe.is_replaying():
            self.points.reach(Point.AFTER_COMMIT, "answered", f"{input.update} {workflow.info().workflow_id}")
        return answer


class _Rolling(worker.WorkflowOutboundInterceptor):
    def __init__(self, next: worker.WorkflowOutboundInterceptor, points: Failpoints) -> None:  # noqa: A002
        super().__init__(next)
        self.points = points

    def continue_as_new(self, input: worker.ContinueAsNewInput) -> NoReturn:  # noqa: A002
        info = workflow.info()
        if _stands_for_a_stream(info) and not workflow.unsafe.is_replaying():
            self.points.reach(Point.CONTINUE_AS_NEW, "commanded", info.workflow_id)
        super().continue_as_new(input)


class ChaosClient(client.Interceptor):
    """What every client of the tree is given: short tasks, so that a dead worker's task is soon given to the next."""

    def __init__(self, points: Failpoints | None = None) -> None:
        self.points = points

    def intercept_client(self, next: client.OutboundInterceptor) -> client.OutboundInterceptor:  # noqa: A002
        return _Starts(next, self.points)


class _Starts(client.OutboundInterceptor):
    def __init__(self, next: client.OutboundInterceptor, points: Failpoints | None) -> None:  # noqa: A002
        super().__init__(next)
        self.points = points

    async def start_workflow(self, input: client.StartWorkflowInput) -> client.WorkflowHandle[Any, Any]:  # noqa: A002
        if self.points and activity.in_activity() and activity.info().activity_type == m.OPEN_CASES:
            self.points.reach(Point.OPENING, "unstarted", input.id)
        input.task_timeout = TASK_TIMEOUT
        return await super().start_workflow(input)

    async def start_update_with_start_workflow(
        self,
        input: client.StartWorkflowUpdateWithStartInput,  # noqa: A002
    ) -> client.WorkflowUpdateHandle[Any]:
        input.start_workflow_input.task_timeout = TASK_TIMEOUT
        return await super().start_update_with_start_workflow(input)


def watch_transactions(engine: Engine, points: Failpoints) -> None:
    """Pass a failpoint in each transaction that has appended events, just before it is committed."""

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.info["appended"] = False

    @event.listens_for(engine, "after_cursor_execute")
    def _executed(connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO events"):
            connection.info["appended"] = True

    @event.listens_for(engine, "commit")
    def _committing(connection: Connection) -> None:
        if not connection.info["appended"] or not activity.in_activity():
            return
        info = activity.info()
        detail = f"{info.activity_type} {info.workflow_id}"
        points.reach(Point.BEFORE_COMMIT, "written", detail)
        if info.activity_type in ALARMS and not info.is_local:
            points.reach(Point.FALLBACK, "alarm/failed/inside", detail)


def _stands_for_a_stream(info: workflow.Info) -> bool:
    return info.workflow_type in {m.CASE_WORKFLOW, m.INSPECTION_WORKFLOW}


def _recorded(answer: Answer | None) -> bool:
    return answer is not None and answer.accepted and bool(answer.events)


def _lost() -> ApplicationError:
    return ApplicationError("the database does not answer", type="OperationalError", non_retryable=True)
