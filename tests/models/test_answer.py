"""A leader's answer: his own, or entered for him; what waited for it is scheduled, what repeated before it stops."""

from datetime import date

from models import commands as c
from models import events as e
from models.launch import CasePlan
from tests.builders import Life, Outcome, accepted, code, days, duty, plan


def submitted(*cases: CasePlan) -> Life:
    """The submission of 10/9 to the Vice-Chair was signed on 11/9."""
    life = Life(*cases)
    for day in ("2020-08-28", "2020-09-04", "2020-09-11"):
        life.until(f"{day} 08:00")
        accepted(life.act(c.IssueDraft, "snv.head", f"{day} 09:00", draft=life.drafts[-1].id))
    return life


def answer(life: Life, actor: str, when: str) -> Outcome:
    return life.act(c.Answer, actor, when, text="Yêu cầu báo cáo trước 18/9")


def signed_at_once(life: Life, until: str) -> None:
    """Home Affairs signs whatever is prepared, until a day."""
    while (alarm := life.case().next_alarm()) and alarm.at.date() < date.fromisoformat(until):
        life.world.run_until(alarm.at)
        for draft in [d for d in life.drafts if d.status == "open"]:
            command = c.IssueDraft(id=f"sign/{draft.id}", actor="snv.head", draft=draft.id)
            accepted(life.world.submit(command, "inspection/q3", alarm.at))


def test_the_rung_to_the_chair_waits_for_an_answer() -> None:
    life = submitted()
    signed_at_once(life, "2021-03-01")
    assert "report+20" not in [rung for rung, _ in life.rungs()]
    assert [day for rung, day in life.rungs() if rung == "report+12"][:3] == list(days("10/9 24/9 8/10"))


def test_after_an_answer_the_chair_is_prepared_for_and_the_resubmissions_stop() -> None:
    life = submitted()
    accepted(answer(life, "ubnd.vice_chair", "2020-09-14 09:00"))
    signed_at_once(life, "2020-11-01")
    assert [x for x in life.rungs() if x[0] in {"report+12", "report+20"}] == [
        ("report+12", *days("10/9")),
        ("report+20", *days("22/9")),
        ("report+20", *days("6/10")),
        ("report+20", *days("20/10")),
    ]


def test_a_late_answer_leaves_five_working_days_before_the_chair() -> None:
    life = submitted()
    accepted(answer(life, "ubnd.vice_chair", "2020-09-21 09:00"))
    signed_at_once(life, "2020-10-01")
    assert [day for rung, day in life.rungs() if rung == "report+20"] == list(days("28/9"))


def test_a_second_answer_never_rings_the_same_reminder_twice() -> None:
    life = submitted()
    accepted(answer(life, "ubnd.vice_chair", "2020-09-14 09:00"))
    signed_at_once(life, "2020-09-23")
    accepted(answer(life, "ubnd.chair", "2020-09-24 09:00"))
    signed_at_once(life, "2021-03-01")
    keys = [(x.n, x.step.label) for x in life.happened(e.Rang, n=1)]
    assert len(keys) == len(set(keys))
    assert [rung for rung, _ in life.rungs()].count("report+20") == 1


def test_an_answer_before_anything_was_submitted_presses_nobody_higher() -> None:
    life = Life()
    accepted(answer(life, "ubnd.chair", "2020-08-24 09:00"))
    [event] = life.happened(e.Answered)
    assert event.steps == {}
    signed_at_once(life, "2020-12-01")
    assert "report+20" not in [rung for rung, _ in life.rungs()]


def test_an_answer_keeps_the_review_of_undated_requirements() -> None:
    life = submitted(plan(duty("F1"), duty("F2", review_on=date(2020, 9, 1))))
    accepted(answer(life, "ubnd.vice_chair", "2020-09-14 09:00"))
    life.until("2020-10-30 12:00")
    assert [day for rung, day in life.rungs() if rung == "review+0"] == list(days("1/9 30/9 28/10"))


def test_an_answer_given_by_the_leader_is_told_from_one_entered_for_him() -> None:
    life = submitted()
    accepted(answer(life, "ubnd.vice_chair", "2020-09-14 09:00"))
    accepted(answer(life, "vp.focal", "2020-09-14 10:00"))
    assert [x.on_behalf for x in life.happened(e.Answered)] == [False, True]
    assert life.told("answered") == ["snv.head", "snv.officer"] * 2


def test_home_affairs_does_not_answer_its_own_submission() -> None:
    assert code(answer(submitted(), "snv.head", "2020-09-14 09:00")) == "not_allowed"
