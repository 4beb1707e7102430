"""From what is written to a model: the first mistake that pydantic finds, in words of the writer."""

import re
from collections.abc import Callable, Iterator
from typing import TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from intake.badinput import BadInput, did_you_mean, quoted
from intake.yamltext import Path, Sheet, Value

M = TypeVar("M", bound=BaseModel)
Words = tuple[str, str]

DAY: Words = ("phải là ngày, viết như 2020-08-21", "must be a date, written like 2020-08-21")
INSTANT: Words = (
    "phải là thời điểm, viết như 2020-08-21T10:39:44+07:00",
    "must be an instant, written like 2020-08-21T10:39:44+07:00",
)
LIST: Words = (
    "phải là danh sách: mỗi dòng một mục, bắt đầu bằng dấu gạch -",
    "must be a list: one item a line, each beginning with -",
)
GROUP: Words = ("phải gồm các dòng “mục: giá trị”", "must consist of lines “key: value”")


def checked(model: type[M], sheet: Sheet) -> M:
    """The file as a model. Raises BadInput for the first mistake, an unknown key before all others."""
    try:
        return model.model_validate(sheet.data)
    except ValidationError as error:
        raise _translated(error, model, sheet) from None


def _translated(error: ValidationError, model: type[BaseModel], sheet: Sheet) -> BadInput:
    details = error.errors(include_url=False)
    unknown = next((detail for detail in details if detail["type"] == "extra_forbidden"), None)
    if unknown:
        path, _ = _followed(unknown["loc"], sheet.data)
        vi, en = did_you_mean(str(path[-1]), _keys_at(model, path[:-1]))
        return sheet.bad(path, f"không có mục này; {vi}", f"is not a known key; {en}")
    for detail in details:
        path, of_other_branch = _followed(detail["loc"], sheet.data)
        if not of_other_branch:
            break
    return sheet.bad(path, *_words(detail))


def _followed(loc: tuple[int | str, ...], data: Value) -> tuple[Path, bool]:
    """The path in the file, without pydantic's names of union branches; whether another branch was meant."""
    path: list[int | str] = []
    foreign = False
    for n, step in enumerate(loc):
        of_list = str(step).startswith("tuple[")
        if isinstance(data, dict) and isinstance(step, str) and step in data:  # noqa: SIM114 - each narrows a type
            data = data[step]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        elif step == "[key]":
            continue
        elif not isinstance(data, dict) or of_list or n + 1 < len(loc):  # the name of a branch
            foreign |= isinstance(data, dict) == of_list
            continue
        path.append(step)
    return tuple(path), foreign


def _keys_at(model: type[BaseModel], path: Path) -> list[str]:
    """The keys a writer may use at that path."""
    at = model
    for step in path:
        field = next((f for name, f in at.model_fields.items() if step in (name, f.alias)), None)
        at = next(_models_in(field.annotation), at) if field else at
    return [field.alias or name for name, field in at.model_fields.items()]


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _words(detail: ErrorDetails) -> Words:
    value, kind = detail["input"], detail["type"]
    if kind == "missing":
        return "thiếu mục này; cần ghi thêm", "is missing; add it"
    if value is None or value == "":
        return "đang để trống; cần ghi giá trị", "is empty; give a value"
    for pattern, words in MESSAGES:
        if re.fullmatch(pattern, kind):
            return words(detail) if callable(words) else words
    return f"giá trị {quoted(value)} không hợp lệ", f"the value {quoted(value)} is not valid"


def _choice(detail: ErrorDetails) -> Words:
    known = re.findall(r"'([^']*)'", detail.get("ctx", {}).get("expected", ""))
    vi, en = did_you_mean(str(detail["input"]), known)
    return f"giá trị {quoted(detail['input'])} không có; {vi}", f"{quoted(detail['input'])} is unknown; {en}"


def _own(detail: ErrorDetails) -> Words:
    """A message of our own models, written as "Vietnamese | English"."""
    vi, _, en = str(detail.get("ctx", {}).get("error", detail["msg"])).partition(" | ")
    return vi, en or vi


def _pattern(detail: ErrorDetails) -> Words:
    value = quoted(detail["input"])
    return (
        f"mã {value} chỉ được gồm chữ không dấu, chữ số và dấu gạch nối",
        f"the id {value} may only have plain letters, digits and hyphens",
    )


def _too_long(detail: ErrorDetails) -> Words:
    most = detail.get("ctx", {}).get("max_length")
    return f"dài quá {most} ký tự; viết ngắn lại", f"is longer than {most} characters; shorten it"


def _too_few(detail: ErrorDetails) -> Words:
    least = detail.get("ctx", {}).get("min_length")
    return f"cần ít nhất {least} mục", f"needs at least {least} item(s)"


MESSAGES: tuple[tuple[str, Words | Callable[[ErrorDetails], Words]], ...] = (
    (r"string_type|string_unicode", ("phải là chữ", "must be text")),
    (r"string_pattern_mismatch", _pattern),
    (r"string_too_long", _too_long),
    (r"too_short", _too_few),
    (r"bool_.*", ("phải là true hoặc false", "must be true or false")),
    (r"int_.*", ("phải là số nguyên", "must be a whole number")),
    (r"datetime_.*", INSTANT),
    (r"date_.*", DAY),
    (r"tuple_type|list_type", LIST),
    (r"dict_type|model_type|model_attributes_type", GROUP),
    (r"enum|literal_error", _choice),
    (r"value_error", _own),
)
