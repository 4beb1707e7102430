"""What each task asks, counted once: its deadlines as days, with the rule and the reason."""

from datetime import date, timedelta

from intake.badinput import quoted
from intake.launchchecks import LAST_YEAR
from intake.phrases import read_deadline
from intake.rebase import moved_deadline, moved_phrase
from intake.yamltext import Path, Sheet
from models.calendar import Calendar
from models.clock import local_date
from models.dates import written
from models.deadline import Deadline
from models.launch import Duty, LaunchFile, Task

LONGEST_PHRASE = 300


def duties_of(file: LaunchFile, sheet: Sheet, calendar: Calendar, weeks: int) -> dict[str, Duty]:
    """Each task's duty by its id, its dates moved by whole weeks. Raises BadInput for an undated phrase."""
    documents = {document.id: document for document in file.documents}
    counting = _Counting(sheet, calendar, weeks)
    duties = {}
    for n, task in enumerate(file.tasks):
        document = documents[task.document]
        since = document.date or local_date(file.sent_at)
        duties[task.id] = counting.duty(n, task, document.issuer, since)
    return duties


class _Counting:
    def __init__(self, sheet: Sheet, calendar: Calendar, weeks: int) -> None:
        self.sheet = sheet
        self.calendar = calendar
        self.weeks = weeks

    def duty(self, n: int, task: Task, issuer: str, since: date) -> Duty:
        review_on = task.review_on
        if review_on:
            self._in_time(review_on, since, ("tasks", n, "review_on"))
            review_on += timedelta(weeks=self.weeks)
        return Duty(
            id=task.id,
            text=task.text,
            document=task.document,
            issuer=issuer,
            position=task.position,
            coordinating=task.coordinating,
            report_by=self._deadline(task.report_by, since, ("tasks", n, "report_by")),
            remedied_by=self._deadline(task.remedied_by, since, ("tasks", n, "remedied_by")),
            review_on=review_on,
        )

    def _deadline(self, phrase: str | None, since: date, path: Path) -> Deadline | None:
        if phrase is None:
            return None
        if len(phrase) > LONGEST_PHRASE:
            vi = f"dài quá {LONGEST_PHRASE} ký tự; chỉ ghi cụm từ nói về thời hạn"
            en = f"is longer than {LONGEST_PHRASE} characters; write only the words about the deadline"
            raise self.sheet.bad(path, vi, en)
        deadline = self._read(phrase, since)
        if deadline.due is None:
            vi = f"{quoted(phrase)}: {deadline.why} Nếu không ấn định ngày, bỏ mục này và ghi review_on."
            en = f"{quoted(phrase)} gives no day after the document's; write another, or give review_on"
            raise self.sheet.bad(path, vi, en)
        self._in_time(deadline.due, since, path)
        if not self.weeks:
            return deadline
        recounted = self._read(phrase, since + timedelta(weeks=self.weeks))
        return moved_phrase(deadline, recounted, self.weeks) or moved_deadline(deadline, self.weeks, self.calendar)

    def _read(self, phrase: str, since: date) -> Deadline:
        return read_deadline(phrase, reference=since, received=None, calendar=self.calendar)

    def _in_time(self, day: date, since: date, path: Path) -> None:
        if day < since:
            vi = f"ngày {written(day)} ở trước ngày văn bản ({written(since)}); kiểm tra lại ngày, tháng, năm"
            en = f"{day} lies before the document's date {since}; check day, month and year"
            raise self.sheet.bad(path, vi, en)
        if day.year > LAST_YEAR:
            vi = f"ngày {written(day)} quá xa; kiểm tra lại năm"
            raise self.sheet.bad(path, vi, f"{day} is too far ahead; check the year")
