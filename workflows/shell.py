"""The one shell: the durable representative of a stream. It waits for the next alarm or command and has it recorded.

What it commands depends only on what activities returned. The ledger decides; this waits.
"""

import asyncio
import contextlib
from datetime import timedelta
from typing import Any, ClassVar, TypeVar

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError, FailureError, is_cancelled_exception

with workflow.unsafe.imports_passed_through():
    from models.base import name_of
    from models.clocks import Alarm
    from models.commands import AnyCommand, Command, Ring, RingInspection
    from models.standing import Answer, Line, Standing
    from workflows import messages as m

_PATIENT = RetryPolicy(initial_interval=timedelta(seconds=1), maximum_interval=m.PATIENT_INTERVAL)
_QUICK = RetryPolicy(
    initial_interval=timedelta(milliseconds=100), maximum_interval=timedelta(seconds=1), maximum_attempts=5
)
_AGAIN = timedelta(minutes=1)
_AT_ONCE = timedelta(milliseconds=1)
# While the database is away nothing says that the history grows long; failures do.
_MANY_FAILURES = 400
T = TypeVar("T")


def accepts(command: type[Command]) -> Any:
    """A named, typed update that has one kind of command recorded; its validator checks form only."""

    async def handle(self: "Shell", command: AnyCommand) -> Answer:
        return await self.obey(command)

    def check(self: "Shell", command: AnyCommand) -> None:  # noqa: ARG001 - a validator is a method
        if not command.id.strip():
            msg = "a command needs an id"
            raise ValueError(msg)

    name = name_of(command)
    for function, called, returns in ((handle, name, Answer), (check, f"check_{name}", None)):
        function.__name__ = function.__qualname__ = called
        function.__annotations__ = {"command": command, "return": returns}
    update = workflow.update(name=name)(handle)
    update.validator(check)
    return update


class Shell:
    """Base of every stream's workflow; subclasses name their updates, their alarm and how their state is shown."""

    alarm_command: ClassVar[type[Ring] | type[RingInspection]]

    def __init__(self, start: m.Start) -> None:
        self.start = start
        self.standing: Standing | None = None
        self.loaded: str | None = None
        self.lines: list[Line] = []
        self.shown = 0
        self.behind = self.roll = False
        self.failures = 0
        self.outlasting: asyncio.Task[None] | None = None
        self.refrain: str | None = None

    # --- what people ask ---------------------------------------------------------------------------------------

    async def obey(self, command: AnyCommand) -> Answer:
        """Have a command recorded and answer it; fails fast as unavailable, so that the same id may be sent again."""
        if self.standing is None:
            try:
                await workflow.wait_condition(lambda: self.standing is not None, timeout=m.ANSWER_WITHIN)
            except TimeoutError:
                raise _unavailable() from None
        try:
            standing = await self._recorded(m.COMMIT, command)
        except FailureError as failure:
            if is_cancelled_exception(failure):
                raise
            self._outlast(m.ATTEMPT)
            raise _unavailable() from failure
        self._see(standing)
        if standing.answer is None:
            raise _unavailable()
        return standing.answer

    async def _recorded(self, activity: str, command: AnyCommand) -> Standing:
        standing: Standing = await workflow.execute_local_activity(
            activity,
            self._ask(command),
            result_type=Standing,
            start_to_close_timeout=m.ATTEMPT,
            schedule_to_close_timeout=m.ANSWER_WITHIN,
            retry_policy=_QUICK,
        )
        return standing

    def _ask(self, command: AnyCommand) -> m.CommitAsk:
        seen = self.standing.seq if self.standing else 0
        return m.CommitAsk(
            stream=self.start.stream,
            seen=seen,
            command=command,
            now=workflow.now(),
            tempo=self.start.tempo,
            roll=workflow.info().is_continue_as_new_suggested(),
        )

    # --- what time asks ----------------------------------------------------------------------------------------

    async def live(self) -> None:
        """Load, then wait and ring until the stream is closed; every run of a stream starts here the same way."""
        loaded = await self._patiently(m.LOAD, self.start.stream, m.Loaded)
        if loaded:
            self.loaded, self.shown = loaded.state, loaded.standing.seq
            self._see(loaded.standing)
        if workflow.info().continued_run_id:
            # What the run before was still waiting for may yet be committed, after this load.
            self._outlast(m.PATIENT_ATTEMPT)
        while not await self._over():
            if self._rolling():
                await workflow.wait_condition(workflow.all_handlers_finished)
                workflow.continue_as_new(self.start)
            elif self.behind:
                await self._catch_up()
            elif self.standing and self.standing.errand:
                await self.run_errand(self.standing.errand)
            elif alarm := await self._wait():
                await self._ring(alarm)

    async def _over(self) -> bool:
        if not self._ended():
            return False
        await workflow.wait_condition(workflow.all_handlers_finished)
        return self._ended()

    def _ended(self) -> bool:
        if self.standing is None or self.behind or self.outlasting:
            return False
        # A stream that nobody opened has seq 0: its run answered a command and has nothing to wait for.
        return self.standing.closed or self.standing.seq == 0

    def _rolling(self) -> bool:
        """Whether to continue as new: as an activity has repeated it, never as Temporal shows it now (see `_wait`)."""
        return self.roll or self.failures >= _MANY_FAILURES

    async def _ring(self, alarm: Alarm) -> None:
        name = m.ESCALATE if alarm.escalates else m.REMIND
        command = self.alarm_command.model_validate({"id": alarm.key, "arming": alarm.arming})
        seq = self.standing.seq if self.standing else 0
        try:
            standing: Standing | None = await self._recorded(name, command)
        except FailureError as failure:
            if is_cancelled_exception(failure):
                raise
            standing = await self._patiently(name, self._ask(command), Standing)
        if standing:
            self._see(standing)
            # Ringing without any effect must not become a loop: ask again in a while, or when something changes.
            still = standing.next_alarm is not None and standing.next_alarm.key == alarm.key and standing.seq == seq
            self.refrain = alarm.key if still else None

    async def _wait(self) -> Alarm | None:
        """Wait for the next alarm, and return it when its timer has fired; None when something else happened before.

        Only a timer's firing says that an alarm is due, never a look at `workflow.now()`: after a replay with queries
        the SDK may show an older instant than the next replay will, and a branch on it ends in a NondeterminismError.
        """
        alarm, delay = self.standing.next_alarm if self.standing else None, None
        if alarm:
            remaining = self.start.tempo.real(alarm.at) - workflow.now()
            delay = _AGAIN if alarm.key == self.refrain else max(remaining, _AT_ONCE)
        try:
            await workflow.wait_condition(
                lambda: self._disturbed(alarm), timeout=delay, timeout_summary=alarm.key if alarm else None
            )
        except TimeoutError:
            self.refrain = None
            return alarm
        return None

    def _disturbed(self, alarm: Alarm | None) -> bool:
        standing = self.standing
        if standing is None or self.behind or self._ended() or self._rolling() or standing.errand:
            return True
        return (standing.next_alarm and standing.next_alarm.at) != (alarm and alarm.at) or (
            standing.next_alarm is not None and alarm is not None and standing.next_alarm.key != alarm.key
        )

    def _outlast(self, attempt: timedelta) -> None:
        """An attempt failed that may yet commit: catch up when its time is over."""
        self.failures += 1
        if self.outlasting is None:
            self.outlasting = asyncio.create_task(self._outlasted(attempt))

    async def _outlasted(self, attempt: timedelta) -> None:
        failures = 0
        while failures != self.failures:  # others failed meanwhile: their time is waited for, too
            failures = self.failures
            await workflow.sleep(attempt)
            self.behind = True
        self.outlasting = None

    async def _catch_up(self) -> None:
        """See what was committed unseen."""
        self.behind = False
        ask = m.TailAsk(
            stream=self.start.stream,
            seen=self.standing.seq if self.standing else 0,
            roll=workflow.info().is_continue_as_new_suggested(),
        )
        standing = await self._patiently(m.TAIL, ask, Standing)
        if standing:
            self._see(standing)
            self.refrain = None

    async def run_errand(self, errand: str) -> None:
        """Work beyond a commit; a stream without errands never gets here."""
        raise ApplicationError(f"no errand {errand}", non_retryable=True)

    async def _patiently(
        self, activity: str, arg: Any, result: type[T], attempt: timedelta = m.PATIENT_ATTEMPT
    ) -> T | None:
        """A normal activity that retries until it succeeds; given up only to continue as new, which loads anew."""
        handle = workflow.start_activity(
            activity,
            arg,
            result_type=result,
            start_to_close_timeout=attempt,
            heartbeat_timeout=m.HEARTBEAT if attempt > m.PATIENT_ATTEMPT else None,
            retry_policy=_PATIENT,
        )
        await workflow.wait_condition(lambda: handle.done() or self._rolling())
        if not handle.done():
            handle.cancel()
            with contextlib.suppress(ActivityError):
                await handle
            return None
        found: T = await handle
        return found

    def _see(self, standing: Standing) -> None:
        """Take in what a commit returned; an older answer that arrives later adds nothing."""
        self.roll = self.roll or standing.roll
        if self.standing and standing.seq < self.standing.seq:
            return
        self.lines.extend(line for line in standing.lines if line.seq > self.shown)
        self.shown, self.standing = standing.seq, standing
        workflow.set_current_details(standing.stage)

    # --- what operators ask ------------------------------------------------------------------------------------

    @workflow.signal(name=m.POKE)
    def poke(self) -> None:
        """Upkeep noticed that this stream is behind: look at the ledger."""
        self.behind = True

    @workflow.query
    def seen(self) -> int:
        """The last sequence this workflow has seen."""
        return self.standing.seq if self.standing else 0


def _unavailable() -> ApplicationError:
    return ApplicationError("try again with the same command id", type=m.UNAVAILABLE, non_retryable=True)
