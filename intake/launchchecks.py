"""Whether a launch file agrees with itself and with the register; dates are checked where counted."""

from collections.abc import Iterable, Iterator

from intake.badinput import BadInput, did_you_mean, quoted
from intake.yamltext import Path, Sheet
from models.clock import local_date
from models.dates import written
from models.launch import LaunchFile, Task
from models.org import Register

FIRST_YEAR, LAST_YEAR = 2000, 2199  # outside them a number was typed where a date belongs


def check_launch(file: LaunchFile, register: Register, sheet: Sheet) -> None:
    """Raises BadInput for the first mistake. `sent_at` must be aware."""
    for problem in _problems(file, register, sheet):
        raise problem


def _problems(file: LaunchFile, register: Register, sheet: Sheet) -> Iterator[BadInput]:
    if file.register_ != register.id:
        meant, used = quoted(file.register_), quoted(register.id)
        vi = f"tệp này viết cho đăng ký {meant}, đang dùng {used}; chọn đúng đăng ký"
        en = f"the file is for register {meant}, but {used} is in use; choose the right one"
        yield sheet.bad(("register",), vi, en)
    if not FIRST_YEAR <= file.sent_at.year <= LAST_YEAR:
        vi = "năm không hợp lý; viết như 2020-08-21T10:39:44+07:00"
        yield sheet.bad(("sent_at",), vi, "is in an odd year; write it like 2020-08-21T10:39:44+07:00")
    for unit_id in (register.inspecting, register.committee, register.office):
        if not register.unit(unit_id, local_date(file.sent_at)):
            yield _no_unit(unit_id, ("register",), file, register, sheet)
    yield from _documents(file, register, sheet)
    yield from _twice(sheet, "tasks", (task.id for task in file.tasks))
    yield from _units(file.inspected, ("inspected",), file, register, sheet)
    for n, task in enumerate(file.tasks):
        yield from _task(n, task, file, register, sheet)
    yield from _verifiers(file, register, sheet)


def _documents(file: LaunchFile, register: Register, sheet: Sheet) -> Iterator[BadInput]:
    yield from _twice(sheet, "documents", (document.id for document in file.documents))
    sent = local_date(file.sent_at)
    for n, document in enumerate(file.documents):
        if document.date and document.date > sent:
            day = written(document.date)
            vi = f"ghi ngày {day}, sau ngày gửi {written(sent)}; kiểm tra lại ngày văn bản hoặc sent_at"
            en = f"{document.date} lies after the sending on {sent}; check the document's date or sent_at"
            yield sheet.bad(("documents", n, "date"), vi, en)
        if not register.unit(document.issuer, document.date or sent):
            yield _no_unit(document.issuer, ("documents", n, "issuer"), file, register, sheet)


def _task(n: int, task: Task, file: LaunchFile, register: Register, sheet: Sheet) -> Iterator[BadInput]:
    known = [document.id for document in file.documents]
    if task.document not in known:
        vi, en = did_you_mean(task.document, known)
        word = quoted(task.document)
        yield sheet.bad(("tasks", n, "document"), f"không có văn bản {word}; {vi}", f"no document {word}; {en}")
    if isinstance(task.units, tuple):
        if not task.units:
            vi, en = "cần ít nhất một đơn vị", "needs at least one unit"
            yield sheet.bad(("tasks", n, "units"), vi, en)
        yield from _units(task.units, ("tasks", n, "units"), file, register, sheet)
    yield from _units(task.coordinating, ("tasks", n, "coordinating"), file, register, sheet)


def _units(ids: Iterable[str], path: Path, file: LaunchFile, register: Register, sheet: Sheet) -> Iterator[BadInput]:
    seen: set[str] = set()
    for n, unit_id in enumerate(ids):
        if not register.unit(unit_id, local_date(file.sent_at)):
            yield _no_unit(unit_id, (*path, n), file, register, sheet)
        if unit_id in seen:
            word = quoted(unit_id)
            yield sheet.bad((*path, n), f"đơn vị {word} ghi hai lần; xóa một", f"unit {word} stands twice; remove one")
        seen.add(unit_id)


def _no_unit(unit_id: str, path: Path, file: LaunchFile, register: Register, sheet: Sheet) -> BadInput:
    day = local_date(file.sent_at)
    word = quoted(unit_id)
    if register.unit(unit_id):
        vi = f"đơn vị {word} không tồn tại ngày {written(day)}; chọn đơn vị khác hoặc sửa thời gian hiệu lực"
        en = f"unit {word} does not exist on {day}; choose another, or correct valid_from, valid_to"
        return sheet.bad(path, vi, en)
    vi, en = did_you_mean(unit_id, (unit.id for unit in register.units))
    return sheet.bad(
        path,
        f"đăng ký {register.id} không có đơn vị {word}; {vi}",
        f"register {register.id} has no unit {word}; {en}",
    )


def _verifiers(file: LaunchFile, register: Register, sheet: Sheet) -> Iterator[BadInput]:
    for unit_id, verifier in file.verifiers.items():
        path: Path = ("verifiers", unit_id)
        for named in (unit_id, verifier):
            if not register.unit(named, local_date(file.sent_at)):
                yield _no_unit(named, path, file, register, sheet)
        if unit_id == verifier:
            vi = "không đơn vị nào tự xác nhận việc của mình; chọn đơn vị khác"
            yield sheet.bad(path, vi, "no unit verifies itself; choose another")


def _twice(sheet: Sheet, key: str, ids: Iterable[str]) -> Iterator[BadInput]:
    seen: set[str] = set()
    for n, known in enumerate(ids):
        if known in seen:
            vi, en = (
                f"mã {quoted(known)} đã có ở trên; đặt mã khác",
                f"{quoted(known)} stands above; give another id",
            )
            yield sheet.bad((key, n, "id"), vi, en)
        seen.add(known)
