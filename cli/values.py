"""Values as people type them: days, short texts, files."""

import unicodedata
from datetime import date
from pathlib import Path

import typer

from cli.failures import Failure, WrongUsage

LARGEST = 20_000_000
DAY_MONTH_YEAR = 3


def read_day(text: str) -> date:
    """A day written 2020-08-25 or 25/8/2020."""
    try:
        parts = text.strip().split("/")
        if len(parts) == DAY_MONTH_YEAR:
            day, month, year = (int(part) for part in parts)
            return date(year, month, day)
        return date.fromisoformat(text.strip())
    except ValueError:
        vi, en = "viết ngày như 2020-08-25 hoặc 25/8/2020", "write a day like 2020-08-25 or 25/8/2020"
        raise typer.BadParameter(f"“{text}”: {vi} | “{text}”: {en}") from None


def clean(text: str) -> str:
    """Typed text in one form (NFC), without bytes that are no text."""
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())


def read_file(path: Path, largest: int = LARGEST) -> bytes:
    """The bytes of a file someone names.

    Raises:
        Failure: it cannot be read, or is larger than `largest` bytes.
    """
    try:
        if not path.is_file():
            raise WrongUsage(f"không có tệp “{path}”", f"there is no file “{path}”")
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except OSError as error:
        raise Failure(
            f"không đọc được tệp “{path}”: {error.strerror}", f"“{path}” cannot be read: {error.strerror}"
        ) from error
    if len(content) > largest:
        size = f"{largest // 1_000_000} MB"
        raise Failure(f"tệp “{path}” lớn hơn {size}", f"“{path}” is larger than {size}")
    return content
