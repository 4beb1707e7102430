"""One case per unit: the inspected ones in the file's order, then the others as tasks first name them."""

from intake.yamltext import Sheet
from models.clock import local_date
from models.dates import written
from models.launch import CasePlan, Duty, LaunchFile, Task
from models.org import Register


def case_plans(file: LaunchFile, register: Register, sheet: Sheet, duties: dict[str, Duty]) -> tuple[CasePlan, ...]:
    """The cases to open, numbered from 1; a unit asked for nothing gets none. Raises BadInput."""
    owed: dict[str, list[Duty]] = {unit_id: [] for unit_id in file.inspected}
    for n, task in enumerate(file.tasks):
        for unit_id in _owing(n, task, file, register, sheet):
            owed.setdefault(unit_id, []).append(duties[task.id])
    owing = [unit_id for unit_id, owes in owed.items() if owes]
    for unit_id in file.verifiers:
        if unit_id not in owing:
            vi, en = "đơn vị này không có nhiệm vụ nào; bỏ dòng này", "this unit has no task; remove the line"
            raise sheet.bad(("verifiers", unit_id), vi, en)
    return tuple(
        CasePlan(
            n=n,
            unit=unit_id,
            unit_name=register.name(unit_id),
            verifier=file.verifiers.get(unit_id) or _verifier(unit_id, register),
            inspected=unit_id in file.inspected,
            duties=tuple(owed[unit_id]),
        )
        for n, unit_id in enumerate(owing, start=1)
    )


def _verifier(unit_id: str, register: Register) -> str:
    """The inspecting unit verifies; its own case the office, for no unit verifies itself (officials.md 4)."""
    return register.office if unit_id == register.inspecting else register.inspecting


def _owing(n: int, task: Task, file: LaunchFile, register: Register, sheet: Sheet) -> tuple[str, ...]:
    """The units a task falls on: as listed, or by its rule as of its day."""
    if isinstance(task.units, tuple):
        ids = task.units
    else:
        rule = task.units
        left_out = file.inspected if rule.rule == "not_inspected" else ()
        ids = tuple(unit.id for unit in register.units_of(rule.kind, rule.as_of) if unit.id not in left_out)
        if not ids:
            day = written(rule.as_of)
            vi = f"không có đơn vị nào loại {rule.kind} theo quy tắc này ngày {day}; sửa kind hoặc as_of"
            en = f"no unit of kind {rule.kind} fits this rule on {rule.as_of}; correct kind or as_of"
            raise sheet.bad(("tasks", n, "units"), vi, en)
    sent = local_date(file.sent_at)
    for unit_id in ids:
        if not register.unit(unit_id, sent):
            vi = f"đơn vị “{unit_id}” không tồn tại ngày gửi {written(sent)}; sửa as_of hoặc liệt kê đơn vị"
            en = f"unit “{unit_id}” does not exist on the day of sending, {sent}; correct as_of or list units"
            raise sheet.bad(("tasks", n, "units", "as_of"), vi, en)
        if task.position and not register.seat(unit_id, task.position):
            vi = f"đơn vị “{unit_id}” không có chức danh {task.position}; chọn chức danh khác hoặc sửa đăng ký"
            en = f"unit “{unit_id}” has no seat {task.position}; choose another or correct the register"
            raise sheet.bad(("tasks", n, "position"), vi, en)
    return ids
