"""Processes by what they are, not by a number: a pid is used again, a pid with its start time is not."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from models.base import Kept

PROC: Final = Path("/proc")
BOOT_ID: Final = PROC / "sys/kernel/random/boot_id"
TIED: Final = Path(__file__).with_name("tied.py")
ENDED_WITHIN: Final = 5.0


class Identity(Kept):
    """One process, on one boot of one machine."""

    pid: int
    started: str


def identify(pid: int) -> Identity | None:
    """Which process has this pid now; None when there is none, or only its entry waits to be collected."""
    state, started = _from_proc(pid) if BOOT_ID.exists() else _from_ps(pid)
    return Identity(pid=pid, started=started) if started and state not in {"Z", "X"} else None


def myself() -> Identity:
    """This process."""
    me = identify(os.getpid())
    if me is None:
        raise ProcessLookupError(os.getpid())
    return me


def runs(identity: Identity) -> bool:
    """Whether that very process still runs."""
    return identify(identity.pid) == identity


def _from_proc(pid: int) -> tuple[str, str]:
    try:
        # The second field, a name in parentheses, may itself hold spaces and parentheses.
        fields = (PROC / str(pid) / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return "", ""
    return fields[0], f"{BOOT_ID.read_text('ascii').strip()}:{fields[19]}"


def _from_ps(pid: int) -> tuple[str, str]:
    asked = ["ps", "-o", "stat=,lstart=", "-p", str(pid)]
    told = subprocess.run(
        asked, env=os.environ | {"LC_ALL": "C", "TZ": "UTC"}, capture_output=True, text=True, check=False
    )
    state, _, started = told.stdout.strip().partition(" ")
    return state[:1], started.strip()


def spawn(command: Sequence[str], *, cwd: Path, env: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own, its output in `log`; on Linux it dies with us, however we die.

    Raises:
        OSError: it could not be started.
    """
    with log.open("ab") as out:
        return subprocess.Popen(
            [*_tied(), *command],
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # a Ctrl-C in the terminal reaches us alone: we stop the others in order
        )


def _tied() -> Sequence[str]:
    return (sys.executable, "-I", "-S", str(TIED), str(os.getpid())) if sys.platform == "linux" else ()


def end(identity: Identity) -> bool:
    """Kill a process we once started, with its group, unless its pid belongs to another one now.

    Returns whether it ran.
    """
    if not runs(identity):
        return False
    kill_group(identity.pid)
    deadline = time.monotonic() + ENDED_WITHIN
    while runs(identity) and time.monotonic() < deadline:
        time.sleep(0.02)
    return True


def kill_group(leader: int) -> None:
    """SIGKILL to a session leader and what it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)
