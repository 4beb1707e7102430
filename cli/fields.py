"""A command's options from its model's fields, and the fields from the options that were given."""

import inspect
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import typer
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from cli.failures import WrongUsage
from cli.values import clean, read_day
from models.commands import Command
from models.documents import PaperRef
from models.labels import FIELDS

Parameter = inspect.Parameter
NOT_OPTIONS = frozenset({"id", "actor", "type"})


def options_of(command: type[Command]) -> list[Parameter]:
    """The options that give a command its fields; `draft` may also stand in the id the command is given to."""
    fields = ((name, field) for name, field in command.model_fields.items() if name not in NOT_OPTIONS)
    return [option for name, field in fields for option in _options(name, field)]


def _options(name: str, field: FieldInfo) -> Iterator[Parameter]:
    kind, words = _kind(field.annotation), FIELDS[name]
    text = f"{words['vi']} | {words['en']}"
    required = field.is_required() and name != "draft"
    flag = f"--{name.replace('_', '-')}"
    if kind is PaperRef:
        yield from _paper(name, text, required=required)
    elif get_origin(kind) is tuple:
        yield _option(name, list[str], [flag, flag.removesuffix("s")], f"{text}; lặp lại được | repeatable", ())
    elif kind is date:
        yield _option(name, date, [flag], text, None, required=required, parser=read_day, metavar="DATE")
    else:
        yield _option(name, kind, [flag], text, None, required=required)


def _paper(name: str, text: str, *, required: bool) -> Iterator[Parameter]:
    yield _option(f"{name}_number", str, [f"--{name}-number"], f"{text}: số | number", None, required=required)
    yield _option(
        *(f"{name}_date", date, [f"--{name}-date"], f"{text}: ngày | date", None),
        required=required,
        parser=read_day,
        metavar="DATE",
    )
    yield _option(f"{name}_file", Path, [f"--{name}-file"], f"{text}: tệp | file", None, metavar="FILE")


def _option(
    name: str, kind: Any, flags: list[str], text: str, default: Any, *, required: bool = False, **more: Any
) -> Parameter:
    optional = kind if required or default is not None else kind | None
    return Parameter(
        name,
        Parameter.KEYWORD_ONLY,
        default=Parameter.empty if required else default,
        annotation=Annotated[optional, typer.Option(*dict.fromkeys(flags), help=text, **more)],
    )


def _kind(annotation: Any) -> Any:
    """The annotation without None."""
    if get_origin(annotation) in {Union, UnionType}:
        (annotation,) = (arg for arg in get_args(annotation) if arg is not NoneType)
    return annotation


def command_of(command: type[Command], given: Mapping[str, Any]) -> Command:
    """The command with these fields.

    Raises:
        WrongUsage: naming the option whose value the model refuses.
    """
    try:
        return command.model_validate({name: _value(value) for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        flag = "--" + "-".join(str(step).replace("_", "-") for step in first["loc"])
        flag = {"--id": "--command-id", "--actor": "--as"}.get(flag, flag)
        raise WrongUsage(f"{flag}: giá trị chưa hợp lệ ({first['msg']})", f"{flag}: {first['msg']}") from None


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    return tuple(clean(one) for one in value) if isinstance(value, list | tuple) else value


def papers_of(command: type[Command]) -> list[str]:
    """The names of the fields that refer to a paper."""
    return [name for name, field in command.model_fields.items() if _kind(field.annotation) is PaperRef]
