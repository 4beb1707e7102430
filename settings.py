"""Settings: what an installation chooses, read from DONDOC_* variables.

Where Temporal is stands in TEMPORAL_* and is read by `temporalio.envconfig`, as Temporal's own tools do.
"""

from datetime import timedelta
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

Language = Literal["vi", "en"]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


class Settings(BaseSettings):
    """The choices of one installation; an argument given in code wins over the environment."""

    model_config = SettingsConfigDict(env_prefix="DONDOC_", env_ignore_empty=True, frozen=True)

    data: Path = Field(default=Path("data"), description="directory of the embedded data (DONDOC_DATA)")
    database: str | None = Field(default=None, description="SQLAlchemy URL; SQLite in `data` if not given")
    port: int = Field(default=8080, ge=0, le=65535, description="of the pages; 0 takes a free one")
    lang: Language = Field(default="vi", description="language of messages where the person has chosen none")
    upkeep_every: timedelta = Field(default=timedelta(minutes=1), description="how often lost workflows are looked for")
    log_level: LogLevel = "INFO"
    log_json: bool = Field(default=False, description="one JSON object a line instead of coloured text")

    @property
    def database_url(self) -> str:
        """The SQLAlchemy URL of the database that holds the ledger."""
        return self.database or f"sqlite:///{self.data.absolute() / 'dondoc.db'}"
