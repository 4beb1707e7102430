"""`rebuild`: every open stream gets its workflow again, from the ledger; what runs already is left alone."""

import asyncio
from collections import Counter
from typing import TYPE_CHECKING

from cli.call import Call
from cli.output import answer, line
from cli.reach import Engine, book, door
from store.queries import open_streams

if TYPE_CHECKING:
    from gateway import Gateway

WAVE = 20


def rebuild(call: Call) -> None:
    """Dựng lại luồng công việc từ sổ cái, nhiều lần cũng được | Start every open stream's workflow again."""
    with book(call) as engine:
        counted = asyncio.run(_rebuilt(call, engine))
    document = {"streams": counted.total(), "inspections": counted["inspection"], "cases": counted["case"]}
    text = call.say(
        "{streams} luồng đang mở có luồng công việc: {inspections} cuộc kiểm tra, {cases} hồ sơ.",
        "{streams} open streams have their workflow: {inspections} inspections, {cases} cases.",
    )
    answer(call, document, lambda: line(text.format_map(document)))


async def _rebuilt(call: Call, engine: Engine) -> Counter[str]:
    gateway, counted, last = await door(call, engine), Counter[str](), ""
    await gateway.ensure_services()
    while streams := await asyncio.to_thread(open_streams, engine, last):
        for first in range(0, len(streams), WAVE):
            await _ensured(gateway, streams[first : first + WAVE])
        counted.update(stream.split("/", 1)[0] for stream in streams)
        last = streams[-1]
    return counted


async def _ensured(gateway: "Gateway", streams: list[str]) -> None:
    await asyncio.gather(*(gateway.ensure(stream) for stream in streams))
