"""The twelve rules of the shell (design.md section 2), each proved by a test that names its number."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, insert, select
from sqlalchemy.exc import IntegrityError
from temporalio import activity
from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowExecutionStatus
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment, WorkflowEnvironment

from activities.ledger import LedgerActivities
from activities.notify import NotifyActivities
from activities.upkeep import POKES, UpkeepActivities
from gateway import Unavailable
from models import commands as c
from models.clock import Tempo
from models.events import Rang
from models.standing import Standing
from notices.mailbox import MailboxFolder
from store import ledger, references
from store import tables as t
from store.aggregates import AGGREGATES
from store.commit import TooLate, commit
from store.engine import reading, writing
from store.queries import load_stream
from tests.builders import SENT, bundle, duty, paper, plan
from tests.house import House, living
from workflows import messages as m
from workflows.case import CaseWorkflow
from workflows.inspection import InspectionWorkflow

HISTORY_LIMIT = 150
ONCE = (t.events, t.answers, t.notices, t.messages, t.draft_items)


def _rows(engine: Engine, query: Any) -> list[Any]:
    with reading(engine) as connection:
        return list(connection.execute(query).mappings())


def _change(engine: Engine, statement: Any) -> None:
    with writing(engine) as connection:
        connection.execute(statement)


# 1 -----------------------------------------------------------------------------------------------------------------


async def test_rule_1_an_unknown_snapshot_is_folded_anew_from_the_events(house: House) -> None:
    await house.launch(plan())
    before = house.kept(house.case())
    _change(house.engine, t.streams.update().where(t.streams.c.stream == house.case()).values(shape=-1, snapshot="{}"))
    assert house.kept(house.case()) == before
    assert (await house.give(c.Acknowledge, "stp.focal")).accepted
    row = _rows(house.engine, select(t.streams).where(t.streams.c.stream == house.case()))[0]
    assert row["shape"] == AGGREGATES["case"].shape


def test_rule_1_an_event_is_never_before_the_last_one_and_the_database_dates_the_record(engine: Engine) -> None:
    opened = _opened(engine)
    earlier = SENT - timedelta(days=3)
    standing = commit(engine, "case/q3/1", opened.seq, c.Acknowledge(id="a", actor="stp.focal"), earlier)
    assert standing.answer
    assert standing.answer.at == SENT
    recorded = _rows(engine, select(t.events.c.recorded_at))
    assert all(datetime.now(UTC) - ledger.unstamp(row["recorded_at"]) < timedelta(minutes=5) for row in recorded)


async def test_rule_1_the_workflow_takes_in_only_events_above_its_own_sequence(house: House) -> None:
    await house.launch(plan(duty("F1"), duty("F2")))
    acts = [house.give(c.Report, "stp.focal", paper=paper(), requirements=(name,)) for name in ("F1", "F2")]
    answers = await asyncio.gather(*acts, house.give(c.Acknowledge, "stp.focal"))
    assert sum(answer.accepted for answer in answers) >= 2  # an acknowledgement after a report has nothing to add
    assert await house.state(house.case()) == house.kept(house.case())


# 2 -----------------------------------------------------------------------------------------------------------------


async def test_rule_2_a_refusal_is_a_value_not_stored_and_decided_afresh(house: House) -> None:
    await house.launch(plan())
    early = await house.give(c.Confirm, "snv.officer", id="once")
    assert not early.accepted
    assert early.refusal
    assert early.refusal.code == "nothing_to_do"
    assert not _rows(house.engine, select(t.answers).where(t.answers.c.command_id == "once"))
    await house.give(c.Report, "stp.focal", paper=paper())
    assert (await house.give(c.Confirm, "snv.officer", id="once")).accepted


async def test_rule_2_a_repeated_command_gets_its_first_answer(house: House) -> None:
    await house.launch(plan())
    first = await house.give(c.Acknowledge, "stp.focal", id="same")
    assert await house.give(c.Acknowledge, "stp.focal", id="same") == first
    together = await asyncio.gather(*(house.give(c.Report, "stp.focal", id="r", paper=paper()) for _ in range(5)))
    assert len({answer.model_dump_json() for answer in together}) == 1


def test_rule_2_every_command_of_people_and_streams_is_a_named_update_with_a_validator() -> None:
    by_activity = {"open_case", "cases_opened", "ring", "ring_inspection"}
    for workflow, aggregate in ((CaseWorkflow, "case"), (InspectionWorkflow, "inspection")):
        definition = vars(workflow)["__temporal_workflow_definition"]  # what the SDK registers
        commands = {name for name, command in c.COMMANDS.items() if command.aggregate == aggregate}
        assert set(definition.updates) == commands - by_activity
        for name, update in definition.updates.items():
            assert update.arg_types == [c.COMMANDS[name]]
            assert update.validator is not None, name


async def test_rule_2_a_malformed_command_is_refused_without_hurting_the_workflow(house: House) -> None:
    await house.launch(plan())
    with pytest.raises(Exception, match="Workflow update failed"):
        await house.handle(house.case()).execute_update("acknowledge", {"id": "", "actor": "stp.focal"})
    assert (await house.give(c.Acknowledge, "stp.focal")).accepted


# 3 -----------------------------------------------------------------------------------------------------------------


def test_rule_3_an_alarm_no_longer_due_does_nothing(engine: Engine) -> None:
    opened = _opened(engine)
    alarm = opened.next_alarm
    assert alarm
    reported = commit(engine, "case/q3/1", opened.seq, c.Report(id="r", actor="stp.focal", paper=paper()), SENT)
    ring = c.Ring(id=alarm.key, arming=alarm.arming)
    after = commit(engine, "case/q3/1", reported.seq, ring, alarm.at)
    assert (after.seq, after.lines) == (reported.seq, ())


def test_rule_3_a_reminder_rings_once_whoever_asks_again(engine: Engine) -> None:
    opened = _opened(engine)
    alarm = opened.next_alarm
    assert alarm
    ring = c.Ring(id=alarm.key, arming=alarm.arming)
    first = commit(engine, "case/q3/1", opened.seq, ring, alarm.at)
    again = commit(engine, "case/q3/1", first.seq, ring, alarm.at + timedelta(days=30))
    assert first.seq == opened.seq + 1
    assert again.seq == first.seq


async def test_rule_3_an_alarm_that_escalates_runs_under_the_name_escalate(house: House) -> None:
    await house.launch(plan())
    await house.forward(house.case(), days=6, hours=8)
    names = []
    async for event in house.handle(house.case()).fetch_history_events():
        if event.event_type == EventType.EVENT_TYPE_MARKER_RECORDED:
            data = event.marker_recorded_event_attributes.details["data"].payloads[0].data.decode()
            names.append(next(name for name in (m.COMMIT, m.REMIND, m.ESCALATE) if f'"{name}"' in data))
    assert names == [m.REMIND] * 7 + [m.ESCALATE]


# 4 -----------------------------------------------------------------------------------------------------------------


def test_rule_4_a_commit_past_its_time_leaves_nothing_behind(engine: Engine) -> None:
    opened = _opened(engine)
    with pytest.raises(TooLate):
        commit(engine, "case/q3/1", opened.seq, c.Acknowledge(id="late", actor="stp.focal"), SENT, lambda: False)
    assert load_stream(engine, "case/q3/1")[0].seq == opened.seq
    assert not _rows(engine, select(t.answers).where(t.answers.c.command_id == "late"))


def test_rule_4_no_thread_that_may_hold_the_write_lock_is_interrupted(engine: Engine, tmp_path: Path) -> None:
    """An exception thrown in between `acquire` and `try` would keep the lock, and every other writer, for ever."""
    for method in (*LedgerActivities(engine).all(), *NotifyActivities(engine, MailboxFolder(tmp_path)).all()):
        definition = activity._Definition.must_from_callable(method)  # noqa: SLF001 - not to be had otherwise
        assert definition.no_thread_cancel_exception, definition.name


class Unseen(LedgerActivities):
    """Records, and then fails to say so."""

    failing = True

    @activity.defn(name=m.COMMIT)
    def commit(self, ask: m.CommitAsk) -> Standing:
        standing = super().commit(ask)
        if self.failing and ask.command.id == "unseen":
            raise ApplicationError("cut off after the commit", non_retryable=True)
        return standing


async def test_rule_4_what_was_committed_unseen_is_seen_and_the_clock_re_armed(
    env: WorkflowEnvironment, engine: Engine
) -> None:
    async with living(env, engine, ledger=Unseen(engine)) as house:
        await house.launch(plan())
        with pytest.raises(Unavailable):
            await house.give(c.Report, "stp.focal", id="unseen", paper=paper())
        await house.forward(house.case(), seconds=10)
        kept = house.kept(house.case())
        assert await house.state(house.case()) == kept
        assert [a.clock for a in kept.armings] == ["verification"]
        Unseen.failing = False
        assert (await house.give(c.Report, "stp.focal", id="unseen", paper=paper())).accepted
        assert house.kept(house.case()) == kept


# 5 -----------------------------------------------------------------------------------------------------------------


class Slow(LedgerActivities):
    """Cannot load until told."""

    blocked = True

    @activity.defn(name=m.LOAD)
    def load(self, stream: str) -> m.Loaded:
        if Slow.blocked and stream.startswith("case/"):
            raise ApplicationError("the database is away")
        return super().load(stream)


async def test_rule_5_while_loading_people_are_told_to_try_again_and_loading_never_gives_up(
    env: WorkflowEnvironment, engine: Engine
) -> None:
    Slow.blocked = True
    async with living(env, engine, ledger=Slow(engine)) as house:
        await house.launch(plan())
        with pytest.raises(Unavailable):
            await house.give(c.Acknowledge, "stp.focal", id="again")
        Slow.blocked = False
        await _soon(house, c.Acknowledge, "stp.focal", id="again")
        assert house.kept(house.case()).received


async def _soon(house: House, command: type[c.Command], actor: str, **fields: Any) -> None:
    for _ in range(10):
        try:
            answer = await house.give(command, actor, **fields)
        except Unavailable:
            continue
        assert answer.accepted
        return
    pytest.fail("it stayed unavailable")


# 6 -----------------------------------------------------------------------------------------------------------------


async def test_rule_6_a_long_history_continues_as_new_and_forgets_nothing(house: House) -> None:
    await house.launch(plan(duty("F1"), duty("F2")))
    first = await house.give(c.Acknowledge, "stp.focal", id="first")
    await _roll(house)
    assert await house.give(c.Acknowledge, "stp.focal", id="first") == first
    assert await house.state(house.case()) == house.kept(house.case())
    await house.forward(house.case(), days=3, hours=22)
    rang = [line.event for line in _events(house) if isinstance(line.event, Rang)]
    assert rang[0].step.rung == "report+0"


async def test_rule_6_what_an_attempt_of_the_run_before_commits_after_the_load_is_seen(house: House) -> None:
    await house.launch(plan())
    await _roll(house)
    await house.forward(house.case(), seconds=1)
    cut_off = c.Acknowledge(id="cut off", actor="stp.focal")
    await asyncio.to_thread(commit, house.engine, house.case(), 0, cut_off, SENT + timedelta(seconds=2))
    await house.forward(house.case(), seconds=15)
    assert house.kept(house.case()).received
    assert await house.state(house.case()) == house.kept(house.case())


async def _roll(house: House) -> None:
    run = (await house.handle(house.case()).describe()).run_id
    for number in range(HISTORY_LIMIT // 5):
        await house.give(c.Confirm, "snv.officer", id=f"refused-{number}")
    await _rolled(house, run)


async def _rolled(house: House, run: str | None) -> None:
    for _ in range(200):
        if (await house.handle(house.case()).describe()).run_id != run:
            return
        await asyncio.sleep(0.05)
    pytest.fail("it never continued as new")


def _events(house: House) -> list[ledger.Recorded]:
    with reading(house.engine) as connection:
        return ledger.read(connection, house.case())


# 7 -----------------------------------------------------------------------------------------------------------------


async def test_rule_7_reopening_works_after_the_workflow_has_ended(house: House) -> None:
    await house.launch(plan())
    await house.give(c.Report, "stp.focal", paper=paper())
    await house.give(c.Confirm, "snv.officer")
    await house.handle(house.case()).result()
    answer = await house.give(c.Reopen, "snv.head", reason="Chưa đủ minh chứng")
    assert answer.accepted
    assert not house.kept(house.case()).closed
    assert (await house.handle(house.case()).describe()).status == WorkflowExecutionStatus.RUNNING


async def test_rule_7_a_run_that_loads_a_closed_or_unknown_stream_completes(house: House) -> None:
    await house.launch(plan())
    await house.give(c.Report, "stp.focal", paper=paper())
    await house.give(c.Confirm, "snv.officer")
    await house.handle(house.case()).result()
    for stream in (house.case(), "case/nobody/1"):
        await house.gateway.ensure(stream)
        await house.handle(stream).result()
    answer = await house.give(c.Acknowledge, "stp.focal", "case/nobody/1")
    assert answer.refusal
    assert answer.refusal.code == "not_open"


# 8 -----------------------------------------------------------------------------------------------------------------


async def test_rule_8_a_launch_repeated_is_one_launch_and_other_content_is_refused(house: House) -> None:
    await house.launch(plan(), plan(n=2, unit="sxd"))
    digest = house.put(plan(), plan(n=2, unit="sxd"))
    again = await house.give(c.Launch, "snv.officer", house.stream, digest=digest)
    assert again.accepted
    other = await house.give(c.Launch, "snv.officer", house.stream, digest=house.put(plan()))
    assert other.refusal
    assert other.refusal.code == "already_open"
    streams = _rows(house.engine, select(t.streams).where(t.streams.c.kind == "case"))
    assert len(streams) == 2


async def test_rule_8_opening_resumes_where_it_was_cut_off(env: WorkflowEnvironment, engine: Engine) -> None:
    async with living(env, engine) as house:
        plans = [plan(n=n, unit="sxd") for n in range(1, 46)]
        digest = house.put(*plans)
        with writing(engine) as connection:
            connection.exec_driver_sql(
                "CREATE TRIGGER cut BEFORE INSERT ON cases WHEN NEW.n = 31 BEGIN SELECT RAISE(ABORT, 'cut off'); END"
            )
        await house.give(c.Launch, "snv.officer", house.stream, digest=digest)
        await house.eventually(lambda: _count(engine, t.cases) == 30)
        with writing(engine) as connection:
            connection.exec_driver_sql("DROP TRIGGER cut")
        await house.eventually(lambda: not load_stream(engine, house.stream)[0].errand)
        assert _count(engine, t.cases) == len(plans)
        opened = _rows(engine, select(t.events).where(t.events.c.type == "case_opened"))
        assert len(opened) == len(plans)


def _count(engine: Engine, table: Any) -> int:
    with reading(engine) as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


# 9 -----------------------------------------------------------------------------------------------------------------


async def test_rule_9_upkeep_brings_back_a_workflow_that_was_lost(house: House) -> None:
    await house.launch(plan())
    await house.handle(house.case()).terminate("lost")
    late = house.tempo.model_copy(update={"virtual_origin": SENT + timedelta(days=3)})
    upkeep = UpkeepActivities(house.engine, house.gateway)
    behind = await ActivityEnvironment().run(upkeep.upkeep, m.UpkeepStart(tempo=late))
    assert behind == 1
    assert (await house.handle(house.case()).describe()).status == WorkflowExecutionStatus.RUNNING


async def test_rule_9_a_workflow_that_cannot_go_on_is_replaced_from_the_ledger(house: House) -> None:
    await house.launch(plan())
    handle = house.handle(house.case())
    await handle.terminate()
    stuck = await house.env.client.start_workflow("NobodyKnows", id=house.case(), task_queue=house.gateway.queue)
    late = house.tempo.real(house.kept(house.case()).next_alarm().at) + timedelta(days=1)
    tempo = Tempo(virtual_origin=house.tempo.virtual(late), real_origin=datetime.now(UTC))
    upkeep = UpkeepActivities(house.engine, house.gateway)
    for _ in range(POKES):
        assert (await handle.describe()).run_id == stuck.result_run_id
        await ActivityEnvironment().run(upkeep.upkeep, m.UpkeepStart(tempo=tempo))
    assert (await house.give(c.Acknowledge, "stp.focal")).accepted
    assert await house.state(house.case()) == house.kept(house.case())


# 10 ----------------------------------------------------------------------------------------------------------------


async def test_rule_10_an_effect_on_another_stream_travels_as_a_row_and_is_taken_once(house: House) -> None:
    await house.launch(plan())
    await house.forward(house.case(), days=6, hours=8)
    waiting = _rows(house.engine, select(t.messages))
    assert [row["to"] for row in waiting] == [house.stream]
    assert not load_stream(house.engine, house.stream)[1].drafts  # type: ignore[union-attr]
    await house.deliver(times=2)
    drafts = load_stream(house.engine, house.stream)[1].drafts  # type: ignore[union-attr]
    assert [draft.rung for draft in drafts] == ["report+3"]
    taken = _rows(house.engine, select(t.events).where(t.events.c.type == "draft_awaits"))
    assert len(taken) == 1


# 11 ----------------------------------------------------------------------------------------------------------------


async def test_rule_11_a_unit_that_reports_leaves_the_draft_and_issuing_reaches_the_others(house: House) -> None:
    await house.launch(plan(), plan(n=2, unit="sxd"), plan(n=3, unit="syt"))
    for n in (1, 2):
        await house.forward(house.case(n), days=6, hours=8)
    await house.deliver()
    draft = _rows(house.engine, select(t.drafts))[0]["id"]
    assert (await house.give(c.Report, "sxd.focal", house.case(2), paper=paper("2020-08-27"))).accepted
    issued = await house.give(c.IssueDraft, "snv.head", house.stream, draft=draft, number="21/SNV-CCHC")
    assert issued.accepted
    gone = await house.give(c.DropDraft, "snv.head", house.stream, draft=draft, reason="nhầm")
    assert gone.refusal
    assert gone.refusal.code == "draft_gone"
    await house.deliver(times=2)
    settled = _rows(house.engine, select(t.events).where(t.events.c.type == "draft_settled"))
    assert [row["stream"] for row in settled] == [house.case(1)]
    await house.forward(house.case(3), days=6, hours=8)
    assert [row["n"] for row in _rows(house.engine, select(t.drafts).order_by(t.drafts.c.n))] == [1, 2]


# 12 ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ONCE, ids=lambda table: table.name)
def test_rule_12_what_must_be_once_is_once_by_a_unique_index(engine: Engine, table: Any) -> None:
    standing = _opened(engine)
    while standing.next_alarm and standing.next_alarm.at < SENT + timedelta(days=7):
        alarm = standing.next_alarm
        standing = commit(engine, "case/q3/1", standing.seq, c.Ring(id=alarm.key, arming=alarm.arming), alarm.at)
    row = dict(_rows(engine, select(table))[0])
    with pytest.raises(IntegrityError):
        _change(engine, insert(table).values(row))


def _opened(engine: Engine) -> Standing:
    """A case opened in the ledger alone."""
    found = bundle(plan())
    with writing(engine) as connection:
        digest = references.put_bundle(connection, found)
    commit(engine, "inspection/q3", 0, c.Launch(id="l", actor="snv.officer", digest=digest), SENT)
    command = c.OpenCase(
        id="o", inspection="q3", inspection_title=found.title, sent_at=SENT, papers={}, plan=found.cases[0]
    )
    return commit(engine, "case/q3/1", 0, command, SENT)
