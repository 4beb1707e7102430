"""The courier: keeps two resident senders alive, one for notices to people, one for messages between streams."""

import asyncio

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from workflows import messages as m

_SHIFTS = 100  # a run's; its history stays short
_RESIDENT = RetryPolicy(initial_interval=m.PATIENT_INTERVAL, backoff_coefficient=1.0)


@workflow.defn(name=m.COURIER_WORKFLOW)
class CourierWorkflow:
    """A resident activity works for one shift, then a new one takes over; retries are not history."""

    @workflow.run
    async def run(self, start: m.CourierStart) -> None:
        """Shift after shift, for ever."""
        for _ in range(_SHIFTS):
            await asyncio.gather(self._shift(m.NOTIFY, start), self._shift(m.DELIVER, start))
        workflow.continue_as_new(start)

    async def _shift(self, activity: str, start: m.CourierStart) -> None:
        await workflow.execute_activity(
            activity,
            start,
            start_to_close_timeout=start.shift * 2,
            heartbeat_timeout=m.HEARTBEAT,
            retry_policy=_RESIDENT,
        )
