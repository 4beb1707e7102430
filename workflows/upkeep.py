"""Upkeep: every open stream has its workflow, and both agree. Lost workflows come back from the ledger."""

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from workflows import messages as m

_ROUNDS = 300  # a run's; its history stays short


@workflow.defn(name=m.UPKEEP_WORKFLOW)
class UpkeepWorkflow:
    """Looks after the others, once a minute."""

    @workflow.run
    async def run(self, start: m.UpkeepStart) -> None:
        """Round after round, for ever."""
        for _ in range(_ROUNDS):
            await workflow.execute_activity(
                m.UPKEEP,
                start,
                start_to_close_timeout=m.OPENING,
                heartbeat_timeout=m.HEARTBEAT,
                retry_policy=RetryPolicy(maximum_interval=m.PATIENT_INTERVAL),
            )
            await workflow.sleep(start.every)
        workflow.continue_as_new(start)
