"""What our states, events and fields are called, in Vietnamese first (officials.md section 5), then in English.

Commands carry their own labels; the words of work states stand with the refusals, which use them too.
"""

from models.base import name_of
from models.case_state import Case, Requirement, Work
from models.dates import written
from models.events import Event, Rang
from models.ladder import Clock, Level, Policy, Rung, RungKind
from models.refusals import WORDS
from models.time_state import TimeState, TimeView

Words = dict[str, str]

TIME: dict[TimeState, Words] = {
    TimeState.NO_DEADLINE: {"vi": "Không quy định thời hạn", "en": "No deadline set"},
    TimeState.IN_TIME: {"vi": "Trong hạn – còn {days} ngày làm việc", "en": "In time – {days} working days left"},
    TimeState.DUE_SOON: {"vi": "Sắp đến hạn – còn {days} ngày làm việc", "en": "Due soon – {days} working days left"},
    TimeState.DUE_TODAY: {"vi": "Đến hạn hôm nay", "en": "Due today"},
    TimeState.OVERDUE: {"vi": "Quá hạn {days} ngày làm việc", "en": "Overdue by {days} working days"},
    TimeState.REPORTED_IN_TIME: {"vi": "Báo cáo đúng hạn", "en": "Reported in time"},
    TimeState.REPORTED_LATE: {
        "vi": "Báo cáo quá hạn {days} ngày làm việc",
        "en": "Reported {days} working days late",
    },
    TimeState.DONE: {"vi": "Hoàn thành", "en": "Completed"},
    TimeState.DONE_IN_TIME: {"vi": "Hoàn thành đúng hạn", "en": "Completed in time"},
    TimeState.DONE_LATE: {"vi": "Hoàn thành quá hạn {days} ngày làm việc", "en": "Completed {days} working days late"},
    TimeState.ENDED: {"vi": "Kết thúc theo dõi", "en": "No longer followed"},
}
REVIEW: Words = {"vi": " – xem lại ngày {day}", "en": " – look again on {day}"}
MOVED: Words = {"vi": " (hạn ban đầu {day})", "en": " (original date {day})"}
NOT_RECEIVED: Words = {"vi": " (chưa tiếp nhận)", "en": " (not received)"}
RECEIVED: Words = {"vi": " (đã tiếp nhận)", "en": " (received)"}

EVENTS: dict[str, Words] = {
    "case_opened": {"vi": "Giao yêu cầu", "en": "Requirements given"},
    "armed": {"vi": "Đặt lịch nhắc", "en": "Reminders scheduled"},
    "disarmed": {"vi": "Gỡ lịch nhắc", "en": "Reminders taken down"},
    "rang": {"vi": "Nhắc", "en": "Reminder"},
    "rung_covered": {"vi": "Mốc nhắc được gộp", "en": "Reminder covered"},
    "acknowledged": {"vi": "Đã tiếp nhận", "en": "Received"},
    "reported": {"vi": "Đã báo cáo", "en": "Reported"},
    "returned": {"vi": "Đề nghị bổ sung", "en": "Returned for more"},
    "confirmed": {"vi": "Xác nhận hoàn thành", "en": "Confirmed"},
    "corrected": {"vi": "Đính chính", "en": "Corrected"},
    "reopened": {"vi": "Mở lại hồ sơ", "en": "Reopened"},
    "answered": {"vi": "Ý kiến chỉ đạo", "en": "Leader's answer"},
    "draft_settled": {"vi": "Kết quả dự thảo", "en": "Draft settled"},
    "case_closed": {"vi": "Kết thúc theo dõi", "en": "Case closed"},
    "launched": {"vi": "Giao yêu cầu khắc phục", "en": "Launched"},
    "all_cases_opened": {"vi": "Đã mở đủ hồ sơ", "en": "All cases opened"},
    "draft_awaits": {"vi": "Trình dự thảo", "en": "Draft awaits signature"},
    "draft_edited": {"vi": "Sửa dự thảo", "en": "Draft edited"},
    "draft_held": {"vi": "Tạm giữ dự thảo", "en": "Draft held"},
    "draft_closed": {"vi": "Khép dự thảo", "en": "Draft closed"},
    "inspection_finished": {"vi": "Kết thúc cuộc kiểm tra", "en": "Inspection finished"},
}

MOMENTS: dict[str, Words] = {
    "reminder": {"vi": "Nhắc", "en": "Reminder"},
    "escalation": {"vi": "Báo cáo cấp trên", "en": "Escalation"},
    "covered": {"vi": "Mốc nhắc được gộp", "en": "Reminder covered"},
    "draft_prepared": {"vi": "Trình dự thảo", "en": "Draft prepared"},
    "draft_issued": {"vi": "Ban hành", "en": "Draft issued"},
    "draft_dropped": {"vi": "Không gửi", "en": "Draft dropped"},
    "draft_emptied": {"vi": "Dự thảo không còn cơ quan nào", "en": "Draft emptied"},
    "draft_held": {"vi": "Tạm giữ dự thảo", "en": "Draft held"},
    "draft_edited": {"vi": "Sửa dự thảo", "en": "Draft edited"},
    "refused": {"vi": "Không thực hiện được", "en": "Refused"},
}

DRAFTS: dict[str, Words] = {
    "open": {"vi": "Chờ ký", "en": "Awaits signature"},
    "held": {"vi": "Tạm giữ đến {day}", "en": "Held until {day}"},
    "issued": {"vi": "Đã ban hành", "en": "Issued"},
    "dropped": {"vi": "Không gửi", "en": "Dropped"},
    "emptied": {"vi": "Không còn cơ quan nào", "en": "No unit left"},
}

CLOCKS: dict[Clock, Words] = {
    Clock.RECEIPT: {"vi": "Tiếp nhận", "en": "Receipt"},
    Clock.REPORT: {"vi": "Báo cáo", "en": "Report"},
    Clock.REMEDY: {"vi": "Khắc phục", "en": "Remedy"},
    Clock.REVIEW: {"vi": "Xem lại", "en": "Review"},
    Clock.VERIFICATION: {"vi": "Thẩm tra", "en": "Verification"},
    Clock.SIGNATURE: {"vi": "Chờ ký", "en": "Signature"},
}

LETTER: Words = {"vi": "Dự thảo công văn đôn đốc lần {n}", "en": "Draft of chasing letter {n}"}
SUBMISSION: Words = {"vi": "Dự thảo phiếu trình Phó Chủ tịch", "en": "Draft of a submission to the Vice-Chair"}
MEMORIAL: Words = {"vi": "Dự thảo tờ trình Chủ tịch", "en": "Draft of a submission to the Chair"}
BEFORE: Words = {"vi": "Nhắc trước hạn {days} ngày làm việc", "en": "Reminder {days} working days ahead"}
ON_THE_DAY: Words = {"vi": "Nhắc đến hạn hôm nay", "en": "Reminder on the day"}
AFTER: Words = {"vi": "Nhắc quá hạn {days} ngày làm việc", "en": "Reminder {days} working days late"}
OTHER: dict[Clock, Words] = {
    Clock.RECEIPT: {"vi": "Nhắc tiếp nhận (ngày làm việc thứ {days})", "en": "Receipt reminder (working day {days})"},
    Clock.REVIEW: {"vi": "Xem lại nội dung không có thời hạn", "en": "Look again: no deadline"},
    Clock.VERIFICATION: {
        "vi": "Nhắc thẩm tra báo cáo (ngày làm việc thứ {days})",
        "en": "Verification reminder (working day {days})",
    },
    Clock.SIGNATURE: {
        "vi": "Nhắc dự thảo chờ ký (ngày làm việc thứ {days})",
        "en": "Signature reminder (working day {days})",
    },
}

FIELDS: dict[str, Words] = {
    "arrived_on": {"vi": "ngày đến", "en": "day of arrival"},
    "by": {"vi": "hạn bổ sung", "en": "day by which more is asked for"},
    "digest": {"vi": "mã băm của nội dung khởi động", "en": "digest of the launch"},
    "draft": {"vi": "mã dự thảo", "en": "id of the draft"},
    "in_progress": {"vi": "nội dung báo cáo là đang thực hiện", "en": "requirements reported as under way"},
    "note": {"vi": "ghi chú", "en": "note"},
    "number": {"vi": "số, ký hiệu văn bản", "en": "number of the paper"},
    "paper": {"vi": "văn bản đã ký", "en": "signed paper"},
    "reason": {"vi": "lý do", "en": "reason"},
    "requirements": {"vi": "nội dung (bỏ trống: tất cả nội dung phù hợp)", "en": "requirements (none: all that fit)"},
    "target": {"vi": "ghi nhận cần đính chính", "en": "which record is corrected"},
    "text": {"vi": "nội dung", "en": "text"},
    "until": {"vi": "giữ đến ngày", "en": "hold until"},
}

BANNER: Words = {
    "vi": "Diễn tập – hành vi của các cơ quan là giả định",
    "en": "Rehearsal – the conduct of the bodies is assumed",
}


def number(n: int, lang: str) -> str:
    """A count as papers write it: 05 in Vietnamese, 5 in English."""
    return f"{n:02d}" if lang == "vi" else str(n)


def work_label(r: Requirement, case: Case, lang: str) -> str:
    """The work state in words; before anything was done it says whether the unit has the paper."""
    word = WORDS[lang][r.work]
    word = word[:1].upper() + word[1:]
    if r.work != Work.NOT_STARTED:
        return word
    return word + (RECEIVED if case.received else NOT_RECEIVED)[lang]


def time_label(view: TimeView, lang: str) -> str:
    """The time state in words, with its number and, where the date was moved, the original one."""
    text = TIME[view.state][lang].format(days=number(view.days, lang))
    if view.state == TimeState.NO_DEADLINE and view.due:
        return text + REVIEW[lang].format(day=written(view.due))
    return text + (MOVED[lang].format(day=written(view.original)) if view.original else "")


def moment_label(event: str, lang: str) -> str:
    """What happens at a moment of a rehearsal, in words."""
    return (MOMENTS.get(event) or EVENTS[event])[lang]


def event_label(event: Event, lang: str) -> str:
    """What happened, in words."""
    if isinstance(event, Rang):
        spoken = "draft_prepared" if event.step.drafts else "escalation" if event.step.escalates else "reminder"
        return MOMENTS[spoken][lang]
    return EVENTS[name_of(event)][lang]


def rung_label(rung_id: str, policy: Policy, lang: str) -> str:
    """What a rung does, in words; its id when the policy no longer has it."""
    rung = policy.rung(rung_id)
    if rung is None:
        return rung_id
    if rung.kind == RungKind.LETTER:
        letters = [r.id for r in policy.ladder(rung.clock) if r.kind == RungKind.LETTER]
        return LETTER[lang].format(n=letters.index(rung.id) + 1)
    if rung.kind == RungKind.SUBMISSION:
        return (MEMORIAL if rung.level == Level.CHAIR else SUBMISSION)[lang]
    return _reminder(rung)[lang].format(days=number(abs(rung.offset), lang))


def _reminder(rung: Rung) -> Words:
    if rung.clock in OTHER:
        return OTHER[rung.clock]
    if rung.offset == 0:
        return ON_THE_DAY
    return BEFORE if rung.offset < 0 else AFTER


def draft_label(status: str, held_until: str | None, lang: str) -> str:
    """Where a draft stands, in words."""
    return DRAFTS["held" if status == "open" and held_until else status][lang].format(day=held_until or "")
