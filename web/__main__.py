"""`python -m web`: the pages on this machine's own address, until told to stop."""

import signal
import socket
import sys
from types import FrameType
from typing import NoReturn

import structlog
import uvicorn

from notices.mailbox import MailboxFolder
from observability import configure_logging
from settings import Settings
from web.app import create_app
from web.source import Source

HOST = "127.0.0.1"
log = structlog.get_logger("web")
GRACE = 1  # seconds for answers under way; the supervisor gives two


class Server(uvicorn.Server):
    """Says where the pages are once they are."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen."""
        await super().startup(sockets)
        for listening in (found for server in self.servers for found in server.sockets):
            host, port = listening.getsockname()[:2]
            log.info("web ready", address=f"http://{host}:{port}/")


def main() -> None:
    """Serve the pages with the settings of the environment."""
    settings = Settings()
    configure_logging(settings.log_level, json=settings.log_json)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)
    source = Source(settings.database_url, MailboxFolder(settings.data / "mailbox"))
    config = uvicorn.Config(
        create_app(source, settings.lang),
        host=HOST,
        port=settings.port,
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    Server(config).run()


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    """Uvicorn ends in order and then raises the signal anew: being told to stop is no failure."""
    sys.exit(0)


if __name__ == "__main__":
    main()
