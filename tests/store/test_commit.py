"""The commit under concurrency and outage: nothing lost, nothing doubled, nothing half done."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from models import commands as c
from models.standing import Standing
from store import ledger, references
from store import tables as t
from store.commit import commit
from store.engine import DatabaseBusy, open_engine, reading, writing
from tests.builders import SENT, bundle, duty, paper, plan

MANY = tuple(duty(f"F{number}") for number in range(1, 21))


@pytest.fixture
def opened(engine: Engine) -> Standing:
    """A case with twenty requirements."""
    found = bundle(plan(*MANY))
    with writing(engine) as connection:
        digest = references.put_bundle(connection, found)
    commit(engine, "inspection/q3", 0, c.Launch(id="l", actor="snv.officer", digest=digest), SENT)
    command = c.OpenCase(
        id="o", inspection="q3", inspection_title=found.title, sent_at=SENT, papers={}, plan=found.cases[0]
    )
    return commit(engine, "case/q3/1", 0, command, SENT)


def _persistently(engine: Engine, command: c.Command) -> Standing:
    while True:
        try:
            return commit(engine, "case/q3/1", 0, command, SENT)
        except DatabaseBusy:
            continue


def test_twenty_reports_at_once_are_all_kept_in_one_chain(engine: Engine, opened: Standing) -> None:
    commands = [
        c.Report(id=f"r{d.id}", actor="stp.focal", paper=paper(number=f"{d.id}/BC"), requirements=(d.id,)) for d in MANY
    ]
    with ThreadPoolExecutor(10) as pool:
        answers = [standing.answer for standing in pool.map(lambda command: _persistently(engine, command), commands)]
    assert all(answer and answer.accepted for answer in answers)
    with reading(engine) as connection:
        reported = [line for line in ledger.read(connection, "case/q3/1", opened.seq) if line.event.type == "reported"]
        assert ledger.verify(ledger.export(connection)).broken == ()
    assert len(reported) == len(MANY)


def test_one_command_id_sent_by_ten_at_once_stands_once(engine: Engine, opened: Standing) -> None:
    command = c.Acknowledge(id="same", actor="stp.focal")
    with ThreadPoolExecutor(10) as pool:
        standings = list(pool.map(lambda _: _persistently(engine, command), range(10)))
    assert len({standing.answer.model_dump_json() for standing in standings if standing.answer}) == 1
    assert _count(engine, "acknowledged") == 1
    assert opened.seq < standings[0].seq


def test_a_locked_database_is_busy_within_the_attempt_and_nothing_is_written(
    engine: Engine, opened: Standing, tmp_path: Path
) -> None:
    other = open_engine(f"sqlite:///{tmp_path}/../{tmp_path.name}/dondoc.db")  # another process's lock, another pool
    holder = sqlite3.connect(tmp_path / "dondoc.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(Exception, match="locked"):
        commit(other, "case/q3/1", opened.seq, c.Acknowledge(id="a", actor="stp.focal"), SENT)
    holder.execute("ROLLBACK")
    holder.close()
    other.dispose()
    assert _count(engine, "acknowledged") == 0


def test_tampering_with_a_recorded_event_is_seen(engine: Engine, opened: Standing) -> None:
    with writing(engine) as connection:
        row = connection.execute(select(t.events).where(t.events.c.stream == opened.stream)).mappings().first()
        assert row
        changed = row["data"].replace("2020", "2021")
        connection.execute(
            t.events.update().where(t.events.c.stream == row["stream"], t.events.c.seq == 1).values(data=changed)
        )
    with reading(engine) as connection:
        assert ledger.verify(ledger.export(connection)).broken == (f"{opened.stream}@1: hash",)


def _count(engine: Engine, kind: str) -> int:
    with reading(engine) as connection:
        return int(connection.execute(select(func.count()).where(t.events.c.type == kind)).scalar_one())
