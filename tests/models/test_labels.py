"""Every state, event, clock and rung has words in both languages; time states follow the calendar."""

from datetime import date

import pytest

from models import labels
from models.case_state import Requirement, Work
from models.clock import local_date
from models.commands import COMMANDS
from models.deadline import before_date
from models.documents import PaperRef
from models.events import EVENTS, Punctuality
from models.ladder import DEFAULT_POLICY, Clock
from models.refusals import WORDS
from models.time_state import TimeState, TimeView, time_view
from tests.builders import SENT, calendar

LANGS = ("vi", "en")
SENT_ON = local_date(SENT)
TABLES = [labels.TIME, labels.EVENTS, labels.MOMENTS, labels.DRAFTS, labels.CLOCKS, labels.OTHER, labels.FIELDS]


@pytest.mark.parametrize("table", TABLES)
def test_both_languages_say_something(table: dict[object, dict[str, str]]) -> None:
    for words in table.values():
        assert set(words) == set(LANGS)
        assert all(words.values())


def test_nothing_lacks_its_words() -> None:
    assert set(labels.EVENTS) == set(EVENTS)
    assert set(labels.TIME) == set(TimeState)
    assert set(labels.CLOCKS) == set(Clock)
    assert all(set(Work) <= set(WORDS[lang]) for lang in LANGS)
    fields = {name for command in COMMANDS.values() if command.human for name in command.model_fields}
    assert fields - {"id", "actor", "type"} == set(labels.FIELDS)
    assert all(set(command.label) == set(LANGS) for command in COMMANDS.values())


@pytest.mark.parametrize("lang", LANGS)
def test_every_rung_is_told_apart_from_its_id(lang: str) -> None:
    for rung in DEFAULT_POLICY.rungs:
        label = labels.rung_label(rung.id, DEFAULT_POLICY, lang)
        assert label != rung.id
        assert "{" not in label


def test_letters_are_numbered_by_their_ladder() -> None:
    assert labels.rung_label("report+7", DEFAULT_POLICY, "vi") == "Dự thảo công văn đôn đốc lần 2"
    assert labels.rung_label("report-5", DEFAULT_POLICY, "vi") == "Nhắc trước hạn 05 ngày làm việc"
    assert labels.rung_label("gone", DEFAULT_POLICY, "vi") == "gone"


def requirement(**fields: object) -> Requirement:
    deadline = before_date("trước ngày 25/8/2020", date(2020, 8, 25), calendar())
    return Requirement.model_validate(
        {"id": "F1", "text": "x", "document": "d", "issuer": "ubnd", "report_by": deadline, **fields}
    )


def seen(r: Requirement, today: date) -> tuple[TimeState, int]:
    view = time_view(r, SENT_ON, today, calendar())
    return view.state, view.days


@pytest.mark.parametrize(
    ("today", "state", "days"),
    [
        (date(2020, 8, 21), TimeState.DUE_SOON, 1),
        (date(2020, 8, 24), TimeState.DUE_TODAY, 0),
        (date(2020, 8, 25), TimeState.OVERDUE, 1),
        (date(2020, 9, 10), TimeState.OVERDUE, 12),
    ],
)
def test_a_running_deadline(today: date, state: TimeState, days: int) -> None:
    assert seen(requirement(), today) == (state, days)


def test_a_long_period_is_due_soon_earlier() -> None:
    long = before_date("trước ngày 25/9/2020", date(2020, 9, 25), calendar())
    assert seen(requirement(report_by=long), date(2020, 9, 16)) == (TimeState.IN_TIME, 6)
    assert seen(requirement(report_by=long), date(2020, 9, 17)) == (TimeState.DUE_SOON, 5)


def test_no_deadline_has_a_day_to_look_again() -> None:
    view = time_view(requirement(report_by=None, review_on=date(2020, 9, 30)), SENT_ON, SENT_ON, calendar())
    assert labels.time_label(view, "vi") == "Không quy định thời hạn – xem lại ngày 30/9/2020"


@pytest.mark.parametrize(
    ("arrived", "state", "days"),
    [(date(2020, 8, 24), TimeState.REPORTED_IN_TIME, 0), (date(2020, 8, 26), TimeState.REPORTED_LATE, 2)],
)
def test_a_report_is_judged_by_its_arrival(arrived: date, state: TimeState, days: int) -> None:
    reported = requirement(
        work=Work.REPORTED,
        paper=PaperRef(number="1", date=arrived),
        arrived_on=arrived,
        asked_for=date(2020, 8, 24),
    )
    assert seen(reported, date(2020, 12, 1)) == (state, days)


def test_done_late_stays_late() -> None:
    judged = Punctuality(
        requirement="F1",
        arrived_on=date(2020, 8, 27),
        due=date(2020, 8, 24),
        original_due=date(2020, 8, 24),
        late_days=3,
        late_days_original=3,
    )
    view = time_view(requirement(work=Work.COMPLETED, punctuality=judged), SENT_ON, SENT_ON, calendar())
    assert labels.time_label(view, "vi") == "Hoàn thành quá hạn 03 ngày làm việc"
    assert labels.time_label(view, "en") == "Completed 3 working days late"


def test_a_supplement_names_the_original_date() -> None:
    returned = requirement(work=Work.RETURNED, supplement_by=date(2020, 9, 4))
    view = time_view(returned, SENT_ON, date(2020, 8, 31), calendar())
    assert view == TimeView(state=TimeState.IN_TIME, days=3, due=date(2020, 9, 4), original=date(2020, 8, 24))
    assert labels.time_label(view, "vi") == "Trong hạn – còn 03 ngày làm việc (hạn ban đầu 24/8/2020)"
