"""A scripted scenario: a list of acts as a file gives them, checked and made into commands.

Each entry has `at` (a day, meaning 9:00, or an instant; without a zone it is Vietnam's), `command`, `as` (a person or a
seat), for a case's command `case` (its id, its number, its unit, or a list of these), and the command's own fields.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from models import commands as c
from models.case_state import case_id
from models.clock import VIETNAM, at
from models.inspection import inspection_id
from models.launch import Bundle
from models.scenarios import DESK_TIME, Act, Scripted

SCRIPTED = {name: command for name, command in c.COMMANDS.items() if command.human and command is not c.Launch}
PLACE = frozenset({"at", "command", "case", "as"})


def read_script(entries: Sequence[Mapping[str, Any]], bundle: Bundle) -> Scripted:
    """The scenario of these entries. Raises ValueError naming the entry and what to write instead."""
    acts = (act for n, entry in enumerate(entries, start=1) for act in _acts(n, entry, bundle))
    return Scripted(tuple(sorted(acts, key=lambda act: act.at)))


def _acts(n: int, entry: Mapping[str, Any], bundle: Bundle) -> Iterator[Act]:
    command = SCRIPTED.get(str(entry.get("command")))
    if command is None:
        names = ", ".join(SCRIPTED)
        raise _bad(n, f"command phải là {names}", f"command must be one of {names}")
    if not entry.get("as"):
        raise _bad(n, "as: ghi người hoặc chức danh thực hiện", "as: write the person or seat who acts")
    fields = {key: value for key, value in entry.items() if key not in PLACE}
    unknown = set(fields) - (set(command.model_fields) - {"id", "actor", "type"})
    if unknown:
        wrong = ", ".join(sorted(unknown))
        raise _bad(n, f"không có trường {wrong}", f"there is no field {wrong}")
    instant = _instant(n, entry.get("at"))
    for stream in _streams(n, entry.get("case"), command, bundle):
        yield Act(instant, stream, _command(n, command, {**fields, "id": f"script/{n}", "actor": str(entry["as"])}))


def _command(n: int, command: type[c.Command], fields: dict[str, Any]) -> c.Command:
    try:
        return command.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise _bad(n, f"{where} chưa đúng", f"{where}: {first['msg']}") from None


def _instant(n: int, given: object) -> datetime:
    try:
        found = _parsed(given) if isinstance(given, str) else given
    except ValueError:
        found = None
    if isinstance(found, datetime):
        return found if found.tzinfo else found.replace(tzinfo=VIETNAM)
    if isinstance(found, date):
        return at(found, DESK_TIME)
    raise _bad(n, "at phải viết như 2020-09-11 hoặc 2020-09-11T14:00", "write at like 2020-09-11 or 2020-09-11T14:00")


def _parsed(text: str) -> date:
    return datetime.fromisoformat(text) if "T" in text or " " in text else date.fromisoformat(text)


def _streams(n: int, given: object, command: type[c.Command], bundle: Bundle) -> Iterator[str]:
    if command.aggregate == "inspection":
        yield inspection_id(bundle.id)
        return
    for one in given if isinstance(given, list) else [given]:
        plan = next((p for p in bundle.cases if one in (p.n, p.unit, case_id(bundle.id, p.n))), None)
        if plan is None:
            units = ", ".join(p.unit for p in bundle.cases)
            raise _bad(n, f"case “{one}” phải là một trong {units}", f"case must be one of {units}")
        yield case_id(bundle.id, plan.n)


def _bad(n: int, vietnamese: str, english: str) -> ValueError:
    return ValueError(f"Kịch bản, mục {n}: {vietnamese} | Script, entry {n}: {english}")
