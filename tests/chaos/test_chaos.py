"""Two hundred kills (make chaos): nothing is lost and nothing doubled, at whatever instant everything dies."""

from pathlib import Path
from random import Random

import pytest

from tests.chaos.campaign import Campaign, Tally
from tests.chaos.failpoints import Point

ROUNDS_A_DIRECTORY = 25


async def test_whatever_is_killed_nothing_is_lost_or_doubled(
    pytestconfig: pytest.Config, capsys: pytest.CaptureFixture[str], tmp_path: Path, tally: Tally, seed: int
) -> None:
    rounds = pytestconfig.getoption("--chaos-rounds")

    def say(line: str) -> None:
        with capsys.disabled():
            print(line, flush=True)  # noqa: T201 - two hundred rounds take their time

    while tally.rounds < rounds and not tally.broken:
        points = list(Point) * (ROUNDS_A_DIRECTORY // len(Point))
        Random(seed).shuffle(points)  # noqa: S311 - reproducible
        say(f"\n--chaos-seed {seed} reproduces this directory: {tmp_path / str(seed)}")
        await Campaign(tmp_path / str(seed), seed, tally, say).run(points[: rounds - tally.rounds])
        seed += 1
    assert not tally.broken, "\n".join(tally.broken)
