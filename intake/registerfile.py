"""The register of one province's units from its YAML file, checked for consistency."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from intake.badinput import BadInput, did_you_mean, quoted
from intake.checked import checked
from intake.yamltext import Path, Sheet, read_sheet
from models.org import Register, Valid

UNIT_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")  # it stands in seat ids and in mail addresses
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def read_register(text: bytes | str) -> Register:
    """The register as written. Raises BadInput for the first mistake."""
    sheet = read_sheet(text, "đăng ký đơn vị")
    register = checked(Register, sheet)
    for problem in _problems(register, sheet):
        raise problem
    return register


def _problems(register: Register, sheet: Sheet) -> Iterator[BadInput]:
    yield from _bad_names(register, sheet)
    yield from _twice(sheet, "units", (unit.id for unit in register.units))
    yield from _twice(sheet, "persons", (person.id for person in register.persons))
    yield from _twice(sheet, "extra_seats", (seat.id for seat in register.extra_seats))
    yield from _unknown_units(register, sheet)
    if register.inspecting == register.office:
        vi = "phải khác inspecting: không cơ quan nào tự xác nhận việc của mình"
        yield sheet.bad(("office",), vi, "must differ from inspecting: no unit verifies itself")
    yield from _bad_holdings(register, sheet)
    yield from _turned_around(sheet, "units", register.units)
    yield from _turned_around(sheet, "holdings", register.holdings)


def _bad_names(register: Register, sheet: Sheet) -> Iterator[BadInput]:
    for n, unit in enumerate(register.units):
        if not UNIT_ID.fullmatch(unit.id):
            word = quoted(unit.id)
            vi = f"mã {word} chỉ được gồm chữ thường không dấu, chữ số và dấu gạch nối, tối đa 40 ký tự"
            en = f"the id {word} may only have lower-case letters, digits and hyphens, 40 at most"
            yield sheet.bad(("units", n, "id"), vi, en)
    if not DOMAIN.fullmatch(register.mail_domain):
        yield sheet.bad(("mail_domain",), "phải là tên miền, ví dụ tinh.example", "must be a domain such as a.example")
    for n, person in enumerate(register.persons):
        if person.email is not None and not EMAIL.fullmatch(person.email):
            vi, en = "phải là địa chỉ thư, ví dụ an@tinh.example", "must be an address such as an@a.example"
            yield sheet.bad(("persons", n, "email"), vi, en)
        owner, dot, _ = person.id.partition(".")
        if dot and register.unit(owner):
            vi = f"mã {quoted(person.id)} giống mã của một chức danh; đặt mã khác cho người này"
            yield sheet.bad(("persons", n, "id"), vi, f"{quoted(person.id)} reads like a seat; give another id")


def _twice(sheet: Sheet, key: str, ids: Iterable[str]) -> Iterator[BadInput]:
    seen: Counter[str] = Counter()
    for n, known in enumerate(ids):
        if seen[known]:
            vi, en = (
                f"mã {quoted(known)} đã có ở trên; đặt mã khác",
                f"{quoted(known)} stands above; give another id",
            )
            yield sheet.bad((key, n) if key == "extra_seats" else (key, n, "id"), vi, en)
        seen[known] += 1


def _unknown_units(register: Register, sheet: Sheet) -> Iterator[BadInput]:
    named: list[tuple[Path, str | None]] = [
        (("inspecting",), register.inspecting),
        (("committee",), register.committee),
        (("office",), register.office),
        *((("units", n, "parent"), unit.parent) for n, unit in enumerate(register.units)),
        *((("extra_seats", n, "unit"), seat.unit) for n, seat in enumerate(register.extra_seats)),
    ]
    for path, unit_id in named:
        if unit_id is not None and not register.unit(unit_id):
            vi, en = did_you_mean(unit_id, (unit.id for unit in register.units))
            yield sheet.bad(
                path,
                f"không có đơn vị {quoted(unit_id)} trong units; {vi}",
                f"no unit {quoted(unit_id)} in units; {en}",
            )


def _bad_holdings(register: Register, sheet: Sheet) -> Iterator[BadInput]:
    persons = {person.id for person in register.persons}
    seats = {
        *(f"{unit.id}.{role}" for unit in register.units for role in register.seats.get(unit.kind, {})),
        *(seat.id for seat in register.extra_seats),
    }
    for n, holding in enumerate(register.holdings):
        if holding.person not in persons:
            vi, en = did_you_mean(holding.person, sorted(persons))
            word = quoted(holding.person)
            yield sheet.bad(
                ("holdings", n, "person"), f"không có {word} trong persons; {vi}", f"no person {word}; {en}"
            )
        if holding.seat not in seats:
            vi, en = did_you_mean(holding.seat, sorted(seats))
            word = quoted(holding.seat)
            yield sheet.bad(("holdings", n, "seat"), f"không có chức danh {word}; {vi}", f"no seat {word}; {en}")


def _turned_around(sheet: Sheet, key: str, valid: Iterable[Valid]) -> Iterator[BadInput]:
    for n, one in enumerate(valid):
        if one.valid_from and one.valid_to and one.valid_to < one.valid_from:
            vi, en = "trước valid_from; kiểm tra lại hai ngày", "lies before valid_from; check both dates"
            yield sheet.bad((key, n, "valid_to"), vi, en)
