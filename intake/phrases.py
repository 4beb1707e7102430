"""Deadline phrases counted: the phrase as an official wrote it, the day it means, the rule and the reason.

The rules are those of `models.deadline`; what no rule understands is never guessed but asked about.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from intake.dates import Unusable, WrittenDate, date_at, nearest_occurrence, next_occurrence
from intake.grammar import readings
from intake.readings import Before, By, Reading, Unread, Within
from intake.text import Expressions, words_of
from models.calendar import Calendar
from models.dates import written
from models.deadline import (
    Deadline,
    asking,
    before_date,
    no_later_than,
    undated,
    within_calendar_days,
    within_working_days,
)

URGENT = Expressions(
    *("khẩn trương", "kịp thời", "ngay", "hỏa tốc", "hoả tốc", "thượng khẩn"),
    *("trong thời gian tới", "trong thời gian sớm nhất"),
)
NOT_URGENT = Expressions("ngay cả", "ngay từ", "ngay tại", "ngay thẳng")
ELSEWHERE = Expressions("theo quy định", "thời gian quy định", "thời hạn quy định", "đúng tiến độ")
REPEATED = Expressions(
    *(f"{each} {unit}" for each in ("hằng", "hàng", "mỗi") for unit in ("tuần", "tháng", "quý", "năm"))
)
UNACCENTED = Expressions("ngay", "thang", "truoc", "han")
FAR = timedelta(days=300)
VERY_FAR = timedelta(days=5 * 365)
MOST_READINGS = 8
HOW_TO_WRITE = (
    "đề nghị ghi như “trước ngày 25/8/2020”, “chậm nhất ngày 25/8/2020” hoặc "
    "“15 ngày làm việc kể từ ngày nhận được văn bản”"
)


def read_deadline(
    phrase: str, *, reference: date, received: date | None, calendar: Calendar, strict_before: bool = True
) -> Deadline:
    """The deadline a phrase sets.

    `reference` is the day of the document, `received` the day the unit got it: "kể từ ngày nhận…" counts from
    it or, while it is unknown, from `reference` with `confirm`. `strict_before=False` reads "trước ngày X" as
    including X. A phrase without a deadline has kind "none"; one that cannot be dated is "ambiguous" and says
    what to write.
    """
    words = words_of(phrase)
    context = _Context(
        phrase,
        reference,
        received,
        calendar,
        strict_before,
        repeated=REPEATED.find(words, 0, len(words)) is not None,
    )
    found = [context.count(reading) for reading in islice(readings(words), MOST_READINGS)]
    if not found:
        return _without_date(phrase, words)
    first = next((deadline for deadline in found if deadline.due), found[0])
    if first.due and any(other.due != first.due for other in found):
        return asking(first, "câu này còn nêu hạn khác, nên tách riêng từng hạn")
    return first


@dataclass(frozen=True, slots=True)
class _Context:
    """What a reading is counted with."""

    phrase: str
    reference: date
    received: date | None
    calendar: Calendar
    strict_before: bool
    repeated: bool

    def count(self, reading: Reading) -> Deadline:
        try:
            deadline = self._counted(reading)
        except Unusable as unusable:
            return _question(self.phrase, str(unusable))
        except OverflowError:
            return _question(self.phrase, "thời hạn ra ngoài lịch")
        if deadline.due and deadline.due < self.reference:
            gone = f"hạn {written(deadline.due)} đã qua vào ngày văn bản {written(self.reference)}"
            return _question(self.phrase, gone)
        if deadline.due and deadline.due - self.reference > VERY_FAR:
            return asking(deadline, "hạn cách ngày văn bản trên 5 năm")
        return deadline

    def _counted(self, reading: Reading) -> Deadline:
        match reading:
            case Before(named, mixed):
                day = self._named_day(named)
                deadline = before_date(self.phrase, day, self.calendar, strict=self.strict_before)
                deadline = asking(deadline, "câu viết lẫn “chậm nhất” và “trước”") if mixed else deadline
                return self._ask_if_far(deadline, named)
            case By(named, clock):
                deadline = no_later_than(self.phrase, self._named_day(named), self.calendar, time=clock)
                return self._ask_if_far(deadline, named)
            case Within():
                return self._period(reading)
            case Unread(reason):
                return _question(self.phrase, reason)

    def _named_day(self, named: WrittenDate) -> date:
        if named.year is None and self.repeated:
            reason = "hạn lặp lại theo kỳ chưa thành một ngày"
            raise Unusable(reason)
        return next_occurrence(named, self.reference)

    def _ask_if_far(self, deadline: Deadline, named: WrittenDate) -> Deadline:
        if named.year is None and deadline.due and deadline.due - self.reference > FAR:
            return asking(deadline, f"năm không được ghi, hiểu là {deadline.due.year}")
        return deadline

    def _period(self, period: Within) -> Deadline:
        start, doubt = self._start(period)
        if period.working:
            deadline = within_working_days(self.phrase, period.count, start, self.calendar)
        else:
            deadline = within_calendar_days(self.phrase, period.count, start, self.calendar, unit=period.unit)
        return asking(deadline, doubt) if doubt and deadline.due else deadline

    def _start(self, period: Within) -> tuple[date, str]:
        """The day the period counts from, and why a person should look at it."""
        if period.start:
            missing = "năm của ngày bắt đầu không được ghi" if period.start.year is None else ""
            return nearest_occurrence(period.start, self.reference), missing
        if not period.from_receipt:
            return self.reference, "chưa có ngày của mốc bắt đầu, tạm tính từ ngày văn bản"
        if self.received is None:
            return self.reference, "chưa có ngày nhận, tạm tính từ ngày văn bản"
        early = self.received < self.reference
        return self.received, "ngày nhận sớm hơn ngày văn bản" if early else ""


def _without_date(phrase: str, words: list[str]) -> Deadline:
    has_number = any(word[:1].isdecimal() for word in words)
    if has_number and phrase.isascii() and UNACCENTED.find(words, 0, len(words)) is not None:
        return _question(phrase, "câu viết không dấu")
    if any(_presses(words, at) for at in range(len(words))):
        why = "Câu yêu cầu khẩn trương, kịp thời mà không ấn định ngày; người theo dõi cần đặt ngày xem lại."
        return undated(phrase, "urgent_no_date", why)
    if ELSEWHERE.find(words, 0, len(words)) is not None:
        return _question(phrase, "thời hạn nằm trong quy định hoặc kế hoạch khác")
    alone = date_at(words, 0)
    if alone and words[alone[1]] in ("", "."):
        return _question(phrase, "chỉ có một ngày, chưa rõ là “trước” hay “chậm nhất” ngày đó")
    return undated(phrase, "none", "Không thấy thời hạn trong câu này.")


def _presses(words: list[str], at: int) -> bool:
    """Whether an urging word stands here and does not tell of the past ("đã kịp thời khắc phục")."""
    return URGENT.after(words, at) is not None and NOT_URGENT.after(words, at) is None and words[at - 1] != "đã"


def _question(phrase: str, reason: str) -> Deadline:
    return undated(phrase, "ambiguous", f"{reason[:1].upper()}{reason[1:]}; {HOW_TO_WRITE}.")
