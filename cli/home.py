"""The directory of an embedded system: what lies where in it, and that one supervisor at a time has it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO, TypeVar

from pydantic import BaseModel, ValidationError

from cli.failures import Failure
from settings import Settings

Model = TypeVar("Model", bound=BaseModel)


class InUse(Exception):
    """Another supervisor, whose pid is the argument, has the directory."""


class Home:
    """Paths in a data directory."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.logs = self.path / "logs"
        self.run = self.path / "run"
        self.lock = self.run / "supervisor.lock"
        self.ports = self.path / "ports.json"
        self.system = self.path / "system.json"
        self.temporal = self.path / "temporal.db"

    @property
    def database_url(self) -> str:
        """Where the ledger is: DONDOC_DATABASE, else SQLite here."""
        return Settings(data=self.path).database_url

    def log(self, name: str) -> Path:
        """Where a child's output goes."""
        return self.logs / f"{name}.log"

    def record(self, name: str) -> Path:
        """Where it stands which process a child is."""
        return self.run / f"{name}.json"

    @contextmanager
    def mine(self) -> Iterator[None]:
        """Have the directory alone; it is created if need be.

        Raises:
            InUse: a running supervisor has it.
            Failure: it cannot be created or written.
        """
        with self._open_lock() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.seek(0)
                raise InUse(file.read()) from None
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield

    def _open_lock(self) -> TextIO:
        try:
            for directory in (self.path, self.logs, self.run):
                directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            return self.lock.open("a+", encoding="ascii")
        except OSError as error:
            raise Failure(
                f"không dùng được thư mục dữ liệu {self.path} ({error.strerror}): chọn --data khác",
                f"the data directory {self.path} cannot be used ({error.strerror}): choose another --data",
            ) from error


def keep(path: Path, value: BaseModel) -> None:
    """Write a value as JSON, for its owner only; a reader finds the old file or the new one, never half of one."""
    draft = path.with_suffix(".tmp")
    draft.touch(mode=0o600)
    draft.write_text(value.model_dump_json(indent=2) + "\n", encoding="utf-8")
    draft.replace(path)


def kept(path: Path, model: type[Model]) -> Model | None:
    """What `keep` wrote; None when there is nothing readable."""
    try:
        return model.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
