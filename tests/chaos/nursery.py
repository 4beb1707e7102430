"""Forks workers and clients that have imported everything already: two hundred rounds need not wait for imports.

It reads `NAME GROUP` lines and answers each with the pid of the process it put into that group.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from importlib import import_module
from typing import Any

from tests.chaos.site import Site, quicken

Life = Callable[[], Coroutine[Any, Any, None]]


def main() -> None:
    """Fork until the input ends."""
    quicken()  # before anything of the product is imported
    lives: dict[str, Life] = {name: import_module(f"tests.chaos.{name}").live for name in ("worker", "client")}
    configure: Callable[[str], None] = import_module("observability").configure_logging
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the killed
    site = Site.here()
    for line in sys.stdin:
        name, group = line.split()
        pid = os.fork()
        if pid == 0:
            _be_born(site, name, int(group))
            configure("WARNING")
            asyncio.run(lives[name]())
            os._exit(0)
        print(pid, flush=True)  # noqa: T201 - the parent reads it


def _be_born(site: Site, name: str, group: int) -> None:
    os.setpgid(0, group)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(site.log(name), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for target, source in ((0, os.open(site.orders(name), os.O_RDONLY)), (1, log), (2, log)):
        os.dup2(source, target)
    sys.stdin = os.fdopen(0)


if __name__ == "__main__":
    main()
