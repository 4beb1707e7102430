"""`ledger export` and `ledger verify`: events out as JSON Lines; their chains checked, also far from any system."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.call import Call
from cli.failures import REFUSED, Failure, WrongUsage
from cli.output import answer, line, print_json
from cli.reach import book
from store import health, ledger
from store.engine import reading


def export(call: Call) -> None:
    """Xuất sổ cái, mỗi dòng một sự kiện JSON | Print the ledger, one JSON event a line."""
    with book(call) as engine, reading(engine) as connection:
        for event in ledger.export(connection):
            print_json(event)


def verify(
    call: Call,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE|-]", help="tệp đã xuất; - là đầu vào | exported file, - is stdin")
    ] = None,
) -> int:
    """Kiểm tra chuỗi băm của sổ cái, hoặc của một tệp đã xuất | Check the hash chains of the ledger or of an export."""
    if file is None:
        with book(call) as engine:
            found = health.verify(engine)
    else:
        found = ledger.verify(_exported(file))
    document = {"ok": not found.broken, "events": found.events, "streams": found.streams, "broken": list(found.broken)}
    answer(call, document, lambda: _show(call, found))
    return REFUSED if found.broken else 0


def _show(call: Call, found: ledger.Verified) -> None:
    for place in found.broken:
        line(call.say("sai: ", "broken: ") + place)
    counted = f"{found.events} / {found.streams}"
    if found.broken:
        line(call.say(f"Sổ cái bị sửa hoặc thiếu ({counted}).", f"The ledger was changed or cut ({counted})."))
    else:
        vi, en = f"{found.events} sự kiện, {found.streams} chuỗi", f"{found.events} events in {found.streams} streams"
        line(call.say(f"Sổ cái nguyên vẹn: {vi}.", f"The ledger is intact: {en}."))


def _exported(file: Path) -> Iterator[dict[str, Any]]:
    if str(file) == "-":
        yield from _lines(sys.stdin.buffer)
        return
    if not file.is_file():
        raise WrongUsage(f"không có tệp “{file}”", f"there is no file “{file}”")
    with file.open("rb") as lines:
        yield from _lines(lines)


def _lines(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    for number, raw in enumerate(lines, start=1):
        if raw.strip():
            yield _line(number, raw)


def _line(number: int, raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict) and {*ledger.HASHED, "hash"} <= set(found):
        return found
    raise Failure(
        f"dòng {number}: không phải một dòng của sổ cái; cần tệp do ledger export xuất",
        f"line {number}: no line of a ledger; give a file that ledger export wrote",
    )
