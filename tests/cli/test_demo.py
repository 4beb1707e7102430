"""The demonstration's script: every act is accepted, and its minute shows what it promises."""

from datetime import date

import pytest

from cli.demo import play
from models.clock import local_date
from models.ladder import DEFAULT_POLICY
from models.rehearsal import Rehearsal, rehearse
from models.scenarios import Scripted
from store.references import shipped_calendar

DEMO, SEED = "demo-song-tien", "3-dong-thap-quy-3-2020"
# Several days of a week, a week before Tết, one with a make-up Saturday, one in a year only estimated.
STARTS = [date(2026, 3, 9), date(2026, 11, 22), date(2026, 11, 25), date(2027, 1, 29), date(2026, 8, 21)]


def _lived(name: str, start: date) -> Rehearsal:
    found = play(name, shipped_calendar(), start)
    return rehearse(found.bundle, shipped_calendar(), DEFAULT_POLICY, Scripted(found.acts), None)


@pytest.mark.parametrize("start", STARTS, ids=str)
def test_the_invented_inspection_shows_reminders_a_late_unit_a_letter_an_escalation_a_closing(start: date) -> None:
    timeline = _lived(DEMO, start).timeline
    seen = {entry.event for entry in timeline}
    assert {"reminder", "escalation", "draft_prepared", "draft_issued", "returned", "case_closed"} <= seen
    assert any(entry.event == "escalation" and entry.mode == "automatic" for entry in timeline)


@pytest.mark.parametrize("start", STARTS, ids=str)
def test_the_directive_is_moved_with_its_acts_and_carries_the_banner(start: date) -> None:
    found = play(SEED, shipped_calendar(), start)
    assert found.bundle.rehearsal_banner
    assert local_date(found.bundle.sent_at) >= start
    assert min(act.at for act in found.acts) >= found.bundle.sent_at
    assert _lived(SEED, start).summary.completed_in_time > 0
