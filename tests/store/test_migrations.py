"""Migrations: up, down, and no drift between the tables and the scripts."""

from pathlib import Path

from alembic import command
from sqlalchemy import inspect

from models.clock import Tempo
from store.engine import open_engine, reading, writing
from store.home import alembic_config, prepare, tempo_of
from store.tables import metadata
from tests.builders import SENT


def test_every_table_comes_up_and_goes_down(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'x.db'}")
    with writing(engine) as connection:
        command.upgrade(alembic_config(connection), "head")
        assert set(metadata.tables) <= set(inspect(connection).get_table_names())
    with writing(engine) as connection:
        command.downgrade(alembic_config(connection), "base")
        assert not set(metadata.tables) & set(inspect(connection).get_table_names())


def test_the_scripts_make_the_tables_the_program_has(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'x.db'}")
    with writing(engine) as connection:
        command.upgrade(alembic_config(connection), "head")
    with writing(engine) as connection:
        command.check(alembic_config(connection))


def test_preparing_again_changes_nothing_and_tempo_is_fixed_for_good(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'x.db'}")
    fast = Tempo(virtual_origin=SENT, real_origin=SENT, virtual_seconds=86400, real_seconds=2)
    assert prepare(engine, fast) == fast
    assert prepare(engine, Tempo()) == fast
    assert tempo_of(engine) == fast
    with reading(engine) as connection:
        assert inspect(connection).has_table("alembic_version")
