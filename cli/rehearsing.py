"""`rehearse`: a launch lived through in virtual time, before anyone signs it. No server, nothing stored."""

import gc
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.bundles import read_bundle
from cli.call import Call
from cli.failures import Failure, WrongUsage
from cli.output import answer, facts, heading, line, moment, note, table
from cli.values import read_day, read_file
from intake.badinput import BadInput
from intake.yamltext import read_yaml
from models import labels
from models.clock import local_date
from models.ladder import DEFAULT_POLICY
from models.launch import Bundle
from models.rehearsal import Rehearsal, rehearse
from models.scenarios import Scenario, named_scenario
from models.scripts import read_script
from store.references import shipped_calendar

NAMED = ("silent", "prompt", "mixed")
FARTHEST = timedelta(days=3653)


def rehearsing(
    call: Call,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="tệp khởi động | launch file")],
    scenario: Annotated[
        str, typer.Option("--scenario", metavar="silent|prompt|mixed|FILE", help="ai làm gì | how people behave")
    ] = "silent",
    until: Annotated[
        date | None, typer.Option("--until", parser=read_day, metavar="DATE", help="đến hết ngày | to the end of")
    ] = None,
) -> None:
    """Diễn tập: ai được nhắc gì, khi nào, trước khi ký | Rehearse a launch before anyone signs it.

    A scenario file holds `acts:`, a list of {at, command, as, case, …the command's fields}.
    """
    calendar = shipped_calendar()
    bundle = read_bundle(file, calendar)
    if until and until - local_date(bundle.sent_at) > FARTHEST:
        raise WrongUsage(f"--until {until}: xa quá 10 năm", f"--until {until}: more than ten years ahead")
    gc.disable()  # a rehearsal makes no cycles, and the process ends with its answer
    lived = rehearse(bundle, calendar, DEFAULT_POLICY, _scenario(scenario, bundle), until)
    answer(call, lived.model_dump(mode="json"), lambda: _show(call, bundle, lived))


def _scenario(name: str, bundle: Bundle) -> Scenario:
    if name in NAMED:
        return named_scenario(name)
    if not Path(name).is_file():
        names = ", ".join(NAMED)
        raise WrongUsage(f"--scenario {name}: phải là {names} hoặc một tệp", f"--scenario {name}: {names} or a file")
    try:
        return read_script(_acts(read_file(Path(name))), bundle)
    except ValueError as error:
        vi, _, en = str(error).partition(" | ")
        raise Failure(vi, en or vi) from None


def _acts(text: bytes) -> list[dict[str, Any]]:
    sheet = read_yaml(text, "kịch bản")
    acts = sheet.get("acts")
    if set(sheet) != {"acts"} or not isinstance(acts, list) or not all(isinstance(act, dict) for act in acts):
        vi, en = "cần danh sách acts, mỗi mục gồm at, command, as, …", "write a list, each with at, command, as, …"
        raise BadInput("acts", vi, en)
    return [{**act, "case": _case(act.get("case"))} for act in acts if isinstance(act, dict)]


def _case(written: object) -> object:
    """A case as written; the reader of YAML leaves numbers as text."""
    if isinstance(written, list):
        return [_case(one) for one in written]
    return int(written) if isinstance(written, str) and written.isdecimal() else written


def _show(call: Call, bundle: Bundle, lived: Rehearsal) -> None:
    for warning in bundle.warnings:
        note(f"{warning.where}: {warning.text}")
    line(bundle.title, "bold")
    line(labels.BANNER[call.lang])
    heading(call.say("Diễn biến", "What happens"))
    names = {plan.unit: plan.unit_name for plan in bundle.cases}
    units = {owed.case: names[owed.unit] for owed in lived.requirements}
    headers = call.say("Lúc|Việc|Cơ quan|Mốc|Gửi|Vì sao", "At|Event|Unit|Rung|To|Why").split("|")
    rows = (
        (
            *(moment(one.at), labels.moment_label(one.event, call.lang), units.get(one.case or "", "")),
            labels.rung_label(one.rung, DEFAULT_POLICY, call.lang) if one.rung else "",
            *(", ".join(f"{to.unit}.{to.role}" for to in one.to), one.why),
        )
        for one in lived.timeline
    )
    table(headers, rows)
    heading(call.say("Tổng hợp", "Summary"))
    facts(lived.summary.model_dump().items())
