"""Ports on the loopback address: kept with the data, so that bookmarks and clients survive a restart."""

import errno
import socket

from cli.failures import Failure
from models.base import Kept

LOOPBACK = "127.0.0.1"
WEB = 8080
NEIGHBOURS = 50


class Ports(Kept):
    """Where the parts of one embedded system listen."""

    temporal: int
    temporal_ui: int
    web: int


def choose(before: Ports | None, asked: int | None) -> Ports:
    """Free ports: those of the last time where they still are; `asked` is the page's, 0 any.

    Raises:
        Failure: the page's port was asked for and is taken.
    """
    if asked and not free(asked):
        raise Failure(
            f"cổng {asked} đang được dùng: chọn --port khác, hoặc bỏ --port để tự tìm cổng trống",
            f"port {asked} is taken: choose another --port, or leave --port out to have a free one found",
        )
    web = asked or (any_free() if asked == 0 else next_free(before.web if before else WEB))
    temporal = again(before.temporal if before else 0, web)
    return Ports(web=web, temporal=temporal, temporal_ui=again(before.temporal_ui if before else 0, web, temporal))


def again(before: int, *taken: int) -> int:
    """The port of the last time (0: there was none), if it is still free, else another."""
    return before if before and before not in taken and free(before) else any_free(*taken)


def free(port: int) -> bool:
    """Whether one could listen there now."""
    with socket.socket() as probe:
        # As servers do: connections that just ended keep nobody from listening.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            if error.errno in {errno.EADDRINUSE, errno.EACCES}:
                return False
            raise
        return True


def any_free(*taken: int) -> int:
    """A free port of the system's choice, none of these."""
    while True:
        with socket.socket() as probe:
            probe.bind((LOOPBACK, 0))
            port = int(probe.getsockname()[1])
        if port not in taken:
            return port


def next_free(first: int) -> int:
    """The first free port from this one on, in its neighbourhood."""
    return next(filter(free, range(first, min(first + NEIGHBOURS, 65536))), 0) or any_free()
