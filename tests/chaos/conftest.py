"""Options of the kill test, and its figures at the end of the session."""

import json
from pathlib import Path
from random import SystemRandom

import pytest

from tests.chaos.campaign import Tally

TALLY = pytest.StashKey[Tally]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("chaos")
    group.addoption("--chaos-seed", type=int, help="reproduces a directory's rounds; a random one if not given")
    group.addoption("--chaos-rounds", type=int, default=200, help="how many kills in all")
    group.addoption("--chaos-out", type=Path, help="write the figures to this JSON file")


@pytest.fixture
def tally(pytestconfig: pytest.Config) -> Tally:
    return pytestconfig.stash.setdefault(TALLY, Tally())


@pytest.fixture
def seed(pytestconfig: pytest.Config) -> int:
    given = pytestconfig.getoption("--chaos-seed")
    return SystemRandom().randrange(1, 10**6) if given is None else int(given)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    tally = config.stash.get(TALLY, None)
    if tally is None:
        return
    terminalreporter.section("kill test")
    for name, value in tally.figures().items():
        terminalreporter.line(f"{name}: {value}")
    out = config.getoption("--chaos-out")
    if out:
        out.write_text(json.dumps(tally.figures(), indent=1) + "\n", encoding="utf-8")
