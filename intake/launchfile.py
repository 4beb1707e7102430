"""A launch from its YAML file: read, checked, expanded into one case per unit, every deadline counted.

All mistakes are BadInput, one line each; what is only doubtful is a warning of the bundle, never an error.
"""

from datetime import UTC, date

from intake.checked import checked
from intake.launchcases import case_plans
from intake.launchchecks import check_launch
from intake.launchduties import duties_of
from intake.launchwarnings import launch_warnings
from intake.rebase import rebased, weeks_until
from intake.registerfile import read_register
from intake.yamltext import read_sheet
from models.calendar import Calendar
from models.clock import VIETNAM
from models.launch import Bundle, LaunchFile
from models.org import Register

__all__ = ["named_register", "read_launch", "read_register"]

WHAT = "tệp khởi động"


def named_register(text: bytes | str) -> str:
    """The id of the register that a launch file is written for. Raises BadInput."""
    return checked(LaunchFile, read_sheet(text, WHAT)).register_


def read_launch(text: bytes | str, register: Register, calendar: Calendar, *, rebase: date | None = None) -> Bundle:
    """The bundle to launch: complete in itself, its instants in UTC.

    `rebase` is a rehearsal: every date moves by whole weeks, so that the file is sent on its weekday's first
    on or after that date; what a phrase says stays verbatim. Raises BadInput.
    """
    sheet = read_sheet(text, WHAT)
    file = checked(LaunchFile, sheet)
    if file.sent_at.tzinfo is None:
        file = file.model_copy(update={"sent_at": file.sent_at.replace(tzinfo=VIETNAM)})
    check_launch(file, register, sheet)
    weeks = 0 if rebase is None else weeks_until(file.sent_at, rebase)
    bundle = Bundle(
        id=file.id,
        title=file.title,
        register_=register,
        sent_at=file.sent_at.astimezone(UTC),
        documents=file.documents,
        cases=case_plans(file, register, sheet, duties_of(file, sheet, calendar, weeks)),
        calendar_version=calendar.version,
        rehearsal_banner=file.rehearsal_banner,
    )
    if rebase is not None:
        bundle = rebased(bundle, weeks)
    return bundle.model_copy(update={"warnings": launch_warnings(bundle, file, calendar)})
