"""An inspection: launched once, finished when every case is closed, alive again when a case is."""

from dataclasses import replace

import pytest

from models import commands as c
from models import events as e
from models.case import decide as decide_case
from models.facts import Facts
from models.inspection import decide, evolve
from models.ladder import DEFAULT_POLICY
from models.refusals import Refusal
from tests.builders import SENT, Life, accepted, bundle, calendar, code, plan, register, vn

FACTS = Facts(calendar=calendar(), policy=DEFAULT_POLICY, register=register(), launch=bundle())
LAUNCH = c.Launch(id="l", actor="snv.officer", digest="0" * 64)


def test_launching_the_same_bundle_twice_is_once_and_another_under_its_id_is_refused() -> None:
    first = decide(None, LAUNCH, FACTS, SENT)
    assert not isinstance(first, Refusal)
    [launched] = first
    inspection = evolve(None, launched, SENT)
    assert (inspection.id, inspection.cases, inspection.launched_at) == ("q3", 1, SENT)
    assert decide(inspection, LAUNCH, FACTS, SENT) == ()
    assert code(decide(inspection, LAUNCH.model_copy(update={"digest": "1" * 64}), FACTS, SENT)) == "already_open"


def test_launching_needs_the_stored_bundle_and_a_right() -> None:
    assert code(decide(None, LAUNCH, replace(FACTS, launch=None), SENT)) == "not_found"
    assert code(decide(None, LAUNCH.model_copy(update={"actor": "stp.head"}), FACTS, SENT)) == "not_allowed"


def test_nothing_is_done_to_what_was_not_opened() -> None:
    assert code(decide(None, c.Finish(id="f", actor="snv.head"), FACTS, SENT)) == "not_open"
    assert code(decide_case(None, c.Acknowledge(id="a", actor="stp.focal"), FACTS, SENT)) == "not_open"


def test_a_case_is_opened_once() -> None:
    life = Life()
    command = c.OpenCase(id="again", inspection="q3", inspection_title="x", sent_at=SENT, papers={}, plan=plan())
    assert code(life.world.submit(command, "case/q3/1", SENT)) == "already_open"


def test_opening_tells_the_unit_what_is_asked_of_it() -> None:
    assert Life().told("assignment") == ["stp.focal", "stp.unit_clerk"]


def test_all_cases_opened_is_recorded_once() -> None:
    life = Life()
    assert life.inspection.opened
    assert life.world.submit(c.CasesOpened(id="again"), "inspection/q3", SENT) == ()


def closed() -> Life:
    life = Life()
    accepted(life.report("2020-08-24 09:00"))
    accepted(life.act(c.Confirm, "snv.officer", "2020-08-24 10:00"))
    return life


def test_an_inspection_ends_when_every_case_is_closed() -> None:
    life = Life()
    assert code(life.act(c.Finish, "snv.head", "2020-08-24 09:00")) == "cases_open"
    life = closed()
    accepted(life.act(c.Finish, "snv.head", "2020-08-24 11:00"))
    assert life.inspection.closed
    assert code(life.act(c.Finish, "snv.head", "2020-08-24 12:00")) == "closed"


def test_a_draft_for_a_reopened_case_brings_a_finished_inspection_back() -> None:
    life = closed()
    accepted(life.act(c.Finish, "snv.head", "2020-08-24 11:00"))
    accepted(life.act(c.Reopen, "snv.head", "2020-08-25 09:00", reason="Phúc tra", by="2020-09-04"))
    life.until("2020-09-15 12:00")
    assert not life.inspection.closed
    assert life.told("draft_waiting") == ["snv.division_head", "snv.head"]
    accepted(life.act(c.IssueDraft, "snv.head", "2020-09-15 15:00", draft=life.drafts[0].id))


def test_a_draft_opened_is_heard_of_once_and_not_after_it_was_settled() -> None:
    life = Life()
    life.until("2020-08-27 08:00")
    [draft] = life.drafts
    opened = c.DraftOpened(id="late", draft=draft.id, rung=draft.rung)
    assert life.world.submit(opened, "inspection/q3", vn("2020-08-27 09:00")) == ()
    accepted(life.report("2020-08-27 09:00"))
    assert life.world.submit(opened, "inspection/q3", vn("2020-08-27 10:00")) == ()
    assert life.world.submit(c.DraftEmptied(id="x", draft=draft.id), "inspection/q3", vn("2020-08-27 10:00")) == ()
    assert [d.status for d in life.drafts] == ["emptied"]


def test_an_empty_draft_is_not_issued() -> None:
    life = Life()
    life.until("2020-08-27 08:00")
    [draft] = life.drafts
    facts = replace(life.world.facts("q3"), draft=draft.model_copy(update={"items": ()}))
    command = c.IssueDraft(id="i", actor="snv.head", draft=draft.id)
    assert code(decide(life.inspection, command, facts, vn("2020-08-27 09:00"))) == "draft_empty"


def test_a_signature_rung_missing_from_a_changed_policy_is_covered_in_silence() -> None:
    life = Life()
    life.until("2020-08-27 08:00")
    fewer = {**dict(DEFAULT_POLICY), "rungs": tuple(r for r in DEFAULT_POLICY.rungs if r.id != "signature+2")}
    facts = life.world.facts("q3")
    life.world._facts["q3"] = replace(facts, policy=type(DEFAULT_POLICY).model_validate(fewer))  # noqa: SLF001
    life.until("2020-09-01 12:00")
    assert life.told("draft_waiting") == ["snv.head"]


@pytest.mark.parametrize("event", [e.AllCasesOpened(), e.InspectionFinished()])
def test_an_event_without_its_beginning_is_an_error(event: e.InspectionEvent) -> None:
    with pytest.raises(ValueError, match="without a launched inspection"):
        evolve(None, event, SENT)
