"""What an embedded system is made of: one row per process. They start in this order and stop in the opposite one."""

import os
import shutil
import sys
import sysconfig
from pathlib import Path
from typing import Final, NamedTuple

from cli.failures import Failure
from cli.find import System
from cli.home import Home
from cli.ports import LOOPBACK, Ports

ROOT: Final = Path(__file__).parents[1]
NAMESPACE: Final = "default"


class Child(NamedTuple):
    """A process the supervisor looks after.

    `grace` is how many seconds it has between being asked to stop and being made to. One that `finishes` has done its
    work when it ends by itself with exit code 0; any other end of any child is repaired.
    """

    name: str
    command: tuple[str, ...]
    grace: float
    finishes: bool = False


def children(home: Home, ports: Ports, *, demo: bool) -> tuple[Child, ...]:
    """The processes of an embedded system.

    Raises:
        Failure: there is no Temporal server.
    """
    rows = [
        Child("temporal", (_temporal(), *_server_options(home, ports)), grace=3),
        Child("worker", (sys.executable, str(ROOT / "worker.py")), grace=4),
        Child("web", (sys.executable, "-m", "web"), grace=2),
    ]
    if demo:
        rows.insert(2, Child("demo", (sys.executable, "-m", "cli.demo"), grace=1, finishes=True))
    return tuple(rows)


def environment(system: System, home: Home, ports: Ports, lang: str) -> dict[str, str]:
    """What every child is told. A person's own TEMPORAL_* and profile file speak of another server."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("TEMPORAL_")}
    return inherited | {
        "TEMPORAL_CONFIG_FILE": os.devnull,
        "TEMPORAL_ADDRESS": system.temporal_address,
        "TEMPORAL_NAMESPACE": system.temporal_namespace,
        "DONDOC_DATA": str(home.path),
        "DONDOC_DATABASE": system.database,
        "DONDOC_PORT": str(ports.web),
        "DONDOC_LANG": lang,
        "PYTHONUNBUFFERED": "1",
    }


def _server_options(home: Home, ports: Ports) -> tuple[str, ...]:
    return (
        *("server", "start-dev", "--ip", LOOPBACK, "--namespace", NAMESPACE, "--log-level", "error"),
        *("--port", str(ports.temporal), "--ui-port", str(ports.temporal_ui), "--ui-disable-news-fetch"),
        *("--db-filename", str(home.temporal)),
        *("--sqlite-pragma", "journal_mode=WAL", "--sqlite-pragma", "synchronous=FULL"),
    )


def _temporal() -> str:
    beside = Path(sysconfig.get_path("scripts")) / "temporal"
    found = str(beside) if beside.exists() else shutil.which("temporal")
    if not found:
        raise Failure(
            "không thấy chương trình “temporal” trong môi trường: chạy `make setup`",
            "the program “temporal” is not in the environment: run `make setup`",
        )
    return found
