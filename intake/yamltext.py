"""YAML as people may send it: small, flat enough, without aliases, with the line of every value.

Only structure is taken from YAML. Every value stays the text that was written (a phone number keeps its zero,
"no" stays "no"); an empty value, `~` or `null` is nothing. Types are the business of the model that reads it.
"""

import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple, NoReturn, TypeAlias

import yaml

from intake.badinput import BadInput

MAX_BYTES = 2_000_000
MAX_DEPTH = 12
MAX_VALUES = 200_000
KEY_SHOWN = 40  # characters of a key in a message
NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
LONG_TEXTS = frozenset({"text"})  # all else ends up in headings and mail headers, which are one line
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path = tuple[str | int, ...]
Value: TypeAlias = "dict[str, Value] | list[Value] | str | None"


class Sheet(NamedTuple):
    """A file as written: its values, and the line on which each of them stands."""

    data: dict[str, Value]
    lines: dict[Path, int]
    what: str

    def bad(self, path: Path, vi: str, en: str) -> BadInput:
        """The mistake at that path, with the line of the nearest thing that is written."""
        known = next((path[:n] for n in range(len(path), 0, -1) if path[:n] in self.lines), ())
        return BadInput(place(path) or self.what, vi, en, line=self.lines.get(known) if known else None)


def place(path: Path) -> str:
    """A path as people read it: `tasks[2].report_by`, counted from 0."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step[:KEY_SHOWN]}" for step in path)
    return "".join(steps).removeprefix(".")


def read_yaml(text: bytes | str, what: str) -> dict[str, Value]:
    """The values of a YAML file, all as text; `what` names the file in messages.

    Raises:
        BadInput: naming the place and the remedy.
    """
    return read_sheet(text, what).data


def read_sheet(text: bytes | str, what: str) -> Sheet:
    """The values of a YAML file with their lines. Raises BadInput."""
    reader = _Reader(_events(_decoded(text, what), what), what)
    return Sheet(reader.document(), reader.lines, what)


def _decoded(text: bytes | str, what: str) -> str:
    if len(text) > MAX_BYTES:
        raise _too_big(what)
    try:
        written = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        size = len(written.encode())
    except UnicodeError:
        raise BadInput(
            what,
            "không phải UTF-8; lưu lại tệp với bảng mã UTF-8",
            "is not UTF-8; save it with UTF-8 encoding",
        ) from None
    if size > MAX_BYTES:
        raise _too_big(what)
    return written.removeprefix("\ufeff")


def _too_big(what: str) -> BadInput:
    return BadInput(what, "lớn hơn 2 MB; tách thành nhiều tệp", "is larger than 2 MB; split it into several files")


def _events(text: str, what: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
        raise BadInput(
            what,
            "sai cú pháp YAML tại đây; kiểm tra thụt dòng, dấu hai chấm, dấu ngoặc và ký tự lạ",
            f"is not YAML here ({problem}); check indentation, colons, brackets and odd characters",
            line=mark.line + 1 if mark else None,
        ) from None


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Reader:
    """Builds the values from events, so that size and depth are bounded before anything is built."""

    def __init__(self, events: Iterator[yaml.Event], what: str) -> None:
        self.events = events
        self.what = what
        self.lines: dict[Path, int] = {}

    def document(self) -> dict[str, Value]:
        """The one mapping the file holds."""
        root: Value = None
        for count, event in enumerate(self._contents()):
            if count:
                self._refuse(
                    (),
                    event,
                    "có nhiều tài liệu; chỉ giữ một, bỏ dòng ---",
                    "holds several documents; keep one",
                )
            root = self._node(event, ())
        if not isinstance(root, dict):
            raise BadInput(self.what, "phải gồm các dòng “mục: giá trị”", "must consist of lines “key: value”", line=1)
        return root

    def _contents(self) -> Iterator[yaml.Event]:
        frame = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)
        return (event for event in self.events if not isinstance(event, frame))

    def _node(self, event: yaml.Event, path: Path) -> Value:
        self.lines.setdefault(path, _line(event))
        if len(self.lines) > MAX_VALUES:
            vi = f"tệp có quá {MAX_VALUES} giá trị; tách thành nhiều tệp"
            self._refuse((), event, vi, f"holds more than {MAX_VALUES} values; split the file")
        self._plain(event, path)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if len(path) >= MAX_DEPTH:
            self._refuse(path, event, f"lồng sâu quá {MAX_DEPTH} tầng", f"is nested deeper than {MAX_DEPTH} levels")
        return self._sequence(path) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(path)

    def _plain(self, event: yaml.Event, path: Path) -> None:
        if getattr(event, "anchor", None):
            vi, en = (
                "không dùng neo & hay bí danh * của YAML; chép lại giá trị",
                "no anchors or aliases; repeat the value",
            )
            self._refuse(path, event, vi, en)
        if getattr(event, "tag", None) not in (None, "!"):
            self._refuse(path, event, "không dùng thẻ ! của YAML; bỏ thẻ đi", "no YAML tags; remove the tag")

    def _scalar(self, event: yaml.ScalarEvent, path: Path) -> str | None:
        value = unicodedata.normalize("NFC", event.value)
        if not event.style and value in NOTHING:
            return None
        if any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in value):
            self._refuse(path, event, "có ký tự điều khiển; gõ lại giá trị", "has control characters; type it again")
        if len(value.splitlines()) > 1 and (not path or path[-1] not in LONG_TEXTS):
            self._refuse(path, event, "phải viết trên một dòng", "must be one line")
        return value

    def _sequence(self, path: Path) -> list[Value]:
        values: list[Value] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            values.append(self._node(event, (*path, len(values))))
        return values

    def _mapping(self, path: Path) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, path)
            if key in values:
                self._refuse((*path, key), event, "mục này viết hai lần; xóa một", "stands twice; remove one")
            self.lines[*path, key] = _line(event)
            values[key] = self._node(next(self.events), (*path, key))
        return values

    def _key(self, event: yaml.Event, path: Path) -> str:
        self._plain(event, path)
        key = self._scalar(event, path) if isinstance(event, yaml.ScalarEvent) else None
        if not key:
            self._refuse(path, event, "tên mục phải là chữ", "a key must be a word")
        return key

    def _refuse(self, path: Path, event: yaml.Event, vi: str, en: str) -> NoReturn:
        raise BadInput(place(path) or self.what, vi, en, line=_line(event))
