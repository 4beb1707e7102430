"""The read model: what lists and pages show, written in the same transaction as the events."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from models.base import name_of
from models.case_state import Case, Requirement, Work
from models.events import Event
from models.inspection import Inspection
from store import tables as t

_OPENED = t.cases.insert()
_REGISTER = select(t.inspections.c.register).where(t.inspections.c.id == bindparam("of"))
_CASE = t.cases.update().where(t.cases.c.id == bindparam("of"))
_REQUIREMENT = t.requirements.update().where(
    t.requirements.c.case == bindparam("of"), t.requirements.c.id == bindparam("which")
)


def project(connection: Connection, before: Any, after: Case | Inspection, last: Event, at: datetime) -> None:
    """Bring the rows of a stream in line with its state."""
    if isinstance(after, Case):
        _project_case(connection, before, after, last, at)
    else:
        _project_inspection(connection, before, after)


def _project_case(connection: Connection, before: Case | None, case: Case, last: Event, at: datetime) -> None:
    row = _case_row(case, last, at)
    if before is None:
        connection.execute(_OPENED, {"id": case.id, **row})
        rows = [{"case": case.id, "id": r.id, **_requirement_row(r)} for r in case.requirements]
        connection.execute(t.requirements.insert(), rows)
        return
    connection.execute(_CASE, {"of": case.id, **row})
    for old, new in zip(before.requirements, case.requirements, strict=True):
        if old != new:
            connection.execute(_REQUIREMENT, {"of": case.id, "which": new.id, **_requirement_row(new)})


def _case_row(case: Case, last: Event, at: datetime) -> dict[str, Any]:
    alarm = case.next_alarm()
    return {
        "inspection": case.inspection,
        "n": case.n,
        "unit": case.unit,
        "unit_name": case.unit_name,
        "received_on": case.received_on,
        "due": case.due,
        "open": len(case.open_requirements),
        "reported": sum(r.work == Work.REPORTED for r in case.requirements),
        "total": len(case.requirements),
        "closed": case.closed,
        "next_alarm": alarm.at if alarm else None,
        "next_rung": alarm.rung if alarm else None,
        "last_event": name_of(last),
        "last_at": at,
    }


def _requirement_row(r: Requirement) -> dict[str, Any]:
    frozen = r.punctuality
    return {
        "text": r.text,
        "work": r.work,
        "report_by": r.report_by.due if r.report_by else None,
        "remedied_by": r.remedied_by.due if r.remedied_by else None,
        "due": r.due,
        "review_on": r.review_on,
        "arrived_on": r.arrived_on,
        "late_days": frozen.late_days if frozen else None,
        "late_days_original": frozen.late_days_original if frozen else None,
    }


def _project_inspection(connection: Connection, before: Inspection | None, inspection: Inspection) -> None:
    i = t.inspections
    if before is None:
        row = {
            "title": inspection.title,
            "register": inspection.register_,
            "cases": inspection.cases,
            "rehearsal_banner": inspection.rehearsal_banner,
            "launched_at": inspection.launched_at,
            "opened": inspection.opened,
            "closed": inspection.closed,
        }
        connection.execute(i.insert().values(id=inspection.id, **row))
    elif (before.opened, before.closed) != (inspection.opened, inspection.closed):
        change = i.update().where(i.c.id == inspection.id)
        connection.execute(change.values(opened=inspection.opened, closed=inspection.closed))


def register_of(connection: Connection, inspection: str) -> str | None:
    """The register an inspection was launched with."""
    return connection.execute(_REGISTER, {"of": inspection}).scalar()


def open_cases(connection: Connection, inspection: str) -> int:
    """How many cases of an inspection are still followed."""
    query = select(func.count()).where(t.cases.c.inspection == inspection, t.cases.c.closed.is_(False))
    return int(connection.execute(query).scalar_one())


class Under(NamedTuple):
    """What an inspection's papers are sent under."""

    register: str
    rehearsal_banner: bool


def under(connection: Connection, inspection: str) -> Under:
    """The register and the banner of an inspection."""
    i = t.inspections
    row = connection.execute(select(i.c.register, i.c.rehearsal_banner).where(i.c.id == inspection)).one()
    return Under(*row)
