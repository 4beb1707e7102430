"""The embedded system as a person meets it: real processes, killed in earnest."""

import asyncio
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self, TypeVar

import pytest
from temporalio.client import Client
from temporalio.service import RPCError

from cli.find import System, find
from cli.home import Home, kept
from cli.ports import Ports
from cli.processes import Identity, runs
from workflows import messages as m

ROOT = Path(__file__).parents[1]
PATIENCE = 90.0
CHILDREN = ("temporal", "worker", "web")
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("DONDOC_")}
Found = TypeVar("Found")


def command(data: Path, port: int, tempo: str) -> list[str]:
    """How `up` is called."""
    options = {"--data": data, "--port": port, "--tempo": tempo, "--lang": "en"}
    return [sys.executable, "starter.py", "up", *(str(word) for option in options.items() for word in option)]


class Up:
    """A running `up`, on any free port unless one is given."""

    def __init__(self, data: Path, port: int = 0, tempo: str = "1d=2s") -> None:
        self.data, self.home = data, Home(data)
        self.said = data.with_suffix(".said")
        with self.said.open("wb") as out:
            self.process = subprocess.Popen(
                command(data, port, tempo), cwd=ROOT, env=ENVIRONMENT, stdout=out, stderr=out
            )

    def __enter__(self) -> Self:
        """Once it has said that it runs."""
        try:
            until(lambda: "is running: " in self.text(), "up")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Ended, whatever came of it."""
        if self.process.poll() is None:
            self.told(signal.SIGTERM)

    def text(self) -> str:
        """What it has said so far."""
        return self.said.read_text("utf-8")

    def system(self) -> System:
        """What clients find."""
        system = find(self.data)
        assert system
        return system

    def child(self, name: str) -> Identity:
        """The process that a child is now."""
        return until(lambda: kept(self.home.record(name), Identity), name)

    def told(self, number: int) -> int:
        """Send the supervisor a signal; its exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def page(self) -> int:
        """The status with which the page answers; 0 while it does not."""
        try:
            with urllib.request.urlopen(self.system().web, timeout=5) as answer:  # noqa: S310 - our own http address
                return int(answer.status)
        except OSError:
            return 0


def until(found: Callable[[], Found | None], what: str) -> Found:
    """The first true value."""
    deadline = time.monotonic() + PATIENCE
    while not (value := found()):
        assert time.monotonic() < deadline, f"waited in vain for: {what}"
        time.sleep(0.05)
    return value


async def upkeep_run(system: System) -> str:
    """The run of the resident upkeep workflow, once a worker has answered for it."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            client = await Client.connect(system.temporal_address, namespace=system.temporal_namespace)
            handle = client.get_workflow_handle(m.UPKEEP_ID)
            await handle.query("__stack_trace")
            return str((await handle.describe()).run_id)
        except (RPCError, RuntimeError):
            assert time.monotonic() < deadline, "no worker answered"
            await asyncio.sleep(0.1)


def refused(data: Path, port: int = 0) -> tuple[int, str]:
    """Exit code and words of an `up` that does not come to run."""
    done = subprocess.run(
        command(data, port, "1d=2s"),
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.stdout == ""
    return done.returncode, done.stderr


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    with Up(tmp_path_factory.mktemp("up") / "đôn đốc") as running:
        yield running


def test_it_says_where_it_is_and_the_page_answers(up: Up) -> None:
    assert up.page() == 200
    for said in (up.system().web, "1 day = 2 seconds", str(up.data), "Ctrl-C"):
        assert said in up.text()


def test_what_clients_read_is_for_the_owner_alone(up: Up) -> None:
    assert up.home.system.stat().st_mode & 0o077 == 0
    assert up.system().supervisor.pid == up.process.pid


def test_a_second_one_on_the_same_data_is_refused(up: Up) -> None:
    code, said = refused(up.data)
    assert code == 1
    assert f"process {up.process.pid}, {up.system().web}" in said


def test_a_taken_port_that_was_asked_for_is_refused(up: Up, tmp_path: Path) -> None:
    port = kept(up.home.ports, Ports)
    assert port
    code, said = refused(tmp_path / "other", port.web)
    assert code == 1
    assert f"port {port.web} is taken" in said
    assert not (tmp_path / "other" / "dondoc.db").exists()


@pytest.mark.parametrize("name", CHILDREN)
def test_a_killed_child_is_replaced(up: Up, name: str) -> None:
    before = {child: up.child(child) for child in CHILDREN}
    os.kill(before[name].pid, signal.SIGKILL)
    until(lambda: up.child(name) != before[name], f"another {name}")
    assert up.text().count(f"{name} stopped (signal 9), restarting in 0.") == 1
    assert [child for child in CHILDREN if up.child(child) != before[child]] == [name]


async def test_the_work_goes_on_after_all_were_killed(up: Up) -> None:
    run, before = await upkeep_run(up.system()), {up.child(name) for name in CHILDREN}
    for child in before:
        os.kill(child.pid, signal.SIGKILL)
    until(lambda: not before & {up.child(name) for name in CHILDREN}, "others")
    assert await upkeep_run(up.system()) == run
    until(lambda: up.page() == 200, "page")


async def test_a_killed_supervisor_leaves_nothing_but_the_data(up: Up) -> None:
    children, web, run = [up.child(name) for name in CHILDREN], up.system().web, await upkeep_run(up.system())
    up.told(signal.SIGKILL)
    if sys.platform == "linux":  # elsewhere the next one ends them
        until(lambda: not any(runs(child) for child in children), "no orphan")
    assert find(up.data) is None

    with Up(up.data, port=int(web.rpartition(":")[2]), tempo="1d=1s") as again:
        assert not any(runs(child) for child in children)
        assert "the data keeps its tempo (1 day = 2 seconds)" in again.text()
        assert again.system().web == web
        assert await upkeep_run(again.system()) == run

        children = [again.child(name) for name in CHILDREN]
        assert again.told(signal.SIGINT) == 0
        assert not any(runs(child) for child in children)
        assert find(again.data) is None
        assert not list(again.home.run.glob("*.json"))
