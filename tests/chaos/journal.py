"""What the client asked and what it was told, written before and after each call: the oracle's other witness."""

import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.standing import Answer


@dataclass
class Asked:
    """One command of the client: how often it was sent, and what each sending was told."""

    stream: str
    command: dict[str, Any]
    sent: int = 0
    unknown: int = 0
    answers: list[Answer] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.command["id"])

    @property
    def open(self) -> bool:
        """Whether the client does not know yet what became of it."""
        return not self.answers

    @property
    def cut_off(self) -> bool:
        """Whether a sending was never answered, so that it may still have been recorded."""
        return self.unknown > 0 or self.sent > len(self.answers)


class Journal:
    """An append-only file; a killed process loses nothing that was written."""

    def __init__(self, path: Path) -> None:
        self.file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def sent(self, stream: str, command: dict[str, Any]) -> None:
        """About to send."""
        self._line({"sent": {"stream": stream, "command": command}})

    def told(self, command_id: str, answer: Answer) -> None:
        """An answer came."""
        self._line({"told": command_id, "answer": answer.model_dump(mode="json")})

    def unknown(self, command_id: str) -> None:
        """No answer came: it may or may not have been recorded."""
        self._line({"unknown": command_id})

    def _line(self, value: dict[str, Any]) -> None:
        value["at"] = round(time.time(), 3)
        os.write(self.file, (json.dumps(value, ensure_ascii=False) + "\n").encode())


def read(path: Path) -> dict[str, Asked]:
    """Every command by its id."""
    asked: dict[str, Asked] = {}
    for line in _lines(path):
        if "sent" in line:
            one = asked.setdefault(line["sent"]["command"]["id"], Asked(**line["sent"]))
            one.sent += 1
        elif "told" in line:
            asked[line["told"]].answers.append(Answer.model_validate(line["answer"]))
        else:
            asked[line["unknown"]].unknown += 1
    return asked


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)
