"""The supervisor's parts: who a process is, which ports it takes, how long it waits, what it leaves."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli import processes
from cli.children import Child
from cli.failures import Failure, WrongUsage
from cli.home import Home, InUse, keep, kept
from cli.ports import Ports, any_free, choose, free
from cli.processes import Identity, end, identify, myself, runs, spawn
from cli.supervisor import Supervisor, end_leftovers, next_wait, rotate
from cli.tempo import in_words, prepared, read_tempo, span
from models.clock import Tempo


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    monkeypatch.delenv("DONDOC_DATABASE", raising=False)
    home = Home(tmp_path / "data")
    with home.mine():
        yield home


@pytest.fixture
def sleeper(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = spawn(["sleep", "60"], cwd=tmp_path, env=os.environ, log=tmp_path / "sleeper.log")
    yield process
    process.kill()
    process.wait()


class Said:
    """Keeps what would be told."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def __call__(self, _vi: str, en: str) -> None:
        self.lines.append(en)


def test_a_pid_used_again_is_another_process(sleeper: subprocess.Popen[bytes]) -> None:
    now = identify(sleeper.pid)
    assert now
    assert now != myself()
    recycled = Identity(pid=now.pid, started="in another life")
    assert not end(recycled)
    assert runs(now)


def test_ended_with_its_group(tmp_path: Path) -> None:
    family = spawn(["sh", "-c", "sleep 60 & echo $!; wait"], cwd=tmp_path, env=os.environ, log=tmp_path / "log")
    log = tmp_path / "log"
    while not log.read_text():
        assert family.poll() is None
    leader, grandchild = identify(family.pid), identify(int(log.read_text()))
    assert leader
    assert grandchild
    assert end(leader)
    assert not runs(leader)
    deadline = time.monotonic() + 30
    while runs(grandchild):
        assert time.monotonic() < deadline
    assert family.wait() == -signal.SIGKILL


def test_a_process_not_yet_collected_does_not_run(tmp_path: Path) -> None:
    process = spawn(["true"], cwd=tmp_path, env=os.environ, log=tmp_path / "log")
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert identify(process.pid) is None
    process.wait()


def test_without_proc_ps_tells(monkeypatch: pytest.MonkeyPatch, sleeper: subprocess.Popen[bytes]) -> None:
    monkeypatch.setattr(processes, "BOOT_ID", Path("/nowhere"))
    identity = identify(sleeper.pid)
    assert identity
    assert runs(identity)
    sleeper.kill()
    sleeper.wait()
    assert not runs(identity)


def test_leftovers_are_ended_and_strangers_are_not(home: Home, sleeper: subprocess.Popen[bytes]) -> None:
    left, said = identify(sleeper.pid), Said()
    assert left
    keep(home.record("worker"), left)
    keep(home.record("web"), Identity(pid=os.getpid(), started="in another life"))
    home.record("demo").write_text("{half a rec")
    end_leftovers(home, said)
    assert sleeper.wait() == -signal.SIGKILL
    assert said.lines == [f"ended worker, left over from the last run (process {left.pid})"]
    assert not list(home.run.glob("*.json"))


def test_one_supervisor_at_a_time(home: Home) -> None:
    with pytest.raises(InUse, match=f"^{os.getpid()}$"), Home(home.path).mine():
        pass


def test_a_directory_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Failure) as refused, Home(tmp_path / "file").mine():
        pass
    assert str(tmp_path / "file") in refused.value.en


def test_a_reader_finds_nothing_in_half_a_file(tmp_path: Path) -> None:
    (tmp_path / "ports.json").write_text('{"temporal": 7')
    assert kept(tmp_path / "ports.json", Ports) is None


def test_ports_stay_while_they_are_free() -> None:
    first = choose(None, 0)
    assert len({first.temporal, first.temporal_ui, first.web}) == 3
    assert choose(first, None) == first
    assert choose(first, 0).temporal == first.temporal
    with socket.create_server(("127.0.0.1", first.temporal)):
        assert choose(first, None).temporal != first.temporal


def test_a_taken_page_port() -> None:
    taken = any_free()
    before = Ports(temporal=1, temporal_ui=1, web=taken)
    with socket.create_server(("127.0.0.1", taken)):
        assert not free(taken)
        assert choose(before, None).web != taken
        with pytest.raises(Failure, match=str(taken)):
            choose(before, taken)


def test_a_port_asked_for_wins_over_the_last() -> None:
    last, asked = any_free(), any_free()
    assert choose(Ports(temporal=asked, temporal_ui=asked, web=last), asked).web == asked
    again = choose(Ports(temporal=asked, temporal_ui=asked, web=last), asked)
    assert len({again.temporal, again.temporal_ui, asked}) == 3


def test_the_wait_grows_and_is_forgotten() -> None:
    waits = [0.0]
    while len(waits) < 8:
        waits.append(next_wait(waits[-1], lived=0.1))
    assert waits[1:] == [0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0]
    assert next_wait(5.0, lived=60.0) == 0.2


def test_a_large_log_is_put_aside(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    log.write_bytes(b"small")
    rotate(log)
    assert log.exists()
    with log.open("ab") as file:
        file.truncate(10_000_001)
    rotate(log)
    assert not log.exists()
    assert (tmp_path / "web.log.1").stat().st_size == 10_000_001


def ended(supervisor: Supervisor, said: Said, lines: int) -> None:
    """Tend until so many lines were said."""
    while len(said.lines) < lines:
        supervisor.tend()


def test_what_finishes_is_not_started_again(home: Home) -> None:
    said, count = Said(), home.path / "count"
    note = f"echo once >> '{count}'"
    rows = (
        Child("demo", ("sh", "-c", note), grace=1, finishes=True),
        Child("web", ("sh", "-c", "exit 3"), grace=1),
        Child("worker", (str(home.path / "missing"),), grace=1),
    )
    supervisor = Supervisor(rows, os.environ, home, said)
    ended(supervisor, said, 4)
    supervisor.stop()
    assert count.read_text() == "once\n"
    assert {line.partition(" stopped")[0] for line in said.lines} == {"web", "worker"}
    assert any("(exit 3), restarting in 0.2 s" in line for line in said.lines)
    if sys.platform == "linux":
        assert "missing: No such file or directory" in home.log("worker").read_text()


def test_a_deaf_child_is_ended_when_its_grace_is_over(home: Home) -> None:
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    )
    supervisor = Supervisor([Child("web", (sys.executable, "-c", deaf), grace=0.1)], os.environ, home, Said())
    supervisor.tend()
    child = kept(home.record("web"), Identity)
    assert child
    while not home.log("web").read_text():
        assert runs(child)
    supervisor.stop()
    assert not runs(child)
    assert not home.record("web").exists()


def test_new_data_begins_now_and_a_tempo_is_told_in_words() -> None:
    now = datetime(2026, 11, 21, 3, tzinfo=UTC)
    tempo = read_tempo("1d=2s", now)
    assert tempo.virtual(now) == now
    assert (in_words(tempo, "vi"), in_words(tempo, "en")) == ("1 ngày = 2 giây", "1 day = 2 seconds")
    assert in_words(Tempo(), "vi") == "thời gian thật"


def test_the_tempo_is_that_of_the_first_start(home: Home) -> None:
    now, said = datetime.now(UTC), Said()
    first = prepared(home, read_tempo("1d=2s", now), said)
    assert prepared(home, None, said) == first
    assert prepared(home, read_tempo("7d=14s", now), said) == first
    assert said.lines == []
    assert prepared(home, read_tempo("1d=1s", now), said) == first
    assert said.lines == ["the data keeps its tempo (1 day = 2 seconds); for another one use another --data"]


def test_a_database_that_is_none(home: Home) -> None:
    (home.path / "dondoc.db").write_text("Danh sách các cơ quan, đơn vị " * 40)
    with pytest.raises(Failure, match="cơ sở dữ liệu") as refused:
        prepared(home, None, Said())
    assert "file is not a database" in refused.value.en


def test_an_unreadable_tempo_is_wrong_usage() -> None:
    with pytest.raises(WrongUsage) as wrong:
        read_tempo("1d:2s", datetime.now(UTC))
    assert wrong.value.en == "write the tempo like 1d=2s"
    assert wrong.value.vi.startswith("nhịp “1d:2s”")


@pytest.mark.parametrize(
    ("seconds", "vi", "en"),
    [
        (86400, "1 ngày", "1 day"),
        (2, "2 giây", "2 seconds"),
        (5400, "90 phút", "90 minutes"),
        (604800, "1 tuần", "1 week"),
    ],
)
def test_spans(seconds: int, vi: str, en: str) -> None:
    assert (span(seconds, "vi"), span(seconds, "en")) == (vi, en)
