"""Drafts: a machine prepares, a person issues, edits, holds or drops; grouped per inspection, rung, day and number."""

from datetime import date
from typing import Any

import pytest

from models import commands as c
from models import events as e
from models.clock import local_date
from models.launch import CasePlan
from tests.builders import Life, accepted, code, days, duty, plan

UNITS = ("stp", "sxd", "syt", "stc")
FOUR = tuple(plan(n=n, unit=unit) for n, unit in enumerate(UNITS, start=1))
FIRST = "draft/q3/report+3/2020-08-27/1"


def late(*cases: CasePlan) -> Life:
    """Four silent units on the morning of 27/8, when the first letter is prepared."""
    life = Life(*(cases or FOUR))
    life.until("2020-08-27 08:00")
    return life


def test_one_letter_names_all_units_late_at_the_same_rung_on_the_same_day() -> None:
    life = late()
    [draft] = life.drafts
    assert (draft.id, draft.status) == (FIRST, "open")
    assert [item.unit for item in draft.items] == list(UNITS)
    assert {(item.due, item.late_days) for item in draft.items} == {(date(2020, 8, 24), 3)}
    assert life.told("draft_prepared") == ["snv.division_head", "snv.head"]


def test_a_drafted_rung_tells_the_unit_nothing_before_a_person_signs() -> None:
    life = late()
    assert life.told("letter") == []
    accepted(life.act(c.IssueDraft, "snv.head", "2020-08-27 10:00", draft=FIRST, number="88/SNV-CCHC"))
    assert life.told("letter") == [f"{unit}.{role}" for unit in UNITS for role in ("head", "focal")]
    assert life.world.book.drafts[FIRST].number == "88/SNV-CCHC"


def test_a_unit_that_reports_before_signature_drops_out() -> None:
    life = late()
    accepted(life.report("2020-08-27 09:00", actor="sxd.focal", n=2))
    assert [item.unit for item in life.world.book.drafts[FIRST].items] == ["stp", "syt", "stc"]
    accepted(life.act(c.IssueDraft, "snv.head", "2020-08-27 10:00", draft=FIRST))
    assert "sxd.head" not in life.told("letter")


def test_a_unit_that_reports_some_stays_with_the_rest() -> None:
    life = late(plan(duty("F1"), duty("F2")))
    accepted(life.report("2020-08-27 09:00", requirements=("F1",)))
    assert [item.requirements for item in life.world.book.drafts[FIRST].items] == [("F2",)]


def test_a_draft_that_every_unit_left_is_emptied_and_the_signer_is_told() -> None:
    life = late(*FOUR[:1])
    accepted(life.report("2020-08-27 09:00"))
    assert life.world.book.drafts[FIRST].status == "emptied"
    assert life.inspection.drafts == ()
    assert life.inspection.next_alarm() is None
    assert life.told("draft_emptied") == ["snv.head"]
    assert code(life.act(c.IssueDraft, "snv.head", "2020-08-27 10:00", draft=FIRST)) == "draft_gone"


def test_a_closed_case_leaves_the_letter_too() -> None:
    life = late(plan(duty("F1", document="tb", report_by=date(2020, 8, 24))), *FOUR[1:])
    accepted(life.act(c.Close, "snv.head", "2020-08-27 09:00", reason="Đơn vị giải thể"))
    assert [item.unit for item in life.world.book.drafts[FIRST].items] == list(UNITS[1:])


def test_a_progress_report_takes_a_unit_out_of_the_letter_it_answers_and_of_no_other() -> None:
    life = late(plan(duty("F1", remedied_by=date(2020, 8, 24)), duty("F2")))
    accepted(life.report("2020-08-27 09:00", in_progress=("F1", "F2")))
    left = {d.rung: d.status for d in life.drafts}
    assert left == {"report+3": "emptied", "remedy+3": "open"}


def test_what_comes_after_issuing_on_the_same_day_opens_the_next_number() -> None:
    life = Life(plan(duty("F1"), n=1), plan(duty("F1"), n=2, unit="sxd"))
    stream = "case/q3/2"
    life.until("2020-08-27 07:29")
    alarm = life.case(1).next_alarm()
    assert alarm
    life.world.submit(c.Ring(id=alarm.key, arming=alarm.arming), "case/q3/1", alarm.at)
    accepted(life.act_unrung(c.IssueDraft, "snv.head", "2020-08-27 07:30", draft=FIRST))
    life.until("2020-08-27 07:31")
    assert {(d.id, d.status, d.items[0].case) for d in life.drafts} == {
        (FIRST, "issued", "case/q3/1"),
        (FIRST[:-1] + "2", "open", stream),
    }


def test_two_deadlines_of_one_case_reaching_the_rung_together_stand_in_one_item() -> None:
    """Due Saturday 22/8 and Friday 21/8 both mean a letter on Wednesday 26/8."""
    life = Life(plan(duty("F1", report_by=date(2020, 8, 21)), duty("F2", report_by=date(2020, 8, 22))), *FOUR[1:])
    life.until("2020-08-26 08:00")
    [draft] = life.drafts
    [item] = draft.items
    assert (item.requirements, len(item.armings), item.due, item.late_days) == (("F1", "F2"), 2, date(2020, 8, 21), 3)
    accepted(life.act(c.IssueDraft, "snv.head", "2020-08-26 09:00", draft=draft.id))
    assert [a.awaiting for a in life.case().armings if a.clock == "report"] == [(), ()]
    assert life.told("letter") == ["stp.head", "stp.focal"]


def test_no_second_draft_while_one_awaits_a_person() -> None:
    life = late(*FOUR[:1])
    life.until("2020-11-30 12:00")
    assert [d.rung for d in life.drafts] == ["report+3"]


def test_drafts_of_a_late_signature_keep_their_distance_and_their_order() -> None:
    """The first letter is signed on 9/9: the second follows four working days later, the submission five after that."""
    life = late(*FOUR[:1])
    accepted(life.act(c.IssueDraft, "snv.head", "2020-09-09 09:00", draft=FIRST))
    for when in ("2020-09-15 09:00", "2020-09-22 09:00"):
        life.until(when)
        accepted(life.act(c.IssueDraft, "snv.head", when, draft=life.drafts[-1].id))
    assert [(d.rung, d.day) for d in life.drafts] == list(
        zip(("report+3", "report+7", "report+12"), days("27/8 15/9 22/9"), strict=True)
    )


def test_a_letter_signed_the_next_day_moves_nothing() -> None:
    life = late(*FOUR[:1])
    accepted(life.act(c.IssueDraft, "snv.head", "2020-08-28 09:00", draft=FIRST))
    life.until("2020-09-03 08:00")
    assert [(d.rung, d.day) for d in life.drafts][1:] == [("report+7", date(2020, 9, 3))]


def test_a_submission_is_submitted_again_every_ten_working_days() -> None:
    life = late(*FOUR[:1])
    for day in ("2020-08-28", "2020-09-04", "2020-09-11", "2020-09-25", "2020-10-09"):
        life.until(f"{day} 08:00")
        accepted(life.act(c.IssueDraft, "snv.head", f"{day} 09:00", draft=life.drafts[-1].id))
    assert [d.day for d in life.drafts if d.rung == "report+12"] == list(days("10/9 24/9 8/10"))


def test_a_submission_signed_after_its_repetition_came_due_keeps_ten_days_distance() -> None:
    life = late(*FOUR[:1])
    for day in ("2020-08-28", "2020-09-04", "2020-10-01"):
        life.until(f"{day} 08:00")
        accepted(life.act(c.IssueDraft, "snv.head", f"{day} 09:00", draft=life.drafts[-1].id))
    life.until("2020-12-01 12:00")
    assert [d.day for d in life.drafts if d.rung == "report+12"] == list(days("10/9 15/10"))


def test_an_unsigned_draft_presses_the_division_head_then_the_director_again_and_again() -> None:
    life = late()
    life.until("2020-09-09 12:00")
    assert life.told("draft_waiting") == ["snv.division_head", "snv.head", "snv.head"]
    pressed = [local_date(x.step.at) for x in life.happened(e.Rang) if x.clock == "signature"]
    assert pressed == list(days("31/8 1/9 7/9"))


def test_a_held_draft_presses_again_after_the_day_it_is_held_until() -> None:
    life = late()
    accepted(
        life.act(
            c.HoldDraft, "snv.division_head", "2020-08-27 09:00", draft=FIRST, until="2020-09-04", reason="Đang gọi"
        )
    )
    life.until("2020-09-09 12:00")
    assert life.told("draft_waiting") == ["snv.division_head", "snv.head"]
    assert life.world.book.drafts[FIRST].held_until == date(2020, 9, 4)
    assert life.inspection.drafts[0].held_until == date(2020, 9, 4)


@pytest.mark.parametrize(("until", "refused"), [("2020-08-27", "date_passed"), ("2200-01-01", "date_too_far")])
def test_a_draft_is_held_until_a_day_ahead(until: str, refused: str) -> None:
    outcome = late().act(c.HoldDraft, "snv.head", "2020-08-27 09:00", draft=FIRST, until=until, reason="Chờ")
    assert code(outcome) == refused


def test_the_signers_own_words_replace_the_prepared_ones() -> None:
    life = late()
    accepted(life.act(c.EditDraft, "snv.officer", "2020-08-27 09:00", draft=FIRST, text="Kính đề nghị …"))
    assert life.world.book.drafts[FIRST].text == "Kính đề nghị …"
    accepted(life.act(c.IssueDraft, "snv.head", "2020-08-27 10:00", draft=FIRST))
    assert life.world.book.drafts[FIRST].text == "Kính đề nghị …"


def test_a_dropped_draft_is_not_sent_and_the_ladder_goes_on() -> None:
    life = late(*FOUR[:1])
    accepted(life.act(c.DropDraft, "snv.officer", "2020-08-27 09:00", draft=FIRST, reason="Đã gọi điện"))
    assert (life.told("letter"), life.world.book.drafts[FIRST].status) == ([], "dropped")
    life.until("2020-09-03 08:00")
    assert [d.rung for d in life.drafts] == ["report+3", "report+7"]


@pytest.mark.parametrize("command", [c.IssueDraft, c.EditDraft, c.HoldDraft, c.DropDraft])
def test_a_settled_draft_is_not_touched_again(command: type[c.Command]) -> None:
    life = late()
    accepted(life.act(c.IssueDraft, "snv.head", "2020-08-27 09:00", draft=FIRST))
    fields = {"text": "x", "reason": "x", "until": "2020-09-09"}
    given: dict[str, Any] = {name: value for name, value in fields.items() if name in command.model_fields}
    assert code(life.act(command, "snv.head", "2020-08-27 10:00", draft=FIRST, **given)) == "draft_gone"
    assert (
        code(life.act(command, "snv.head", "2020-08-27 10:00", draft="draft/q3/x/2020-01-01/1", **given)) == "not_found"
    )


def test_only_the_directors_sign() -> None:
    life = late()
    assert code(life.act(c.IssueDraft, "snv.division_head", "2020-08-27 09:00", draft=FIRST)) == "not_allowed"
    accepted(life.act(c.IssueDraft, "snv.deputy_head", "2020-08-27 09:00", draft=FIRST))


def test_silence_never_reaches_a_leader_of_the_province() -> None:
    life = late()
    life.until("2021-01-29 12:00")
    assert not [n for n in life.notices if n.to.unit in {"ubnd", "vp"}]
