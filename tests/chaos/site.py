"""One place on disk that outlives every kill: the ledger, Temporal's store, the journal, the hits, the logs."""

import os
import sys
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

TEMPORAL = Path(sys.executable).parent / "temporal"
REPOSITORY = Path(__file__).parents[2]
# Longer than a timer may be late (the dev server: a second): a poke that comes before it fires delays the alarm.
UPKEEP_EVERY = timedelta(seconds=3)
# A dead worker holds its tasks no longer than this; longer than an answer may take, so that no task outlives it.
TASK_TIMEOUT = timedelta(seconds=5)
# A run rolls over often, so that continue-as-new is met in every round.
ROLL_AFTER_EVENTS = 60


@dataclass(frozen=True)
class Site:
    """Where a campaign keeps its data, and on which port its server listens."""

    root: Path
    port: int

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.root / 'ledger.db'}"

    @property
    def temporal_db(self) -> Path:
        return self.root / "temporal.db"

    @property
    def journal(self) -> Path:
        return self.root / "journal.jsonl"

    @property
    def hits(self) -> Path:
        return self.root / "hits.jsonl"

    @property
    def mailbox(self) -> Path:
        return self.root / "mailbox"

    @property
    def settled(self) -> Path:
        return self.root / "settled"

    @property
    def group(self) -> Path:
        return self.root / "group"

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def log(self, name: str) -> Path:
        """Where a process writes what it has to say."""
        return self.root / f"{name}.log"

    def orders(self, name: str) -> Path:
        """The named pipe from which a process reads what to do."""
        return self.root / f"{name}.in"

    def environment(self) -> dict[str, str]:
        """What a process of the tree needs to find its place."""
        return {**os.environ, "CHAOS_ROOT": str(self.root), "CHAOS_PORT": str(self.port)}

    @classmethod
    def here(cls) -> "Site":
        """The place this process was started for."""
        return cls(Path(os.environ["CHAOS_ROOT"]), int(os.environ["CHAOS_PORT"]))


def quicken() -> None:
    """Shorten the product's patience, so that a dead worker's work is taken over within a round.

    Durations only. To be called before anything of the product is imported.
    """
    m: Any = import_module("workflows.messages")
    m.HEARTBEAT = timedelta(seconds=3)
    m.PATIENT_ATTEMPT = timedelta(seconds=3)
    m.PATIENT_INTERVAL = timedelta(seconds=1)
    notify: Any = import_module("activities.notify")
    notify.LEASE = timedelta(seconds=3)
