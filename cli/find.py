"""How a running system is found: it writes into its data directory where it is."""

from pathlib import Path

from pydantic import AwareDatetime

from cli.home import Home, kept
from cli.processes import Identity, runs
from models.base import Kept


class System(Kept):
    """Where a running system answers."""

    temporal_address: str
    temporal_namespace: str
    temporal_ui: str
    web: str
    database: str
    supervisor: Identity
    started_at: AwareDatetime


def find(data: Path) -> System | None:
    """The system that runs on this data directory; None when none does."""
    system = kept(Home(data).system, System)
    return system if system and runs(system.supervisor) else None
