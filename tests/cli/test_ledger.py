"""The exported ledger, verified far from any system."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from cli.bundles import read_bundle
from models.case_state import case_id
from models.commands import Acknowledge, Launch, OpenCase
from models.inspection import inspection_id
from store import references
from store import tables as t
from store.commit import commit
from store.engine import writing
from tests.cli.running import EXAMPLE, Result, run

NOW = datetime(2020, 8, 21, 4, tzinfo=UTC)


@pytest.fixture
def data(engine: Engine, tmp_path: Path) -> Path:
    """A stopped system with one inspection, one case, one receipt."""
    bundle = read_bundle(EXAMPLE, references.shipped_calendar())
    with writing(engine) as connection:
        digest = references.put_bundle(connection, bundle)
    commit(engine, inspection_id(bundle.id), 0, Launch(id="l", actor="snv.officer", digest=digest), NOW)
    case, plan = case_id(bundle.id, 2), bundle.cases[1]
    opened = OpenCase(
        id="o", inspection=bundle.id, inspection_title=bundle.title, sent_at=bundle.sent_at, papers={}, plan=plan
    )
    commit(engine, case, 0, opened, NOW)
    commit(engine, case, 0, Acknowledge(id="a", actor="stp.focal"), NOW)
    return tmp_path


def verify(lines: list[str]) -> Result:
    return run("ledger", "verify", "-", "--json", stdin="\n".join(lines).encode())


@pytest.fixture
def exported(data: Path) -> list[str]:
    found = run("ledger", "export", "--data", str(data))
    assert found.code == 0
    return found.out.splitlines()


def test_lines_have_the_promised_fields(exported: list[str]) -> None:
    for line in exported:
        assert set(json.loads(line)) == {
            *("stream", "seq", "type", "version", "at", "recorded_at", "actor"),
            *("command_id", "data", "hash", "prev"),
        }


def test_an_untouched_export_holds(exported: list[str]) -> None:
    found = verify(exported)
    assert found.code == 0
    assert found.document == {"ok": True, "events": len(exported), "streams": 2, "broken": []}


@pytest.mark.parametrize(
    "field", ["actor", "at", "data", "command_id", "recorded_at", "type", "version", "prev", "hash"]
)
def test_a_changed_line_is_found(exported: list[str], field: str) -> None:
    at = next(n for n, line in enumerate(exported) if json.loads(line)["type"] == "acknowledged")
    line = json.loads(exported[at])
    line[field] = {**line["data"], "arrived_on": "2020-08-01"} if field == "data" else 7 if field == "version" else "x"
    found = verify([*exported[:at], json.dumps(line), *exported[at + 1 :]])
    assert (found.code, found.document["ok"]) == (1, False)
    assert any(f"@{line['seq']}" in place for place in found.document["broken"])


def test_a_removed_or_exchanged_line_is_found(exported: list[str]) -> None:
    assert verify([exported[0], *exported[2:]]).code == 1
    assert verify([exported[1], exported[0], *exported[2:]]).code == 1


@pytest.mark.parametrize("line", ["{", "7", "{}", '{"stream": 1}'])
def test_what_is_no_ledger_is_bad_input(line: str) -> None:
    found = run("ledger", "verify", "-", stdin=f"\n{line}\n".encode())
    assert (found.code, found.out) == (1, "")
    assert found.err.startswith("dòng 2:")


def test_a_cut_off_end_is_found_in_the_database(data: Path, engine: Engine) -> None:
    assert run("ledger", "verify", "--data", str(data)).code == 0
    with writing(engine) as connection:
        last = t.events.c.type == "acknowledged"
        connection.execute(t.events.delete().where(last | (t.events.c.command_id == "a")))
    found = run("ledger", "verify", "--data", str(data), "--json")
    assert found.code == 1
    assert [place.rpartition(": ")[2] for place in found.document["broken"]] == ["head"]


def test_a_stopped_system_can_be_read_but_not_acted_on(data: Path) -> None:
    shown = run("show", "case/dong-thap-quy-3-2020/2", "--data", str(data), "--json")
    assert (shown.code, shown.document["received_on"]) == (0, "2020-08-21")
    acted = run("acknowledge", "case/dong-thap-quy-3-2020/2", "--as", "stp.focal", "--data", str(data))
    assert acted.code == 3


def test_the_doctor_sees_a_changed_snapshot(data: Path, engine: Engine) -> None:
    def snapshots() -> str:
        found = run("doctor", "--json", "--data", str(data))
        assert found.code == 1
        return str({check["name"]: check["status"] for check in found.document["checks"]}["snapshots"])

    assert snapshots() == "ok"
    case = t.streams.c.stream == "case/dong-thap-quy-3-2020/2"
    with writing(engine) as connection:
        kept = connection.execute(t.streams.select().where(case)).mappings().one()["snapshot"]
        changed = kept.replace('"received_on":"2020-08-21"', '"received_on":"2020-08-22"')
        assert changed != kept
        connection.execute(update(t.streams).where(case).values(snapshot=changed))
    assert snapshots() == "fail"
