"""The particulars of a notice as a language writes them: numbers padded, days written out, empty ones empty."""

from collections.abc import Iterator
from datetime import date, timedelta

from models.draft import DraftItem
from models.ladder import Level, RungKind
from notices.fill import complete, fill
from notices.item import Item
from notices.texts import Audience, Frame, Grammar, Language

DAYS = ("sent_on", "due", "arrived_on")


def particulars(item: Item, language: Language) -> dict[str, str]:
    """Everything a wording may name, by its name."""
    grammar, frame = language.grammar, language.frame
    found = {
        **item.notice.params,
        **_bodies(item),
        **_days(item, grammar),
        **_numbers(item, grammar),
        "draft_paper": _draft_paper(item, frame),
        "units": grammar.number(len(item.draft.items)) if item.draft and item.draft.items else "",
        "opening": _opening(item, frame),
    }
    found["share"] = fill(grammar.share, found) if complete(grammar.share, found) else ""
    found["contact"] = fill(frame.contact, _contact(item))
    return found


def draft_lines(item: Item, language: Language) -> Iterator[dict[str, str]]:
    """The particulars of each unit a draft names."""
    for entry in item.draft.items if item.draft else ():
        yield _draft_line(entry, language.grammar)


def _draft_line(entry: DraftItem, grammar: Grammar) -> dict[str, str]:
    return {
        "item_unit": entry.unit_name,
        "item_count": grammar.number(len(entry.requirements)),
        "item_due": grammar.day(entry.due),
        "item_overdue": grammar.days(entry.late_days) if entry.late_days > 0 else "",
    }


def _bodies(item: Item) -> dict[str, str]:
    register, params = item.register, item.notice.params
    return {
        "seat": item.seat.title,
        "inspecting": register.name(register.inspecting),
        "committee": register.name(register.committee),
        "province": register.province,
        "source": params.get("paper") or params.get("inspection_title", ""),
        "case": item.notice.case or "",
    }


def _days(item: Item, grammar: Grammar) -> dict[str, str]:
    found = {name: _written(item.notice.params.get(name, ""), grammar) for name in DAYS}
    today = grammar.day(item.made_on)
    return {
        **found,
        "today": today,
        "eve": grammar.day(item.made_on - timedelta(days=1)),
        "due_today": found["due"] if found["due"] == today else "",
        "due_later": found["due"] if found["due"] != today else "",
    }


def _written(text: str, grammar: Grammar) -> str:
    """A day of the params (24/8/2020) as this language writes it."""
    if not text:
        return ""
    day, month, year = map(int, text.split("/"))
    return grammar.day(date(year, month, day))


def _numbers(item: Item, grammar: Grammar) -> dict[str, str]:
    params = item.notice.params
    left = int(params.get("days_left") or 0)
    count, total = params.get("count", ""), params.get("total", "")
    return {
        "count": grammar.number(int(count)) if count else "",
        "total": grammar.number(int(total)) if total else "",
        "left": grammar.days(left) if left > 0 else "",
        "overdue": grammar.days(-left) if left < 0 else "",
    }


def _opening(item: Item, frame: Frame) -> str:
    """A machine reminds staff; leaders are written to, and reported to inside the house."""
    if not item.superior:
        return frame.opening
    return frame.opening_head if item.audience is Audience.UNIT else frame.opening_superior


def _draft_paper(item: Item, frame: Frame) -> str:
    """What a draft will be when it is signed: the n-th letter of its ladder, or a submission by its level."""
    rung = item.policy.rung(item.draft.rung) if item.draft else None
    if rung is None:
        return frame.draft_any
    if rung.kind == RungKind.LETTER:
        letters = [r.id for r in item.policy.ladder(rung.clock) if r.kind == RungKind.LETTER]
        return fill(frame.draft_letter, {"nth": str(letters.index(rung.id) + 1)})
    wording = frame.draft_memorial if rung.level == Level.CHAIR else frame.draft_submission
    return fill(wording, {"committee": item.register.name(item.register.committee)})


def _contact(item: Item) -> dict[str, str]:
    seat = item.desk()
    if seat is None:
        return {"desk": item.register.name(item.register.inspecting)}
    person = item.holder(seat)
    return {
        "person": person.name if person.name != seat.title else "",
        "desk": seat.title,
        "phone": person.phone or "",
        "email": item.register.email(person, seat),
    }
