"""Periods as written: "15 (mười lăm) ngày làm việc, kể từ ngày nhận được văn bản này".

period    = number ["(" words ")"] unit ["làm việc"] [exclusion] [","] since start
since     = "kể từ" | "tính từ" | "từ ngày" | "sau khi" …
start     = date | event
"""

from intake.dates import WrittenDate, date_at
from intake.readings import Unread, Within
from intake.text import SENTENCE_ENDS, Expressions, sentence, skip
from models.deadline import PeriodUnit

UNITS: dict[str, PeriodUnit] = {"ngày": "ngày", "tuần": "tuần", "tháng": "tháng", "năm": "năm"}
OTHER_UNITS = frozenset({"giờ", "phút", "quý"})
SINCE = Expressions("kể từ", "tính từ", "tính kể từ", "bắt đầu từ")
SINCE_AT_ONCE = Expressions("từ ngày", "từ khi", "từ lúc", "từ thời điểm", "sau ngày", "sau khi")
EXCLUDING = Expressions("không kể", "không tính", "không bao gồm", "không gồm", "trừ")
DAYS_OFF = frozenset({"nghỉ", "lễ", "tết", "bảy", "nhật"})
MOMENT = frozenset({"ngày", "khi", "lúc", "thời", "điểm"})
OTHER_RECEIVING = frozenset({"xác", "chứng", "công", "ghi", "thừa"})  # "xác nhận", "công nhận": no receipt
PAST = frozenset({"qua", "vừa", "gần", "trước", "liền", "đầu", "cuối", "/"})  # "trong 6 tháng đầu năm", a rate
MAX_DIGITS = 3
EVENT_WORDS = 8

NO_START = "chưa nói thời hạn kể từ ngày nào"
NOT_COUNTED = "thời hạn này không đếm được thành ngày"


def period_at(words: list[str], at: int, *, asked: bool) -> tuple[Within | Unread, int] | None:
    """The period whose number stands at this place.

    `asked`: words before it ("trong thời hạn", "không quá") already say that it is a deadline; otherwise only
    "kể từ" directly after it does, since "quá hạn 134 ngày làm việc" asks for nothing.
    """
    if not words[at][:1].isdecimal():
        return None
    unit_at, plain = _after_number(words, at)
    unit = words[unit_at]
    if (unit not in UNITS and unit not in OTHER_UNITS) or words[unit_at + 1].isdecimal():
        return None
    working = words[unit_at + 1 : unit_at + 3] == ["làm", "việc"]
    end = unit_at + (3 if working else 1)
    if words[end] in PAST:
        return None
    excluding, after = _exclusion(words, end)
    start_at = _start_at(words, after, at, anywhere=asked)
    if start_at is None:
        return (Unread(NO_START), end) if asked else None
    if not plain or unit not in UNITS or (working and unit != "ngày"):
        return Unread(NOT_COUNTED), end
    start, from_receipt = _start(words, start_at)
    working = working or (unit == "ngày" and (excluding or _excludes_later(words, start_at)))
    return Within(int(words[at]), UNITS[unit], working, start, from_receipt), max(end, start_at)


def _after_number(words: list[str], at: int) -> tuple[int, bool]:
    """The place after "15 (mười lăm)", and whether it is one plain number a clerk would count with."""
    plain = words[at].isdecimal() and len(words[at]) <= MAX_DIGITS and int(words[at]) > 0
    at += 1
    if words[at] in ("-", "đến") and words[at + 1].isdecimal():
        at, plain = at + 2, False
    if words[at] == "(":
        closing = next((place for place in range(at, at + EVENT_WORDS) if words[place] in (")", "")), at)
        at = closing + 1 if words[closing] == ")" else at
    return at, plain


def _exclusion(words: list[str], at: int) -> tuple[bool, int]:
    """Whether "(không kể ngày lễ, ngày nghỉ)" stands here, and the place after it."""
    begin = at + (words[at] in ("(", ","))
    if EXCLUDING.after(words, begin) is None:
        return False, at
    end = begin
    while words[end] not in SENTENCE_ENDS | {")"} and SINCE.after(words, end) is None:
        end += 1
    return not DAYS_OFF.isdisjoint(words[begin:end]), end + (words[end] == ")")


def _excludes_later(words: list[str], at: int) -> bool:
    _, end = sentence(words, at)
    found = EXCLUDING.find(words, at, end)
    return found is not None and not DAYS_OFF.isdisjoint(words[found:end])


def _start_at(words: list[str], after: int, number_at: int, *, anywhere: bool) -> int | None:
    """The place after "kể từ": right here, or, when a deadline is certain, elsewhere in the sentence."""
    here = after + (words[after] == ",")
    at_once = SINCE.after(words, here) or SINCE_AT_ONCE.after(words, here)
    if at_once or not anywhere:
        return at_once
    begin, end = sentence(words, number_at)
    later = SINCE.find(words, after, end)
    found = SINCE.find(words, begin, number_at) if later is None else later
    return None if found is None else SINCE.after(words, found)


def _start(words: list[str], at: int) -> tuple[WrittenDate | None, bool]:
    dated = date_at(words, skip(words, at, MOMENT))
    if dated:
        return dated[0], False
    event = words[at : min(at + EVENT_WORDS, sentence(words, at)[1])]
    receipt = any(
        word == "nhận" and (place == 0 or event[place - 1] not in OTHER_RECEIVING) for place, word in enumerate(event)
    )
    return None, receipt
