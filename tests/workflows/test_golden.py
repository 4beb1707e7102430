"""Golden histories: what ran before still replays, and rules may change under it.

A history is recorded from a real run (`pytest tests/workflows/test_golden.py --record-golden`) and replayed by today's
shell. A change of a rule must not break it; a change of the shell's commands needs `workflow.patched`.
"""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Replayer
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner

from models import case as case_acts
from models import case_clocks, case_evolve, case_state, clocks
from models import commands as c
from tests.builders import duty, paper, plan
from tests.house import WORKFLOWS, living

GOLDEN = Path(__file__).parents[1] / "golden"
NAMES = sorted(path.stem for path in GOLDEN.glob("*.json"))


def _replayer() -> Replayer:
    return Replayer(
        workflows=WORKFLOWS, data_converter=pydantic_data_converter, workflow_runner=SandboxedWorkflowRunner()
    )


@pytest.mark.parametrize("name", NAMES)
async def test_a_golden_history_replays(name: str) -> None:
    history = WorkflowHistory.from_json(name, (GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    await _replayer().replay_workflow(history)


@pytest.mark.parametrize("name", NAMES)
async def test_changed_rules_leave_old_histories_replaying(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules refuse what they accepted, alarms move or vanish, evolve fails: what a workflow commands stays the same."""

    def broken(*_: object, **__: object) -> object:
        msg = "a rule that changed"
        raise AssertionError(msg)

    for module, rule in (
        (case_acts, "decide"),
        (case_clocks, "settle"),
        (case_clocks, "ring_case"),
        (case_evolve, "evolve"),
        (clocks, "next_alarm"),
        (clocks, "ring"),
        (clocks, "arm"),
    ):
        monkeypatch.setattr(module, rule, broken)
    monkeypatch.setattr(case_state.Case, "next_alarm", broken)
    history = WorkflowHistory.from_json(name, (GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    await _replayer().replay_workflow(history)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("long", [False, True])
async def test_what_a_workflow_commands_does_not_depend_on_its_clock_or_history_length(name: str, long: bool) -> None:
    """After a replay with queries the SDK may show a workflow an older task's attributes than the next replay will."""
    history = WorkflowHistory.from_json(name, (GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    tasks = [event for event in history.events if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED]
    for late in tasks[1:]:
        late.event_time.CopyFrom(tasks[0].event_time)
        late.workflow_task_started_event_attributes.suggest_continue_as_new = long
    await _replayer().replay_workflow(history)


async def test_a_changed_shell_is_noticed() -> None:
    """The guard can fail: a history whose recorded timer is another activity does not replay."""
    name = NAMES[0]
    text = (GOLDEN / f"{name}.json").read_text(encoding="utf-8").replace('"name": "load"', '"name": "other"')
    with pytest.raises(Exception, match=r"[Nn]ondeterminism"):
        await _replayer().replay_workflow(WorkflowHistory.from_json(name, text))


async def test_golden_histories_cover_what_the_shell_commands() -> None:
    kinds = set()
    for name in NAMES:
        history = WorkflowHistory.from_json(name, (GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
        kinds |= {event.event_type for event in history.events}
    assert {
        EventType.EVENT_TYPE_TIMER_STARTED,
        EventType.EVENT_TYPE_TIMER_CANCELED,
        EventType.EVENT_TYPE_TIMER_FIRED,
        EventType.EVENT_TYPE_MARKER_RECORDED,
        EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED,
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW,
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
    } <= kinds


async def test_record_golden_histories(
    env: WorkflowEnvironment, engine: Engine, request: pytest.FixtureRequest
) -> None:
    """Lives the lives that golden histories keep; writes them only with --record-golden."""
    async with living(env, engine) as house:
        await house.launch(plan(duty("F1"), duty("F2")), plan(n=2, unit="sxd"), plan(n=3, unit="syt"))
        await house.give(c.Acknowledge, "stp.focal")
        await house.give(c.Report, "stp.focal", paper=paper())
        await house.give(c.Return, "snv.officer", reason="Thiếu minh chứng")
        await house.give(c.Report, "stp.focal", paper=paper())
        await house.give(c.Confirm, "snv.officer")
        await house.handle(house.case()).result()
        await house.forward(house.case(2), days=20)
        for number in range(40):
            await house.give(c.Confirm, "snv.officer", house.case(3), id=f"refused-{number}")
        names = {"prompt-case": house.case(), "silent-case": house.case(2), "launched-inspection": house.stream}
        histories = {name: await house.handle(stream).fetch_history() for name, stream in names.items()}
        first = [w async for w in env.client.list_workflows(f"WorkflowId = '{house.case(3)}'")]
        oldest = min(first, key=lambda w: w.start_time)
        rolled = env.client.get_workflow_handle(oldest.id, run_id=oldest.run_id)
        histories["rolled-case"] = await rolled.fetch_history()
    await _replayer().replay_workflow(histories["rolled-case"])
    if request.config.getoption("--record-golden"):
        for name, history in histories.items():
            (GOLDEN / f"{name}.json").write_text(history.to_json() + "\n", encoding="utf-8")
