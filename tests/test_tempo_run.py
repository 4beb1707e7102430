"""Seed 3 lived through on the real server at a fast tempo: the directive's own dates, silent units, signing leaders."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, select
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment

from cli.bundles import read_bundle
from cli.demo import Persons, Play
from gateway import Gateway
from models.clock import Tempo
from models.events import Rang
from models.ladder import PAPERS
from notices.mailbox import MailboxFolder
from store import ledger, references
from store import tables as t
from store.engine import reading
from store.queries import streams_behind
from tests.conftest import TEMPORAL
from worker import build

SEED = Path(__file__).parents[1] / "examples" / "3-dong-thap-quy-3-2020.yaml"
DAYS_IN_SECONDS = (2, 3)  # virtual days in real seconds
LAST = timedelta(days=21)  # from the directive to the submission to the Vice-Chair
INSPECTED = 8


async def test_seed_3_climbs_on_a_real_server_from_the_first_reminder_to_the_submission(
    engine: Engine, tmp_path: Path
) -> None:
    bundle = read_bundle(SEED, references.shipped_calendar())
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=str(TEMPORAL),
        dev_server_database_filename=str(tmp_path / "temporal.db"),
        dev_server_startup_timeout=timedelta(seconds=60),
        dev_server_log_level="error",
        dev_server_extra_args=["--sqlite-pragma", "journal_mode=WAL", "--sqlite-pragma", "synchronous=FULL"],
        data_converter=pydantic_data_converter,
    ) as env:
        days, seconds = DAYS_IN_SECONDS
        tempo = Tempo(
            virtual_origin=bundle.sent_at,
            real_origin=datetime.now(UTC),
            virtual_seconds=days * 86400,
            real_seconds=seconds,
        )
        mailbox = MailboxFolder(tmp_path / "mailbox")
        async with build(env.client, engine, tempo, mailbox):
            gateway = Gateway(env.client, tempo)
            await gateway.ensure_services(timedelta(seconds=5))
            await Persons(engine, gateway).live([Play(bundle, ())], bundle.sent_at + LAST)
            now = tempo.virtual(datetime.now(UTC))
            assert not streams_behind(engine, now - timedelta(days=10))
    _told_once_and_in_order(engine)
    _spoke_to_nobody_above(engine)
    letters = mailbox.entries(limit=1000)
    assert letters
    assert all(letter.attempt == 1 for letter in letters)
    with reading(engine) as connection:
        assert ledger.verify(ledger.export(connection)).broken == ()


def _told_once_and_in_order(engine: Engine) -> None:
    rang = _rang(engine)
    keys = [(line.stream, event.clock, event.n, event.step.label) for line, event in rang]
    assert len(keys) == len(set(keys))
    pressed = {line.stream for line, event in rang if event.kind in PAPERS}
    assert len(pressed) == INSPECTED
    for stream in pressed:
        rungs = [
            event.step.rung for line, event in rang if line.stream == stream and event.step.rung.startswith("report")
        ]
        papers = [rung for rung in rungs if rung in {"report+3", "report+7", "report+12"}]
        assert papers == ["report+3", "report+7", "report+12"]
        assert rungs.index("report+2") < rungs.index("report+3")
    with reading(engine) as connection:
        drafts = connection.execute(select(t.drafts.c.rung, t.drafts.c.status)).all()
        named = connection.execute(select(t.draft_items.c.case)).all()
    assert {row.rung for row in drafts} == {"report+3", "report+7", "report+12"}
    assert len(named) == 3 * INSPECTED


def _spoke_to_nobody_above(engine: Engine) -> None:
    with reading(engine) as connection:
        seats = set(connection.execute(select(t.notices.c.seat)).scalars())
    assert not {seat for seat in seats if seat.startswith("ubnd.")}


def _rang(engine: Engine) -> list[tuple[ledger.Recorded, Rang]]:
    with reading(engine) as connection:
        streams = connection.execute(select(t.streams.c.stream)).scalars().all()
        lines = [line for stream in streams for line in ledger.read(connection, stream)]
    return [(line, line.event) for line in lines if isinstance(line.event, Rang)]
