"""Rounds of killing on one set of data: act, kill at a failpoint, start again, check everything, go on."""

import asyncio
import json
import socket
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from random import Random
from time import monotonic

from sqlalchemy import Engine
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter

from models.clock import Tempo
from store.engine import open_engine
from store.home import prepare
from tests.builders import SENT
from tests.chaos import journal, oracle_ledger
from tests.chaos.failpoints import VARIANTS, Armed, Point
from tests.chaos.oracle_live import Witness
from tests.chaos.site import Site
from tests.chaos.tree import Nursery, Tree, stuck, tail

DAY_IN_SECONDS = 2
HIT_WITHIN = 15.0
HIT_IN_RECOVERY_WITHIN = 4.0
SETTLE_WITHIN = 120.0
KILLED_IN_RECOVERY = 0.15


@dataclass
class Tally:
    """What a campaign did and found."""

    rounds: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    in_recovery: Counter[str] = field(default_factory=Counter)
    variants: Counter[str] = field(default_factory=Counter)
    elsewhere: int = 0
    commands: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, object]:
        """What is reported."""
        return {
            "rounds": self.rounds,
            "hits": dict(self.hits),
            "hits again in recovery": dict(self.in_recovery),
            "hits by variant": dict(sorted(self.variants.items())),
            "killed elsewhere": self.elsewhere,
            "commands": dict(self.commands),
            "records": dict(self.records),
            "lost or doubled": len(self.broken),
        }


class Campaign:
    """Rounds on one directory; the seed reproduces their order, failpoints and commands."""

    def __init__(self, root: Path, seed: int, tally: Tally, say: Callable[[str], None] = print) -> None:
        self.site = Site(root, _free_port())
        self.seed, self.tally, self.say = seed, tally, say
        self.rng = Random(seed)  # noqa: S311 - reproducible
        self.variants = {point: cycle(VARIANTS[point]) for point in Point}

    async def run(self, points: Iterable[Point]) -> None:
        """Kill at each of these points in turn; stops at the first thing found broken."""
        self.site.root.mkdir(parents=True, exist_ok=True)
        engine = open_engine(self.site.database_url)
        with Nursery(self.site) as nursery:
            tree: Tree | None = None
            try:
                witness = Witness(engine, prepare(engine, _tempo()), self.site.mailbox)
                tree = Tree(self.site, nursery)
                for n, point in enumerate(points, start=1):
                    tree = await self._round(tree, nursery, witness, n, point)
                    if self.tally.broken:
                        return
                self._count(engine)
            finally:
                if tree is not None:
                    tree.kill()
                engine.dispose()

    async def _round(self, tree: Tree, nursery: Nursery, witness: Witness, n: int, point: Point) -> Tree:
        """Kill the tree, check the one that takes its place, and return it."""
        started, seed, armed = monotonic(), f"{self.seed}.{n}", self._arm(point)
        # A first round must have something to act upon; the others meet what the kills before left.
        launches = 1 if n == 1 or point == Point.OPENING else 0
        hit = await self._strike(tree, armed, seed, launches, HIT_WITHIN)
        self._note(hit, self.tally.hits)
        recovery = await self._kill_in_recovery(nursery, seed) if self.rng.random() < KILLED_IN_RECOVERY else ""
        acted, tree = monotonic() - started, Tree(self.site, nursery)
        found = await self._check(tree, witness)
        self.tally.rounds += 1
        self.tally.broken.extend(f"round {seed} ({armed.point} {armed.variant}): {what}" for what in found)
        verdict = f"{len(found)} BROKEN" if found else f"all well {monotonic() - started - acted:.1f} s later"
        self.say(f"round {seed}: {hit or f'{armed} not reached'}{recovery}, dead after {acted:.1f} s, {verdict}")
        return tree

    async def _strike(self, tree: Tree, armed: Armed, seed: str, launches: int, within: float) -> str | None:
        before = len(self._hits())
        try:
            tree.arm(armed)
            tree.go(seed, launches)
            return await self._await_death(tree, before, within)
        finally:
            tree.kill()

    def _arm(self, point: Point) -> Armed:
        most = {Point.OPENING: 2, Point.FALLBACK: 0, Point.CONTINUE_AS_NEW: 2}.get(point, 30)
        return Armed(point=point, variant=next(self.variants[point]), skip=self.rng.randint(0, most))

    async def _kill_in_recovery(self, nursery: Nursery, seed: str) -> str:
        """Kill again while the tree is still coming up: at a point if one is reached in time, anywhere else."""
        armed = self._arm(self.rng.choice([p for p in Point if p != Point.OPENING])).model_copy(update={"skip": 0})
        hit = await self._strike(Tree(self.site, nursery), armed, f"{seed}r", 0, HIT_IN_RECOVERY_WITHIN)
        self._note(hit, self.tally.in_recovery)
        return f", again in recovery: {hit or 'anywhere'}"

    async def _await_death(self, tree: Tree, before: int, within: float) -> str | None:
        """Which failpoint ended the tree; None when it was not reached in time."""
        deadline = monotonic() + within
        while monotonic() < deadline:
            fallen = tree.fallen
            if fallen:
                await asyncio.sleep(0.1)
                hits = self._hits()
                if len(hits) == before:
                    msg = f"the {fallen} ended by itself:\n{tail(self.site.log(fallen))}"
                    raise AssertionError(msg)
                return hits[-1]
            await asyncio.sleep(0.02)
        return None

    def _hits(self) -> list[str]:
        return self.site.hits.read_text().splitlines() if self.site.hits.exists() else []

    def _note(self, hit: str | None, hits: Counter[str]) -> None:
        if hit is None:
            self.tally.elsewhere += 1
            return
        struck = json.loads(hit)
        hits[struck["point"]] += 1
        self.tally.variants[f"{struck['point']} {struck['variant']}"] += 1

    async def _check(self, tree: Tree, witness: Witness) -> list[str]:
        """Let the client learn what it does not know and the workflows catch up; hold everything against the ledger."""
        found = oracle_ledger.broken(oracle_ledger.read(witness.engine), {})
        try:
            async with asyncio.timeout(SETTLE_WITHIN):
                while not tree.settled:
                    if tree.fallen:
                        return [*found, f"the {tree.fallen} ended:\n{tail(self.site.log(tree.fallen))}"]
                    await asyncio.sleep(0.02)
                found += await witness.settle(await _connect(self.site))
        except TimeoutError:
            return [*found, f"not settled within {SETTLE_WITHIN} s:\n{tail(self.site.log('worker'))}"]
        found += stuck(self.site.log("worker"))
        asked = journal.read(self.site.journal)
        found += [f"{a.stream}: {a.id} was never answered" for a in asked.values() if a.open]
        return found + oracle_ledger.broken(oracle_ledger.read(witness.engine), asked)

    def _count(self, engine: Engine) -> None:
        books = oracle_ledger.read(engine)
        asked = journal.read(self.site.journal)
        self.tally.commands["asked"] += len(asked)
        self.tally.commands["accepted"] += sum(any(x.accepted for x in a.answers) for a in asked.values())
        self.tally.commands["of unknown outcome, asked again"] += sum(a.cut_off for a in asked.values())
        lines = [line for found in books.lines.values() for line in found]
        rang = [line for line in lines if line.event.type == "rang"]
        self.tally.records.update(
            {
                "streams": len(books.streams),
                "events": len(lines),
                "reminders": len(rang),
                "drafts": len(books.drafts),
                "messages": len(books.messages),
                "notices": len(books.notices),
                "letters": sum(1 for _ in self.site.mailbox.glob("*.eml")),
            }
        )


def _tempo() -> Tempo:
    now = datetime.now(UTC)
    return Tempo.parse(f"1d={DAY_IN_SECONDS}s", virtual_origin=SENT, real_origin=now)


async def _connect(site: Site) -> Client:
    while True:
        with suppress(RuntimeError):
            return await Client.connect(site.address, data_converter=pydantic_data_converter)
        await asyncio.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
