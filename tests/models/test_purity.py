"""What workflows and the ledger see carries no clock and no chance: neither called, nor hidden in a default."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

import models

ROOM = Path(models.__path__[0])
FILES = sorted(ROOM.rglob("*.py"))
CLOCK = re.compile(
    r"(^|\.)(datetime\.(now|today|utcnow)|date\.today|time\.(time|time_ns|monotonic|perf_counter)|uuid\.uuid[14])$"
)
FORBIDDEN_IMPORTS = {
    "random",
    "secrets",
    "uuid",
    "time",
    "os",
    "socket",
    "subprocess",
    "asyncio",
    "threading",
    "logging",
}
ALLOWED_FACTORIES = {("Calendar", "days"): dict}


def offences(source: str) -> list[tuple[str, int]]:
    """Every clock, chance or door to the world that a file imports or asks, with its line."""
    return [(name, line) for name, line in _names(ast.parse(source)) if name in FORBIDDEN_IMPORTS or CLOCK.search(name)]


def _names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield (node.module.split(".")[0], node.lineno)
        elif isinstance(node, ast.Attribute):
            yield (ast.unparse(node), node.lineno)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_of_the_core_asks_a_clock_or_chance(path: Path) -> None:
    assert offences(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    ["import random", "from uuid import uuid4", "datetime.now(UTC)", "dt.datetime.now()\ndate.today()", "import time"],
)
def test_the_guard_sees_a_clock_and_chance(source: str) -> None:
    assert offences(source)


def every_model() -> list[type[BaseModel]]:
    for module in pkgutil.iter_modules(models.__path__):
        importlib.import_module(f"models.{module.name}")
    found: dict[type[BaseModel], None] = {}
    waiting: list[type[BaseModel]] = [BaseModel]
    while waiting:
        model = waiting.pop()
        waiting.extend(model.__subclasses__())
        if model.__module__.partition(".")[0] == "models":
            found[model] = None
    return list(found)


MODELS = every_model()


def test_the_walk_finds_commands_events_states_and_the_launch() -> None:
    names = {model.__name__ for model in MODELS}
    assert {"Report", "Rang", "Case", "Inspection", "LaunchFile", "Bundle", "Policy", "Calendar", "Notice"} <= names
    assert len(names) > 70


@pytest.mark.parametrize("model", MODELS, ids=lambda model: f"{model.__module__}.{model.__name__}")
def test_no_default_is_a_clock_or_chance(model: type[BaseModel]) -> None:
    for name, field in model.model_fields.items():
        if field.default_factory is not None:
            assert ALLOWED_FACTORIES.get((model.__name__, name)) is field.default_factory, name
        elif field.default is not PydanticUndefined and isinstance(field.default, date | datetime | UUID):
            fixed = model.model_fields[name].default
            assert fixed.year == 1970, f"{name}: a day or instant as default is a hidden clock"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: f"{model.__module__}.{model.__name__}")
def test_every_model_is_frozen(model: type[BaseModel]) -> None:
    assert model.model_config.get("frozen") is True
