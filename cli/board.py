"""`board`: the leader's picture as text (officials.md section 7): what awaits him, who is late, what rings next."""

from typing import Any

from cli.call import Call
from cli.describe import draft_document, next_alarm
from cli.output import answer, heading, line, moment, table
from cli.reach import Desk, desk, note_if_stopped
from cli.showing import Row, case_row, dated, stamped
from models import labels
from models.case_state import Case, Work
from models.dates import with_weekday
from models.draft import Draft
from models.inspection import Inspection, inspection_id
from store import queries, shelf

SOON = 5  # working days
SHOWN = 20


def board(call: Call) -> None:
    """Tình hình khắc phục: chờ ký, quá hạn, sắp đến hạn, mốc kế tiếp | The leader's picture."""
    with desk(call) as at_hand:
        document = _document(at_hand, call.lang)
        note_if_stopped(call)
        answer(call, document, lambda: _show(call, at_hand, document))


def _document(at_hand: Desk, lang: str) -> dict[str, Any]:
    engine, today = at_hand.engine, at_hand.today
    soon = at_hand.calendar.add_working_days(today, SOON)
    open_cases = queries.cases(engine, open_only=True)
    upcoming = [row for row in open_cases if row["open"] and row["due"] and today <= row["due"] <= soon]
    drafts = [_draft(at_hand, draft, lang) for draft in shelf.awaiting(engine)]
    awaited = {item["case"]: draft["label"] for draft in drafts for item in draft["items"]}
    overdue = [_late(at_hand, row, awaited.get(row["id"]), lang) for row in queries.overdue(engine, today)]
    return {
        "at": at_hand.now.isoformat(),
        "today": today.isoformat(),
        "rehearsal": shelf.banners(engine),
        "to_sign": drafts,
        "overdue": overdue,
        "due_soon": [case_row(at_hand, row, lang) for row in upcoming],
        "to_verify": _to_verify(at_hand),
        "figures": {
            "cases": len(queries.cases(engine)),
            "open_cases": len(open_cases),
            "overdue_cases": len(overdue),
            "latest_by": max((row["late_days"] for row in overdue), default=0),
            **shelf.work_figures(engine, today),
        },
        "next": [_ringing(at_hand, state, lang) for state in queries.ringing_next(engine, SHOWN)],
    }


def _late(at_hand: Desk, row: Row, awaited: str | None, lang: str) -> dict[str, Any]:
    """An overdue case, with the draft about it that awaits a person."""
    found = case_row(at_hand, row, lang)
    return found | {"late_days": -found["days_left"], "awaits": awaited}


def _draft(at_hand: Desk, draft: Draft, lang: str) -> dict[str, Any]:
    waits = at_hand.calendar.working_days_between(draft.held_until or draft.day, at_hand.today)
    return draft_document(at_hand, draft, lang) | {"waiting_days": max(0, waits)}


def _to_verify(at_hand: Desk) -> list[dict[str, Any]]:
    rows = shelf.awaiting_verification(at_hand.engine, SHOWN)
    states = queries.states(at_hand.engine, [row["id"] for row in rows])
    return [_waiting(at_hand, states[row["id"]]) for row in rows]


def _waiting(at_hand: Desk, case: Case) -> dict[str, Any]:
    reported = [r for r in case.requirements if r.work == Work.REPORTED]
    since = min((r.recorded_on for r in reported if r.recorded_on), default=at_hand.today)
    return {
        "id": case.id,
        "unit_name": case.unit_name,
        "reported": len(reported),
        "since": since.isoformat(),
        "waiting_days": max(0, at_hand.calendar.working_days_between(since, at_hand.today)),
    }


def _ringing(at_hand: Desk, state: Case | Inspection, lang: str) -> dict[str, Any]:
    if isinstance(state, Case):
        about = {"stream": state.id, "name": state.unit_name}
    else:
        about = {"stream": inspection_id(state.id), "name": state.title}
    return about | (next_alarm(at_hand, state.next_alarm(), lang) or {})


def _show(call: Call, at_hand: Desk, found: dict[str, Any]) -> None:
    line(
        call.say(
            "TÌNH HÌNH KHẮC PHỤC SAU KIỂM TRA CẢI CÁCH HÀNH CHÍNH", "REMEDIES AFTER ADMINISTRATIVE-REFORM INSPECTIONS"
        ),
        "bold",
    )
    line(call.say("Số liệu đến ", "As of ") + f"{moment(at_hand.now)}, {with_weekday(at_hand.today)}")
    if found["rehearsal"]:
        line(labels.BANNER[call.lang])
    line()
    line(_in_short(call, found), "bold")
    _show_drafts(call, found["to_sign"])
    _show_overdue(call, found["overdue"])
    _show_soon(call, found["due_soon"])
    _show_figures(call, found["figures"])
    _show_to_verify(call, found["to_verify"])
    _show_next(call, found["next"])


def _number(call: Call, n: int) -> str:
    return labels.number(n, call.lang)


def _in_short(call: Call, found: dict[str, Any]) -> str:
    drafts, figures = len(found["to_sign"]), found["figures"]
    late, cases = figures["overdue_cases"], figures["cases"]
    if not drafts and not late:
        return call.say(
            "Không có việc chờ ký. Không có hồ sơ quá hạn.", "Nothing awaits signature. No case is overdue."
        )
    share, longest = f"{_number(call, late)}/{_number(call, cases)}", _number(call, figures["latest_by"])
    worst_vi = f", lâu nhất {longest} ngày làm việc" if late else ""
    worst_en = f", the longest by {longest} working days" if late else ""
    return call.say(
        f"{_number(call, drafts)} dự thảo chờ ký. {share} hồ sơ quá hạn{worst_vi}.",
        f"{drafts} drafts await signature. {share} cases are overdue{worst_en}.",
    )


def _show_drafts(call: Call, drafts: list[dict[str, Any]]) -> None:
    heading(call.say(f"1. Chờ ký ({_number(call, len(drafts))})", f"1. To sign ({len(drafts)})"))
    if drafts:
        headers = call.say(
            "Dự thảo|Văn bản|Số cơ quan|Tình trạng|Đã chờ (ngày làm việc)",
            "Draft|Paper|Units|State|Waiting (working days)",
        )
        rows = ((d["id"], d["label"], len(d["items"]), d["status_label"], d["waiting_days"]) for d in drafts)
        table(headers.split("|"), rows)


def _show_overdue(call: Call, rows: list[dict[str, Any]]) -> None:
    heading(call.say(f"2. Hồ sơ quá hạn ({_number(call, len(rows))})", f"2. Overdue ({len(rows)})"))
    if rows:
        headers = call.say(
            "Hồ sơ|Cơ quan|Còn lại|Hạn|Quá hạn (ngày làm việc)|Bước tiếp theo",
            "Case|Unit|Open|Due|Working days late|Next step",
        )
        shown = (
            (r["id"], f"▲ {r['unit_name']}", _share(r), dated(r["due"]), r["late_days"], _coming(call, r)) for r in rows
        )
        table(headers.split("|"), shown)


def _show_soon(call: Call, rows: list[dict[str, Any]]) -> None:
    soon = _number(call, SOON)
    title = call.say(f"3. Sắp đến hạn trong {soon} ngày làm việc", f"3. Due within {SOON} working days")
    heading(f"{title} ({_number(call, len(rows))})")
    if rows:
        headers = call.say("Hồ sơ|Cơ quan|Còn lại|Hạn|Còn (ngày làm việc)", "Case|Unit|Open|Due|Working days left")
        table(headers.split("|"), ((r["id"], r["unit_name"], _share(r), dated(r["due"]), r["days_left"]) for r in rows))


def _show_figures(call: Call, figures: dict[str, Any]) -> None:
    heading(call.say("4. Kết quả chung", "4. Results"))
    line(
        call.say(
            "giao {total} nội dung trong {cases} hồ sơ; hoàn thành {completed}, trong đó đúng hạn {completed_in_time}, "
            "quá hạn {completed_late}; chờ xác nhận {reported}; quá hạn chưa báo cáo {overdue}",
            "{total} requirements in {cases} cases; completed {completed}, in time {completed_in_time}, "
            "late {completed_late}; to verify {reported}; overdue without a report {overdue}",
        ).format_map(figures)
    )


def _show_to_verify(call: Call, rows: list[dict[str, Any]]) -> None:
    heading(call.say("5. Báo cáo chờ thẩm tra", "5. Reports to verify") + f" ({_number(call, len(rows))})")
    if rows:
        headers = call.say("Hồ sơ|Cơ quan|Nội dung|Đã chờ (ngày làm việc)", "Case|Unit|Items|Waiting (working days)")
        table(headers.split("|"), ((r["id"], r["unit_name"], r["reported"], r["waiting_days"]) for r in rows))


def _show_next(call: Call, rows: list[dict[str, Any]]) -> None:
    heading(call.say("6. Mốc kế tiếp", "6. What rings next"))
    headers = call.say("Lúc|Cơ quan|Việc", "At|Unit|What").split("|")
    table(headers, ((stamped(r["at"]), r["name"], r["label"]) for r in rows))


def _share(row: dict[str, Any]) -> str:
    return f"{row['open']}/{row['total']}"


def _coming(call: Call, row: dict[str, Any]) -> str:
    if row["awaits"]:
        return call.say("chờ ký: ", "awaits signature: ") + str(row["awaits"])
    return f"{stamped(row['next_at'])} {row['next_label']}" if row["next_at"] else ""
