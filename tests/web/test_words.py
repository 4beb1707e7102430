"""Both languages say the same things."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from models.clock import Tempo
from models.time_state import TimeState
from web.badges import LOOKS
from web.letters import name_in
from web.place import Place
from web.texts import TEXTS
from web.words import Words

NOON = datetime(2020, 1, 2, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize("name", TEXTS)
def test_both_sentences_take_the_same_particulars(name: str) -> None:
    vietnamese, english = (set(re.findall(r"\{(\w+)\}", sentence)) for sentence in TEXTS[name])
    assert vietnamese == english
    assert all(TEXTS[name])


def test_every_time_state_has_its_look() -> None:
    assert set(LOOKS) == set(TimeState)


def test_days_and_hours_as_papers_write_them() -> None:
    assert Words("vi").in_full(NOON) == "thứ Năm, ngày 02/01/2020, 12 giờ 00"
    assert Words("vi").moment(NOON) == "02/01/2020 12:00"
    assert Words("en").in_full(NOON) == "Thursday, 2 Jan 2020, 12:00"


@pytest.mark.parametrize(
    ("seconds", "written"), [(1, "1 giây"), (90, "90 giây"), (120, "2 phút"), (7200, "2 giờ"), (86400, "1 ngày")]
)
def test_spans_in_the_largest_unit_that_divides(seconds: int, written: str) -> None:
    assert Words("vi").span(timedelta(seconds=seconds)) == written


def test_a_clock_that_runs_as_real_time_does_needs_no_word() -> None:
    assert Words("vi").tempo(Tempo()) == ""
    assert "1 h here = 1 min of real time" in Words("en").tempo(Tempo(virtual_seconds=3600, real_seconds=60))


def test_links_keep_language_and_page() -> None:
    here = Place("/", lang="en", usual="vi", live=False, page=3)
    assert here.link(live=1) == "/?lang=en&page=3"
    assert here.link("/cases/case/a b/1") == "/cases/case/a%20b/1?lang=en&live=0"
    assert here.link(page=1, lang="vi") == "/?live=0"


def test_a_header_shows_its_name() -> None:
    assert name_in("Đầu mối <a@b.example>") == "Đầu mối"
    assert name_in("a@b.example") == "a@b.example"
