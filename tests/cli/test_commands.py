"""The commands as a whole: which there are, how they fail, and what they say while nothing runs."""

import inspect
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.acts import VERBS
from cli.fields import command_of, options_of
from cli.places import Place, place_of
from models.commands import COMMANDS, Correct, Launch, Report
from tests.cli.running import EXAMPLE, ROOT, run

HUMAN = sorted(name for name, command in COMMANDS.items() if command.human)


@pytest.mark.parametrize("name", HUMAN)
def test_every_human_command_is_a_verb_and_an_act(name: str) -> None:
    for before in ([], ["act"]):
        helped = run(*before, name, "--help")
        assert helped.code == 0
        assert COMMANDS[name].label["vi"] in helped.out.replace("\n", " ")


@pytest.mark.parametrize("name", sorted(VERBS))
def test_every_field_has_its_option(name: str) -> None:
    command = VERBS[name]
    options = {option.name: option for option in options_of(command)}
    for field, about in command.model_fields.items():
        if field in {"id", "actor", "type"}:
            continue
        mine = [option for option in options if option == field or option.startswith(f"{field}_")]
        assert mine
        required = any(options[one].default is inspect.Parameter.empty for one in mine)
        assert required == (about.is_required() and field != "draft")


def test_no_command_of_the_system_is_offered() -> None:
    assert Launch not in VERBS.values()
    assert all(command.human for command in VERBS.values())
    for name, command in COMMANDS.items():
        if not command.human:
            assert run(name).code == 2


def test_options_become_the_command() -> None:
    given = {"id": "1", "actor": "a", "requirements": ["F1", "F2"], "note": "e\u0302"}
    paper = {"number": "5", "date": "2020-08-21"}
    report = command_of(Report, {**given, "paper": paper})
    assert isinstance(report, Report)
    assert report.requirements == ("F1", "F2")
    assert report.note == "ê"


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("case/a/1", Place("case/a/1")),
        ("inspection/a", Place("inspection/a")),
        (" a ", Place("inspection/a")),
        ("draft/a/report+3/2020-08-27/1", Place("inspection/a", "draft/a/report+3/2020-08-27/1")),
    ],
)
def test_an_id_names_its_stream(written: str, place: Place) -> None:
    assert place_of(written) == place


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["nonsense"], "nonsense"),
        (["acknowledge", "case/a/1"], "--as"),
        (["acknowledge", "a", "--as", "b"], "case/"),
        (["issue", "case/a/1", "--as", "b"], "draft/"),
        (["issue", "a", "--as", "b"], "--draft"),
        (["return", "case/a/1", "--as", "b", "--reason", ""], "--reason"),
        (["correct", "case/a/1", "--as", "b", "--reason", "x", "--target", "other"], "--target"),
        (["correct", "case/a/1", "--as", "b", "--reason", "x", "--target", "report", "--paper-number", "1"], "--paper"),
        (["report", "case/a/1", "--as", "b", "--paper-number", "1", "--paper-date", "31/2/2020"], "--paper-date"),
        (["hold", "draft/a/b/2020-01-01/1", "--as", "b", "--reason", "x", "--until", "soon"], "--until"),
        (["cases", "--nosuch"], "--nosuch"),
        (["cases", "--lang", "fr"], "--lang"),
        (["up", "--port", "70000"], "--port"),
        (["up", "--tempo", "fast"], "1d=2s"),
        (["ledger", "verify", "nowhere.jsonl"], "nowhere.jsonl"),
        (["launch", "nowhere.yaml"], "nowhere.yaml"),
    ],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_wrong_usage_is_one_line_and_exit_2(argv: list[str], says: str, lang: str, tmp_path: Path) -> None:
    more = [] if "--lang" in argv else ["--lang", lang]
    found = run(*argv, *more, "--data", str(tmp_path / "none"))
    assert (found.code, found.out) == (2, "")
    assert len(found.err.splitlines()) == 1
    assert says in found.err


def test_a_wrong_environment_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DONDOC_PORT", "70000")
    found = run("cases")
    assert found.code == 2
    assert "DONDOC_PORT" in found.err


NEEDS_A_SYSTEM = [
    ["show", "a"],
    ["cases"],
    ["board"],
    ["rebuild"],
    ["ledger", "export"],
    ["ledger", "verify"],
    ["launch", str(EXAMPLE)],
    ["acknowledge", "case/a/1", "--as", "b"],
    ["act", "finish", "a", "--as", "b"],
]


@pytest.mark.parametrize("argv", NEEDS_A_SYSTEM, ids=lambda argv: " ".join(argv[:2]))
def test_where_nothing_runs_it_says_how_to_start(argv: list[str], tmp_path: Path) -> None:
    data = tmp_path / "nothing here"
    found = run(*argv, "--data", str(data))
    assert (found.code, found.out) == (3, "")
    assert f"starter.py up --data {data}" in found.err
    assert len(found.err.splitlines()) == 1
    assert not data.exists()


def test_options_may_stand_before_the_command(tmp_path: Path) -> None:
    found = run("--json", "--lang", "en", "--data", str(tmp_path / "none"), "cases")
    assert found.code == 3
    assert found.document["error"].startswith("no system runs")


def test_the_language_of_the_installation_is_spoken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DONDOC_LANG", "en")
    monkeypatch.setenv("DONDOC_DATA", str(tmp_path / "none"))
    assert run("cases").err.startswith("no system runs")
    assert run("cases", "--lang", "vi").err.startswith("không thấy hệ thống")


BAD = {
    "not YAML": "kind: [",
    "unknown key": "kind: inspection\nnonsense: 1\n",
    "a bomb": "a: &a [1]\nb: [*a, *a]\n",
    "empty": "",
    "too big": "x: " + "y" * 10_000_000,
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
@pytest.mark.parametrize("command", ["launch", "rehearse"])
def test_bad_input_is_one_line_and_exit_1(text: str, command: str, tmp_path: Path) -> None:
    file = tmp_path / "launch.yaml"
    file.write_text(text, "utf-8")
    found = run(command, str(file), "--json", "--data", str(tmp_path / "none"))
    assert found.code == 1
    assert len(found.err.splitlines()) == 1
    assert found.document["accepted"] is False
    assert found.document["error"] == found.err.strip()


@pytest.mark.parametrize("register", ["nowhere", "../units/dong-thap.yaml", "/etc/units.yaml"])
def test_a_register_that_is_not_there_is_named(register: str, tmp_path: Path) -> None:
    file = tmp_path / "launch.yaml"
    file.write_text(EXAMPLE.read_text("utf-8").replace("register: dong-thap", f"register: {register}"), "utf-8")
    found = run("rehearse", str(file), "--json")
    assert (found.code, found.document["place"]) == (1, "register")


def test_the_doctor_says_what_is_wrong_where_nothing_runs(tmp_path: Path) -> None:
    found = run("doctor", "--json", "--data", str(tmp_path / "none"))
    assert found.code == 1
    failed = [check for check in found.document["checks"] if check["status"] == "fail"]
    assert [check["name"] for check in failed] == ["database"]
    assert "starter.py up" in failed[0]["remedy"]


def test_starter_is_the_same_program(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DONDOC_")}
    command = [
        sys.executable,
        str(ROOT / "starter.py"),
        "due",
        "trước ngày 25/8/2020",
        "--from",
        "2020-08-21",
        "--json",
    ]
    done = subprocess.run(command, capture_output=True, check=False, cwd=tmp_path, env=environment | {"LC_ALL": "C"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["due"] == "2020-08-24"


def test_correcting_needs_no_paper() -> None:
    asked = command_of(Correct, {"id": "1", "actor": "a", "reason": "x", "target": "receipt", "arrived_on": None})
    assert isinstance(asked, Correct)
    assert asked.paper is None
