"""What the tests of the core say at the end of a run."""

import pytest

_SAID = pytest.StashKey[list[str]]()


@pytest.fixture
def say(pytestconfig: pytest.Config) -> list[str]:
    """Lines for the end of the test report."""
    return pytestconfig.stash.setdefault(_SAID, [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what tests had to say."""
    for line in config.stash.get(_SAID, []):
        terminalreporter.write_line(line)
