"""The house of a test, once with workflows cached and once replaying every task."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlalchemy import Engine
from temporalio.testing import WorkflowEnvironment

from tests.house import House, living


@pytest_asyncio.fixture(params=[1000, 0], ids=["cached", "replaying"])
async def house(env: WorkflowEnvironment, engine: Engine, request: pytest.FixtureRequest) -> AsyncIterator[House]:
    """A whole system."""
    async with living(env, engine, cached=request.param) as found:
        yield found
