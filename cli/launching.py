"""`launch`: an inspection started in a running system; the same content is started once."""

import asyncio
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from cli.bundles import read_bundle
from cli.call import Call
from cli.failures import Refused
from cli.output import answer, line, note, table
from cli.reach import Desk, desk, door, persistently, sent
from cli.values import read_day
from models.case_state import case_id
from models.commands import Launch
from models.dates import written
from models.facts import Facts
from models.inspection import Inspection, decide, inspection_id
from models.labels import BANNER
from models.launch import Bundle, Duty
from models.org import Role
from models.refusals import Refusal
from store import queries, references
from store.engine import writing

OPENED_WITHIN = 120.0  # seconds; opening goes on by itself afterwards
LOOK_EVERY = 0.2


class Launched(NamedTuple):
    """What became of a launch."""

    digest: str
    already: bool
    opened: bool


def launching(
    call: Call,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="tệp khởi động | launch file")],
    rebase: Annotated[
        date | None,
        typer.Option("--rebase", parser=read_day, metavar="DATE", help="dời theo tuần, từ ngày | move by weeks"),
    ] = None,
    actor: Annotated[
        str | None,
        typer.Option("--as", metavar="PERSON", help="người giao; bỏ trống: chuyên viên theo dõi | who launches"),
    ] = None,
) -> None:
    """Giao yêu cầu khắc phục: mở hồ sơ cho từng cơ quan, một lần | Launch an inspection in a running system, once."""
    bundle = read_bundle(file, references.shipped_calendar(), rebase)
    with desk(call) as at_hand:
        if at_hand.calendar != references.shipped_calendar():
            bundle = read_bundle(file, at_hand.calendar, rebase)
        if not call.json:
            for warning in bundle.warnings:
                note(f"{warning.where}: {warning.text}")
        usual = f"{bundle.register_.inspecting}.{Role.OFFICER}"
        launched = asyncio.run(_launched(call, at_hand, bundle, actor or usual))
    answer(call, _document(bundle, launched), lambda: _show(call, bundle, launched))


async def _launched(call: Call, at_hand: Desk, bundle: Bundle, actor: str) -> Launched:
    gateway = await door(call, at_hand.engine)
    digest, already = await asyncio.to_thread(persistently, partial(_stored, at_hand, bundle, actor))
    stream = inspection_id(bundle.id)
    told = await sent(gateway, stream, Launch(id=f"launch/{digest}", actor=actor, digest=digest))
    if told.refusal:
        raise Refused(told.refusal)
    deadline = asyncio.get_running_loop().time() + OPENED_WITHIN
    while not (opened := await asyncio.to_thread(_opened, at_hand, stream)):
        if asyncio.get_running_loop().time() > deadline:
            break
        await asyncio.sleep(LOOK_EVERY)
    return Launched(digest, already, opened)


def _stored(at_hand: Desk, bundle: Bundle, actor: str) -> tuple[str, bool]:
    """Keep the launch, unless it would be refused: then nothing stays stored. Tells whether it was launched before."""
    facts = Facts(calendar=at_hand.calendar, policy=at_hand.policy, register=bundle.register_, launch=bundle)
    with writing(at_hand.engine) as connection:
        digest = references.put_bundle(connection, bundle)
        state = queries.load_stream(at_hand.engine, inspection_id(bundle.id))[1]
        before = state if isinstance(state, Inspection) else None
        decided = decide(before, Launch(id=f"launch/{digest}", actor=actor, digest=digest), facts, at_hand.now)
        if isinstance(decided, Refusal):
            raise Refused(decided)
    return digest, before is not None


def _opened(at_hand: Desk, stream: str) -> bool:
    standing, _ = queries.load_stream(at_hand.engine, stream)
    return standing.seq > 0 and standing.errand is None


def _document(bundle: Bundle, launched: Launched) -> dict[str, Any]:
    return {
        "accepted": True,
        "inspection": bundle.id,
        "stream": inspection_id(bundle.id),
        "digest": launched.digest,
        "already_launched": launched.already,
        "opened": launched.opened,
        "rehearsal": bundle.rehearsal_banner,
        "cases": [
            {
                "id": case_id(bundle.id, plan.n),
                "unit": plan.unit,
                "unit_name": plan.unit_name,
                "requirements": [duty.model_dump(mode="json") for duty in plan.duties],
            }
            for plan in bundle.cases
        ],
        "warnings": [warning.model_dump() for warning in bundle.warnings],
    }


def _show(call: Call, bundle: Bundle, launched: Launched) -> None:
    line(bundle.title, "bold")
    if bundle.rehearsal_banner:
        line(BANNER[call.lang])
    if launched.already:
        line(call.say("Đã giao trước đó, không giao lại.", "Already launched; nothing was done again."))
    if not launched.opened:
        line(call.say("Hồ sơ đang được mở tiếp; xem bằng lệnh cases.", "Cases are still being opened; see: cases."))
    headers = call.say("Hồ sơ|Cơ quan|Nội dung|Chậm nhất ngày|Văn bản ghi", "Case|Unit|Requirements|By|As written")
    table(headers.split("|"), _rows(call, bundle))


def _rows(call: Call, bundle: Bundle) -> Iterator[tuple[str, ...]]:
    """Who owes what by when: a unit's duties with the same dates in one row."""
    for plan in bundle.cases:
        for (when, phrase), duties in groupby(plan.duties, lambda duty: _when(call, duty)):
            yield case_id(bundle.id, plan.n), plan.unit_name, ", ".join(duty.id for duty in duties), when, phrase


def _when(call: Call, duty: Duty) -> tuple[str, str]:
    dated = [deadline for deadline in (duty.report_by, duty.remedied_by) if deadline]
    days = [written(deadline.due) if deadline.due else "?" for deadline in dated]
    if not days and duty.review_on:
        days = [call.say("xem lại ", "look again ") + written(duty.review_on)]
    return " / ".join(days), " / ".join(deadline.phrase for deadline in dated)
