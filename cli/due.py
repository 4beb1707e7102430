"""`due`: what a deadline phrase means, counted on the calendar this program comes with."""

import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

import typer
from pydantic import Field, ValidationError

from cli.call import Call
from cli.failures import REFUSED, WrongUsage
from cli.output import answer, facts, line, print_json
from cli.values import clean, read_day
from intake.phrases import read_deadline
from models.base import Written
from models.dates import with_weekday
from models.deadline import Deadline
from store.references import shipped_calendar

LONGEST = 4000


class Question(Written):
    """One line of a batch."""

    phrase: str = Field(max_length=LONGEST)
    from_: date = Field(alias="from")
    received: date | None = None


def due(
    call: Call,
    phrase: Annotated[str | None, typer.Argument(metavar="PHRASE", help="câu ghi thời hạn | as written")] = None,
    from_: Annotated[
        date | None,
        typer.Option("--from", parser=read_day, metavar="DATE", help="ngày văn bản | date of the document"),
    ] = None,
    received: Annotated[
        date | None,
        typer.Option("--received", parser=read_day, metavar="DATE", help="ngày nhận, ngày ký… | day it counts from"),
    ] = None,
    batch: Annotated[bool, typer.Option("--batch", help="JSON Lines từ đầu vào | JSON Lines from stdin")] = False,
) -> int | None:
    """Đếm thời hạn từ câu chữ của văn bản | Count a deadline phrase.

    --batch reads lines {"phrase", "from", "received"?} and answers each with a line; a bad one with {"error"}.
    """
    if batch:
        return _batch(call)
    if phrase is None or from_ is None:
        raise WrongUsage("cần PHRASE và --from (hoặc --batch)", "PHRASE and --from are needed (or --batch)")
    if len(phrase) > LONGEST:
        raise WrongUsage(f"PHRASE dài quá {LONGEST} ký tự", f"PHRASE is longer than {LONGEST} characters")
    found = _counted(phrase, from_, received)
    answer(call, found.model_dump(mode="json"), lambda: _show(call, found))
    return None


def _counted(phrase: str, day: date, received: date | None) -> Deadline:
    return read_deadline(clean(phrase), reference=day, received=received, calendar=shipped_calendar())


def _show(call: Call, found: Deadline) -> None:
    last = with_weekday(found.due) if found.due else call.say("không có ngày", "no date")
    rows = [(call.say("Hạn", "Due"), f"{found.time} {last}" if found.time else last)]
    if found.practical_last_workday:
        rows.append((call.say("Ngày làm việc cuối", "Last working day"), with_weekday(found.practical_last_workday)))
    rows += [(call.say("Quy tắc", "Rule"), found.rule), (call.say("Vì sao", "Why"), found.why)]
    if found.confirm:
        rows.append((call.say("Lưu ý", "Note"), call.say("cần người xác nhận", "a person should confirm")))
    line(found.phrase, "bold")
    facts(rows)


def _batch(call: Call) -> int:
    """Answer line by line; 1 when any line could not be read."""
    code = 0
    for number, raw in _lines():
        reply = _reply(call, number, raw)
        code = REFUSED if "error" in reply else code
        print_json(reply)
    return code


def _lines() -> Iterator[tuple[int, bytes]]:
    lines = enumerate(sys.stdin.buffer, start=1)
    return ((number, raw) for number, raw in lines if raw.strip())


def _reply(call: Call, number: int, raw: bytes) -> dict[str, Any]:
    try:
        asked = Question.model_validate(json.loads(raw))
    except (ValueError, RecursionError) as error:
        return {"error": call.say(*_mistake(error)), "line": number}
    return _counted(asked.phrase, asked.from_, asked.received).model_dump(mode="json")


def _mistake(error: Exception) -> tuple[str, str]:
    if not isinstance(error, ValidationError):
        return "không phải JSON", "not JSON"
    first = error.errors(include_url=False)[0]
    where = ".".join(str(step) for step in first["loc"]) or "{}"
    form = '{"phrase", "from": "2020-08-21", "received"?}'
    return f"{where}: chưa đúng; viết như {form}", f"{where}: {first['msg']}; write {form}"
