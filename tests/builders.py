"""What the tests of the core are built from: an invented province, duties with counted deadlines, a lived case."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from models import commands as c
from models.calendar import Calendar, parse_days_off
from models.case_state import Case, case_id
from models.clock import VIETNAM, local_date
from models.deadline import Deadline, before_date, no_later_than
from models.documents import Document, DocumentKind, PaperRef
from models.draft import Draft
from models.events import Event, Rang
from models.inspection import Inspection, inspection_id
from models.ladder import DEFAULT_POLICY, Policy
from models.launch import Bundle, CasePlan, Duty
from models.org import Holding, Person, Register, Role, Seat, Unit, UnitKind
from models.refusals import Refusal
from models.telling import Notice
from models.world import World

E = TypeVar("E", bound=Event)
Outcome = tuple[Event, ...] | Refusal

SENT = datetime(2020, 8, 21, 10, 39, tzinfo=VIETNAM).astimezone(UTC)
DAYS_OFF = Path(__file__).parents[1] / "store" / "seed" / "days_off_vn.tsv"
FULL = {
    Role.FOCAL: "Đầu mối {unit}",
    Role.UNIT_CLERK: "Văn thư {unit}",
    Role.OFFICE_CHIEF: "Chánh Văn phòng {unit}",
    Role.DEPUTY_HEAD: "Phó thủ trưởng {unit}",
    Role.HEAD: "Thủ trưởng {unit}",
}


def vn(text: str) -> datetime:
    """The UTC instant of a wall time in Vietnam: `vn("2020-08-24 07:30")`."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM).astimezone(UTC)


def days(text: str) -> tuple[date, ...]:
    """Several days of 2020 written as day/month: `days("24/8 3/9")`."""
    return tuple(date(2020, int(m), int(d)) for d, m in (word.split("/") for word in text.split()))


@cache
def calendar() -> Calendar:
    """The days off that ship with the product."""
    return parse_days_off(DAYS_OFF.read_text(encoding="utf-8"), "test")


@cache
def register() -> Register:
    """Tỉnh Sông Tiền: a committee, its office, the inspecting department, eight others and a commune."""
    departments = ("stp", "sxd", "syt", "stc", "sgd", "sct", "stnmt", "sgtvt")
    units = [
        Unit(id="ubnd", name="UBND tỉnh", kind=UnitKind.COMMITTEE),
        Unit(id="vp", name="Văn phòng UBND tỉnh", kind=UnitKind.OFFICE),
        Unit(id="snv", name="Sở Nội vụ", kind=UnitKind.DEPARTMENT),
        *(Unit(id=name, name=f"Sở {name.upper()}", kind=UnitKind.DEPARTMENT) for name in departments),
        Unit(id="xa", name="UBND xã Cồn Sen", kind=UnitKind.COMMUNE),
    ]
    leaders = {Role.CHAIR: "Chủ tịch {unit}", Role.VICE_CHAIR: "Phó Chủ tịch {unit}"}
    return Register(
        id="song-tien",
        province="tỉnh Sông Tiền (giả định)",
        inspecting="snv",
        committee="ubnd",
        office="vp",
        mail_domain="song-tien.example",
        units=tuple(units),
        seats={
            UnitKind.COMMITTEE: leaders,
            UnitKind.OFFICE: FULL,
            UnitKind.DEPARTMENT: FULL,
            UnitKind.COMMUNE: {Role.FOCAL: "Đầu mối {unit}", Role.HEAD: "Chủ tịch {unit}"},
        },
        extra_seats=(
            Seat(unit="snv", role=Role.OFFICER, title="Chuyên viên theo dõi"),
            Seat(unit="snv", role=Role.DIVISION_HEAD, title="Trưởng phòng CCHC"),
            Seat(unit="snv", role=Role.ADMIN, title="Quản trị"),
        ),
        persons=(Person(id="an", name="Nguyễn Thị An"), Person(id="binh", name="Trần Văn Bình")),
        holdings=(
            Holding(person="an", seat="stp.focal", valid_to=date(2020, 8, 31)),
            Holding(person="binh", seat="stp.focal", valid_from=date(2020, 9, 1)),
            Holding(person="binh", seat="snv.officer"),
        ),
    )


DIRECTIVE = Document(
    id="cd", kind=DocumentKind.DIRECTIVE, issuer="ubnd", title="Chỉ đạo sau kiểm tra", date=date(2020, 8, 21)
)
NOTICE = Document(
    id="tb",
    kind=DocumentKind.NOTICE,
    issuer="snv",
    title="Thông báo kết quả",
    number="12/TB-SNV",
    date=date(2020, 8, 21),
)
BEFORE_25_8 = before_date("trước ngày 25/8/2020", date(2020, 8, 25), calendar())


def duty(name: str = "F1", document: str = "cd", **dates: date | Deadline) -> Duty:
    """A duty of the directive (or of Home Affairs' notice), due before 25/8/2020 unless dates are given.

    Dates are `report_by`, `remedied_by` (a day: "chậm nhất ngày …", or a counted deadline) and `review_on`.
    """
    counted = {
        key: no_later_than(f"chậm nhất ngày {day:%d/%m/%Y}", day, calendar())
        if isinstance(day, date) and key != "review_on"
        else day
        for key, day in (dates or {"report_by": BEFORE_25_8}).items()
    }
    issuer = {"cd": "ubnd", "tb": "snv"}[document]
    what = {"id": name, "text": f"Khắc phục nội dung {name}", "document": document, "issuer": issuer}
    return Duty.model_validate(what | counted)


def plan(*duties: Duty, n: int = 1, unit: str = "stp", verifier: str = "snv") -> CasePlan:
    """A unit's part of the inspection."""
    return CasePlan(
        n=n,
        unit=unit,
        unit_name=register().name(unit),
        verifier=verifier,
        inspected=True,
        duties=duties or (duty(),),
    )


def bundle(*cases: CasePlan) -> Bundle:
    """A launch, complete in itself."""
    return Bundle(
        id="q3",
        title="Kiểm tra CCHC quý III",
        register_=register(),
        sent_at=SENT,
        documents=(DIRECTIVE, NOTICE),
        cases=cases or (plan(),),
        calendar_version="test",
    )


def paper(day: str = "2020-08-21", number: str = "15/BC-STP") -> PaperRef:
    """A reference to a signed paper."""
    return PaperRef(number=number, date=date.fromisoformat(day))


class Life:
    """An inspection lived through: acts at wall times in Vietnam, alarms ringing in between.

    Fields of a command are whatever a person may write: strings, dates, wrong values.
    """

    def __init__(self, *cases: CasePlan, policy: Policy = DEFAULT_POLICY) -> None:
        self.world = World(calendar(), policy)
        self.world.open(bundle(*cases))
        self._given = 0

    def case(self, n: int = 1) -> Case:
        """The n-th case as it stands."""
        return self.world.cases[case_id("q3", n)]

    @property
    def inspection(self) -> Inspection:
        """The inspection as it stands."""
        return self.world.inspections[inspection_id("q3")]

    @property
    def drafts(self) -> list[Draft]:
        """Every draft so far, in the order they were opened."""
        return list(self.world.book.drafts.values())

    def until(self, when: str) -> None:
        """Ring everything up to a wall time."""
        self.world.run_until(vn(when))

    def act(self, command: type[c.Command], actor: str, when: str, n: int = 1, **fields: Any) -> Outcome:
        """Give a command to the n-th case or to the inspection, after every alarm until then has rung."""
        self.until(when)
        return self.act_unrung(command, actor, when, n, **fields)

    def act_unrung(self, command: type[c.Command], actor: str, when: str, n: int = 1, **fields: Any) -> Outcome:
        """The same, before overdue alarms ring, as after an outage."""
        self._given += 1
        stream = case_id("q3", n) if command.aggregate == "case" else inspection_id("q3")
        return self.world.submit(command(id=f"act-{self._given}", actor=actor, **fields), stream, vn(when))

    def report(self, when: str, actor: str = "stp.focal", **fields: Any) -> Outcome:
        """The unit's report on a paper of that day, unless another is given."""
        return self.act(c.Report, actor, when, **({"paper": paper(when[:10])} | fields))

    def happened(self, kind: type[E], n: int | None = None) -> list[E]:
        """The events of a type (in the n-th case)."""
        streams = [case_id("q3", n)] if n else [*self.world.cases, *self.world.inspections]
        return [x.event for x in self.world.events if isinstance(x.event, kind) and x.stream in streams]

    def rungs(self, n: int = 1) -> list[tuple[str, date]]:
        """Which rungs rang in the n-th case, and on which days."""
        return [
            (x.event.step.rung, local_date(x.at))
            for x in self.world.events
            if isinstance(x.event, Rang) and x.stream == case_id("q3", n)
        ]

    @property
    def notices(self) -> list[Notice]:
        """Everything said to anybody, in order."""
        return [notice for entry in self.world.events for notice in self.world.notices(entry)]

    def told(self, kind: str) -> list[str]:
        """The seats that got notices of a kind, in order."""
        return [notice.to.seat for notice in self.notices if notice.kind == kind]


def code(outcome: Outcome) -> str:
    """The code of a refusal; fails when the command was accepted."""
    assert isinstance(outcome, Refusal), outcome
    assert outcome.text("vi")
    assert outcome.text("en")
    return outcome.code


def accepted(outcome: Outcome) -> tuple[Event, ...]:
    """The events of an accepted command; fails when it was refused or changed nothing."""
    assert not isinstance(outcome, Refusal), outcome
    assert outcome
    return outcome
