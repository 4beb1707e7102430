"""One Temporal server with a virtual clock for all tests, a prepared database to copy, and a clean end."""

import os
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import Engine
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment

from store.engine import open_engine
from store.home import prepare

TEMPORAL = Path(sys.executable).with_name("temporal")
DYNAMIC = (
    "frontend.WorkflowTimeSkippingEnabled=true",
    'history.timerProcessorMaxTimeShift="0.05s"',
    "limit.historyCount.suggestContinueAsNew=150",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """--record-golden writes tests/golden anew, after a change of the shell that is meant."""
    parser.addoption("--record-golden", action="store_true", help="record tests/golden anew")


@pytest_asyncio.fixture(scope="session")
async def env() -> AsyncIterator[WorkflowEnvironment]:
    """The dev server, its workflows' clocks driven by `env.fast_forward`."""
    async with await WorkflowEnvironment.start_time_skipping_v2(
        dev_server_existing_path=str(TEMPORAL),
        dev_server_startup_timeout=timedelta(seconds=60),
        dev_server_log_level="error",
        data_converter=pydantic_data_converter,
        dev_server_extra_args=[arg for setting in DYNAMIC for arg in ("--dynamic-config-value", setting)],
    ) as server:
        with server.with_time_skipping_disabled():
            yield server


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, seeded SQLite file to copy."""
    path = tmp_path_factory.mktemp("prepared") / "dondoc.db"
    engine = open_engine(f"sqlite:///{path}")
    prepare(engine)
    engine.dispose()
    return path


@pytest.fixture
def engine(prepared: Path, tmp_path: Path) -> Iterator[Engine]:
    """A database of one's own."""
    shutil.copy(prepared, tmp_path / "dondoc.db")
    engine = open_engine(f"sqlite:///{tmp_path / 'dondoc.db'}")
    yield engine
    engine.dispose()


_SAID = pytest.StashKey[list[str]]()


@pytest.fixture
def say(pytestconfig: pytest.Config) -> list[str]:
    """Lines for the end of the test report."""
    return pytestconfig.stash.setdefault(_SAID, [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what tests had to say."""
    for line in config.stash.get(_SAID, []):
        terminalreporter.write_line(line)


_status: list[int] = []


def pytest_sessionfinish(exitstatus: int) -> None:
    """Keep the status for the end."""
    _status.append(int(exitstatus))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """End at once: the SDK's native threads may abort the interpreter's shutdown (sdk-python #300)."""
    if not hasattr(config, "workerinput") and _status:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(_status[0])
