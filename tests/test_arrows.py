"""The arrows of the rooms that are one file; import-linter keeps those of the packages (pyproject.toml)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = {path.stem for path in ROOT.glob("*.py")} | {path.parent.name for path in ROOT.glob("*/__init__.py")}


def imported(path: Path) -> Iterator[str]:
    """The modules of ours that a file imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            package = node.module or ""
            names = [_module(f"{package}.{alias.name}") or package for alias in node.names]
        else:
            continue
        yield from (name for name in names if name.split(".")[0] in OURS)


def _module(name: str) -> str | None:
    """The name, if it is a module's; `from workflows import messages` imports one."""
    path = ROOT.joinpath(*name.split("."))
    return name if path.is_dir() or path.with_suffix(".py").is_file() else None


@pytest.mark.parametrize(
    ("room", "allowed"),
    [
        ("gateway", ("models", "workflows.messages")),
        ("settings", ()),
        ("observability", ()),
        ("connection", ("observability",)),
    ],
)
def test_arrows(room: str, allowed: tuple[str, ...]) -> None:
    strangers = [
        name for name in imported(ROOT / f"{room}.py") if not any(f"{name}.".startswith(f"{door}.") for door in allowed)
    ]
    assert strangers == [], f"{room}.py may import {allowed or 'nothing of ours'}"
