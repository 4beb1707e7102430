"""Back-dated truth: a report registered late recalls the wrong notices, from exactly those who got them."""

from datetime import date
from typing import Any

from models import commands as c
from models import events as e
from tests.builders import Life, accepted, duty, paper, plan


def on_behalf(life: Life, when: str, arrived: str, **fields: Any) -> None:
    accepted(life.report(when, actor="snv.unit_clerk", paper=paper(arrived), arrived_on=arrived, **fields))


def test_an_in_time_report_registered_late_recalls_what_was_said_of_lateness() -> None:
    life = Life()
    on_behalf(life, "2020-08-26 15:00", "2020-08-24")
    assert life.told("overdue") == ["stp.focal"]
    assert life.told("overdue_head") == ["stp.head"]
    assert sorted(life.told("recall")) == ["snv.unit_clerk", "stp.focal", "stp.head"]


def test_reminders_before_the_due_day_were_right_and_stay() -> None:
    life = Life()
    on_behalf(life, "2020-08-24 16:00", "2020-08-24")
    assert life.told("due_today") == ["stp.focal", "stp.focal"]
    assert life.told("recall") == []


def test_a_late_report_recalls_nothing() -> None:
    life = Life()
    on_behalf(life, "2020-08-27 15:00", "2020-08-25")
    assert life.told("recall") == []


def test_a_report_in_time_for_one_deadline_does_not_excuse_another() -> None:
    """Told that F1 was late against 24/8; then F2 is reported in time for 31/8: the first notice was right."""
    life = Life(plan(duty("F1"), duty("F2", report_by=date(2020, 8, 31))))
    on_behalf(life, "2020-08-28 15:00", "2020-08-28", requirements=("F2",))
    assert life.told("overdue_head") == ["stp.head"]
    assert life.told("recall") == []


def test_one_paper_late_for_one_requirement_and_in_time_for_another_recalls_the_second_only() -> None:
    life = Life(plan(duty("F1"), duty("F2", report_by=date(2020, 8, 26))))
    life.until("2020-08-28 12:00")
    on_behalf(life, "2020-08-28 15:00", "2020-08-25")
    [reported] = life.happened(e.Reported)
    about_f2 = [x for x in life.happened(e.Rang) if x.overdue and x.subjects == ("F2",) and not x.step.drafts]
    told_of_f2 = {to for x in about_f2 for to in x.to}
    assert set(reported.recalled) == told_of_f2
    assert [told.requirements for told in life.case().overdue_told] == [("F1",), ("F1",)]


def test_a_correction_to_an_earlier_arrival_recalls_too_and_only_once() -> None:
    life = Life()
    on_behalf(life, "2020-08-26 15:00", "2020-08-26")
    assert life.told("recall") == []
    accepted(
        life.act(
            c.Correct,
            "snv.officer",
            "2020-08-27 09:00",
            target="report",
            reason="Vào sổ muộn",
            arrived_on="2020-08-24",
            paper=paper("2020-08-24"),
        )
    )
    assert sorted(life.told("recall")) == ["snv.unit_clerk", "stp.focal", "stp.head"]
    accepted(
        life.act(
            c.Correct,
            "snv.officer",
            "2020-08-27 10:00",
            target="report",
            reason="Nhầm số",
            paper=paper("2020-08-24", number="16/BC-STP"),
        )
    )
    assert len(life.told("recall")) == 3


def test_a_progress_report_does_not_disprove_a_late_remedy() -> None:
    life = Life(plan(duty("F1", remedied_by=date(2020, 8, 24))))
    on_behalf(life, "2020-08-26 15:00", "2020-08-24", in_progress=("F1",))
    assert life.told("overdue_head") == ["stp.head"]
    assert life.told("recall") == []


def test_a_supplement_in_time_does_not_recall_the_first_lateness() -> None:
    life = Life()
    on_behalf(life, "2020-08-27 15:00", "2020-08-27")
    accepted(life.act(c.Return, "snv.officer", "2020-08-28 09:00", reason="Thiếu minh chứng", by="2020-09-04"))
    on_behalf(life, "2020-09-04 15:00", "2020-09-04")
    assert life.told("recall") == []
