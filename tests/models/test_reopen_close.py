"""Closing belongs to whoever issued the deadline; what is closed can be followed again, by a day."""

from datetime import date

from models import commands as c
from models import events as e
from models.case_state import Work
from models.ladder import Clock
from models.refusals import Refusal
from tests.builders import Life, Outcome, accepted, code, duty, plan

OURS = plan(duty("F1", document="tb", report_by=date(2020, 9, 10)))
UNDATED = plan(duty("F1", review_on=date(2020, 9, 10)))


def close(life: Life, actor: str, when: str = "2020-08-25 09:00") -> Outcome:
    return life.act(c.Close, actor, when, reason="Không còn đối tượng")


def test_home_affairs_does_not_close_what_the_provinces_leader_dated() -> None:
    refusal = close(Life(), "snv.head")
    assert code(refusal) == "not_issuer"
    assert isinstance(refusal, Refusal)
    assert refusal.params == {"issuer": "UBND tỉnh", "unit": "Sở Nội vụ"}


def test_the_leader_who_issued_the_deadline_closes() -> None:
    life = Life()
    accepted(close(life, "ubnd.vice_chair"))
    assert (life.case().closed, life.case().closed_reason) == (True, "Không còn đối tượng")
    assert life.case().requirements[0].work is Work.ENDED
    assert (life.case().armings, life.case().next_alarm()) == ((), None)


def test_home_affairs_closes_what_home_affairs_dated_and_no_leader_does() -> None:
    assert code(close(Life(OURS), "ubnd.chair")) == "not_issuer"
    accepted(close(Life(OURS), "snv.deputy_head"))


def test_below_the_heads_nobody_closes() -> None:
    for actor in ("snv.officer", "snv.division_head", "stp.head", "vp.head"):
        assert code(close(Life(OURS), actor)) == "not_allowed"


def test_one_foreign_deadline_keeps_the_case_open() -> None:
    life = Life(plan(*OURS.duties, duty("F2")))
    assert code(close(life, "snv.head")) == "not_issuer"


def test_a_deadline_for_the_remedy_alone_binds_as_well() -> None:
    assert code(close(Life(plan(duty("F1", remedied_by=date(2020, 9, 10)))), "snv.head")) == "not_issuer"


def test_what_has_no_date_is_closed_by_the_directors() -> None:
    accepted(close(Life(UNDATED), "snv.head"))


def test_what_is_confirmed_no_longer_needs_its_issuer() -> None:
    life = Life(plan(duty("F1"), duty("F2", review_on=date(2020, 9, 10))))
    accepted(life.report("2020-08-24 09:00", requirements=("F1",)))
    accepted(life.act(c.Confirm, "snv.officer", "2020-08-24 10:00"))
    accepted(close(life, "snv.head"))
    assert [r.work for r in life.case().requirements] == [Work.COMPLETED, Work.ENDED]


def test_a_closed_case_refuses_everything_but_correction_and_reopening() -> None:
    life = Life()
    accepted(close(life, "ubnd.chair"))
    assert code(life.report("2020-08-26 09:00")) == "closed"
    assert code(life.act(c.Acknowledge, "stp.focal", "2020-08-26 09:00")) == "closed"
    assert code(life.act(c.Close, "ubnd.chair", "2020-08-26 09:00", reason="x")) == "closed"
    accepted(life.act(c.Reopen, "ubnd.chair", "2020-08-26 09:00", reason="Chưa khắc phục"))


def test_who_may_not_act_learns_nothing_about_the_case() -> None:
    life = Life()
    accepted(close(life, "ubnd.chair"))
    assert code(life.report("2020-08-26 09:00", actor="sxd.focal")) == "not_allowed"


def test_a_reopened_case_is_pressed_again_by_a_day() -> None:
    life = Life()
    accepted(life.report("2020-08-24 09:00"))
    accepted(life.act(c.Confirm, "snv.officer", "2020-08-25 09:00"))
    accepted(life.act(c.Reopen, "snv.head", "2020-09-07 09:00", reason="Phúc tra: chưa khắc phục"))
    first = life.case().requirements[0]
    assert (life.case().closed, first.work, first.due, first.punctuality) == (
        False,
        Work.RETURNED,
        date(2020, 9, 14),
        None,
    )
    assert [(a.clock, a.base) for a in life.case().armings] == [(Clock.REPORT, date(2020, 9, 14))]
    assert life.told("reopened") == ["stp.focal"]


def test_some_requirements_are_reopened_while_the_others_stay_done() -> None:
    life = Life(plan(duty("F1"), duty("F2")))
    accepted(life.report("2020-08-24 09:00"))
    accepted(life.act(c.Confirm, "snv.officer", "2020-08-25 09:00"))
    accepted(
        life.act(c.Reopen, "snv.head", "2020-09-07 09:00", reason="Chưa xong", requirements=("F2",), by="2020-09-30")
    )
    assert [r.work for r in life.case().requirements] == [Work.COMPLETED, Work.RETURNED]


def test_only_finished_requirements_are_reopened_and_only_to_a_day_ahead() -> None:
    life = Life()
    assert code(life.act(c.Reopen, "snv.head", "2020-08-24 09:00", reason="x")) == "nothing_to_do"
    accepted(close(life, "ubnd.chair"))
    assert code(life.act(c.Reopen, "snv.head", "2020-08-26 09:00", reason="x", by="2020-08-26")) == "date_passed"


def test_closing_names_what_stayed_unconfirmed() -> None:
    life = Life()
    accepted(close(life, "ubnd.chair"))
    [event] = life.happened(e.CaseClosed)
    assert event.unconfirmed == ("F1",)
