"""The CLI called in this process, and what the tests of a running system talk to."""

import asyncio
import io
import json
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from sqlalchemy import Engine
from temporalio.client import Client

from cli.app import main

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "3-dong-thap-quy-3-2020.yaml"
INSPECTION = "dong-thap-quy-3-2020"


class Result(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)


def run(*argv: str, stdin: bytes = b"") -> Result:
    """Run one command."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin))):
        code = main(argv)
    return Result(code, out.getvalue(), err.getvalue())


class Running(NamedTuple):
    """A running system."""

    data: Path
    engine: Engine
    client: Client
    launched: Any = None

    async def run(self, *argv: str) -> Result:
        """Run one command on it; the worker goes on meanwhile."""
        return await asyncio.to_thread(run, *argv, "--data", str(self.data))

    async def json(self, *argv: str) -> Any:
        """The document of a command that succeeds."""
        result = await self.run(*argv, "--json")
        assert result.code == 0, (result.out, result.err)
        return result.document

    async def until(self, wanted: Callable[[Any], Any], *argv: str, seconds: float = 40) -> Any:
        """Ask again until the document is as wanted; returns it."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not wanted(document := await self.json(*argv)):
            assert asyncio.get_running_loop().time() < deadline, document
            await asyncio.sleep(0.2)
        return document


def case(n: int) -> str:
    """The id of a case of the example."""
    return f"case/{INSPECTION}/{n}"
