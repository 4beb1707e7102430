"""Typed refusals: what is refused, why, and what to do instead; in the reader's language."""

from datetime import date, timedelta
from typing import Any

from models.base import Kept
from models.dates import written

FARTHEST = timedelta(days=3653)

# Particulars that are values of ours, in the reader's words (officials.md section 5).
LABELLED = frozenset({"state", "status", "target"})
WORDS: dict[str, dict[str, str]] = {
    "vi": {
        "not_started": "Chưa thực hiện",
        "in_progress": "Đang thực hiện",
        "reported": "Đã báo cáo, chờ xác nhận",
        "returned": "Đề nghị bổ sung",
        "completed": "Hoàn thành",
        "ended": "Kết thúc theo dõi",
        "issued": "được ban hành",
        "dropped": "được bỏ, không gửi",
        "emptied": "tự khép lại vì không còn cơ quan nào",
        "receipt": "tiếp nhận",
        "report": "báo cáo",
    },
    "en": {
        "not_started": "not started",
        "in_progress": "in progress",
        "reported": "reported, awaiting verification",
        "returned": "returned for more",
        "completed": "completed",
        "ended": "no longer followed",
        "issued": "issued",
        "dropped": "dropped",
        "emptied": "emptied: every unit has reported",
        "receipt": "receipt",
        "report": "a report",
    },
}

# code → language → (what, why, what to do)
TEXTS: dict[str, dict[str, tuple[str, str, str]]] = {
    "unknown_actor": {
        "vi": (
            "Chưa thực hiện được",
            "“{actor}” không giữ chức danh nào trong ngày này",
            "Đề nghị kiểm tra tên người thực hiện",
        ),
        "en": ("Not done", "“{actor}” holds no seat on this day", "Check who is acting"),
    },
    "not_allowed": {
        "vi": (
            "Chưa thực hiện được",
            "{seat} không có quyền thực hiện việc này; quyền này thuộc về {allowed}",
            "Đề nghị chuyển người có quyền thực hiện",
        ),
        "en": ("Not done", "{seat} may not do this; it belongs to {allowed}", "Ask someone who may"),
    },
    "not_issuer": {
        "vi": (
            "Chưa thể kết thúc theo dõi",
            "Thời hạn do {issuer} ấn định; {unit} không có thẩm quyền với thời hạn này",
            "Đề nghị lập phiếu trình {issuer}",
        ),
        "en": (
            "Follow-up cannot end yet",
            "The deadline was set by {issuer}; {unit} has no authority over it",
            "Prepare a submission to {issuer}",
        ),
    },
    "own_report": {
        "vi": (
            "Chưa thể ghi nhận kết quả thẩm tra",
            "Cơ quan báo cáo không tự thẩm tra báo cáo của mình",
            "Đề nghị {verifier} thẩm tra",
        ),
        "en": ("Not verified", "A unit does not verify its own report", "Ask {verifier} to verify it"),
    },
    "not_found": {
        "vi": (
            "Không tìm thấy “{id}”",
            "Không có hồ sơ hoặc cuộc kiểm tra mang mã này",
            "Đề nghị kiểm tra mã bằng lệnh cases",
        ),
        "en": ("“{id}” was not found", "No case or inspection has this id", "Look the id up with the command cases"),
    },
    "not_open": {
        "vi": ("Chưa thực hiện được", "“{id}” chưa được mở", "Đề nghị chờ hệ thống mở xong hồ sơ rồi thực hiện lại"),
        "en": ("Not done", "“{id}” is not open yet", "Wait until it is opened and try again"),
    },
    "already_open": {
        "vi": ("Không mở lại", "“{id}” đã được mở từ một nội dung khác", "Đề nghị dùng mã khác cho cuộc kiểm tra mới"),
        "en": ("Not opened", "“{id}” was already opened from other content", "Use another id for a new inspection"),
    },
    "closed": {
        "vi": ("Chưa thực hiện được", "Hồ sơ này đã kết thúc theo dõi", "Đề nghị mở lại hồ sơ nếu cần"),
        "en": ("Not done", "This case is closed", "Reopen it if needed"),
    },
    "already_received": {
        "vi": (
            "Không ghi nhận thêm",
            "Văn bản đã được xác nhận đến ngày {day}",
            "Đề nghị dùng Đính chính nếu ngày này chưa đúng",
        ),
        "en": ("Nothing recorded", "Receipt was already recorded for {day}", "Use a correction if that day is wrong"),
    },
    "arrival_needed": {
        "vi": (
            "Chưa ghi nhận được",
            "Ghi nhận thay từ văn bản giấy cần có ngày đến",
            "Đề nghị nhập ngày đến (arrived_on)",
        ),
        "en": ("Not recorded", "Recording on behalf of a unit needs the day of arrival", "Give arrived_on"),
    },
    "arrival_not_yours": {
        "vi": (
            "Chưa ghi nhận được",
            "Ngày đến khác hôm nay do văn thư bên nhận ghi",
            "Đề nghị để trống ngày đến, hoặc nhờ {inspecting} ghi nhận thay",
        ),
        "en": (
            "Not recorded",
            "An arrival on another day is recorded by the receiving clerk",
            "Leave arrived_on empty, or ask {inspecting} to record it",
        ),
    },
    "arrival_future": {
        "vi": ("Chưa ghi nhận được", "Ngày đến {day} chưa tới", "Đề nghị kiểm tra lại ngày đến"),
        "en": ("Not recorded", "The arrival day {day} lies ahead", "Check the day of arrival"),
    },
    "arrival_before_paper": {
        "vi": (
            "Chưa ghi nhận được",
            "Ngày đến {day} trước ngày của văn bản {paper}",
            "Đề nghị kiểm tra lại ngày văn bản và ngày đến",
        ),
        "en": ("Not recorded", "Arrival on {day} lies before the paper's date {paper}", "Check both dates"),
    },
    "unknown_requirement": {
        "vi": ("Chưa thực hiện được", "Hồ sơ không có nội dung “{requirement}”", "Đề nghị chọn trong: {known}"),
        "en": ("Not done", "The case has no requirement “{requirement}”", "Choose among: {known}"),
    },
    "nothing_to_do": {
        "vi": (
            "Chưa thực hiện được",
            "Không có nội dung nào ở trạng thái phù hợp",
            "Đề nghị xem lại hồ sơ trước khi thực hiện",
        ),
        "en": ("Not done", "No requirement is in a fitting state", "Look at the case again first"),
    },
    "wrong_state": {
        "vi": (
            "Chưa thực hiện được",
            "Nội dung {requirement} đang ở trạng thái “{state}”",
            "Đề nghị xem lại hồ sơ trước khi thực hiện",
        ),
        "en": ("Not done", "Requirement {requirement} is “{state}”", "Look at the case again first"),
    },
    "date_passed": {
        "vi": ("Chưa thực hiện được", "Ngày {day} không còn ở phía trước", "Đề nghị chọn một ngày sau hôm nay"),
        "en": ("Not done", "{day} no longer lies ahead", "Choose a day after today"),
    },
    "date_too_far": {
        "vi": ("Chưa thực hiện được", "Ngày {day} quá xa", "Đề nghị kiểm tra lại năm"),
        "en": ("Not done", "{day} is too far ahead", "Check the year"),
    },
    "several_reports": {
        "vi": (
            "Chưa đính chính",
            "Các nội dung {known} thuộc nhiều báo cáo khác nhau",
            "Đề nghị ghi rõ các nội dung của một báo cáo",
        ),
        "en": (
            "Not corrected",
            "Requirements {known} belong to several reports",
            "Name the requirements of one report",
        ),
    },
    "nothing_to_correct": {
        "vi": (
            "Không có gì để đính chính",
            "Chưa có ghi nhận về {target}",
            "Đề nghị ghi nhận trước, rồi đính chính nếu cần",
        ),
        "en": ("Nothing to correct", "There is no record of {target}", "Record it first"),
    },
    "same_value": {
        "vi": ("Không đính chính", "Giá trị mới giống giá trị đã ghi", "Đề nghị nhập giá trị đúng"),
        "en": ("Not corrected", "The new value equals the recorded one", "Give the right value"),
    },
    "cases_open": {
        "vi": (
            "Chưa thể kết thúc cuộc kiểm tra",
            "Còn {count} hồ sơ đang theo dõi",
            "Đề nghị kết thúc các hồ sơ trước",
        ),
        "en": ("The inspection cannot end yet", "{count} cases are still followed", "Close the cases first"),
    },
    "draft_gone": {
        "vi": ("Chưa thực hiện được", "Dự thảo {draft} đã {status}", "Đề nghị xem danh sách dự thảo"),
        "en": ("Not done", "Draft {draft} is {status}", "Look at the list of drafts"),
    },
    "draft_empty": {
        "vi": ("Không ban hành", "Dự thảo {draft} không còn cơ quan nào", "Đề nghị bỏ dự thảo"),
        "en": ("Not issued", "No unit is left in draft {draft}", "Drop the draft"),
    },
}


class Refusal(Kept):
    """A rule said no. It is a value, never stored: the same command is decided afresh next time."""

    code: str
    params: dict[str, str] = {}

    def text(self, lang: str = "vi") -> str:
        """One line: what, why, what to do."""
        what, why, do = TEXTS[self.code][lang]
        words = WORDS[lang]
        params = {name: words.get(value, value) if name in LABELLED else value for name, value in self.params.items()}
        return " ".join(f"{what}: {why}. {do}.".format_map(params).split())


def refuse(code: str, **params: Any) -> Refusal:
    """A refusal with its particulars as text; dates as official papers write them."""
    return Refusal(code=code, params={name: _text(value) for name, value in params.items()})


def wrong_day(day: date, today: date) -> Refusal | None:
    """Why a day to come cannot be set: it does not lie ahead, or its year is a slip."""
    if day <= today:
        return refuse("date_passed", day=day)
    return refuse("date_too_far", day=day) if day > today + FARTHEST else None


def _text(value: Any) -> str:
    return written(value) if isinstance(value, date) else str(value)
