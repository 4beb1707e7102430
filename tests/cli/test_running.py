"""The commands on a real server: a launch acted upon, looked at, examined and rebuilt."""

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import func, select
from temporalio.client import WorkflowExecutionStatus

from models.labels import BANNER
from store import tables as t
from store.engine import reading
from tests.cli.running import EXAMPLE, INSPECTION, Running, case, run

pytestmark = pytest.mark.asyncio(loop_scope="session")


def stored_files(running: Running) -> int:
    with reading(running.engine) as connection:
        return int(connection.execute(select(func.count()).select_from(t.files)).scalar_one())


async def test_launch_says_who_owes_what(running: Running) -> None:
    launched = running.launched
    assert (launched["accepted"], launched["opened"], launched["already_launched"]) == (True, True, False)
    assert len(launched["cases"]) == 17
    first = launched["cases"][0]
    assert first["id"] == case(1)
    assert [r["id"] for r in first["requirements"]][:2] == ["F1", "F2"]
    assert first["requirements"][0]["report_by"]["due"] == "2020-08-24"
    assert {w["code"] for w in launched["warnings"]} >= {"short_period", "document_without_number"}


async def test_twice_is_once(running: Running) -> None:
    files = stored_files(running)
    again = await running.run("launch", str(EXAMPLE))
    assert again.code == 0
    assert "Đã giao trước đó" in again.out
    assert BANNER["vi"] in again.out
    assert stored_files(running) == files


async def test_the_same_id_with_other_content_is_refused_and_nothing_is_kept(running: Running, tmp_path: Path) -> None:
    files = stored_files(running)
    changed = tmp_path / "changed.yaml"
    changed.write_text(EXAMPLE.read_text("utf-8").replace("title: Kiểm tra", "title: Kiểm tra lại", 1), "utf-8")
    (tmp_path / "units").symlink_to(EXAMPLE.parent / "units")
    refused = await running.run("launch", str(changed), "--json")
    assert refused.code == 1
    assert refused.document["accepted"] is False
    assert refused.document["refusal"]["code"] == "already_open"
    assert stored_files(running) == files


async def test_who_may_not_launch_leaves_nothing(running: Running, tmp_path: Path) -> None:
    files = stored_files(running)
    other = tmp_path / "other.yaml"
    other.write_text(EXAMPLE.read_text("utf-8").replace(f"id: {INSPECTION}", "id: another", 1), "utf-8")
    (tmp_path / "units").symlink_to(EXAMPLE.parent / "units")
    refused = await running.run("launch", str(other), "--as", "stp.head")
    assert refused.code == 1
    assert "không có quyền" in refused.err
    assert len(refused.err.strip().splitlines()) == 1 + len(running.launched["warnings"])
    assert stored_files(running) == files
    assert (await running.run("show", "another")).code == 1


async def test_from_receipt_to_closure(running: Running, tmp_path: Path) -> None:
    done = await running.json("acknowledge", case(1), "--as", "vpubnd.focal")
    assert (done["accepted"], done["stream"]) == (True, case(1))
    assert "acknowledged" in done["events"]
    again = await running.run("acknowledge", case(1), "--as", "vpubnd.focal", "--json", "--lang", "en")
    assert again.code == 1
    assert again.document["refusal"]["code"] == "already_received"
    assert again.document["refusal"]["text"].startswith("Nothing recorded")
    assert len(again.err.splitlines()) == 1

    paper = tmp_path / "báo cáo.pdf"
    paper.write_bytes(b"%PDF bao cao")
    reported = await running.run(
        *("report", case(1), "--as", "vpubnd.focal", "--paper-number", "5/BC-VPUBND", "--paper-date", "21/8/2020"),
        *("--paper-file", str(paper)),
    )
    assert reported.code == 0, reported.err
    assert reported.out == f"Đã ghi nhận: Gửi báo cáo khắc phục – {case(1)}\n"
    own = await running.run("confirm", case(1), "--as", "vpubnd.head", "--json")
    assert own.code == 1
    assert await running.json("act", "confirm", case(1), "--as", "snv.officer", "--requirements", "F1")
    assert await running.json("confirm", case(1), "--as", "snv.officer")

    shown = await running.json("show", case(1))
    assert shown["closed"]
    assert shown["next"] is None
    assert shown["rehearsal"]
    assert {r["work"] for r in shown["requirements"]} == {"completed"}
    first = shown["requirements"][0]
    assert first["paper"] == {
        "number": "5/BC-VPUBND",
        "date": "2020-08-21",
        "digest": hashlib.sha256(b"%PDF bao cao").hexdigest(),
    }
    assert first["time"]["state"] in {"done_in_time", "done_late"}
    with reading(running.engine) as connection:
        kept = connection.execute(select(t.files.c.content).where(t.files.c.digest == first["paper"]["digest"]))
        assert kept.scalar_one() == b"%PDF bao cao"
    told = [e["event"] for e in shown["timeline"]]
    assert told[0] == "case_opened"
    assert "case_closed" in told
    assert all(e["why"] for e in shown["timeline"] if e["event"] == "rang")
    text = (await running.run("show", case(1))).out
    assert BANNER["vi"] in text
    assert "Hoàn thành" in text
    assert "Đã kết thúc theo dõi." in text


async def test_a_repeated_command_id_is_done_once(running: Running) -> None:
    first = await running.json("acknowledge", case(3), "--as", "stnmt.focal", "--command-id", "once")
    again = await running.json("acknowledge", case(3), "--as", "stnmt.focal", "--command-id", "once")
    assert again == first


@pytest.mark.parametrize(
    ("argv", "code", "says"),
    [
        (["show", "case/nobody/1"], 1, "not_found"),
        (["show", "draft/nobody/report+3/2020-01-01/1"], 1, "not_found"),
        (["acknowledge", "case/nobody/1", "--as", "x"], 1, "not_found"),
        (["acknowledge", case(4), "--as", "nobody"], 1, "unknown_actor"),
        (
            [
                *("report", case(4), "--as", "sgtvt.focal", "--requirement", "F99"),
                *("--paper-number", "1", "--paper-date", "2020-08-21"),
            ],
            1,
            "unknown_requirement",
        ),
        (["cases", "--inspection", "nobody"], 1, "not_found"),
    ],
)
async def test_refusals(running: Running, argv: list[str], code: int, says: str) -> None:
    refused = await running.run(*argv, "--json")
    assert (refused.code, refused.document["refusal"]["code"]) == (code, says)


async def test_a_draft_is_awaited_shown_and_issued(running: Running) -> None:
    board = await running.until(lambda found: found["to_sign"] and found["overdue"], "board")
    assert board["rehearsal"]
    late = board["overdue"][0]
    assert late["late_days"] >= 1
    assert late["next_label"]
    draft = next(d for d in board["to_sign"] if d["rung"] == "report+3")
    assert draft["label"] == "Dự thảo công văn đôn đốc lần 1"
    assert draft["items"]

    shown = await running.json("show", draft["id"])
    assert shown["status"] == "open"
    assert "Chờ ký" in (await running.run("show", draft["id"])).out
    text = await running.run("board")
    assert BANNER["vi"] in text.out
    assert "▲" in text.out
    assert (await running.run("issue", INSPECTION, "--as", "snv.head")).code == 2
    issued = await running.json("issue", draft["id"], "--as", "snv.head", "--number", "12/SNV-CCHC")
    assert "draft_closed" in issued["events"]
    inspection = await running.json("show", INSPECTION)
    closed = next(d for d in inspection["drafts"] if d["id"] == draft["id"])
    assert (closed["status"], closed["number"]) == ("issued", "12/SNV-CCHC")
    assert inspection["cases"] == 17
    assert inspection["requirements"]["total"] == 68
    again = await running.run("drop", draft["id"], "--as", "snv.head", "--reason", "x", "--json")
    assert again.document["refusal"]["code"] == "draft_gone"


async def test_lists(running: Running) -> None:
    everything = await running.json("cases")
    assert len(everything) == 17
    still = await running.json("cases", "--open", "--inspection", INSPECTION)
    assert [c["closed"] for c in still] == [False] * len(still)
    plain = (await running.run("cases")).out.splitlines()
    assert plain[0] == BANNER["vi"]
    assert plain[1].split("\t")[0] == "Hồ sơ"
    assert len(plain) == 19


async def test_a_lost_workflow_is_rebuilt(running: Running) -> None:
    handle = running.client.get_workflow_handle(case(9))
    await handle.terminate()
    first = await running.json("rebuild")
    assert first["streams"] == first["inspections"] + first["cases"]
    assert first["inspections"] == 1
    assert (await handle.describe()).status == WorkflowExecutionStatus.RUNNING
    assert (await running.json("rebuild"))["streams"] == first["streams"]


async def test_the_doctor_finds_it_well(running: Running) -> None:
    found = await running.json("doctor", "--full")
    status = {check["name"]: check["status"] for check in found["checks"]}
    assert found["ok"]
    wanted = {"database", "schema", "ledger", "snapshots", "temporal", "worker"}
    assert {status[name] for name in wanted} == {"ok"}
    assert set(status) == wanted | {"streams", "messages", "notices", "calendar", "disk"}


async def test_the_ledger_leaves_and_is_verified_elsewhere(running: Running, tmp_path: Path) -> None:
    assert (await running.json("ledger", "verify"))["ok"]
    exported = await running.run("ledger", "export")
    file = tmp_path / "ledger.jsonl"
    file.write_text(exported.out, "utf-8")
    found = run("ledger", "verify", str(file), "--json", "--data", str(tmp_path / "nowhere"))
    assert (found.code, found.document["ok"]) == (0, True)
    assert found.document["events"] == len(exported.out.splitlines())
    assert found.document["streams"] == 18
