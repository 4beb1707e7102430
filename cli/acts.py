"""What people do: one verb per human command, its options made from the command's fields."""

import asyncio
import inspect
import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.call import Call
from cli.command import Parameter, add_built
from cli.failures import Refused, WrongUsage
from cli.fields import command_of, options_of, papers_of
from cli.output import answer, line
from cli.places import Place, place_of
from cli.reach import Engine, book, door, persistently, sent
from cli.values import read_file
from models.commands import COMMANDS, Command, Launch
from models.documents import PaperRef
from models.refusals import refuse
from models.standing import Answer
from store.engine import writing
from store.files import digest_of, put_file
from store.queries import load_stream

# Launching starts from a file, so it has a command of its own.
VERBS = {name: command for name, command in COMMANDS.items() if command.human and command is not Launch}

Id = Annotated[
    str, typer.Argument(metavar="ID", help="mã hồ sơ, cuộc kiểm tra hoặc dự thảo | of a case, an inspection or a draft")
]
As = Annotated[
    str, typer.Option("--as", metavar="PERSON", help="người hoặc chức danh thực hiện | who acts: a person or a seat")
]
CommandId = Annotated[
    str | None,
    typer.Option("--command-id", metavar="ID", help="mã lần thực hiện; cùng mã chỉ tính một lần | same id, done once"),
]
SHARED = (
    Parameter("place", Parameter.KEYWORD_ONLY, annotation=Id),
    Parameter("actor", Parameter.KEYWORD_ONLY, annotation=As),
    Parameter("command_id", Parameter.KEYWORD_ONLY, default=None, annotation=CommandId),
)


def add_verbs(app: typer.Typer) -> None:
    """Offer every human command under its name."""
    for name, command in VERBS.items():
        text = f"{command.label['vi']} | {command.label['en']}. {inspect.getdoc(command) or ''}"
        add_built(app, name, _verb(command), (*SHARED, *options_of(command)), text)


def _verb(command: type[Command]) -> Callable[..., int | None]:
    def act(call: Call, place: str, actor: str, command_id: str | None, **fields: Any) -> None:
        there = _right(place_of(place), command, place)
        given = {"id": command_id or str(uuid.uuid4()), "actor": actor, **_with_draft(there, command, fields)}
        files = {name: _paper(given, name) for name in papers_of(command)}
        asked = command_of(command, given)
        with book(call) as engine:
            if load_stream(engine, there.stream)[0].seq == 0:
                raise Refused(refuse("not_found", id=place))
            for path, content in filter(None, files.values()):
                persistently(partial(_keep, engine, path, content))
            told = asyncio.run(_given(call, engine, there, asked))
        if told.refusal:
            raise Refused(told.refusal)
        document = told.model_dump(mode="json", exclude={"refusal"})
        document |= {"stream": there.stream, "command_id": asked.id}
        done = call.say("Đã ghi nhận", "Done")
        answer(call, document, lambda: line(f"{done}: {command.label[call.lang]} – {place}"))

    return act


async def _given(call: Call, engine: Engine, place: Place, command: Command) -> Answer:
    return await sent(await door(call, engine), place.stream, command)


def _right(place: Place, command: type[Command], written: str) -> Place:
    """The place, if such a command is given there."""
    if command.aggregate == "case" and not place.is_case:
        what = "lệnh này cần mã hồ sơ (case/…)", "this needs a case's id (case/…)"
        raise WrongUsage(*(f"“{written}”: {words}" for words in what))
    if command.aggregate == "inspection" and place.is_case:
        what = (
            "lệnh này cần mã cuộc kiểm tra hoặc dự thảo (draft/…)",
            "this needs the id of an inspection or a draft (draft/…)",
        )
        raise WrongUsage(*(f"“{written}”: {words}" for words in what))
    return place


def _with_draft(place: Place, command: type[Command], fields: dict[str, Any]) -> dict[str, Any]:
    if "draft" not in command.model_fields:
        return fields
    draft = fields.get("draft") or place.draft
    if not draft:
        raise WrongUsage("ghi mã dự thảo (draft/…) làm ID hoặc ở --draft", "give the draft's id as ID or in --draft")
    return fields | {"draft": draft}


def _paper(given: dict[str, Any], name: str) -> tuple[Path, bytes] | None:
    """Join the options of a paper into its reference; the file to keep with it, if one was named."""
    number, day, file = (given.pop(f"{name}_{part}") for part in ("number", "date", "file"))
    if number is None and day is None and file is None:
        return None
    if number is None or day is None:
        flags = f"--{name}-number", f"--{name}-date"
        raise WrongUsage(f"{flags[0]} và {flags[1]} đi cùng nhau", f"{flags[0]} and {flags[1]} go together")
    content = read_file(file) if file else None
    given[name] = PaperRef(number=number, date=day, digest=digest_of(content) if content is not None else None)
    return (file, content) if file and content is not None else None


def _keep(engine: Engine, path: Path, content: bytes) -> None:
    with writing(engine) as connection:
        put_file(connection, path.name, content)
