"""What the scripted crowd does: launches, and random human commands that mostly fit the state they meet."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Literal

from sqlalchemy import Connection, select

from models import commands as c
from models.case_state import FINAL, Case, Work
from models.clock import local_date
from models.documents import PaperRef
from models.inspection import Inspection
from models.launch import Bundle
from store import tables as t
from tests.builders import bundle, calendar, duty, plan

UNITS = ("stp", "sxd", "syt", "stc", "sgd", "sct")


def some_launch(rng: Random, name: str, now: datetime) -> Bundle:
    """A small inspection whose deadlines fall due within days."""
    today = local_date(now)
    cases = []
    for n, unit in enumerate(rng.sample(UNITS, rng.randint(3, 5)), start=1):
        duties = [duty(f"F{i}", rng.choice(("cd", "tb")), **_dates(rng, today)) for i in range(1, rng.randint(2, 4))]
        cases.append(plan(*duties, n=n, unit=unit))
    return bundle(*cases).model_copy(update={"id": name, "title": f"Kiểm tra {name}", "sent_at": now})


def _dates(rng: Random, today: date) -> dict[str, Any]:
    def soon(most: int) -> date:
        return calendar().add_working_days(today, rng.randint(1, most))

    return rng.choice(
        (
            {"report_by": soon(4)},
            {"report_by": soon(4)},
            {"remedied_by": soon(6)},
            {"report_by": soon(3), "remedied_by": soon(8)},
            {"review_on": soon(5)},
        )
    )


class Crowd:
    """Everybody who may act, choosing at random from what the ledger shows."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng

    def choose(self, connection: Connection, now: datetime, command_id: str) -> tuple[str, c.Command] | None:
        """A stream and what somebody wants of it; None when there is nothing to act upon."""
        drafts = connection.execute(select(t.drafts.c.id, t.drafts.c.inspection).order_by(t.drafts.c.id)).all()
        if drafts and self.rng.random() < 0.25:
            draft = self.rng.choice(drafts[-12:])
            return f"inspection/{draft.inspection}", self._about_draft(draft.id, now, command_id)
        s = t.streams
        rows = connection.execute(select(s.c.kind, s.c.stream, s.c.snapshot).order_by(s.c.stream)).all()
        if not rows:
            return None
        row = self.rng.choice(rows)
        if row.kind == "inspection":
            return row.stream, self._about_inspection(Inspection.model_validate_json(row.snapshot), command_id)
        if self._late(row.stream):
            return None
        return row.stream, self._about_case(Case.model_validate_json(row.snapshot), local_date(now), command_id)

    def _late(self, stream: str) -> bool:
        """Every other unit seldom acts, so that its ladders are climbed."""
        slow = Random(stream).random() < 0.5  # noqa: S311 - reproducible
        return slow and self.rng.random() < 0.85

    def _about_inspection(self, inspection: Inspection, command_id: str) -> c.Command:
        if self.rng.random() < 0.5:
            return c.Launch(id=command_id, actor="snv.officer", digest=inspection.digest)
        return c.Finish(id=command_id, actor="snv.head")

    def _about_draft(self, draft: str, now: datetime, command_id: str) -> c.Command:
        until = local_date(now) + timedelta(days=self.rng.randint(1, 4))
        return self.rng.choice(
            (
                c.IssueDraft(id=command_id, actor="snv.head", draft=draft, number="7/SNV"),
                c.IssueDraft(id=command_id, actor="snv.head", draft=draft),
                c.EditDraft(id=command_id, actor="snv.officer", draft=draft, text="Đề nghị khẩn trương."),
                c.HoldDraft(id=command_id, actor="snv.division_head", draft=draft, until=until, reason="chờ họp"),
                c.DropDraft(id=command_id, actor="snv.division_head", draft=draft, reason="đã trao đổi"),
            )
        )

    def _about_case(self, case: Case, today: date, command_id: str) -> c.Command:
        choices = list(self._fitting(case, today, command_id))
        if not choices or self.rng.random() < 0.15:
            choices = list(self._anything(case, today, command_id))
        return self.rng.choice(choices)

    def _fitting(self, case: Case, today: date, i: str) -> Sequence[c.Command]:
        works = {r.work for r in case.requirements}
        anything = {command.type: command for command in self._anything(case, today, i)}  # type: ignore[attr-defined]
        names = []
        if not case.received:
            names.append("acknowledge")
        if case.open_requirements and not case.closed:
            names += ["report", "answer"]
        if Work.REPORTED in works and not case.closed:
            names += ["confirm", "return", "correct"]
        if works & FINAL:
            names.append("reopen")
        return [anything[name] for name in names]

    def _anything(self, case: Case, today: date, i: str) -> Sequence[c.Command]:
        paper = PaperRef(number=f"{self.rng.randint(1, 99)}/BC", date=today)
        focal, some = f"{case.unit}.focal", self._some(case)
        on_behalf = self.rng.random() < 0.3
        actor, arrived = ("snv.unit_clerk", today) if on_behalf else (focal, None)
        target: Literal["receipt", "report"] = self.rng.choice(("receipt", "report"))
        under_way = tuple(r.id for r in case.open_requirements[:1]) if self.rng.random() < 0.3 else ()
        return (
            c.Acknowledge(id=i, actor=actor, arrived_on=arrived),
            c.Report(id=i, actor=actor, paper=paper, requirements=some, in_progress=under_way, arrived_on=arrived),
            c.Return(id=i, actor="snv.officer", reason="chưa đủ", requirements=some),
            c.Confirm(id=i, actor="snv.officer", requirements=some),
            c.Correct(id=i, actor="snv.officer", target=target, reason="ghi nhầm", arrived_on=today),
            c.Reopen(id=i, actor="snv.head", reason="chưa xong", requirements=some),
            c.Answer(id=i, actor="ubnd.vice_chair", text="Giao Sở Nội vụ theo dõi"),
            c.Close(id=i, actor="ubnd.chair", reason="thôi theo dõi"),
        )

    def _some(self, case: Case) -> tuple[str, ...]:
        """Some requirements by name, or none: all that fit."""
        if self.rng.random() < 0.6:
            return ()
        return tuple(r.id for r in case.requirements if self.rng.random() < 0.6)
