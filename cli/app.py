"""The command line: what `starter.py` offers, its exit codes and how it fails (design.md section 7)."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated

import typer
from pydantic import ValidationError

from cli.acts import add_verbs
from cli.board import board
from cli.call import Call
from cli.command import Data, Json, Lang, add, called
from cli.doctor import doctor
from cli.due import due
from cli.launching import launching
from cli.ledgers import export, verify
from cli.output import note
from cli.rebuild import rebuild
from cli.rehearsing import rehearsing
from cli.showing import listing, showing
from cli.up import run_up
from settings import Settings

INTERRUPTED = 130
HELP = "Đôn Đốc: theo dõi, đôn đốc khắc phục sau kiểm tra | presses until inspection findings are fixed"
MISSING = {"MissingParameter": "thiếu", "NoSuchOption": "không có tùy chọn này", "NoArgsIsHelpError": "thiếu lệnh con"}

Port = Annotated[int | None, typer.Option("--port", min=0, max=65535, help="cổng của trang; 0: cổng trống | 0: any")]
Demo = Annotated[bool, typer.Option("--demo", help="dữ liệu minh họa | demonstration data")]
Tempo = Annotated[str | None, typer.Option("--tempo", metavar="1d=2s", help="nhịp thời gian | how fast time passes")]


def up(call: Call, port: Port = None, demo: Demo = False, tempo: Tempo = None) -> int:
    """Khởi động toàn bộ hệ thống nhúng; Ctrl-C để dừng | Start everything embedded; Ctrl-C stops it."""
    chosen = call.settings.port if "port" in call.settings.model_fields_set else None
    return run_up(call.settings.data, chosen if port is None else port, demo, tempo, call.lang)


def build() -> typer.Typer:
    """The commands."""
    app = typer.Typer(help=HELP, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
    app.callback()(_before)
    add(app, "up", up)
    add(app, "rehearse", rehearsing)
    add(app, "launch", launching)
    add(app, "show", showing)
    add(app, "cases", listing)
    add(app, "board", board)
    add(app, "due", due)
    add(app, "doctor", doctor)
    add(app, "rebuild", rebuild)
    ledger = typer.Typer(help="Sổ cái: xuất, kiểm tra | The ledger: export, verify", no_args_is_help=True)
    add(ledger, "export", export)
    add(ledger, "verify", verify)
    app.add_typer(ledger, name="ledger")
    act = typer.Typer(
        help="Việc của con người, cũng là lệnh riêng | What people do, also as verbs", no_args_is_help=True
    )
    add_verbs(act)
    add(act, "launch", launching)
    app.add_typer(act, name="act")
    add_verbs(app)
    return app


def _before(ctx: typer.Context, data: Data = None, json: Json = False, lang: Lang = None) -> None:
    """Settings of the environment, and the common options given before the command's name."""
    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = "_".join(str(step) for step in first["loc"]).upper()
        raise typer.BadParameter(first["msg"], param_hint=f"DONDOC_{name}") from None
    ctx.obj = called(Call(settings, json), data, json, lang)


APP = build()


def main(argv: Sequence[str]) -> int:
    """Run one command; returns the exit code: 0 done, 1 refused, 2 usage, 3 system not reachable."""
    try:
        return APP(args=list(argv), prog_name="starter.py", standalone_mode=False) or 0
    except typer.TyperException as error:
        return _misused(error, argv)
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED


def _misused(error: typer.TyperException, argv: Sequence[str]) -> int:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "starter.py"
    vietnamese, ours, english = error.message.partition(" | ")
    if ours:
        flag = error.param.opts[0] if isinstance(error, typer.BadParameter) and error.param else ""
        vietnamese, english = f"{flag} {vietnamese}.", f"{flag} {english}."
    else:
        vietnamese = english = error.format_message()
    if _language(argv) == "en":
        note(f"{english} See: {path} --help")
    else:
        kind = MISSING.get(type(error).__name__)
        note(f"Lệnh chưa đúng{f' ({kind})' if kind else ''}: {vietnamese} Xem: {path} --help")
    return error.exit_code


def _language(argv: Sequence[str]) -> str:
    """The language asked for, also where the rest of the command could not be read."""
    for before, value in pairwise(argv):
        if before == "--lang":
            return value
    try:
        return Settings().lang
    except ValidationError:
        return "vi"
