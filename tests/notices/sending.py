"""Notices as the core makes them, and some made by hand, with what they are sent under."""

from datetime import date
from functools import cache
from typing import Any

from models import commands as c
from models.clock import local_date
from models.events import Recipient
from models.ladder import DEFAULT_POLICY, Level, Policy
from models.org import Role
from models.telling import Notice, NoticeKind
from notices.item import Item
from tests.builders import Life, accepted, duty, paper, plan, register

DUE_DAY = date(2020, 8, 24)
PARAMS = {
    "inspection_title": "Kiểm tra CCHC quý III năm 2020",
    "unit": "Sở STP",
    "paper": "Thông báo số 12/TB-SNV ngày 21/8/2020",
    "sent_on": "21/8/2020",
    "due": "24/8/2020",
    "days_left": "1",
    "phrase": "trước ngày 25/8/2020",
    "rule": "Trước ngày X: hết ngày X − 1",
    "count": "3",
    "open": "3",
    "total": "7",
    "contents": "rà soát thủ tục",
    "arrived_on": "24/8/2020",
    "report_number": "15/BC-STP",
    "reason": "Nội dung 2 chưa có minh chứng.",
    "number": "99/SNV-CCHC",
    "text": "Giao Sở Nội vụ có văn bản yêu cầu báo cáo",
    "why": "",
    "late": "",
    "draft": "draft/q3/report+3/2020-08-27/1",
}


def item(kind: NoticeKind, seat: str = "stp.focal", key: str = "case/q3/1@1", **fields: Any) -> Item:
    """A notice to a seat, with particulars changed or left out (None)."""
    unit, role = seat.split(".")
    changes = fields.pop("params", {})
    params = {name: text for name, text in (PARAMS | changes).items() if text is not None}
    to = Recipient(unit=unit, role=Role(role), seat=seat, person=seat)
    case = fields.pop("case", "case/q3/1")
    notice = Notice(key=f"{key}>{seat}", kind=kind, to=to, inspection="q3", case=case, params=params)
    return Item(notice, register(), **({"made_on": DUE_DAY} | fields))


def items_of(life: Life) -> list[Item]:
    """Every notice of a lived inspection, as the courier would send it."""
    drafts = life.world.book.fullest
    return [
        Item(
            notice,
            register(),
            local_date(entry.at),
            draft=drafts.get(notice.params.get("draft", "")),
        )
        for entry in life.world.events
        for notice in life.world.notices(entry)
    ]


def to_the_top() -> Policy:
    """A ladder the chairman has signed: nothing is drafted, all is sent."""
    return DEFAULT_POLICY.model_copy(update={"automatic_up_to": Level.CHAIR, "basis": paper()})


@cache
def lived() -> tuple[Item, ...]:
    """Every kind of notice the core makes, from three inspections lived through."""
    silent = Life(plan(duty("F1"), duty("T3", review_on=date(2020, 9, 30))), plan(duty("F1"), n=2, unit="sxd"))
    silent.until("2020-08-28 12:00")
    accepted(silent.act(c.IssueDraft, "snv.head", "2020-08-31 09:00", draft=silent.drafts[0].id, number="99/SNV-CCHC"))
    silent.until("2020-09-10 12:00")
    accepted(silent.act(c.Answer, "ubnd.vice_chair", "2020-09-11 08:00", text="Yêu cầu báo cáo ngay"))
    late = {"paper": paper("2020-08-24"), "arrived_on": "2020-08-24"}
    accepted(silent.report("2020-09-11 15:00", actor="snv.unit_clerk", requirements=("F1",), **late))
    accepted(silent.report("2020-09-11 15:10", actor="snv.unit_clerk", n=2, **late))
    accepted(silent.act(c.Return, "snv.officer", "2020-09-14 09:00", reason="Thiếu minh chứng", by="2020-10-21"))
    silent.until("2020-10-28 12:00")
    automatic = Life(policy=to_the_top())
    automatic.until("2020-11-28 12:00")
    prompt = Life(plan(duty("F1", report_by=date(2020, 9, 30))))
    accepted(prompt.report("2020-09-21 09:00"))
    prompt.until("2020-10-10 12:00")
    accepted(prompt.act(c.Confirm, "snv.officer", "2020-10-12 09:00"))
    accepted(prompt.act(c.Reopen, "snv.head", "2020-10-13 09:00", reason="Tái diễn", by="2020-11-13"))
    return tuple(item for life in (silent, automatic, prompt) for item in items_of(life))
