"""The resident sender: what leaves, when, how often, and what becomes of it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from temporalio.testing import ActivityEnvironment

from activities.notify import NotifyActivities, pause
from models import commands as c
from models.clock import Tempo
from notices.channel import Letter, TryAgain, Undeliverable
from notices.mailbox import MailboxFolder
from store import references
from store import tables as t
from store.commit import commit
from store.engine import reading, writing
from tests.builders import SENT, bundle, plan, vn


def _clock(shows: datetime) -> Tempo:
    """Virtual time that shows an instant now."""
    return Tempo(virtual_origin=shows, real_origin=datetime.now(UTC))


@pytest.fixture
def launched(engine: Engine) -> Engine:
    """Two cases opened: four assignment notices wait."""
    found = bundle(plan(), plan(n=2, unit="sxd"))
    with writing(engine) as connection:
        digest = references.put_bundle(connection, found)
    commit(engine, "inspection/q3", 0, c.Launch(id="l", actor="snv.officer", digest=digest), SENT)
    for case in found.cases:
        command = c.OpenCase(
            id="o", inspection="q3", inspection_title=found.title, sent_at=SENT, papers={"cd": "Chỉ đạo"}, plan=case
        )
        commit(engine, f"case/q3/{case.n}", 0, command, SENT)
    return engine


def _round(engine: Engine, channel: object, tempo: Tempo) -> int:
    sender = NotifyActivities(engine, channel)  # type: ignore[arg-type]
    return int(ActivityEnvironment().run(sender.round, tempo))


def _statuses(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return list(connection.execute(select(t.notices.c.status)).scalars())


def test_every_notice_becomes_a_letter_once(launched: Engine, tmp_path: Path) -> None:
    mailbox = MailboxFolder(tmp_path / "mailbox")
    tempo = _clock(SENT + timedelta(minutes=5))
    assert _round(launched, mailbox, tempo) == 4
    assert _round(launched, mailbox, tempo) == 0
    letters = mailbox.entries(10)
    assert {letter.to.split("<")[1] for letter in letters} == {
        "stp.focal@song-tien.example>",
        "stp.unit_clerk@song-tien.example>",
        "sxd.focal@song-tien.example>",
        "sxd.unit_clerk@song-tien.example>",
    }
    assert all("hạn báo cáo 24/8/2020" in letter.subject for letter in letters)
    assert _statuses(launched) == ["sent"] * 4


@pytest.mark.parametrize("night", ["2020-08-21 21:00", "2020-08-22 10:00", "2020-09-02 10:00"])
def test_nothing_leaves_at_night_on_a_weekend_or_a_holiday(launched: Engine, tmp_path: Path, night: str) -> None:
    mailbox = MailboxFolder(tmp_path / "mailbox")
    assert _round(launched, mailbox, _clock(vn(night))) == 0
    assert mailbox.entries(10) == []


class Failing:
    """A channel that refuses."""

    def __init__(self, error: Exception) -> None:
        self.error = error
        self.tried: list[Letter] = []

    def send(self, letter: Letter) -> None:
        self.tried.append(letter)
        raise self.error


def test_a_channel_out_of_reach_is_tried_again_later(launched: Engine) -> None:
    channel = Failing(TryAgain("no network"))
    _round(launched, channel, _clock(SENT))
    assert _statuses(launched) == ["waiting"] * 4
    tried = len(channel.tried)
    _round(launched, channel, _clock(SENT))
    assert len(channel.tried) == tried


def test_a_refused_address_is_given_up_where_people_see_it(launched: Engine) -> None:
    _round(launched, Failing(Undeliverable("550 no such mailbox")), _clock(SENT))
    assert _statuses(launched) == ["undeliverable"] * 4
    with reading(launched) as connection:
        assert set(connection.execute(select(t.notices.c.error)).scalars()) == {"550 no such mailbox"}


class Dying(MailboxFolder):
    """Sends, and dies before it can say so."""

    dying = True

    def send(self, letter: Letter) -> None:
        super().send(letter)
        if self.dying:
            raise KeyboardInterrupt


def test_a_letter_sent_again_after_a_crash_is_the_same_letter_and_says_so(launched: Engine, tmp_path: Path) -> None:
    mailbox = Dying(tmp_path / "mailbox")
    with pytest.raises(KeyboardInterrupt):
        _round(launched, mailbox, _clock(SENT))
    assert len(mailbox.entries(10)) == 1
    with writing(launched) as connection:
        connection.execute(t.notices.update().values(leased_until=datetime.now(UTC) - timedelta(minutes=1)))
    mailbox.dying = False
    assert _round(launched, mailbox, _clock(SENT)) == 4
    letters = mailbox.entries(10)
    assert len(letters) == 4
    assert {letter.attempt for letter in letters} == {2}


def test_the_sender_never_sleeps_through_an_office_window() -> None:
    demo = Tempo(virtual_origin=SENT, real_origin=SENT, virtual_seconds=86400, real_seconds=2)
    assert pause(demo) < timedelta(seconds=0.1)
    assert pause(Tempo()) == timedelta(seconds=1)
