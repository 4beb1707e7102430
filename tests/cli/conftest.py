"""A real dev server, a worker in this process and a data directory: what the CLI finds when a system runs."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
import structlog
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment

from cli.find import System
from cli.home import Home, keep
from cli.processes import identify
from gateway import Gateway
from models.clock import Tempo
from notices.mailbox import MailboxFolder
from store.engine import open_engine
from store.home import prepare
from tests.cli.running import EXAMPLE, Running, run
from worker import build

SENT = datetime(2020, 8, 21, 3, 39, 44, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("DONDOC_", "TEMPORAL_"))]:
        monkeypatch.delenv(name)


@pytest_asyncio.fixture(scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """A system at one day a second, the Đồng Tháp directive launched in it."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    home = Home(tmp_path_factory.mktemp("system"))
    engine = open_engine(home.database_url)
    tempo = prepare(engine, Tempo(virtual_origin=SENT, real_origin=datetime.now(UTC), virtual_seconds=86400))
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=str(Path(sys.executable).with_name("temporal")),
        dev_server_startup_timeout=timedelta(seconds=60),
        dev_server_log_level="error",
        data_converter=pydantic_data_converter,
    ) as env:
        me = identify(os.getpid())
        assert me
        system = System(
            temporal_address=env.client.service_client.config.target_host,
            temporal_namespace=env.client.namespace,
            temporal_ui="",
            web="",
            database=home.database_url,
            supervisor=me,
            started_at=datetime.now(UTC),
        )
        keep(home.system, system)
        async with build(env.client, engine, tempo, MailboxFolder(home.path / "mailbox")):
            await Gateway(env.client, tempo).ensure_services()
            found = Running(home.path, engine, env.client)
            launched = await asyncio.to_thread(run, "launch", str(EXAMPLE), "--data", str(home.path), "--json")
            assert launched.code == 0, launched.err
            yield found._replace(launched=launched.document)
    engine.dispose()
    structlog.reset_defaults()
