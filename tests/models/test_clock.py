"""Local dates, ends of days (Bộ luật Dân sự 2015, Điều 148.6) and virtual time."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.clock import EPOCH, TICK, VIETNAM, Tempo, at, end_of_day, local_date

ORIGIN = datetime(2020, 8, 21, 1, 0, tzinfo=UTC)
STARTED = datetime(2026, 3, 2, 8, 30, 0, 123457, tzinfo=VIETNAM)

instants = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
rates = st.integers(1, 1_000_000)
tempos = st.builds(Tempo, virtual_origin=instants, real_origin=instants, virtual_seconds=rates, real_seconds=rates)
short = st.timedeltas(timedelta(0), timedelta(days=2))


def test_the_local_date_changes_at_seventeen_hours_utc() -> None:
    assert local_date(datetime(2020, 8, 24, 16, 59, 59, tzinfo=UTC)) == date(2020, 8, 24)
    assert local_date(datetime(2020, 8, 24, 17, 0, tzinfo=UTC)) == date(2020, 8, 25)


def test_a_naive_instant_has_no_local_date() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local_date(datetime(2020, 8, 24, 17, 0))  # noqa: DTZ001


def test_a_local_wall_time_is_an_instant_seven_hours_earlier_in_utc() -> None:
    instant = at(date(2020, 8, 25), time(7, 30))
    assert instant == datetime(2020, 8, 25, 0, 30, tzinfo=UTC)
    assert instant.tzinfo is UTC


def test_article_148_6_a_day_ends_at_midnight_after_it() -> None:
    assert end_of_day(date(2020, 8, 24)) == at(date(2020, 8, 25), time(0, 0))
    assert local_date(end_of_day(date(2020, 8, 24)) - TICK) == date(2020, 8, 24)


def test_the_default_tempo_is_identity_in_utc() -> None:
    assert Tempo().virtual(STARTED) == STARTED
    assert Tempo().virtual(STARTED).tzinfo is UTC
    assert Tempo().real(STARTED) == STARTED
    assert Tempo().virtual_origin == EPOCH


def test_a_day_passes_in_two_seconds() -> None:
    tempo = Tempo.parse("1d=2s", virtual_origin=ORIGIN, real_origin=STARTED)
    assert tempo.virtual(STARTED) == ORIGIN
    assert tempo.virtual(STARTED + timedelta(seconds=2)) == ORIGIN + timedelta(days=1)
    assert tempo.real(ORIGIN + timedelta(days=90)) == STARTED + timedelta(minutes=3)


@pytest.mark.parametrize(
    "text", ["", "1d", "0d=2s", "1d=0s", "1d=2", "-1d=2s", "1.5d=2s", "1d=2s=3s", "1y=2s", "١d=2s"]
)
def test_a_tempo_in_another_form_is_refused_with_the_remedy(text: str) -> None:
    with pytest.raises(ValueError, match="1d=2s"):
        Tempo.parse(text, virtual_origin=ORIGIN, real_origin=STARTED)


def test_a_tempo_stands_on_aware_origins_and_moves_forward() -> None:
    with pytest.raises(ValidationError):
        Tempo(virtual_origin=datetime(2020, 1, 1), real_origin=STARTED)  # noqa: DTZ001
    with pytest.raises(ValidationError):
        Tempo(virtual_origin=ORIGIN, real_origin=STARTED, real_seconds=0)


@given(tempos, short)
def test_a_timer_for_a_virtual_instant_never_rings_before_it(tempo: Tempo, ahead: timedelta) -> None:
    wanted = tempo.virtual_origin + ahead
    rings = tempo.real(wanted)
    assert tempo.virtual(rings) >= wanted
    assert tempo.virtual(rings - TICK) < wanted


@given(tempos, short)
def test_there_and_back_is_within_a_tick_of_the_coarser_clock(tempo: Tempo, passed: timedelta) -> None:
    real = tempo.real_origin + passed
    coarser = -(-tempo.real_seconds // tempo.virtual_seconds) * TICK
    assert timedelta(0) <= real - tempo.real(tempo.virtual(real)) <= coarser


@given(tempos, short, short)
def test_virtual_time_never_runs_backwards(tempo: Tempo, first: timedelta, more: timedelta) -> None:
    earlier = tempo.real_origin + first
    assert tempo.virtual(earlier) <= tempo.virtual(earlier + more)
    virtually = tempo.virtual_origin + first
    assert tempo.real(virtually) <= tempo.real(virtually + more)


def test_the_zone_of_an_instant_does_not_matter() -> None:
    tempo = Tempo.parse("7d=1m", virtual_origin=ORIGIN, real_origin=STARTED)
    elsewhere = STARTED.astimezone(timezone(timedelta(hours=-5)))
    assert tempo.virtual(elsewhere) == tempo.virtual(STARTED)
