from pathlib import Path

import pytest

from tests.cli.running import EXAMPLE, ROOT, Result, run

EXAMPLES = sorted(path for path in (ROOT / "examples").glob("*.yaml"))
MOMENT = {"at", "event", "case", "requirements", "clock", "rung", "mode", "to", "why"}
OWED = {"id", "case", "unit", "report_by", "remedied_by", "phrase", "rule"}
SUMMARY = {"cases", "requirements", "reminders", "escalations", "drafts"} | {
    "completed_in_time",
    "completed_late",
    "open",
}


def rehearse(*argv: str) -> Result:
    return run("rehearse", *argv, "--json")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("scenario", ["silent", "prompt", "mixed"])
def test_every_example_is_rehearsed_in_the_promised_shape(path: Path, scenario: str) -> None:
    found = rehearse(str(path), "--scenario", scenario)
    assert (found.code, found.err) == (0, "")
    assert set(found.document) == {"inspection", "requirements", "timeline", "summary"}
    assert all(set(owed) == OWED for owed in found.document["requirements"])
    assert all(set(moment) == MOMENT for moment in found.document["timeline"])
    assert set(found.document["summary"]) == SUMMARY
    assert {moment["mode"] for moment in found.document["timeline"]} <= {"automatic", "draft", None}
    assert [m["at"] for m in found.document["timeline"]] == sorted(m["at"] for m in found.document["timeline"])


def test_it_ends_where_it_is_told() -> None:
    found = rehearse(str(EXAMPLE), "--until", "2020-08-25").document
    assert max(moment["at"] for moment in found["timeline"]) < "2020-08-26"
    assert found["summary"]["drafts"] == 0


def test_a_script_says_who_does_what(tmp_path: Path) -> None:
    script = tmp_path / "kịch bản.yaml"
    script.write_text(
        """\
acts:
  - {at: 2020-08-24, command: acknowledge, as: stp.focal, case: 2}
  - at: 2020-08-24T10:00
    command: report
    as: stp.focal
    case: stp
    paper: {number: 7/BC-STP, date: 2020-08-24}
""",
        "utf-8",
    )
    found = rehearse(str(EXAMPLE), "--scenario", str(script)).document
    done = [m["event"] for m in found["timeline"] if m["case"] == "case/dong-thap-quy-3-2020/2"]
    assert done[:3] == ["case_opened", "acknowledged", "reported"] or "reported" in done
    late = [m for m in found["timeline"] if m["event"] == "escalation" and m["rung"] == "report+3"]
    assert "case/dong-thap-quy-3-2020/2" not in {m["case"] for m in late}
    assert "case/dong-thap-quy-3-2020/1" in {m["case"] for m in late}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("acts: x", "acts"),
        ("- a", ""),
        ("acts: [{at: 2020-08-24, command: launch, as: a}]", "command"),
        ("acts: [{at: soon, command: finish, as: a}]", "at"),
        ("acts: [{at: 2020-08-24, command: acknowledge, as: a, case: nobody}]", "vpubnd"),
    ],
)
def test_a_bad_script_is_one_line(tmp_path: Path, text: str, says: str) -> None:
    script = tmp_path / "script.yaml"
    script.write_text(text, "utf-8")
    found = run("rehearse", str(EXAMPLE), "--scenario", str(script), "--lang", "en")
    assert (found.code, found.out) == (1, "")
    assert len(found.err.splitlines()) == 1
    assert says in found.err


def test_people_read_a_banner_and_labels() -> None:
    found = run("rehearse", str(EXAMPLE), "--until", "2020-09-30")
    lines = found.out.splitlines()
    assert lines[1] == "Diễn tập – hành vi của các cơ quan là giả định"
    assert any("Dự thảo công văn đôn đốc lần 2" in line for line in lines)
    assert "short" not in found.err
    assert "chỉ còn 01 ngày làm việc" in found.err


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["nowhere.yaml"], 2),
        ([str(EXAMPLE), "--scenario", "nosuch"], 2),
        ([str(EXAMPLE), "--until", "9999-12-31"], 2),
        ([str(ROOT / "LICENSE")], 1),
    ],
)
def test_what_it_cannot_rehearse(argv: list[str], code: int) -> None:
    found = rehearse(*argv)
    assert found.code == code
    assert len(found.err.splitlines()) == 1
    assert found.document["error"]
