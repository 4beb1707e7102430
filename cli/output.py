"""Answers on stdout: one JSON document for a program, tables for a person, plain columns for a pipe."""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.call import Call
from intake.badinput import one_line
from models.clock import VIETNAM
from models.dates import written

Document: TypeAlias = dict[str, Any] | list[dict[str, Any]]


def answer(call: Call, document: Document, show: Callable[[], None]) -> None:
    """Print the document, or show it to a person."""
    if call.json:
        print_json(document)
    else:
        show()


def print_json(document: Document) -> None:
    """One JSON document on one line."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")


def line(text: str = "", style: str = "") -> None:
    """One line of text; styled on a terminal."""
    if sys.stdout.isatty():
        _console().print(Text(one_line(text), style=style), soft_wrap=True)
    else:
        sys.stdout.write(one_line(text) + "\n")


def heading(text: str) -> None:
    """A line above what belongs together."""
    line()
    line(text, "bold")


def table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table on a terminal; tab-separated columns otherwise, so that other programs can cut them."""
    if not sys.stdout.isatty():
        for row in (headers, *rows):
            sys.stdout.write("\t".join(one_line(str(cell)) for cell in row) + "\n")
        return
    drawn = Table(*headers, header_style="bold")
    for row in rows:
        drawn.add_row(*(Text(one_line(str(cell))) for cell in row))
    _console().print(drawn)


def facts(rows: Iterable[tuple[str, object]]) -> None:
    """Names with their values, one a line."""
    for name, value in rows:
        line(f"{name}: {value}")


def note(text: str) -> None:
    """One line beside the answer, on stderr."""
    sys.stderr.write(one_line(text) + "\n")


def moment(instant: datetime) -> str:
    """An instant as people in Vietnam read it: 14 giờ 05, 24/8/2020."""
    local = instant.astimezone(VIETNAM)
    return f"{local:%H:%M} {written(local.date())}"


def _console() -> Console:
    return Console(file=sys.stdout, highlight=False, emoji=False)
