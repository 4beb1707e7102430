"""The client of the tree: resends what it does not know the outcome of, then acts at random until it is killed.

It leaves a mark when nothing is unknown any more, and reads from its input `SEED LAUNCHES`: a round begins.
"""

import asyncio
import sys
from datetime import UTC, datetime
from random import Random

from pydantic import TypeAdapter
from sqlalchemy import Engine

from gateway import Gateway, Unavailable
from models import commands as c
from models.clock import Tempo
from models.launch import Bundle
from store import references
from store.engine import open_engine, reading, writing
from store.home import tempo_of
from tests.chaos import journal as j
from tests.chaos.acts import Crowd, some_launch
from tests.chaos.interceptors import ChaosClient
from tests.chaos.site import Site
from tests.chaos.worker import connect

ACTORS = 3
AGAIN = 0.5
_COMMAND: TypeAdapter[c.AnyCommand] = TypeAdapter(c.AnyCommand)


class ChaosCrowd:
    """Sends commands and keeps the journal."""

    def __init__(self, site: Site, engine: Engine, gateway: Gateway, tempo: Tempo) -> None:
        self.site, self.engine, self.gateway, self.tempo = site, engine, gateway, tempo
        self.journal = j.Journal(site.journal)

    async def resolve(self) -> None:
        """Send again, under the same ids, what was never answered."""
        unknown = [asked for asked in j.read(self.site.journal).values() if asked.open]
        await asyncio.gather(*(self.send(a.stream, _COMMAND.validate_python(a.command)) for a in unknown))

    async def send(self, stream: str, command: c.Command) -> None:
        """Send until answered."""
        while True:
            self.journal.sent(stream, command.model_dump(mode="json"))
            try:
                answer = await self.gateway.send(stream, command)
            except Unavailable:
                self.journal.unknown(command.id)
                await asyncio.sleep(AGAIN)
            else:
                self.journal.told(command.id, answer)
                return

    async def launch(self, rng: Random, name: str) -> None:
        """Store a launch and send it."""
        bundle = some_launch(rng, name, self.now)
        digest = await asyncio.to_thread(self._put, bundle)
        await self.send(f"inspection/{name}", c.Launch(id=f"launch/{name}", actor="snv.officer", digest=digest))

    def _put(self, bundle: Bundle) -> str:
        with writing(self.engine) as connection:
            return references.put_bundle(connection, bundle)

    async def act(self, rng: Random, name: str) -> None:
        """One person after another, some twice at once, some again later."""
        crowd, done, n = Crowd(rng), list[tuple[str, c.Command]](), 0
        while True:
            n += 1
            chosen = await asyncio.to_thread(self._choose, crowd, f"{name}-{n}")
            if chosen:
                twice = rng.random() < 0.1
                await asyncio.gather(*(self.send(*chosen) for _ in range(2 if twice else 1)))
                done.append(chosen)
            if done and rng.random() < 0.05:
                await self.send(*rng.choice(done))
            await asyncio.sleep(rng.uniform(0.1, 0.6))

    def _choose(self, crowd: Crowd, command_id: str) -> tuple[str, c.Command] | None:
        with reading(self.engine) as connection:
            return crowd.choose(connection, self.now, command_id)

    async def go(self, seed: str, launches: int) -> None:
        """A round: launches and people at once, until killed."""
        rng = Random(seed)  # noqa: S311 - reproducible
        rngs = [Random(rng.random()) for _ in range(ACTORS + launches)]  # noqa: S311 - reproducible
        people = [self.act(rngs[k], f"{seed}-{k}") for k in range(ACTORS)]
        new = [self.launch(rngs[ACTORS + k], f"i{seed}-{k}") for k in range(launches)]
        await asyncio.gather(*people, *new)

    @property
    def now(self) -> datetime:
        return self.tempo.virtual(datetime.now(UTC))


async def live() -> None:
    """Settle, then obey what is read."""
    site = Site.here()
    client = await connect(site, ChaosClient())
    engine = open_engine(site.database_url)
    tempo = tempo_of(engine)
    crowd = ChaosCrowd(site, engine, Gateway(client, tempo), tempo)
    await crowd.resolve()
    site.settled.touch()
    while line := await asyncio.to_thread(sys.stdin.readline):
        seed, launches = line.split()
        await crowd.go(seed, int(launches))
