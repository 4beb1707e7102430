"""What a coordinator should see before signing: doubtful, never refused, never repaired by the machine."""

from collections.abc import Iterator
from datetime import date, time

from models.calendar import Calendar
from models.clock import VIETNAM, local_date
from models.dates import with_weekday, written
from models.deadline import Deadline
from models.documents import Document, DocumentKind
from models.launch import Bundle, LaunchFile, LaunchWarning

SHORT_PERIOD = 5  # working days
OPENS, SHUTS = time(7, 30), time(17, 0)


def launch_warnings(bundle: Bundle, file: LaunchFile, calendar: Calendar) -> tuple[LaunchWarning, ...]:
    """The warnings about a bundle, in Vietnamese; what holds at several places is said once for them all."""
    places: dict[tuple[str, str], list[str]] = {}
    for code, where, text in _doubts(bundle, file, calendar):
        places.setdefault((code, text), []).append(where)
    return tuple(LaunchWarning(code=code, where=", ".join(where), text=text) for (code, text), where in places.items())


Doubt = tuple[str, str, str]


def _doubts(bundle: Bundle, file: LaunchFile, calendar: Calendar) -> Iterator[Doubt]:
    yield from _about_sending(bundle, calendar)
    sent = local_date(bundle.sent_at)
    for n, document in enumerate(bundle.documents):
        yield from _about_document(f"documents[{n}]", document, sent, calendar)
    yield from _about_units(bundle, file)
    duties = {duty.id: duty for case in bundle.cases for duty in case.duties}
    for n, task in enumerate(file.tasks):
        duty = duties[task.id]
        for key, deadline in (("report_by", duty.report_by), ("remedied_by", duty.remedied_by)):
            if deadline and deadline.due:
                yield from _about_deadline(f"tasks[{n}].{key}", deadline, deadline.due, sent, calendar)
        if duty.review_on and not (duty.report_by or duty.remedied_by):
            text = f"Không quy định thời hạn; xem lại ngày {written(duty.review_on)}."
            yield "no_deadline", f"tasks[{n}]", text


def _about_sending(bundle: Bundle, calendar: Calendar) -> Iterator[Doubt]:
    local = bundle.sent_at.astimezone(VIETNAM)
    if calendar.is_working(local.date()) and OPENS <= local.time() <= SHUTS:
        return
    next_day = calendar.next_working(local.date(), include=local.time() < OPENS)
    text = (
        f"Gửi lúc {local:%H} giờ {local:%M}, {with_weekday(local.date())}, ngoài giờ hành chính; "
        f"đơn vị thường tiếp nhận từ {with_weekday(next_day)}."
    )
    yield "sent_outside_office_hours", "sent_at", text


def _about_document(where: str, document: Document, sent: date, calendar: Calendar) -> Iterator[Doubt]:
    if not document.number and document.kind is not DocumentKind.ARTICLE:
        text = f"“{document.title}” chưa có số, ký hiệu; đề nghị bổ sung khi có."
        yield "document_without_number", where, text
    if not document.date:
        text = f"“{document.title}” chưa có ngày; thời hạn theo đó (nếu có) tính từ ngày gửi {written(sent)}."
        yield "document_without_date", where, text
    elif not calendar.is_working(document.date):
        text = f"“{document.title}” ghi {with_weekday(document.date)}, là ngày nghỉ; đề nghị kiểm tra lại."
        yield "document_on_day_off", where, text


def _about_units(bundle: Bundle, file: LaunchFile) -> Iterator[Doubt]:
    register = bundle.register_
    owing = {case.unit: case for case in bundle.cases}
    for n, unit_id in enumerate(file.inspected):
        if unit_id not in owing:
            text = f"{register.name(unit_id)} được kiểm tra nhưng không có nhiệm vụ nào; không mở hồ sơ."
            yield "inspected_without_task", f"inspected[{n}]", text
    own = owing.get(register.inspecting)
    if own and register.inspecting not in file.verifiers:
        text = f"{own.unit_name} không tự xác nhận việc của mình; {register.name(own.verifier)} xác nhận."
        yield "own_verifier", "verifiers", text


def _about_deadline(where: str, deadline: Deadline, due: date, sent: date, calendar: Calendar) -> Iterator[Doubt]:
    left = calendar.working_days_between(sent, due)
    dates = f"(gửi {with_weekday(sent)}; hạn {with_weekday(due)})"
    if due < sent:
        yield "deadline_passed", where, f"Thời hạn đã qua khi gửi {dates}."
    elif left < SHORT_PERIOD:
        yield "short_period", where, f"Thời gian thực hiện chỉ còn {left:02} ngày làm việc {dates}."
    if deadline.practical_last_workday:
        last = with_weekday(deadline.practical_last_workday)
        text = f"Thời hạn {with_weekday(due)} là ngày nghỉ; ngày làm việc cuối cùng là {last}."
        yield "deadline_on_day_off", where, text
    if deadline.confirm:
        yield "deadline_to_confirm", where, f"“{deadline.phrase}”: {deadline.why}"
    if not calendar.is_decided(due):
        text = f"Lịch nghỉ năm {due.year} chưa có quyết định; thời hạn {written(due)} có thể thay đổi."
        yield "calendar_estimated", where, text
