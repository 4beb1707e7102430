"""The rehearsal (diễn tập): a launch lived through in virtual time, before anyone signs it: who is told what, when.

Its JSON (`model_dump(mode="json")`) is the contract of `starter.py rehearse`.
"""

from datetime import date, timedelta

from models.base import Kept
from models.calendar import Calendar
from models.case_state import Work, case_id
from models.clock import end_of_day, local_date
from models.ladder import Policy
from models.launch import Bundle, CasePlan, Duty
from models.scenarios import Scenario, play
from models.timeline import Moment, moments
from models.world import World

AFTER_DEADLINE = timedelta(days=90)
AFTER_REVIEW = timedelta(days=30)


class Owed(Kept):
    """One requirement as counted; empty words when the paper sets no date."""

    id: str
    case: str
    unit: str
    report_by: date | None
    remedied_by: date | None
    phrase: str
    rule: str


class Summary(Kept):
    """The rehearsal in figures; `completed_*` and `open` count requirements at its end."""

    cases: int
    requirements: int
    reminders: int
    escalations: int
    drafts: int
    completed_in_time: int
    completed_late: int
    open: int


class Rehearsal(Kept):
    """What would happen."""

    inspection: str
    requirements: tuple[Owed, ...]
    timeline: tuple[Moment, ...]
    summary: Summary


def rehearse(
    bundle: Bundle, calendar: Calendar, policy: Policy, scenario: Scenario, until: date | None = None
) -> Rehearsal:
    """Live the launch through until the end of that day (by default `horizon`)."""
    world = lived(bundle, calendar, policy, scenario, until)
    timeline = tuple(moments(world))
    return Rehearsal(
        inspection=bundle.id,
        requirements=tuple(_owed(bundle.id, plan, duty) for plan in bundle.cases for duty in plan.duties),
        timeline=timeline,
        summary=_summary(world, timeline),
    )


def lived(bundle: Bundle, calendar: Calendar, policy: Policy, scenario: Scenario, until: date | None = None) -> World:
    """The world after the launch was lived through."""
    world = World(calendar, policy)
    play(scenario, world)
    world.open(bundle)
    world.run_until(end_of_day(until or horizon(bundle)))
    return world


def horizon(bundle: Bundle) -> date:
    """90 days after the last deadline; a later day of review gets a month."""
    days = [local_date(bundle.sent_at)]
    for duty in (duty for plan in bundle.cases for duty in plan.duties):
        deadlines = [d.due for d in (duty.report_by, duty.remedied_by) if d and d.due]
        days.extend(due + AFTER_DEADLINE for due in deadlines)
        if duty.review_on and not deadlines:
            days.append(duty.review_on + AFTER_REVIEW)
    return max(days)


def _owed(inspection: str, plan: CasePlan, duty: Duty) -> Owed:
    deadline = duty.report_by or duty.remedied_by
    return Owed(
        id=duty.id,
        case=case_id(inspection, plan.n),
        unit=plan.unit,
        report_by=duty.report_by.due if duty.report_by else None,
        remedied_by=duty.remedied_by.due if duty.remedied_by else None,
        phrase=deadline.phrase if deadline else "",
        rule=deadline.rule if deadline else "",
    )


def _summary(world: World, timeline: tuple[Moment, ...]) -> Summary:
    requirements = [r for case in world.cases.values() for r in case.requirements]
    judged = [r.punctuality for r in requirements if r.work == Work.COMPLETED and r.punctuality]
    late = sum(p.late_days > 0 for p in judged)
    happened = [moment.event for moment in timeline]
    return Summary(
        cases=len(world.cases),
        requirements=len(requirements),
        reminders=happened.count("reminder"),
        escalations=happened.count("escalation"),
        drafts=happened.count("draft_prepared"),
        completed_in_time=len(judged) - late,
        completed_late=late,
        open=len(requirements) - len(judged),
    )
