"""How a function becomes a command: each gets `--data`, `--json` and `--lang`, also before the command's name."""

import inspect
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from cli.call import Call
from cli.failures import REFUSED, Failure
from cli.output import note, print_json
from intake.badinput import BadInput

Parameter = inspect.Parameter
Data = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="thư mục dữ liệu, như DONDOC_DATA | data directory")
]
Json = Annotated[bool, typer.Option("--json", help="in đúng một tài liệu JSON | print exactly one JSON document")]
Lang = Annotated[Literal["vi", "en"] | None, typer.Option("--lang", help="ngôn ngữ | language")]

COMMON = (
    Parameter("data", Parameter.KEYWORD_ONLY, default=None, annotation=Data),
    Parameter("json", Parameter.KEYWORD_ONLY, default=False, annotation=Json),
    Parameter("lang", Parameter.KEYWORD_ONLY, default=None, annotation=Lang),
)


def add(app: typer.Typer, name: str, function: Callable[..., int | None], *, text: str | None = None) -> None:
    """Offer `function(call, …)` under that name; what it returns is the exit code, None is 0."""
    own = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
    add_built(app, name, function, own, text or inspect.getdoc(function) or "")


def add_built(
    app: typer.Typer, name: str, function: Callable[..., int | None], own: Iterable[Parameter], text: str
) -> None:
    """The same for parameters that were built."""

    def run(ctx: typer.Context, **given: Any) -> None:
        call = called(ctx.obj, **{common.name: given.pop(common.name) for common in COMMON})
        raise typer.Exit(_outcome(call, lambda: function(call, **given)))

    context = Parameter("ctx", Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    keywords = [parameter.replace(kind=Parameter.KEYWORD_ONLY) for parameter in own]
    parameters = (context, *keywords, *COMMON)
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    app.command(name, help=text)(run)


def _outcome(call: Call, work: Callable[[], int | None]) -> int:
    """The exit code; a failure is one line on stderr, and a document where a program asked for one."""
    try:
        return work() or 0
    except BrokenPipeError:  # the reader has seen enough
        return 0
    except Failure as failure:
        code, text, document = failure.code, failure.text(call.lang), failure.document(call.lang)
    except BadInput as mistake:
        code, text = REFUSED, mistake.text(call.lang)
        document = {"accepted": False, "error": text, "place": mistake.place, "line": mistake.line}
    note(text)
    if call.json:
        print_json(document)
    return code


def called(before: Call, data: Path | None, json: bool, lang: Literal["vi", "en"] | None) -> Call:
    """The call: what stands after the command's name wins over what stands before it."""
    given = {"data": data, "lang": lang}
    chosen = {name: value for name, value in given.items() if value is not None}
    settings = before.settings.model_copy(update=chosen)
    return Call(settings, json or before.json)
