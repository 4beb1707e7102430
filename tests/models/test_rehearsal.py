"""The rehearsal: the directive of Đồng Tháp lived through in virtual time, and properties of any launch."""

from collections import Counter
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.launchfile import read_launch, read_register
from models.clock import VIETNAM, local_date
from models.events import Rang
from models.ladder import DEFAULT_POLICY
from models.launch import Bundle, Duty
from models.rehearsal import Rehearsal, horizon, lived, rehearse
from models.scenarios import Mixed, Prompt, Scenario, named_scenario
from models.scripts import read_script
from models.timeline import Moment
from models.world import World
from tests.builders import bundle, calendar, days, duty, plan

EXAMPLES = Path(__file__).parents[2] / "examples"
INSPECTED = {"vpubnd", "stp", "stnmt", "sgtvt", "sxd", "sldtbxh", "snnptnt", "sgddt"}
LETTERS = {"report+3", "report+7"}
SUBMISSIONS = days("10/9 24/9 8/10 22/10 5/11 19/11")
KEYS = {
    "inspection": None,
    "requirements": {"id", "case", "unit", "report_by", "remedied_by", "phrase", "rule"},
    "timeline": {"at", "event", "case", "requirements", "clock", "rung", "mode", "to", "why"},
    "summary": {
        "cases",
        "requirements",
        "reminders",
        "escalations",
        "drafts",
        "completed_in_time",
        "completed_late",
        "open",
    },
}


@cache
def s3() -> Bundle:
    register = read_register((EXAMPLES / "units/dong-thap.yaml").read_bytes())
    return read_launch((EXAMPLES / "3-dong-thap-quy-3-2020.yaml").read_bytes(), register, calendar())


@cache
def rehearsed(scenario: str) -> Rehearsal:
    return rehearse(s3(), calendar(), DEFAULT_POLICY, named_scenario(scenario))


def scripted(*acts: dict[str, Any]) -> Rehearsal:
    return rehearse(s3(), calendar(), DEFAULT_POLICY, read_script(acts, s3()))


def when(lived_through: Rehearsal, event: str, *rungs: str) -> list[date]:
    return [local_date(m.at) for m in lived_through.timeline if m.event == event and (not rungs or m.rung in rungs)]


def happened(lived_through: Rehearsal, *events: str) -> list[Moment]:
    return [moment for moment in lived_through.timeline if moment.event in events]


def test_the_json_is_the_contract() -> None:
    document = rehearsed("silent").model_dump(mode="json")
    assert set(document) == set(KEYS)
    assert document["inspection"] == "dong-thap-quy-3-2020"
    assert set(document["summary"]) == KEYS["summary"]
    for part in ("requirements", "timeline"):
        assert {frozenset(one) for one in document[part]} == {frozenset(KEYS[part] or ())}
    pairs = [(one["case"], one["id"]) for one in document["requirements"]]
    assert len(pairs) == len(set(pairs))
    for moment in document["timeline"]:
        assert moment["at"].endswith("+07:00")
        assert all(set(seat) == {"role", "unit"} for seat in moment["to"])
    assert {moment["mode"] for moment in document["timeline"]} == {"automatic", "draft", None}


def test_before_25_8_is_24_8_for_exactly_the_eight_inspected_bodies() -> None:
    dated = [one for one in rehearsed("silent").requirements if one.report_by]
    assert {one.unit for one in dated} == INSPECTED
    assert len({one.case for one in dated}) == len(INSPECTED)
    assert {one.report_by for one in dated} == {date(2020, 8, 24)}
    assert {one.phrase for one in dated} == {"trước ngày 25/8/2020"}
    assert all("X − 1" in one.rule for one in dated)
    assert {one.phrase for one in rehearsed("silent").requirements if not one.report_by} == {""}


def test_silence_is_followed_by_two_letters_and_then_by_submissions_every_ten_working_days() -> None:
    silent = rehearsed("silent")
    assert when(silent, "draft_prepared", "report+3") == [date(2020, 8, 27)]
    assert when(silent, "draft_issued", "report+3") == [date(2020, 8, 28)]
    assert when(silent, "draft_prepared", "report+7") == [date(2020, 9, 3)]
    assert when(silent, "draft_prepared", "report+12") == list(SUBMISSIONS)
    assert all(calendar().working_days_between(a, b) == 10 for a, b in pairwise(SUBMISSIONS))
    prepared, issued = when(silent, "draft_prepared"), when(silent, "draft_issued")
    assert issued == [calendar().add_working_days(day, 1) for day in prepared]


def test_one_draft_names_all_eight_and_each_case_has_its_own_escalation() -> None:
    silent = rehearsed("silent")
    assert len(happened(silent, "draft_prepared")) == 2 + len(SUBMISSIONS) == silent.summary.drafts
    for draft in happened(silent, "draft_prepared", "draft_issued"):
        assert draft.case is None
        assert draft.mode == "draft"
        assert draft.requirements == ("F1", "F2", "F3", "F4", "F5")
    per_rung = Counter((m.rung, m.at) for m in happened(silent, "escalation"))
    assert set(per_rung.values()) == {len(INSPECTED)}
    assert len(per_rung) == silent.summary.drafts
    letter = happened(silent, "draft_issued")[0]
    assert {(seat.role, seat.unit) for seat in letter.to} == {("head", unit) for unit in INSPECTED}


def test_an_escalation_lists_every_signer_and_addressee() -> None:
    moment = next(m for m in happened(rehearsed("silent"), "escalation") if m.rung == "report+12")
    assert [(seat.role, seat.unit) for seat in moment.to] == [
        ("head", "snv"),
        ("head", "vpubnd"),
        ("vice_chair", "ubnd"),
    ]


def test_nothing_is_automatic_above_the_director_and_the_chairman_hears_nothing_unanswered() -> None:
    silent = rehearsed("silent")
    units = {one.case: one.unit for one in silent.requirements}
    automatic = [m for m in silent.timeline if m.mode == "automatic"]
    assert automatic
    assert all(seat.unit in {units[m.case or ""], "snv"} for m in automatic for seat in m.to)
    assert {m.event for m in automatic} == {"reminder"}
    assert all(seat.role != "chair" for m in silent.timeline for seat in m.to)
    assert {m.rung for m in happened(silent, "escalation")} == LETTERS | {"report+12"}


def test_the_summary_counts_the_timeline() -> None:
    for name in ("silent", "prompt", "mixed"):
        found = rehearsed(name)
        counted = Counter(moment.event for moment in found.timeline)
        total = found.summary
        assert (total.cases, total.requirements) == (17, len(found.requirements))
        assert total.reminders == counted["reminder"]
        assert total.escalations == counted["escalation"]
        assert total.drafts == counted["draft_prepared"]
        assert total.completed_in_time + total.completed_late + total.open == total.requirements


def test_the_timeline_is_in_order_and_ends_with_the_day_asked_for() -> None:
    for name in ("silent", "prompt", "mixed"):
        instants = [moment.at for moment in rehearsed(name).timeline]
        assert instants == sorted(instants)
    short = rehearse(s3(), calendar(), DEFAULT_POLICY, Scenario(), date(2020, 8, 27))
    assert short.timeline == tuple(m for m in rehearsed("silent").timeline if local_date(m.at) <= date(2020, 8, 27))


def test_it_lasts_90_days_after_the_last_deadline_unless_a_review_comes_later() -> None:
    assert horizon(s3()) == date(2020, 8, 24) + timedelta(days=90)
    assert horizon(bundle(plan(duty()))) == date(2020, 11, 22)
    late = duty("F2", review_on=date(2021, 1, 4))
    assert horizon(bundle(plan(duty(), late))) == date(2021, 2, 3)


def test_prompt_people_are_never_escalated_and_finish_in_time() -> None:
    prompt = rehearsed("prompt")
    assert prompt.summary.escalations == prompt.summary.drafts == 0
    assert prompt.summary.completed_in_time == prompt.summary.requirements
    assert happened(prompt, "refused") == []
    assert len(happened(prompt, "case_closed")) == 17
    assert set(when(prompt, "acknowledged")) == {date(2020, 8, 21)}
    reported = {(local_date(m.at), m.requirements) for m in happened(prompt, "reported")}
    assert (date(2020, 8, 21), ("F1", "F2", "F3", "F4", "F5")) in reported  # two days early would be before the issue
    assert (date(2020, 9, 17), ("T5",)) in reported  # reviewed on Monday 21/9


def test_mixed_people_are_the_same_for_the_same_seed() -> None:
    def mixed(seed: int) -> Rehearsal:
        return rehearse(s3(), calendar(), DEFAULT_POLICY, Mixed(seed))

    assert mixed(7) == mixed(7)
    assert mixed(7) != mixed(8)


def test_mixed_people_do_everything_there_is() -> None:
    found = [rehearse(s3(), calendar(), DEFAULT_POLICY, Mixed(seed)) for seed in range(6)]
    events = {m.event for one in found for m in one.timeline}
    assert {"acknowledged", "reported", "returned", "confirmed", "escalation", "draft_issued"} <= events
    assert all(one.summary.completed_in_time for one in found)
    assert any(one.summary.completed_late for one in found)
    assert any(one.summary.open for one in found)
    assert any(m.clock == "verification" and m.event == "escalation" for one in found for m in one.timeline)
    assert [m for one in found for m in happened(one, "refused")] == []


@pytest.mark.parametrize("scenario", [Scenario(), Prompt(), Mixed(1), Mixed(2)])
def test_each_reminder_key_rings_once(scenario: Scenario) -> None:
    assert_keys_once(lived(s3(), calendar(), DEFAULT_POLICY, scenario))


def assert_keys_once(world: World) -> None:
    rang = [x for x in world.events if isinstance(x.event, Rang)]
    assert len({x.command_id for x in rang}) == len(rang)
    for x in rang:
        assert isinstance(x.event, Rang)
        n, step = x.event.n, x.event.step
        assert x.command_id == f"{x.stream}/{x.event.clock}/{n}/{step.rung}/{step.repetition}"


calmly = settings(deadline=None, max_examples=50)
dates = st.dates(date(2020, 8, 24), date(2020, 10, 15))


@st.composite
def duties(draw: st.DrawFn, name: str) -> Duty:
    chosen = draw(st.sets(st.sampled_from(["report_by", "remedied_by"]))) or {"review_on"}
    return duty(name, "cd", **{key: draw(dates) for key in sorted(chosen)})


@st.composite
def launches(draw: st.DrawFn) -> Bundle:
    units = draw(st.lists(st.sampled_from(["stp", "sxd", "syt", "vp", "xa"]), min_size=1, unique=True))
    return bundle(
        *(
            plan(*(draw(duties(f"F{k}")) for k in range(draw(st.integers(1, 5)))), n=n, unit=unit)
            for n, unit in enumerate(units, start=1)
        )
    )


@calmly
@given(launches())
def test_silence_never_reminds_twice_under_one_key(launch: Bundle) -> None:
    world = lived(launch, calendar(), DEFAULT_POLICY, Scenario())
    assert_keys_once(world)
    assert all(draft.status == "issued" for draft in world.book.drafts.values() if draft.day < date(2020, 11, 20))


@calmly
@given(launches(), st.integers(0, 1000))
def test_no_reminder_key_rings_twice_however_people_behave(launch: Bundle, seed: int) -> None:
    world = lived(launch, calendar(), DEFAULT_POLICY, Mixed(seed))
    assert_keys_once(world)
    assert world.refused == []


@calmly
@given(launches())
def test_prompt_people_are_never_escalated_whatever_is_asked(launch: Bundle) -> None:
    found = rehearse(launch, calendar(), DEFAULT_POLICY, Prompt())
    assert found.summary.escalations == 0
    assert found.summary.completed_in_time == found.summary.requirements


ANSWER = {"command": "answer", "as": "ubnd.vice_chair", "text": "Đồng ý trình Chủ tịch"}


def test_the_vice_chairs_answer_stops_resubmissions_and_lets_the_chairman_be_asked() -> None:
    found = scripted({"at": "2020-09-14", "case": "stp", **ANSWER})
    asked = [m for m in happened(found, "escalation") if any(seat.role == "chair" for seat in m.to)]
    assert {(m.rung, m.mode, m.case) for m in asked} == {("report+20", "draft", "case/dong-thap-quy-3-2020/2")}
    assert [local_date(m.at) for m in asked] == list(days("22/9 6/10 20/10 3/11 17/11"))
    submitted = [
        local_date(m.at) for m in happened(found, "escalation") if m.rung == "report+12" and m.case == asked[0].case
    ]
    assert submitted == [date(2020, 9, 10)]
    others = [
        m for m in happened(found, "escalation") if m.rung == "report+12" and m.case == "case/dong-thap-quy-3-2020/1"
    ]
    assert [local_date(m.at) for m in others] == list(SUBMISSIONS)
    [answered] = happened(found, "answered")
    assert (answered.at.astimezone(VIETNAM).hour, answered.mode, answered.why) == (9, None, "Đồng ý trình Chủ tịch")


def test_a_second_answer_ends_the_asking() -> None:
    found = scripted(*({"at": day, "case": [2, 3], **ANSWER} for day in ("2020-09-14", "2020-10-12")))
    assert when(found, "escalation", "report+20") == [day for day in days("22/9 6/10") for _ in (2, 3)]
    assert len(happened(found, "answered")) == 4


def test_a_draft_the_script_names_is_left_to_it() -> None:
    first = "draft/dong-thap-quy-3-2020/report+3/2020-08-27/1"
    held = {"at": "2020-08-27T14:00", "command": "hold", "as": "snv.officer", "draft": first}
    found = scripted({**held, "until": "2020-09-03", "reason": "Chờ đối chiếu sổ"})
    assert "report+3" not in {m.rung for m in happened(found, "draft_issued")}
    [hold] = happened(found, "draft_held")
    assert (hold.rung, hold.why) == ("report+3", "Chờ đối chiếu sổ")
    pressed = [m for m in happened(found, "escalation") if m.clock == "signature"]
    assert [(seat.role, seat.unit) for seat in pressed[0].to] == [("division_head", "snv")]
    assert {m.case for m in pressed} == {None}


def test_an_emptied_draft_shows_what_it_held_when_it_was_prepared() -> None:
    paper = {"number": "1/BC-STP", "date": "2020-08-27"}
    late = {"at": "2020-08-27T15:00", "command": "report", "as": "stp.focal", "paper": paper}
    found = rehearse(bundle(plan()), calendar(), DEFAULT_POLICY, read_script([{**late, "case": 1}], bundle(plan())))
    assert [m.event for m in found.timeline if m.event.startswith("draft_")] == ["draft_prepared", "draft_emptied"]
    assert happened(found, "draft_prepared")[0].requirements == ("F1",)


def test_a_scripted_act_that_a_rule_refuses_stands_in_the_timeline_with_the_reason() -> None:
    found = scripted({"at": "2020-08-24", "command": "close", "as": "snv.head", "case": "stp", "reason": "Thôi"})
    [refused] = happened(found, "refused")
    assert refused.case == "case/dong-thap-quy-3-2020/2"
    assert "UBND tỉnh" in refused.why


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"command": "dance"}, "command"),
        ({"command": "ring"}, "command"),
        ({"at": "2020-09-14", "command": "answer", "case": "stp", "text": "x"}, "as"),
        ({"at": "14/9/2020", **ANSWER, "case": "stp"}, "at"),
        ({**ANSWER, "case": "stp"}, "at"),
        ({"at": "2020-09-14", **ANSWER, "case": "nobody"}, "case"),
        ({"at": "2020-09-14", **ANSWER}, "case"),
        ({"at": "2020-09-14", **ANSWER, "case": "stp", "txt": "x"}, "txt"),
        ({"at": "2020-09-14", **ANSWER, "case": "stp", "text": ""}, "text"),
    ],
)
def test_a_wrong_script_is_refused_by_entry_and_field(entry: dict[str, Any], said: str) -> None:
    good = {"at": "2020-09-14", "case": "stp", **ANSWER}
    with pytest.raises(ValueError, match=rf"mục 2: .*{said}.* \| Script, entry 2: .*{said}"):
        read_script([good, entry], s3())


def test_a_scenario_has_one_of_three_names() -> None:
    with pytest.raises(ValueError, match="silent, prompt, mixed"):
        named_scenario("loud")
