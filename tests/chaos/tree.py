"""The tree of processes that is killed: server, worker and client in a process group of their own."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

from tests.chaos.failpoints import Armed
from tests.chaos.site import REPOSITORY, ROLL_AFTER_EVENTS, TEMPORAL, Site

PYTHONS = ("worker", "client")


class Nursery:
    """The process that forks workers and clients; it lives outside the tree, through all rounds."""

    def __init__(self, site: Site) -> None:
        self.site = site
        with site.log("nursery").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.chaos.nursery"],
                cwd=REPOSITORY,
                env=site.environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def bear(self, name: str, group: int) -> int:
        """A new worker or client in that process group; returns its pid."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{name} {group}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.communicate()


class Tree:
    """One life of the tree; whatever happens, `kill` ends it and reaps its processes."""

    def __init__(self, site: Site, nursery: Nursery) -> None:
        self.site = site
        site.settled.unlink(missing_ok=True)
        with site.log("server").open("ab") as log:
            self.server = subprocess.Popen(
                _server(site), stdin=subprocess.DEVNULL, stdout=log, stderr=log, process_group=0
            )
        self.group = self.server.pid
        site.group.write_text(str(self.group))
        self.orders = {name: _pipe(site.orders(name)) for name in PYTHONS}
        self.pids = {name: nursery.bear(name, self.group) for name in PYTHONS}

    def arm(self, armed: Armed) -> None:
        """Have the worker kill the tree when it reaches this point."""
        os.write(self.orders["worker"], f"{armed.model_dump_json()}\n".encode())

    def go(self, seed: str, launches: int) -> None:
        """Have the client act."""
        os.write(self.orders["client"], f"{seed} {launches}\n".encode())

    @property
    def settled(self) -> bool:
        """Whether the client knows the outcome of everything it ever sent."""
        return self.site.settled.exists()

    @property
    def fallen(self) -> str | None:
        """A process that has ended, if one has."""
        if self.server.poll() is not None:
            return "server"
        return next((name for name, pid in self.pids.items() if not _alive(pid)), None)

    def kill(self) -> None:
        """End what still lives, and see it gone."""
        with suppress(ProcessLookupError):
            os.killpg(self.group, signal.SIGKILL)
        self.server.wait()
        while any(_alive(pid) for pid in self.pids.values()):
            time.sleep(0.005)
        while self.orders:
            os.close(self.orders.popitem()[1])


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _pipe(path: Path) -> int:
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    return os.open(path, os.O_RDWR)  # does not wait for the reader


def _server(site: Site) -> list[str]:
    return [
        str(TEMPORAL),
        *("server", "start-dev", "--headless", "--ip", "127.0.0.1", "--port", str(site.port)),
        *("--db-filename", str(site.temporal_db), "--log-level", "error"),
        *("--sqlite-pragma", "journal_mode=WAL", "--sqlite-pragma", "synchronous=FULL"),
        *("--dynamic-config-value", f"limit.historyCount.suggestContinueAsNew={ROLL_AFTER_EVENTS}"),
    ]


def tail(path: Path, lines: int = 15) -> str:
    """The last lines of a log."""
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:]) if path.exists() else ""


def stuck(path: Path) -> list[str]:
    """What a worker's log says of workflows that could not replay, though upkeep may have replaced them since."""
    lines = path.read_text(errors="replace").splitlines() if path.exists() else []
    return [line[:400] for line in lines if "TMPRL1100" in line or "workflow replaced" in line]
