"""A unit's case as a durable workflow: the commands it takes, and its clock."""

from temporalio import workflow

from workflows.shell import Shell, accepts

with workflow.unsafe.imports_passed_through():
    from models import commands as c
    from models.case_evolve import evolve
    from models.case_state import Case
    from workflows import messages as m


@workflow.defn(name=m.CASE_WORKFLOW)
class CaseWorkflow(Shell):
    """Waits for what people do and for what time brings; the ledger decides."""

    alarm_command = c.Ring

    acknowledge = accepts(c.Acknowledge)
    report = accepts(c.Report)
    return_ = accepts(c.Return)
    confirm = accepts(c.Confirm)
    correct = accepts(c.Correct)
    reopen = accepts(c.Reopen)
    answer = accepts(c.Answer)
    close = accepts(c.Close)
    settle_draft = accepts(c.SettleDraft)

    @workflow.init
    def __init__(self, start: m.Start) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, start: m.Start) -> None:  # noqa: ARG002 - taken by __init__, as Temporal requires
        """Live until the case is closed."""
        await self.live()

    @workflow.query
    def state(self) -> Case | None:
        """The case as this workflow has seen it."""
        case = Case.model_validate_json(self.loaded) if self.loaded else None
        for line in self.lines:
            case = evolve(case, line.event, line.at)  # type: ignore[arg-type]  # a case's stream holds case events
        return case
