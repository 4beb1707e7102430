"""An inspection as a durable workflow: the commands it takes, its cases to open, its drafts' clock."""

from temporalio import workflow

from workflows.shell import Shell, accepts

with workflow.unsafe.imports_passed_through():
    from models import commands as c
    from models.inspection import Inspection, evolve
    from models.standing import Standing
    from workflows import messages as m


@workflow.defn(name=m.INSPECTION_WORKFLOW)
class InspectionWorkflow(Shell):
    """Waits for what people do and for what time brings; the ledger decides."""

    alarm_command = c.RingInspection

    launch = accepts(c.Launch)
    draft_opened = accepts(c.DraftOpened)
    draft_emptied = accepts(c.DraftEmptied)
    issue = accepts(c.IssueDraft)
    edit = accepts(c.EditDraft)
    hold = accepts(c.HoldDraft)
    drop = accepts(c.DropDraft)
    finish = accepts(c.Finish)

    @workflow.init
    def __init__(self, start: m.Start) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, start: m.Start) -> None:  # noqa: ARG002 - taken by __init__, as Temporal requires
        """Live until the inspection is finished."""
        await self.live()

    async def run_errand(self, errand: str) -> None:
        """Open the cases of the launch, in resumable waves."""
        ask = m.OpenCasesAsk(
            inspection=self.start.stream.split("/", 1)[1], seen=self.shown, now=workflow.now(), tempo=self.start.tempo
        )
        standing = await self._patiently(errand, ask, Standing, m.OPENING)
        if standing:
            self._see(standing)

    @workflow.query
    def state(self) -> Inspection | None:
        """The inspection as this workflow has seen it."""
        inspection = Inspection.model_validate_json(self.loaded) if self.loaded else None
        for line in self.lines:
            inspection = evolve(inspection, line.event, line.at)  # type: ignore[arg-type]
        return inspection
