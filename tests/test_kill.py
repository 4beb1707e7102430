"""One kill of everything at each dangerous instant; `make chaos` does it two hundred times."""

from pathlib import Path

from tests.chaos.campaign import Campaign, Tally
from tests.chaos.failpoints import Point


async def test_killed_at_each_failpoint_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    tally = Tally()
    await Campaign(tmp_path, seed=20200821, tally=tally).run(Point)
    assert not tally.broken, "\n".join(tally.broken)
    assert set(tally.hits) == set(Point)
