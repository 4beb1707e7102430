"""The scripted persons of a demonstration: they launch two inspections and act in them, through the gateway.

The province Sông Tiền is invented. The directive of Đồng Tháp is real, what its bodies do here is not: a banner
says so.
Everything is idempotent: after a restart the same persons go on where they were.
"""

import asyncio
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import structlog

from cli.bundles import read_bundle
from cli.reach import Engine
from cli.values import read_file
from connection import connect
from gateway import Gateway, Unavailable
from intake.yamltext import read_yaml
from models.calendar import Calendar
from models.clock import local_date
from models.commands import IssueDraft, Launch
from models.inspection import inspection_id
from models.ladder import DEFAULT_POLICY, RungKind
from models.launch import Bundle
from models.org import Role
from models.scenarios import Act
from models.scripts import read_script
from observability import configure_logging
from settings import Settings
from store import queries, readmodel, references
from store.engine import open_engine, reading, writing
from store.home import is_prepared, tempo_of

EXAMPLES = Path(__file__).parents[1] / "examples"
SHOWN_FOR = timedelta(days=75)  # virtual; afterwards the persons rest and the page stands
WEEK = timedelta(days=7)
LOOK_EVERY = 0.2
log = structlog.get_logger("demo")


class Play(NamedTuple):
    """An inspection to live through, and what its persons do."""

    bundle: Bundle
    acts: tuple[Act, ...]


def play(name: str, calendar: Calendar, start: date) -> Play:
    """The example of that name and its script, both moved to the same weeks, near a start day."""
    bundle = read_bundle(EXAMPLES / f"{name}.yaml", calendar, start)
    script = read_yaml(read_file(EXAMPLES / "acts" / f"{name}.yaml"), name)["acts"]
    moved = _moved(script, timedelta(weeks=bundle.shifted_weeks))
    return Play(bundle, read_script(moved, bundle).acts)


def _moved(value: Any, by: timedelta) -> Any:
    """The same with every date moved."""
    if isinstance(value, dict):
        return {key: _moved(inner, by) for key, inner in value.items()}
    if isinstance(value, list):
        return [_moved(inner, by) for inner in value]
    if not isinstance(value, str):
        return value
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return (read(value) + by).isoformat()
        except ValueError:
            continue
    return value


class Persons:
    """Who act: by their scripts, and Home Affairs' leaders by signing each draft the next working day."""

    def __init__(self, engine: Engine, gateway: Gateway) -> None:
        self.engine, self.gateway = engine, gateway

    @property
    def now(self) -> datetime:
        """What the clock of this data shows."""
        return self.gateway.tempo.virtual(datetime.now(UTC))

    async def live(self, plays: Sequence[Play], until: datetime) -> None:
        """Launch each inspection in its hour and do every act in its own, until the end of the show."""
        signing = asyncio.create_task(self._sign(until))
        await asyncio.gather(*(self._live(one) for one in plays))
        await signing

    async def _live(self, one: Play) -> None:
        await self._until(one.bundle.sent_at)
        await self._launch(one.bundle)
        await asyncio.gather(*(self._act(acts) for acts in _by_stream(one.acts)))

    async def _act(self, acts: Sequence[Act]) -> None:
        for act in acts:
            await self._until(act.at)
            await self._give(act.stream, act.command)

    async def _until(self, instant: datetime) -> None:
        real = self.gateway.tempo.real(instant)
        await asyncio.sleep(max(0.0, (real - datetime.now(UTC)).total_seconds()))

    async def _launch(self, bundle: Bundle) -> None:
        digest = await asyncio.to_thread(self._stored, bundle)
        officer = f"{bundle.register_.inspecting}.{Role.OFFICER}"
        stream = inspection_id(bundle.id)
        await self._give(stream, Launch(id=f"launch/{digest}", actor=officer, digest=digest))
        while (await asyncio.to_thread(queries.load_stream, self.engine, stream))[0].errand:
            await asyncio.sleep(LOOK_EVERY)

    def _stored(self, bundle: Bundle) -> str:
        with writing(self.engine) as connection:
            return references.put_bundle(connection, bundle)

    async def _give(self, stream: str, command: Any) -> None:
        while True:
            try:
                answer = await self.gateway.send(stream, command)
            except Unavailable:
                await asyncio.sleep(1)
                continue
            told = answer.refusal.text() if answer.refusal else "accepted"
            log.info("acted", stream=stream, command=command.type, actor=command.actor, answer=told)
            return

    async def _sign(self, until: datetime) -> None:
        while self.now < until:
            for row in await asyncio.to_thread(queries.open_drafts, self.engine):
                calendar, register = await asyncio.to_thread(self._under, row["inspection"])
                if calendar.working_days_between(row["day"], local_date(self.now)) >= 1:
                    number = f"{100 + row['n'] + row['day'].toordinal() % 97}/{_symbol(row['rung'])}"
                    command = IssueDraft(
                        id=f"demo/{row['id']}", actor=f"{register}.{Role.HEAD}", draft=row["id"], number=number
                    )
                    await self._give(inspection_id(row["inspection"]), command)
            await asyncio.sleep(LOOK_EVERY)

    def _under(self, inspection: str) -> tuple[Calendar, str]:
        with reading(self.engine) as connection:
            calendar = references.calendar(connection)
            register = references.register(connection, readmodel.under(connection, inspection).register)
        return calendar, register.inspecting


def _by_stream(acts: Iterable[Act]) -> Iterable[Sequence[Act]]:
    found: defaultdict[str, list[Act]] = defaultdict(list)
    for act in acts:
        found[act.stream].append(act)
    return found.values()


def _symbol(rung_id: str) -> str:
    rung = DEFAULT_POLICY.rung(rung_id)
    return "PTr-SNV" if rung and rung.kind == RungKind.SUBMISSION else "SNV-CCHC"


def start_of(data: Path, now: datetime) -> date:
    """The day the demonstration began: a restart goes on with the same inspections."""
    kept = data / "demo.json"
    if not kept.exists():
        kept.write_text(json.dumps({"start": local_date(now).isoformat()}), encoding="utf-8")
    return date.fromisoformat(json.loads(kept.read_text(encoding="utf-8"))["start"])


async def show(settings: Settings) -> None:
    """Live the demonstration on the running system that the environment names."""
    engine = open_engine(settings.database_url)
    while not await asyncio.to_thread(is_prepared, engine):
        await asyncio.sleep(LOOK_EVERY)
    persons = Persons(engine, Gateway(await connect(), tempo_of(engine)))
    start = start_of(settings.data, persons.now)
    read = partial(play, calendar=references.shipped_calendar())
    # The small one is already under way when a person looks; the real directive follows within the week.
    week_ago = start - WEEK + timedelta(days=1)
    plays = [read("demo-song-tien", start=week_ago), read("3-dong-thap-quy-3-2020", start=start)]
    await persons.live(plays, max(one.bundle.sent_at for one in plays) + SHOWN_FOR)


def main(_argv: Iterable[str] = ()) -> int:
    """Run the persons to the end of the show."""
    settings = Settings()
    configure_logging(settings.log_level, json=settings.log_json)
    asyncio.run(show(settings))
    sys.stderr.flush()
    return 0


if __name__ == "__main__":
    code = main()
    os._exit(code)
