"""Reminders for one seat travel together; what is a record or wants a decision stands alone."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.telling import NoticeKind as K
from notices.digest import URGENCY, batches, render_batch
from notices.item import Item
from notices.wording import render
from tests.builders import register
from tests.notices.sending import item, lived

ITEMS = st.builds(
    lambda kind, seat, n, left, attempt, banner: item(
        kind, seat, f"case/q3/{n}@{n}", params={"days_left": str(left)}, attempt=attempt, banner=banner
    ),
    st.sampled_from(K),
    st.sampled_from(("stp.focal", "stp.head", "snv.unit_clerk")),
    st.integers(1, 5),
    st.integers(-9, 9),
    st.integers(1, 2),
    st.booleans(),
)


@given(st.lists(ITEMS, max_size=15))
def test_every_notice_is_in_exactly_one_message_of_its_seat(items: list[Item]) -> None:
    found = batches(items)
    assert Counter(x.notice.key for batch in found for x in batch) == Counter(x.notice.key for x in items)
    for batch in found:
        assert len({(x.notice.to.seat, x.banner, x.attempt) for x in batch}) == 1


@given(st.lists(ITEMS, max_size=10, unique_by=lambda x: x.notice.key), st.randoms())
def test_the_order_of_reading_does_not_matter(items: list[Item], chance: object) -> None:
    shuffled = list(items)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert batches(items) == batches(shuffled)


@pytest.mark.parametrize("kind", [kind for kind in K if kind not in URGENCY])
def test_records_and_decisions_stand_alone(kind: K) -> None:
    found = batches([item(kind, key=f"case/q3/{n}@1") for n in (1, 2)])
    assert [len(batch) for batch in found] == [1, 1]


def test_papers_and_corrections_are_among_those_that_stand_alone() -> None:
    assert not URGENCY.keys() & {K.ASSIGNMENT, K.CLOSED, K.RECALL, K.RETURNED, K.LETTER, K.SUBMISSION, K.DRAFT_PREPARED}


def test_several_reminders_become_one_message_that_says_how_many() -> None:
    soon = item(K.DUE_SOON, key="case/q3/1@1", params={"days_left": "5"})
    sooner = item(K.DUE_SOON, key="case/q3/2@1", params={"days_left": "2"})
    overdue = item(K.OVERDUE, key="case/q3/3@1", params={"days_left": "-1"})
    [batch] = batches([soon, overdue, sooner])
    assert batch == (overdue, sooner, soon)
    rendered = render_batch(batch)
    assert rendered.subject == "Nhắc việc: 03 việc khắc phục sau kiểm tra CCHC"
    places = [rendered.body.index(f"{n}. {render(x).subject}") for n, x in enumerate(batch, start=1)]
    assert places == sorted(places)
    assert rendered.body.count("Kính gửi:") == 1
    assert rendered.body.count("Tin do hệ thống") == 1
    assert render_batch(batch, "en").subject == "Reminder: 3 matters of remediation after inspection"


def test_a_leaders_digest_reports() -> None:
    [batch] = batches([item(K.VERIFICATION, "snv.head", f"case/q3/{n}@1") for n in (1, 2)])
    assert render_batch(batch).subject == "Kính báo cáo: 02 việc khắc phục sau kiểm tra CCHC"


def test_one_notice_is_sent_as_it_is() -> None:
    [batch] = batches([item(K.OVERDUE)])
    assert render_batch(batch) == render(item(K.OVERDUE))


def test_the_same_seat_of_two_provinces_is_two_readers() -> None:
    other = replace(item(K.OVERDUE, key="case/x/1@1"), register=register().model_copy(update={"id": "other"}))
    assert len(batches([item(K.OVERDUE), other])) == 2


def test_what_is_sent_again_is_not_joined_with_what_is_new() -> None:
    again = item(K.OVERDUE, key="case/q3/2@1", attempt=2)
    assert len(batches([item(K.OVERDUE), again])) == 2


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_lived_morning_renders(lang: str) -> None:
    by_day = {one.made_on for one in lived()}
    joined = 0
    for day in by_day:
        for batch in batches(one for one in lived() if one.made_on == day):
            rendered = render_batch(batch, lang)
            joined += len(batch) > 1
            assert "{" not in rendered.subject + rendered.body
            assert "  " not in rendered.body
    assert joined
