"""A launch file and its register from disk: the register stands beside the file, or in `units/` beside it."""

from datetime import date
from pathlib import Path

from cli.values import read_file
from intake.badinput import BadInput, quoted
from intake.launchfile import named_register, read_launch, read_register
from models.calendar import Calendar
from models.launch import Bundle
from models.org import Register

SUFFIXES = (".yaml", ".yml")


def read_bundle(path: Path, calendar: Calendar, rebase: date | None = None) -> Bundle:
    """The launch as it would be stored. Raises BadInput, Failure."""
    text = read_file(path)
    return read_launch(text, _register(path.parent, named_register(text)), calendar, rebase=rebase)


def _register(folder: Path, name: str) -> Register:
    given = Path(name)
    if given.is_absolute() or ".." in given.parts:
        vi, en = "phải nằm cùng thư mục với tệp này hoặc trong thư mục con", "must lie beside this file or below it"
        raise BadInput("register", f"{quoted(name)} {vi}", f"{quoted(name)} {en}")
    names = [given] if given.suffix in SUFFIXES else [Path("units") / f"{name}.yaml", Path(f"{name}.yaml")]
    for one in names:
        if (folder / one).is_file():
            return read_register(read_file(folder / one))
    looked = ", ".join(str(one) for one in names)
    raise BadInput(
        "register",
        f"không thấy đăng ký đơn vị {quoted(name)}; cần tệp {looked} cạnh tệp này",
        f"no register {quoted(name)}; write {looked} beside this file",
    )
