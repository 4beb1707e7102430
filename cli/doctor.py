"""`doctor`: whether the system is well, and what to do where it is not."""

import asyncio
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Literal, NamedTuple

import typer

from cli.call import Call
from cli.failures import REFUSED, NotReachable
from cli.output import answer, table
from cli.reach import Desk, desk, door
from store import health, outbox
from store.engine import reading
from store.home import tempo_of
from store.queries import streams_behind

SAMPLE = 200
PATIENCE = timedelta(minutes=1)
LOW, VERY_LOW = 1_000_000_000, 200_000_000
MARKS = {"ok": "✓", "warn": "!", "fail": "✗"}


class Check(NamedTuple):
    """One look at the system: how it stands, and the remedy where that is not well."""

    name: str
    status: Literal["ok", "warn", "fail"]
    text: str
    remedy: str = ""


def doctor(
    call: Call,
    full: Annotated[bool, typer.Option("--full", help="kiểm tra mọi bản chụp | every snapshot, not a sample")] = False,
) -> int:
    """Khám hệ thống: cơ sở dữ liệu, sổ cái, máy chủ, hàng chờ, lịch, đĩa | Check the system's health."""
    checks = list(_checks(call, full=full))
    well = all(check.status != "fail" for check in checks)
    document = {"ok": well, "checks": [check._asdict() for check in checks]}
    answer(call, document, lambda: _show(call, checks))
    return 0 if well else REFUSED


def _show(call: Call, checks: list[Check]) -> None:
    headers = call.say("|Mục|Tình trạng|Cách khắc phục", "|Check|State|Remedy").split("|")
    table(headers, ((MARKS[check.status], check.name, check.text, check.remedy) for check in checks))


def _checks(call: Call, *, full: bool) -> Iterator[Check]:
    try:
        with desk(call) as at_hand:
            yield Check("database", "ok", call.say("trả lời", "answers"))
            for look in (_schema, _ledger, _snapshots(full=full), _temporal, _behind, _outbox, _calendar):
                yield from look(call, at_hand)
    except NotReachable as failure:
        yield Check("database", "fail", call.say("không trả lời", "does not answer"), failure.text(call.lang))
    yield _disk(call)


Look = Callable[[Call, Desk], Iterator[Check]]


def _schema(call: Call, at_hand: Desk) -> Iterator[Check]:
    current, head = health.schema(at_hand.engine)
    if current == head:
        yield Check("schema", "ok", str(current))
    else:
        remedy = call.say("khởi động lại hệ thống để nâng cấp", "restart the system: it upgrades the schema")
        yield Check("schema", "fail", f"{current} ≠ {head}", remedy)


def _ledger(call: Call, at_hand: Desk) -> Iterator[Check]:
    found = health.verify(at_hand.engine)
    if found.broken:
        first = ", ".join(found.broken[:3])
        remedy = call.say("không sửa gì; đối chiếu với bản sao lưu", "change nothing; compare with a backup")
        yield Check("ledger", "fail", f"{len(found.broken)}: {first}", remedy)
    else:
        count = f"{found.events} / {found.streams}"
        yield Check("ledger", "ok", call.say(f"{count} sự kiện, chuỗi băm đúng", f"{count} events, chains hold"))


def _snapshots(*, full: bool) -> Look:
    def look(call: Call, at_hand: Desk) -> Iterator[Check]:
        looked, wrong = health.differing(at_hand.engine, None if full else SAMPLE)
        if wrong:
            remedy = call.say("báo người phát triển; sổ cái là bản gốc", "report it; the ledger is the record")
            yield Check("snapshots", "fail", f"{len(wrong)}/{looked}: {', '.join(wrong[:3])}", remedy)
        else:
            yield Check("snapshots", "ok", call.say(f"{looked} bản chụp khớp sổ cái", f"{looked} equal their events"))

    return look


def _temporal(call: Call, at_hand: Desk) -> Iterator[Check]:
    yield from asyncio.run(_server(call, at_hand))


async def _server(call: Call, at_hand: Desk) -> list[Check]:
    from connection import Unreachable, polled  # noqa: PLC0415 - Temporal's SDK is half the start of a verb

    try:
        gateway = await door(call, at_hand.engine)
        workers = await polled(gateway.client, gateway.queue)
    except (NotReachable, Unreachable) as failure:
        remedy = failure.text(call.lang) if isinstance(failure, NotReachable) else str(failure)
        return [Check("temporal", "fail", call.say("không trả lời", "does not answer"), remedy)]
    answers = Check("temporal", "ok", gateway.client.service_client.config.target_host)
    if workers:
        return [answers, Check("worker", "ok", f"{workers} × {gateway.queue}")]
    remedy = call.say("xem nhật ký worker; khởi động lại hệ thống", "look at the worker's log; restart the system")
    return [answers, Check("worker", "fail", call.say("không ai nhận việc", "nobody takes work"), remedy)]


def _behind(call: Call, at_hand: Desk) -> Iterator[Check]:
    before = tempo_of(at_hand.engine).virtual(datetime.now(UTC) - PATIENCE)
    behind = streams_behind(at_hand.engine, before)
    if behind:
        text = call.say(f"{len(behind)} luồng chậm: ", f"{len(behind)} behind: ") + ", ".join(behind[:3])
        yield Check("streams", "warn", text, call.say("chạy lệnh rebuild", "run rebuild"))
    else:
        yield Check("streams", "ok", call.say("không luồng nào chậm", "none is behind"))


def _outbox(call: Call, at_hand: Desk) -> Iterator[Check]:
    with reading(at_hand.engine) as connection:
        waiting = outbox.counts(connection)
    messages, lost = waiting["messages"], waiting.get("undeliverable", 0)
    remedy = call.say("chờ ít giây; nếu còn, xem nhật ký worker", "wait a little; then look at the worker's log")
    text = call.say(f"{messages} thông điệp chờ giao", f"{messages} to deliver")
    yield Check("messages", "warn" if messages else "ok", text, remedy if messages else "")
    remedy = call.say("liên hệ trực tiếp; sửa địa chỉ trong đăng ký", "reach them directly; mend their address")
    text = call.say(f"{lost} tin không gửi được", f"{lost} undeliverable")
    yield Check("notices", "warn" if lost else "ok", text, remedy if lost else "")


def _calendar(call: Call, at_hand: Desk) -> Iterator[Check]:
    last = health.last_due(at_hand.engine) or at_hand.today
    years = range(at_hand.today.year, max(last.year, at_hand.today.year) + 1)
    unknown = [str(year) for year in years if not at_hand.calendar.is_decided(date(year, 1, 1))]
    if unknown:
        text = call.say("chưa có quyết định nghỉ lễ năm ", "days off are not decided for ") + ", ".join(unknown)
        yield Check("calendar", "warn", text, call.say("bổ sung lịch nghỉ khi có", "amend the calendar when they are"))
    else:
        yield Check("calendar", "ok", call.say(f"đủ đến hạn {last}", f"decided up to {last}"))


def _disk(call: Call) -> Check:
    data = call.settings.data.absolute()
    free = shutil.disk_usage(next(folder for folder in (data, *data.parents) if folder.exists())).free
    text = call.say(f"còn {free / 1e9:.1f} GB", f"{free / 1e9:.1f} GB free")
    remedy = call.say("giải phóng đĩa hoặc chuyển thư mục dữ liệu", "free some space or move the data directory")
    status: Any = "fail" if free < VERY_LOW else "warn" if free < LOW else "ok"
    return Check("disk", status, text, "" if status == "ok" else remedy)
