"""`show` and `cases`: one thing in full, or the list of cases."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

import typer

from cli.call import Call
from cli.describe import case_document, draft_document, inspection_document
from cli.failures import Refused
from cli.output import answer, heading, line, moment, table
from cli.places import place_of
from cli.reach import Desk, desk, note_if_stopped
from models import labels
from models.case_state import Case
from models.dates import written
from models.inspection import Inspection, inspection_id
from models.refusals import refuse
from models.why import days_left, time_state
from store import ledger, queries, shelf
from store.engine import reading

Row = Mapping[str, Any]
PLAIN = ("id", "inspection", "unit", "unit_name", "open", "reported", "total", "closed")
INTERNAL = frozenset({"armed", "disarmed"})  # how a ladder hangs is nothing that anyone is told


def showing(
    call: Call, place: Annotated[str, typer.Argument(metavar="ID", help="mã hồ sơ, cuộc kiểm tra hoặc dự thảo | id")]
) -> None:
    """Xem một hồ sơ, cuộc kiểm tra hoặc dự thảo | Show a case, an inspection or a draft."""
    with desk(call) as at_hand:
        document = _document(at_hand, place, call.lang)
    note_if_stopped(call)
    answer(call, document, lambda: _show(call, document))


def _document(at_hand: Desk, written_id: str, lang: str) -> dict[str, Any]:
    place = place_of(written_id)
    _, state = queries.load_stream(at_hand.engine, place.stream)
    if place.draft:
        found = shelf.draft(at_hand.engine, place.draft)
        if found and isinstance(state, Inspection):
            return {"kind": "draft", "rehearsal": state.rehearsal_banner, **draft_document(at_hand, found, lang)}
    elif state:
        with reading(at_hand.engine) as connection:
            recorded = ledger.read(connection, place.stream)
        if isinstance(state, Inspection):
            return inspection_document(at_hand, state, recorded, lang)
        return case_document(at_hand, state, recorded, lang, rehearsal=_rehearsed(at_hand, state))
    raise Refused(refuse("not_found", id=written_id))


def _rehearsed(at_hand: Desk, case: Case) -> bool:
    _, inspection = queries.load_stream(at_hand.engine, inspection_id(case.inspection))
    return isinstance(inspection, Inspection) and inspection.rehearsal_banner


def _show(call: Call, found: dict[str, Any]) -> None:
    {"case": _show_case, "inspection": _show_inspection, "draft": _show_draft}[found["kind"]](call, found)


def _title(call: Call, found: dict[str, Any], text: str) -> None:
    line(text, "bold")
    if found["rehearsal"]:
        line(labels.BANNER[call.lang])


def _show_case(call: Call, found: dict[str, Any]) -> None:
    _title(call, found, f"{found['unit_name']} – {found['title']} ({found['id']})")
    heading(call.say("Nội dung yêu cầu", "Requirements"))
    headers = call.say(
        "Mã|Nội dung|Tình trạng|Thời hạn|Hạn|Văn bản ghi|Quy tắc", "Id|Requirement|State|Time|Due|As written|Rule"
    )
    rows = (
        (r["id"], r["text"], r["work_label"], r["time"]["label"], dated(r["due"]), r["phrase"], r["rule"])
        for r in found["requirements"]
    )
    table(headers.split("|"), rows)
    _show_story(call, found)


def _show_inspection(call: Call, found: dict[str, Any]) -> None:
    _title(call, found, f"{found['title']} ({found['id']})")
    figures = found["requirements"]
    line(
        call.say(
            f"{found['cases']} hồ sơ; {figures['total']} nội dung: hoàn thành {figures['completed']}, chờ xác nhận "
            f"{figures['reported']}, quá hạn {figures['overdue']}",
            f"{found['cases']} cases; {figures['total']} requirements: completed {figures['completed']}, to verify "
            f"{figures['reported']}, overdue {figures['overdue']}",
        )
    )
    if found["drafts"]:
        heading(call.say("Dự thảo", "Drafts"))
        headers = call.say("Mã|Văn bản|Ngày|Số cơ quan|Tình trạng|Số, ký hiệu", "Id|Paper|Day|Units|State|Number")
        drafts = found["drafts"]
        rows = (
            (d["id"], d["label"], dated(d["day"]), len(d["items"]), d["status_label"], d["number"] or "")
            for d in drafts
        )
        table(headers.split("|"), rows)
    _show_story(call, found)


def _show_draft(call: Call, found: dict[str, Any]) -> None:
    _title(call, found, f"{found['label']} – {dated(found['day'])} – {found['status_label']} ({found['id']})")
    if found["text"]:
        line(found["text"])
    headers = call.say("Hồ sơ|Cơ quan|Nội dung|Hạn|Quá hạn (ngày làm việc)", "Case|Unit|Items|Due|Working days late")
    items = found["items"]
    rows = ((i["case"], i["unit_name"], ", ".join(i["requirements"]), dated(i["due"]), i["late_days"]) for i in items)
    table(headers.split("|"), rows)


def _show_story(call: Call, found: dict[str, Any]) -> None:
    heading(call.say("Diễn biến", "What happened"))
    headers = call.say("Lúc|Việc|Ai|Chi tiết|Vì sao", "At|Event|Who|Particulars|Why")
    told = (e for e in found["timeline"] if e["event"] not in INTERNAL)
    table(headers.split("|"), ((stamped(e["at"]), e["label"], e["actor"], e["detail"], e["why"]) for e in told))
    line()
    coming = found["next"]
    if coming:
        line(call.say("Mốc kế tiếp: ", "Rings next: ") + f"{stamped(coming['at'])} – {coming['label']}")
    elif found["closed"]:
        line(call.say("Đã kết thúc theo dõi.", "No longer followed."))
    else:
        line(call.say("Không còn mốc nhắc nào.", "Nothing will ring."))


def stamped(stamp: str) -> str:
    """An instant of a document, for people."""
    return moment(datetime.fromisoformat(stamp))


def dated(iso: str | None) -> str:
    """A day of a document, for people; nothing for none."""
    return written(datetime.fromisoformat(iso).date()) if iso else ""


def listing(
    call: Call,
    inspection: Annotated[
        str | None, typer.Option("--inspection", metavar="ID", help="chỉ cuộc kiểm tra này | only this inspection's")
    ] = None,
    open_only: Annotated[bool, typer.Option("--open", help="chỉ hồ sơ đang theo dõi | only open ones")] = False,
) -> None:
    """Danh sách hồ sơ, việc gấp trước | The cases, the most urgent first."""
    with desk(call) as at_hand:
        which = place_of(inspection).stream.removeprefix("inspection/") if inspection else None
        if which and queries.load_stream(at_hand.engine, inspection_id(which))[0].seq == 0:
            raise Refused(refuse("not_found", id=inspection))
        found = queries.cases(at_hand.engine, which, open_only=open_only)
        documents = [case_row(at_hand, row, call.lang) for row in found]
        rehearsed = shelf.banners(at_hand.engine)
    note_if_stopped(call)
    answer(call, documents, lambda: _show_list(call, documents, rehearsed=rehearsed))


def case_row(at_hand: Desk, row: Row, lang: str) -> dict[str, Any]:
    """A case in a list: how much is open, how it stands against its date, what rings next."""
    left = days_left(at_hand.today, row["due"], at_hand.calendar) if row["due"] and row["open"] else None
    return {name: row[name] for name in PLAIN} | {
        "received_on": row["received_on"].isoformat() if row["received_on"] else None,
        "due": row["due"].isoformat() if row["due"] else None,
        "days_left": left,
        "next_at": row["next_alarm"].isoformat() if row["next_alarm"] else None,
        "next_rung": row["next_rung"],
        "next_label": labels.rung_label(row["next_rung"], at_hand.policy, lang) if row["next_rung"] else "",
    }


def _show_list(call: Call, documents: list[dict[str, Any]], *, rehearsed: bool) -> None:
    if rehearsed:
        line(labels.BANNER[call.lang])
    headers = call.say(
        "Hồ sơ|Cơ quan|Còn lại|Tiếp nhận|Hạn|Thời hạn|Mốc kế tiếp", "Case|Unit|Open|Received|Due|Time|Rings next"
    )
    rows = (
        (
            *(d["id"], d["unit_name"], f"{d['open']}/{d['total']}", dated(d["received_on"]), dated(d["due"])),
            *(_standing(call, d), f"{stamped(d['next_at'])} {d['next_label']}" if d["next_at"] else ""),
        )
        for d in documents
    )
    table(headers.split("|"), rows)


def _standing(call: Call, case: dict[str, Any]) -> str:
    if case["closed"]:
        return call.say("kết thúc theo dõi", "closed")
    if case["days_left"] is None:
        return ""
    left: int = case["days_left"]
    if call.lang == "vi":
        return time_state(left)
    return f"{-left} working days late" if left < 0 else f"{left} working days left"
