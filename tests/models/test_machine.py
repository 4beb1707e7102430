"""Random lives: any command by anyone at any time, through outages, on cases and their inspection.

After every step the ledger folds to the state; nothing is lost, doubled or forgotten; nobody acted beyond his right.
"""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from pydantic import TypeAdapter

from models import commands as c
from models import events as e
from models.authority import RIGHTS, unit_of, usual_seat
from models.case_evolve import evolve
from models.case_state import Case, Requirement, Work
from models.clock import local_date
from models.documents import PaperRef
from models.inspection import Inspection
from models.inspection import evolve as evolve_inspection
from models.ladder import DEADLINES, DEFAULT_POLICY, Clock, Level, Policy
from models.launch import CasePlan, Duty
from models.org import Role
from models.refusals import Refusal
from models.world import World
from tests.builders import SENT, Outcome, bundle, calendar, duty, plan, register

EVENT: TypeAdapter[e.AnyEvent] = TypeAdapter(e.AnyEvent)
INSPECTION = "inspection/q3"
SIGNED = PaperRef(number="1/KH", date=date(2020, 1, 2))
POLICIES = {
    "nothing signed": DEFAULT_POLICY,
    "letters signed": Policy.model_validate({**dict(DEFAULT_POLICY), "basis": SIGNED, "automatic_up_to": Level.LETTER}),
    "all signed": Policy.model_validate({**dict(DEFAULT_POLICY), "basis": SIGNED, "automatic_up_to": Level.CHAIR}),
}
ACTORS = [seat.id for unit in register().units for role in Role if (seat := register().seat(unit.id, role))]
CASE_ACTS = [command for command in c.CASE_COMMANDS if command.human]
DRAFT_ACTS = [c.IssueDraft, c.EditDraft, c.HoldDraft, c.DropDraft]
COVERED: Counter[tuple[str, str, bool]] = Counter()

offsets = st.integers(0, 30).map(lambda n: local_date(SENT) + timedelta(days=n))
duties = st.one_of(
    st.fixed_dictionaries({"report_by": offsets}),
    st.fixed_dictionaries({"remedied_by": offsets}),
    st.fixed_dictionaries({"report_by": offsets, "remedied_by": offsets}),
    st.fixed_dictionaries({"review_on": offsets}),
)
names = st.lists(st.sampled_from(["F1", "F2", "F3"]), unique=True, max_size=2).map(tuple)
days_ahead = st.one_of(st.none(), st.integers(-1, 15))
days_back = st.one_of(st.none(), st.integers(-12, 1))


@st.composite
def plans(draw: st.DrawFn) -> tuple[CasePlan, ...]:
    units = draw(st.lists(st.sampled_from(["stp", "sxd", "xa", "snv"]), min_size=1, max_size=3, unique=True))
    return tuple(
        plan(*_duties(draw), n=n, unit=unit, verifier="vp" if unit == "snv" else "snv")
        for n, unit in enumerate(units, start=1)
    )


def _duties(draw: st.DrawFn) -> list[Duty]:
    kinds = draw(st.lists(duties, min_size=1, max_size=3))
    issuers = draw(st.lists(st.sampled_from(["cd", "tb"]), min_size=3, max_size=3))
    return [duty(f"F{n}", issuers[n - 1], **kind) for n, kind in enumerate(kinds, start=1)]


class RandomLives(RuleBasedStateMachine):
    """One inspection, one to three cases, everybody who might act."""

    def __init__(self) -> None:
        super().__init__()
        self.given = 0
        self.checked = 0
        self.rung = True
        self.shadows: dict[str, Case | Inspection] = {}
        self.instants: dict[str, datetime] = {}
        self.told: set[str] = set()
        self.last: tuple[c.Command, str] | None = None

    @initialize(cases=plans(), policy=st.sampled_from(list(POLICIES)))
    def launched(self, cases: tuple[CasePlan, ...], policy: str) -> None:
        self.world = World(calendar(), POLICIES[policy])
        self.world.open(bundle(*cases))

    # --- time -------------------------------------------------------------------------------------------------------

    @rule(hours=st.sampled_from([1, 6, 24, 48, 96, 240, 720]))
    def time_passes(self, hours: int) -> None:
        self.world.run_until(self.now + timedelta(hours=hours))
        self.rung = True

    @rule(days=st.sampled_from([1, 3, 12, 40]))
    def everything_is_down(self, days: int) -> None:
        self.world.now = self.now + timedelta(days=days)
        self.rung = False

    # --- acts -------------------------------------------------------------------------------------------------------

    @rule(data=st.data(), hours=st.lists(st.sampled_from([0, 1, 24, 72, 240]), min_size=6, max_size=14))
    def people_do_what_fits(self, data: st.DataObject, hours: list[int]) -> None:
        for passed in hours:
            if passed:
                self.time_passes(passed)
            self.does_what_fits(data)
            self.check_invariants_now()

    def does_what_fits(self, data: st.DataObject) -> None:
        fitting = [(case, act) for case in self.world.cases.values() for act in fits(case)]
        if not fitting:
            return
        case, (command, ids) = data.draw(st.sampled_from(fitting), label="what fits")
        some = data.draw(st.one_of(st.just(()), st.sets(st.sampled_from(ids), min_size=1).map(tuple)), label="about")
        fields = self.fields(data, command) | ({"requirements": some} if "requirements" in command.model_fields else {})
        if command is c.Report:
            progress = data.draw(st.booleans(), label="under way")
            fields |= {
                "paper": PaperRef(number="1/BC", date=local_date(self.now)),
                "in_progress": some if progress else (),
            }
        if command is c.Correct and data.draw(st.booleans(), label="a number was wrong"):
            name = data.draw(st.sampled_from(ids), label="of")
            wrong = next(r.paper for r in case.requirements if r.id == name)
            right = wrong.model_copy(update={"number": f"{self.given}/BC"}) if wrong else None
            fields |= {"target": "report", "requirements": (name,), "paper": right, "arrived_on": None}
        self.act_on(case, command, self.actor(data, case, command), fields)

    @rule(data=st.data(), command=st.sampled_from(CASE_ACTS))
    def someone_tries_anything(self, data: st.DataObject, command: type[c.Command]) -> None:
        case = data.draw(st.sampled_from(list(self.world.cases.values())), label="case")
        actor = data.draw(st.sampled_from([*["ubnd.chair", "snv.head", "binh"] * 9, "nobody", *ACTORS]), label="actor")
        self.act_on(case, command, actor, self.fields(data, command))

    @precondition(lambda self: self.world.book.drafts)
    @rule(data=st.data(), command=st.sampled_from(DRAFT_ACTS))
    def someone_decides_about_a_draft(self, data: st.DataObject, command: type[c.Command]) -> None:
        draft = data.draw(st.sampled_from(list(self.world.book.drafts)), label="draft")
        actor = data.draw(
            st.sampled_from(["snv.head", "snv.head", "snv.deputy_head", "snv.officer", *ACTORS]), label="actor"
        )
        outcome = self.submit(command, INSPECTION, actor, self.fields(data, command) | {"draft": draft})
        if not isinstance(outcome, Refusal):
            self.had_the_right(command, None, actor)

    @rule(actor=st.sampled_from(["snv.head", "snv.officer"]))
    def someone_ends_the_inspection(self, actor: str) -> None:
        outcome = self.submit(c.Finish, INSPECTION, actor, {})
        if not isinstance(outcome, Refusal):
            assert all(case.closed for case in self.world.cases.values())

    @precondition(lambda self: self.last)
    @rule()
    def the_last_command_comes_again(self) -> None:
        assert self.last
        before = len(self.world.events)
        self.world.submit(*self.last, self.now)
        assert len(self.world.events) == before

    # --- what must hold ---------------------------------------------------------------------------------------------

    @invariant()
    def the_ledger_through_json_folds_to_the_state(self) -> None:
        """And no instant goes back, no reminder rings twice, no notice is told twice."""
        fresh = self.world.events[self.checked :]
        self.checked = len(self.world.events)
        for entry in fresh:
            event = EVENT.validate_json(entry.event.model_dump_json())
            assert event == entry.event
            grow: Any = evolve if entry.stream.startswith("case/") else evolve_inspection
            self.shadows[entry.stream] = grow(self.shadows.get(entry.stream), event, entry.at)
            assert self.instants.get(entry.stream, entry.at) <= entry.at
            self.instants[entry.stream] = entry.at
            told = [notice.key for notice in self.world.notices(entry)]
            if isinstance(event, e.Rang):
                told.append(f"{entry.stream}/{event.clock}/{event.n}/{event.step.rung}/{event.step.repetition}")
            assert len(told) == len(set(told))
            assert not self.told & set(told)
            self.told.update(told)
        for stream in {entry.stream for entry in fresh}:
            state = self.world.cases.get(stream) or self.world.inspections[stream]
            assert self.shadows[stream] == state
            assert type(state).model_validate_json(state.model_dump_json()) == state

    @invariant()
    def once_everything_has_rung_nothing_lies_behind(self) -> None:
        alarms = [case.next_alarm() for case in self.world.cases.values()]
        for alarm in (*alarms, self.world.inspections[INSPECTION].next_alarm()):
            assert not (self.rung and alarm and alarm.at <= self.now), alarm

    @invariant()
    def every_duty_has_its_clock_and_no_clock_is_left_over(self) -> None:
        for case in self.world.cases.values():
            if case.closed:
                assert (case.armings, case.next_alarm()) == ((), None)
            hung = Counter((a.clock, a.base, s) for a in case.armings for s in a.subjects)
            expected = {} if case.closed else {key for r in case.requirements for key in clocks_of(case, r)}
            assert set(hung) == set(expected)
            assert set(hung.values()) <= {1}

    @invariant()
    def what_is_late_always_presses_someone(self) -> None:
        for case in self.world.cases.values():
            for arming in case.armings:
                if arming.clock in DEADLINES | {Clock.REVIEW} and not case.answered:
                    assert arming.pending() or arming.awaiting, arming

    @invariant()
    def only_what_is_completed_is_judged_and_all_of_it(self) -> None:
        for case in self.world.cases.values():
            for r in case.requirements:
                assert (r.punctuality is not None) is (r.work is Work.COMPLETED)
                if r.punctuality:
                    assert r.punctuality.arrived_on == r.arrived_on
                    late = r.asked_for is not None and r.punctuality.arrived_on > r.asked_for
                    assert r.asked_for is None or (r.punctuality.late_days > 0) is late

    @invariant()
    def an_open_draft_names_exactly_the_cases_that_wait_for_it(self) -> None:
        open_ = [draft for draft in self.world.book.drafts.values() if draft.status == "open"]
        written: dict[tuple[str, str], set[str]] = defaultdict(set)
        for draft in open_:
            assert draft.items
            assert len({item.case for item in draft.items}) == len(draft.items)
            for item in draft.items:
                assert not written[item.case, draft.rung] & set(item.requirements)
                written[item.case, draft.rung].update(item.requirements)
        waiting: dict[tuple[str, str], set[str]] = defaultdict(set)
        for case in self.world.cases.values():
            for arming in case.armings:
                for name in arming.awaiting:
                    waiting[case.id, name].update(arming.subjects)
        assert written == waiting

    @invariant()
    def every_open_draft_presses_its_signer(self) -> None:
        inspection = self.world.inspections[INSPECTION]
        open_ = {draft.id for draft in self.world.book.drafts.values() if draft.status == "open"}
        assert {draft.id for draft in inspection.drafts} == open_
        assert {name for arming in inspection.armings for name in arming.subjects} == open_
        assert all(arming.pending() for arming in inspection.armings)

    def check_invariants_now(self) -> None:
        """Within a rule of many acts, after each act."""
        for check in INVARIANTS:
            check(self)

    # --- helps --------------------------------------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        return self.world.now or SENT

    def fields(self, data: st.DataObject, command: type[c.Command]) -> dict[str, Any]:
        today = local_date(self.now)
        return {name: made(data, today) for name, made in FIELDS.items() if name in command.model_fields}

    def actor(self, data: st.DataObject, case: Case, command: type[c.Command]) -> str:
        if command in (c.Acknowledge, c.Report):
            return data.draw(
                st.sampled_from([f"{case.unit}.focal", f"{case.unit}.head", "snv.unit_clerk"]), label="actor"
            )
        if command in (c.Close, c.Reopen):
            return data.draw(st.sampled_from(["snv.head", "ubnd.vice_chair"]), label="actor")
        usual = usual_seat(command, self.world.facts("q3"), case.unit, case.verifier)
        return usual.id if usual else "nobody"

    def act_on(self, case: Case, command: type[c.Command], actor: str, fields: dict[str, Any]) -> None:
        works = {r.work for r in case.requirements}
        outcome = self.submit(command, case.id, actor, fields)
        for work in works:
            COVERED[command.__name__, work, not isinstance(outcome, Refusal)] += 1
        if not isinstance(outcome, Refusal):
            self.had_the_right(command, case, actor)

    def submit(self, command: type[c.Command], stream: str, actor: str, fields: dict[str, Any]) -> Outcome:
        """Give a command; a refusal must leave everything as it was."""
        self.given += 1
        asked = command.model_validate({"id": f"act-{self.given}", "actor": actor, **fields})
        before = (
            len(self.world.events),
            dict(self.world.cases),
            self.world.inspections[INSPECTION],
            dict(self.world.book.drafts),
        )
        outcome = self.world.submit(asked, stream, self.now)
        if isinstance(outcome, Refusal):
            after = (
                len(self.world.events),
                dict(self.world.cases),
                self.world.inspections[INSPECTION],
                dict(self.world.book.drafts),
            )
            assert after == before
            assert len(outcome.text("vi").splitlines()) == len(outcome.text("en").splitlines()) == 1
        else:
            self.last = (asked, stream)
        return outcome

    def had_the_right(self, command: type[c.Command], case: Case | None, actor: str) -> None:
        facts = self.world.facts("q3")
        unit, verifier = (case.unit, case.verifier) if case else (None, None)
        seats = facts.seats(actor, local_date(self.now))
        assert any(
            seat.unit == unit_of(right.side, facts, unit, verifier) and seat.role in right.roles
            for seat in seats
            for right in RIGHTS[command]
        )
        if command in (c.Confirm, c.Return) and case:
            assert all(seat.unit != case.unit for seat in seats)
        if command is c.Close and case:
            issuers = {
                r.issuer for r in case.requirements if r.work not in {Work.COMPLETED, Work.ENDED} and r.original_due
            }
            assert issuers <= {seat.unit for seat in seats}


INVARIANTS = [
    RandomLives.the_ledger_through_json_folds_to_the_state,
    RandomLives.once_everything_has_rung_nothing_lies_behind,
    RandomLives.every_duty_has_its_clock_and_no_clock_is_left_over,
    RandomLives.what_is_late_always_presses_someone,
    RandomLives.only_what_is_completed_is_judged_and_all_of_it,
    RandomLives.an_open_draft_names_exactly_the_cases_that_wait_for_it,
    RandomLives.every_open_draft_presses_its_signer,
]


def fits(case: Case) -> list[tuple[type[c.Command], tuple[str, ...]]]:
    """The commands a case has a use for, and the requirements they could be about."""
    ids: dict[type[c.Command], tuple[str, ...]] = {
        c.Report: tuple(r.id for r in case.requirements if r.open),
        c.Return: tuple(r.id for r in case.requirements if r.work is Work.REPORTED),
        c.Confirm: tuple(r.id for r in case.requirements if r.work is Work.REPORTED),
        c.Correct: tuple(r.id for r in case.requirements if r.paper),
        c.Reopen: tuple(r.id for r in case.requirements if r.work in {Work.COMPLETED, Work.ENDED}),
        c.Acknowledge: () if case.received_on else tuple(r.id for r in case.requirements),
        c.Answer: tuple({s for a in case.armings for s in a.subjects if any("+12" in rung for rung in a.rang)}),
        c.Close: tuple(r.id for r in case.unfinished if r.work is not Work.NOT_STARTED),
    }
    return [(command, names) for command, names in ids.items() if names]


def clocks_of(case: Case, r: Requirement) -> list[tuple[Clock, date | None, str]]:
    """The clocks a requirement must stand under, said again in other words than the core's."""
    if r.work is Work.REPORTED:
        return [(Clock.VERIFICATION, r.recorded_on, r.id)]
    if r.work in {Work.COMPLETED, Work.ENDED}:
        return []
    found: list[tuple[Clock, date | None, str]] = []
    if case.received_on is None:
        found.append((Clock.RECEIPT, local_date(case.sent_at), r.id))
    if r.supplement_by:
        return [*found, (Clock.REPORT, r.supplement_by, r.id)]
    if r.report_by and not r.progressed:
        found.append((Clock.REPORT, r.report_by.due, r.id))
    if r.remedied_by:
        found.append((Clock.REMEDY, r.remedied_by.due, r.id))
    elif not r.report_by or r.progressed:
        found.append((Clock.REVIEW, r.review_on, r.id))
    return found


def _day(data: st.DataObject, today: date, days: st.SearchStrategy[int | None], label: str) -> date | None:
    offset = data.draw(days, label=label)
    return None if offset is None else today + timedelta(days=offset)


def _paper(data: st.DataObject, today: date) -> PaperRef:
    written = today + timedelta(days=data.draw(st.sampled_from([0, 0, -1, -12, 1]), label="paper"))
    return PaperRef(number=data.draw(st.sampled_from(["1/BC", "2/BC"]), label="number"), date=written)


FIELDS: dict[str, Any] = {
    "requirements": lambda data, _: data.draw(st.one_of(st.just(()), names), label="requirements"),
    "in_progress": lambda data, _: data.draw(st.one_of(st.just(()), names), label="in progress"),
    "arrived_on": lambda data, today: _day(data, today, days_back, "arrived"),
    "paper": _paper,
    "by": lambda data, today: _day(data, today, days_ahead, "by"),
    "until": lambda data, today: _day(data, today, st.integers(0, 9), "until"),
    "reason": lambda _data, _today: "lý do",
    "text": lambda _data, _today: "ý kiến",
    "target": lambda data, _: data.draw(st.sampled_from(["receipt", "report"]), label="target"),
}


OPEN = (Work.NOT_STARTED, Work.IN_PROGRESS, Work.RETURNED)
NATURAL = {
    "Acknowledge": (Work.NOT_STARTED,),
    "Report": OPEN,
    "Return": (Work.REPORTED,),
    "Confirm": (Work.REPORTED,),
    "Correct": (Work.REPORTED, Work.RETURNED, Work.COMPLETED, Work.ENDED),
    "Reopen": (Work.COMPLETED, Work.ENDED),
    "Close": (Work.RETURNED,),
}


def test_random_lives(say: list[str]) -> None:
    COVERED.clear()
    run_state_machine_as_test(
        RandomLives,
        settings=settings(
            max_examples=20,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    say.extend(table())
    missing = [
        (command, work) for command, works in NATURAL.items() for work in works if not COVERED[command, work, True]
    ]
    assert missing == []
    assert {command for command, _, accepted in COVERED if accepted} == {command.__name__ for command in CASE_ACTS}


def table() -> list[str]:
    """Commands by the work states of the case they met: accepted/refused."""
    lines = ["random lives: accepted/refused, by work states found in the case"]
    lines.append(f"{'':24}" + "".join(f"{work:>13}" for work in Work))
    for command in CASE_ACTS:
        name = command.__name__
        cells = (f"{COVERED[name, work, True]}/{COVERED[name, work, False]}" for work in Work)
        lines.append(f"{name:24}" + "".join(f"{cell:>13}" for cell in cells))
    return lines
