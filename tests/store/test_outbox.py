"""The outbox: claims with leases and fences, retries, giving up in sight."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import Engine, insert, select

from models.events import Recipient
from models.org import Role
from models.telling import Notice, NoticeKind
from store import outbox
from store import tables as t
from store.engine import reading, writing
from tests.builders import SENT

LEASE = timedelta(minutes=1)
LATER = SENT + timedelta(minutes=2)


def _put(engine: Engine, *keys: str, seat: str = "stp.focal", wait: timedelta = timedelta(0)) -> None:
    with writing(engine) as connection:
        for key in keys:
            to = Recipient(unit="stp", role=Role.FOCAL, seat=seat, person=seat)
            notice = Notice(key=key, kind=NoticeKind.DUE_SOON, to=to, inspection="q3")
            outbox.put_notice(connection, notice, SENT, SENT + wait)


def _claim(engine: Engine, real: timedelta = timedelta(0), limit: int = 10) -> list[outbox.Claim]:
    with writing(engine) as connection:
        return outbox.claim(connection, SENT, SENT + real, LEASE, limit)


def _settle(engine: Engine, claims: Sequence[outbox.Claim], *, sent: bool, permanent: bool = False) -> int:
    outcomes = [
        outbox.Outcome(key=c.notice.key, fence=c.fence, sent=sent, permanent=permanent, error=None if sent else "x")
        for c in claims
    ]
    with writing(engine) as connection:
        return outbox.settle(connection, outcomes, SENT, SENT + timedelta(seconds=15))


def _status(engine: Engine) -> dict[str, str]:
    with reading(engine) as connection:
        return dict(connection.execute(select(t.notices.c.key, t.notices.c.status)).all())


def test_a_leased_notice_is_not_claimed_again_until_the_lease_ends(engine: Engine) -> None:
    _put(engine, "a")
    assert [claim.notice.key for claim in _claim(engine)] == ["a"]
    assert _claim(engine) == []
    again = _claim(engine, real=timedelta(minutes=2))
    assert [(claim.attempt, claim.fence) for claim in again] == [(2, 2)]


def test_a_sender_that_was_overtaken_cannot_say_what_became_of_it(engine: Engine) -> None:
    _put(engine, "a")
    stalled = _claim(engine)
    newer = _claim(engine, real=timedelta(minutes=2))
    assert _settle(engine, stalled, sent=False, permanent=True) == 0
    assert _settle(engine, newer, sent=True) == 1
    assert _settle(engine, stalled, sent=True) == 0
    assert _status(engine) == {"a": "sent"}


def test_what_leaves_later_waits(engine: Engine) -> None:
    _put(engine, "a", wait=timedelta(hours=1))
    assert _claim(engine) == []
    with reading(engine) as connection:
        assert not outbox.any_ready(connection, SENT)
        assert outbox.any_ready(connection, SENT + timedelta(hours=1))


def test_a_seats_notices_travel_together_beyond_the_limit(engine: Engine) -> None:
    _put(engine, "a", "b", "c")
    _put(engine, "d", seat="sxd.focal")
    assert {claim.notice.to.seat for claim in _claim(engine, limit=1)} == {"stp.focal"}


def test_a_temporary_failure_is_tried_again_and_given_up_in_sight(engine: Engine) -> None:
    _put(engine, "a")
    for attempt in range(outbox.GIVE_UP_AFTER):
        claims = _claim(engine, real=timedelta(minutes=attempt * 2))
        assert [claim.attempt for claim in claims] == [attempt + 1]
        _settle(engine, claims, sent=False)
    assert _status(engine) == {"a": "undeliverable"}
    assert _claim(engine, real=timedelta(days=1)) == []


def test_a_permanent_failure_is_not_tried_again(engine: Engine) -> None:
    _put(engine, "a")
    _settle(engine, _claim(engine), sent=False, permanent=True)
    assert _status(engine) == {"a": "undeliverable"}
    with reading(engine) as connection:
        assert outbox.counts(connection)["undeliverable"] == 1


def test_messages_wait_in_order_until_taken_and_a_refusal_stays_visible(engine: Engine) -> None:
    with writing(engine) as connection:
        for name in ("a", "b"):
            row = {"id": name, "to": "case/q3/1", "command": "{}", "created_at": SENT, "delivered": False}
            connection.execute(insert(t.messages).values(row))
        outbox.delivered(connection, "a", "Chưa thực hiện được")
    with reading(engine) as connection:
        assert [waiting.id for waiting in outbox.waiting_messages(connection, 10)] == ["b"]
        error = connection.execute(select(t.messages.c.error).where(t.messages.c.id == "a")).scalar_one()
    assert error == "Chưa thực hiện được"


@pytest.mark.parametrize("limit", [1, 5])
def test_claims_are_bounded_by_seats(engine: Engine, limit: int) -> None:
    for number in range(6):
        _put(engine, f"n{number}", seat=f"u{number}.focal")
    assert len(_claim(engine, limit=limit)) == limit
