"""A database made ready: migrated to this program's schema, seeded, with its tempo fixed for good."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, select

from models.clock import Tempo
from store import references
from store import tables as t
from store.engine import reading, writing

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config(connection: Connection) -> "Config":
    """Alembic on this connection."""
    from alembic.config import Config  # noqa: PLC0415 - slow to load, and few commands migrate

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def prepare(engine: Engine, tempo: Tempo | None = None) -> Tempo:
    """Bring the database to today's schema, seed an empty one, and return its tempo.

    Tempo is immutable: virtual time of recorded events must not jump. The one given counts only for a new database.
    """
    from alembic import command  # noqa: PLC0415 - slow to load, and few commands migrate

    with writing(engine) as connection:
        command.upgrade(alembic_config(connection), "head")
        references.seed(connection)
        return _tempo(connection, tempo)


def _tempo(connection: Connection, given: Tempo | None) -> Tempo:
    kept = connection.execute(select(t.meta.c.value).where(t.meta.c.key == "tempo")).scalar()
    if kept:
        return Tempo.model_validate_json(kept)
    tempo = given or Tempo()
    connection.execute(t.meta.insert().values(key="tempo", value=tempo.model_dump_json()))
    return tempo


def tempo_of(engine: Engine) -> Tempo:
    """The tempo a prepared database runs at."""
    with reading(engine) as connection:
        return Tempo.model_validate_json(
            connection.execute(select(t.meta.c.value).where(t.meta.c.key == "tempo")).scalar_one()
        )


def is_prepared(engine: Engine) -> bool:
    """Whether the database has our tables."""
    with reading(engine) as connection:
        return inspect(connection).has_table(t.streams.name)


def virtual_now(engine: Engine, real_now: datetime) -> datetime:
    """What the clock of this data shows at a real instant."""
    return tempo_of(engine).virtual(real_now)
