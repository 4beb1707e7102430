"""How people behave in a rehearsal: silent, prompt, mixed, or as a script says.

Nothing here is chance: a mixed scenario draws from a hash of its seed, so the same seed gives the same behaviour.
"""

from datetime import date, datetime, time
from hashlib import sha256
from itertools import count
from typing import NamedTuple, TypeVar

from models import commands as c
from models import events as e
from models.authority import usual_seat
from models.base import name_of
from models.case_state import Case, Requirement
from models.clock import at, local_date
from models.documents import PaperRef
from models.facts import Facts
from models.ladder import Clock, RungKind
from models.world import Entry, World

DESK_TIME = time(9)
EARLY = -2  # working days
T = TypeVar("T")


class Act(NamedTuple):
    """A command that someone gives at an instant (UTC)."""

    at: datetime
    stream: str
    command: c.Command


class Verdict(NamedTuple):
    """When a verifier decides about a report, and whether he returns it."""

    day: date
    returned: bool = False


class Scenario:
    """Silence: units never act, leaders do not answer; only Home Affairs' staff issue each draft the next working day.

    Days are local; None is never.
    """

    acts: tuple[Act, ...] = ()

    def receives(self, _case: Case, _facts: Facts) -> date | None:
        """When the unit acknowledges the paper."""
        return None

    def reports(self, _case: Case, _due: date, _facts: Facts) -> date | None:
        """When the unit reports what is due (or looked at again) on that day."""
        return None

    def verifies(self, _case: Case, _report: e.Reported, _facts: Facts) -> Verdict | None:
        """When and how the verifier decides about a report."""
        return None


class Prompt(Scenario):
    """Everyone, verifiers included, acts two working days early, never before the day of issue."""

    def receives(self, case: Case, _facts: Facts) -> date | None:
        """On the day of issue."""
        return local_date(case.opened_at)

    def reports(self, _case: Case, due: date, facts: Facts) -> date | None:
        """Two working days before the date."""
        return facts.calendar.add_working_days(due, EARLY)

    def verifies(self, _case: Case, report: e.Reported, facts: Facts) -> Verdict | None:
        """Two working days before the superior would hear of it."""
        return Verdict(facts.calendar.add_working_days(report.recorded_on, max(0, _verify_days(facts) + EARLY)))


class Mixed(Scenario):
    """Some early, some in time, some late, some never; verifiers sometimes late, some reports returned once."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def receives(self, case: Case, facts: Facts) -> date | None:
        """Mostly at once."""
        days = self._draw((0, 0, 0, 1, 1, 4, 6, None), case.id, "receives")
        return None if days is None else facts.calendar.add_working_days(local_date(case.opened_at), days)

    def reports(self, case: Case, due: date, facts: Facts) -> date | None:
        """Half in time, one in ten never."""
        days = self._draw((EARLY, EARLY, -1, 0, 0, 1, 4, 9, 14, None), case.id, "reports", due)
        if days is None:
            return None
        return facts.calendar.add_working_days(due, days) if days else facts.calendar.previous_working(due)

    def verifies(self, case: Case, report: e.Reported, facts: Facts) -> Verdict | None:
        """One in three late; one report in three returned, once."""
        days = self._draw((1, 2, 2, 3, 6, 11), case.id, "verifies", report.recorded_on)
        again = any(r.supplement_by for r in case.requirements if r.id in report.requirements)
        returned = not again and self._draw((True, False, False), case.id, "returns", report.recorded_on)
        return Verdict(facts.calendar.add_working_days(report.recorded_on, days), returned)

    def _draw(self, among: tuple[T, ...], *what: object) -> T:
        digest = sha256(repr((self.seed, *map(str, what))).encode()).digest()
        return among[int.from_bytes(digest[:8]) % len(among)]


class Scripted(Scenario):
    """Silence, but for the acts listed; a draft that one of them names is left to the script."""

    def __init__(self, acts: tuple[Act, ...]) -> None:
        self.acts = acts


def named_scenario(name: str, seed: int = 1) -> Scenario:
    """The scenario of that name. Raises ValueError for another name."""
    known = {"silent": Scenario(), "prompt": Prompt(), "mixed": Mixed(seed)}
    if name not in known:
        names = ", ".join(known)
        raise ValueError(f"kịch bản “{name}” phải là {names} hoặc một tệp | scenario must be {names} or a file")
    return known[name]


def play(scenario: Scenario, world: World) -> None:
    """Let people behave so in the world, from now on."""
    world.watchers.append(_People(scenario, world).sees)
    for act in scenario.acts:
        world.later(act.command, act.stream, act.at)


class _People:
    """Turns what happens into what people do next."""

    def __init__(self, scenario: Scenario, world: World) -> None:
        self.scenario, self.world = scenario, world
        self._planned = count()
        self.scripted = {getattr(act.command, "draft", None) for act in scenario.acts}

    def sees(self, entry: Entry) -> None:
        """Plan what this event makes someone do."""
        match entry.event:
            case e.CaseOpened():
                self._receives(entry)
            case e.Reported():
                self._verifies(entry, entry.event)
            case e.Returned():
                case, facts = self._case(entry)
                day = self.scenario.reports(case, entry.event.by, facts)
                self._reports(entry, day, entry.event.requirements)
            case e.DraftAwaits() if entry.event.draft not in self.scripted:
                self._issues(entry, entry.event)
            case e.DraftClosed() if entry.event.outcome == "emptied":
                self.world.cancel(_issue_id(entry.event.draft))
            case _:
                pass

    def _receives(self, entry: Entry) -> None:
        case, facts = self._case(entry)
        planned = [(self.scenario.reports(case, due, facts), names) for due, names in _owed(case).items()]
        day = self.scenario.receives(case, facts)
        if day and all(report is None or day <= max(report, local_date(entry.at)) for report, _ in planned):
            instant = _instant(day, entry)  # a report that comes first is the receipt
            self._does(entry, c.Acknowledge, instant, arrived_on=local_date(instant))
        for report, names in planned:
            self._reports(entry, report, names)

    def _reports(self, entry: Entry, day: date | None, names: tuple[str, ...]) -> None:
        if day is None:
            return
        case, _ = self._case(entry)
        instant = _instant(day, entry)
        today = local_date(instant)
        paper = PaperRef(number=f"{case.n}/BC (diễn tập)", date=today)
        self._does(entry, c.Report, instant, arrived_on=today, paper=paper, requirements=names)

    def _verifies(self, entry: Entry, report: e.Reported) -> None:
        case, facts = self._case(entry)
        found = self.scenario.verifies(case, report, facts)
        done = tuple(name for name in report.requirements if name not in report.in_progress)
        if found is None or not done:
            return
        instant = _instant(found.day, entry)
        if found.returned:
            self._does(entry, c.Return, instant, requirements=done, reason="Bổ sung minh chứng (diễn tập)")
        else:
            self._does(entry, c.Confirm, instant, requirements=done)

    def _issues(self, entry: Entry, awaits: e.DraftAwaits) -> None:
        facts = self.world.facts(entry.stream.split("/")[1])
        day = facts.calendar.add_working_days(awaits.opened_on, 1)
        seat = usual_seat(c.IssueDraft, facts)
        if seat:
            command = c.IssueDraft(id=_issue_id(awaits.draft), actor=seat.id, draft=awaits.draft)
            self.world.later(command, entry.stream, at(day, DESK_TIME))

    def _does(self, entry: Entry, command: type[c.Command], instant: datetime, **fields: object) -> None:
        case, facts = self._case(entry)
        seat = usual_seat(command, facts, case.unit, case.verifier)
        if seat:
            name = f"{entry.key}>{name_of(command)}/{next(self._planned)}"
            given = command.model_validate({"id": name, "actor": seat.id, **fields})
            self.world.later(given, entry.stream, instant)

    def _case(self, entry: Entry) -> tuple[Case, Facts]:
        case = self.world.cases[entry.stream]
        return case, self.world.facts(case.inspection)


def _issue_id(draft: str) -> str:
    return f"rehearsed/{draft}"


def _instant(day: date, entry: Entry) -> datetime:
    """Office hours of the day, never before what it answers."""
    return max(at(day, DESK_TIME), entry.at)


def _owed(case: Case) -> dict[date, tuple[str, ...]]:
    """The requirements by the day someone looks at them."""
    owed: dict[date, tuple[str, ...]] = {}
    for r in case.requirements:
        day = _first_day(r)
        if day:
            owed[day] = (*owed.get(day, ()), r.id)
    return owed


def _first_day(r: Requirement) -> date | None:
    dues = [deadline.due for deadline in (r.report_by, r.remedied_by) if deadline and deadline.due]
    return min(dues, default=r.review_on)


def _verify_days(facts: Facts) -> int:
    """The working days a verifier has: until his superior hears of it."""
    ladder = facts.policy.ladder(Clock.VERIFICATION)
    return min((rung.offset for rung in ladder if rung.kind == RungKind.ESCALATION), default=0)
