"""The supervisor: keeps an embedded system's processes running, and ends them in order."""

import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from cli.children import ROOT, Child
from cli.home import Home, keep, kept
from cli.processes import Identity, end, identify, kill_group, spawn
from cli.speech import Tell

FIRST_WAIT: Final = 0.2
LONGEST_WAIT: Final = 5.0
LIVED_WELL: Final = 10.0
LARGEST_LOG: Final = 10_000_000


class Supervisor:
    """Tends the children; to be called in one thread, a few times a second."""

    def __init__(self, rows: Sequence[Child], environment: Mapping[str, str], home: Home, tell: Tell) -> None:
        self._tended = [Tended(row, environment, home, tell) for row in rows]

    def tend(self) -> None:
        """Start what is to run and does not."""
        for tended in self._tended:
            tended.tend(time.monotonic())

    def stop(self) -> None:
        """End all, the last started first, each within its grace."""
        for tended in reversed(self._tended):
            tended.stop()


class Tended:
    """One child: its process while it runs, and when it is to be started otherwise."""

    def __init__(self, child: Child, environment: Mapping[str, str], home: Home, tell: Tell) -> None:
        self._child, self._environment, self._home, self._tell = child, environment, home, tell
        self._log, self._record = home.log(child.name), home.record(child.name)
        self._process: subprocess.Popen[bytes] | None = None
        self._finished = False
        self._wait = 0.0
        self._since = self._due = 0.0

    def tend(self, now: float) -> None:
        """See to it that the child runs; `now` is of a clock that is never set back, in seconds."""
        if self._process and (code := self._process.poll()) is not None:
            self._ended(code, now)
        if not self._process and not self._finished and now >= self._due:
            self._start(now)

    def stop(self) -> None:
        """Ask the child to end, and make it end when its grace is over."""
        if not self._process:
            return
        self._process.terminate()
        try:
            self._process.wait(self._child.grace)
        except subprocess.TimeoutExpired:
            kill_group(self._process.pid)
            self._process.wait()
        self._process = None
        self._record.unlink(missing_ok=True)

    def _start(self, now: float) -> None:
        self._since = now
        try:
            rotate(self._log)
            self._process = spawn(self._child.command, cwd=ROOT, env=self._environment, log=self._log)
            if identity := identify(self._process.pid):
                keep(self._record, identity)
        except OSError as error:
            self.stop()
            self._again(now, str(error), str(error))

    def _ended(self, code: int, now: float) -> None:
        self._process = None
        self._finished = self._child.finishes and code == 0
        if not self._finished:
            words = (f"tín hiệu {-code}", f"signal {-code}") if code < 0 else (f"mã {code}", f"exit {code}")
            self._again(now, *words)

    def _again(self, now: float, why_vi: str, why_en: str) -> None:
        wait = self._wait = next_wait(self._wait, now - self._since)
        self._due, name = now + wait, self._child.name
        self._tell(
            f"{name} đã dừng ({why_vi}), khởi động lại sau {wait:.1f} giây; nhật ký: {self._log}",
            f"{name} stopped ({why_en}), restarting in {wait:.1f} s; log: {self._log}",
        )


def next_wait(before: float, lived: float) -> float:
    """Seconds until the next start: a child that lived well starts at once, one that keeps dying ever later."""
    return FIRST_WAIT if lived > LIVED_WELL else min(max(2 * before, FIRST_WAIT), LONGEST_WAIT)


def rotate(log: Path) -> None:
    """Put a large log aside, for one generation."""
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".log.1"))


def end_leftovers(home: Home, tell: Tell) -> None:
    """End what a killed supervisor left running here; a process that only has an old pid is not touched."""
    for record in home.run.glob("*.json"):
        left = kept(record, Identity)
        if left and end(left):
            tell(
                f"đã dừng {record.stem} còn sót lại của lần chạy trước (tiến trình {left.pid})",
                f"ended {record.stem}, left over from the last run (process {left.pid})",
            )
        record.unlink(missing_ok=True)
