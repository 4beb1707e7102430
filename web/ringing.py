"""What rings next: when, what it does, and who would be told if it rang today."""

from datetime import date, datetime
from typing import NamedTuple

from models.authority import unit_of
from models.case_clocks import recipient_at
from models.case_state import Case
from models.facts import Facts
from models.inspection import Inspection
from models.labels import CLOCKS, rung_label
from models.ladder import DEADLINES, Clock
from web.names import Names
from web.words import Words


class Ringing(NamedTuple):
    """The next alarm of a stream; `case` is empty for the inspecting side's own clocks."""

    at: datetime
    what: str
    to: tuple[str, ...]
    about: str
    case: str | None


def ringing(state: Case | Inspection, facts: Facts, today: date, words: Words) -> Ringing | None:
    """What rings next for a case or an inspection, if anything."""
    alarm = state.next_alarm()
    if alarm is None:
        return None
    about, case = (state.unit_name, state.id) if isinstance(state, Case) else (state.title, None)
    what = rung_name(alarm.rung, alarm.clock, facts, words)
    return Ringing(alarm.at, what, _told(state, alarm.rung, facts, today, words), about, case)


def waits(case: Case, facts: Facts, words: Words) -> tuple[str, ...]:
    """The drafts about a case that await a person; until then no further paper is prepared about the same matter."""
    rungs = (rung for arming in case.armings for rung in arming.awaiting)
    return tuple(dict.fromkeys(rung_label(rung, facts.policy, words.lang) for rung in rungs))


def rung_name(rung: str, clock: Clock, facts: Facts, words: Words) -> str:
    """What a rung does, with the clock where a case may have two deadlines."""
    what = rung_label(rung, facts.policy, words.lang)
    return f"{CLOCKS[clock][words.lang]}: {what[:1].lower()}{what[1:]}" if clock in DEADLINES else what


def _told(state: Case | Inspection, rung_id: str, facts: Facts, today: date, words: Words) -> tuple[str, ...]:
    rung = facts.policy.rung(rung_id)
    owners = (state.unit, state.verifier) if isinstance(state, Case) else (None, None)
    units = ((unit_of(target.side, facts, *owners), target.role) for target in (rung.targets if rung else ()))
    found = (recipient_at(unit, role, facts, today) for unit, role in units if unit)
    return Names(facts, today, words).seats(to for to in found if to)
