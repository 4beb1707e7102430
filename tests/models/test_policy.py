"""The policy names how far the automatic part goes, and the signed document that is its basis."""

from dataclasses import replace
from datetime import date

import pytest

from models import commands as c
from models import events as e
from models.documents import PaperRef
from models.ladder import DEFAULT_POLICY, PAPERS, Clock, Level, Policy
from tests.builders import Life, accepted, days

BASIS = PaperRef(number="20/KH-UBND", date=date(2020, 1, 15))


def signed(level: Level) -> Policy:
    return changed(basis=BASIS, automatic_up_to=level, version="2")


def changed(**fields: object) -> Policy:
    """The default policy with other values, its ladders sorted anew."""
    return Policy.model_validate({**dict(DEFAULT_POLICY), **fields})


def without(*rungs: str) -> Policy:
    return changed(rungs=tuple(r for r in DEFAULT_POLICY.rungs if r.id not in rungs), version="3")


def test_without_a_basis_every_paper_waits_for_a_person_whatever_the_level_says() -> None:
    bold = changed(automatic_up_to=Level.CHAIR)
    assert all(bold.drafts(rung) is (rung.kind in PAPERS) for rung in bold.rungs)


def test_a_basis_makes_rungs_automatic_up_to_the_level_it_names() -> None:
    policy = signed(Level.LETTER)
    assert {r.level for r in policy.ladder(Clock.REPORT) if policy.drafts(r)} == {Level.VICE_CHAIR, Level.CHAIR}


def test_a_signed_ladder_runs_to_the_top_by_itself() -> None:
    life = Life(policy=signed(Level.CHAIR))
    life.until("2020-10-12 12:00")
    assert life.drafts == []
    papers = [(rung, day) for rung, day in life.rungs() if rung in {"report+3", "report+7", "report+12"}]
    assert papers == list(
        zip(
            ("report+3", "report+7", "report+12", "report+12", "report+12"),
            days("27/8 3/9 10/9 24/9 8/10"),
            strict=True,
        )
    )
    assert life.told("submission") == ["snv.head", "vp.head", "ubnd.vice_chair"] * 3


def test_a_leader_is_never_passed_over_for_his_own_silence() -> None:
    life = Life(policy=signed(Level.CHAIR))
    life.until("2021-06-30 12:00")
    assert "ubnd.chair" not in life.told("submission")


def test_an_escalation_is_told_apart_from_a_reminder() -> None:
    life = Life(policy=signed(Level.CHAIR))
    seen = {}
    while (alarm := life.case().next_alarm()) and alarm.repetition == 0:
        seen[alarm.rung] = alarm.escalates
        life.world.run_until(alarm.at)
    assert {rung for rung, up in seen.items() if up} == {"report+3", "report+7", "report+12"}


def test_a_rung_missing_from_a_changed_policy_is_covered_in_silence() -> None:
    life = Life()
    put_in_force(life, without("report+0", "report+0pm"))
    life.until("2020-08-25 12:00")
    assert [rung for rung, _ in life.rungs() if rung.startswith("report")] == ["report+1"]
    covered = [x.step.rung for x in life.happened(e.RungCovered)]
    assert covered == ["report+0", "report+0pm"]


def test_a_policy_that_lost_a_drafted_rung_still_lets_its_draft_be_settled() -> None:
    life = Life()
    life.until("2020-08-27 08:00")
    put_in_force(life, without("report+3"))
    accepted(life.act(c.IssueDraft, "snv.head", "2020-09-04 09:00", draft=life.drafts[0].id))
    life.until("2020-09-04 12:00")
    assert [d.rung for d in life.drafts] == ["report+3", "report+7"]


def test_every_arming_records_the_versions_it_was_counted_with() -> None:
    life = Life(policy=signed(Level.LETTER))
    armed = life.happened(e.Armed)
    assert armed
    assert {(a.calendar, a.policy) for a in armed} == {("test", "2")}


@pytest.mark.parametrize("clock", list(Clock))
def test_every_clock_has_a_ladder_in_order(clock: Clock) -> None:
    ladder = DEFAULT_POLICY.ladder(clock)
    assert ladder
    assert [r.offset for r in ladder] == sorted(r.offset for r in ladder)
    assert len({r.id for r in DEFAULT_POLICY.rungs}) == len(DEFAULT_POLICY.rungs)


def put_in_force(life: Life, policy: Policy) -> None:
    """Amend the policy of a running inspection."""
    life.world._facts["q3"] = replace(life.world.facts("q3"), policy=policy)  # noqa: SLF001 - as a campaign would
