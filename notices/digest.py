"""Several reminders for one seat become one message; what is a record or asks for a decision of its own stands alone.

Pure grouping: who sends decides when. A notice sent again is never joined with a new one, so a message sent twice has
the same notices, and the same message id, both times.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from models.telling import NoticeKind as K
from notices.fill import fill
from notices.item import Item
from notices.wording import Reading, Rendered, render

URGENCY = {  # the kinds that are combined, most urgent first
    kind: place
    for place, kind in enumerate(
        (
            K.OVERDUE_HEAD,
            K.OVERDUE,
            K.DUE_TODAY,
            K.DRAFT_WAITING,
            K.VERIFICATION,
            K.CHECK_REGISTER,
            K.DUE_SOON,
            K.RECEIPT,
            K.REPORT_RECEIVED,
            K.REVIEW,
        )
    )
}

Batch = tuple[Item, ...]


def batches(items: Iterable[Item]) -> tuple[Batch, ...]:
    """The messages to send, each a batch of items for one seat, the most urgent first; urgent messages come first."""
    groups: dict[tuple[object, ...], list[Item]] = defaultdict(list)
    for item in items:
        notice = item.notice
        alone = notice.key if notice.kind not in URGENCY else ""
        groups[item.register.id, notice.to.seat, item.banner, item.attempt, alone].append(item)
    ordered = (tuple(sorted(group, key=_urgency)) for group in groups.values())
    return tuple(sorted(ordered, key=lambda batch: _urgency(batch[0])))


def render_batch(batch: Sequence[Item], lang: str = "vi") -> Rendered:
    """The message of a batch: a single notice as it is; several under a subject that says how many."""
    if len(batch) == 1:
        return render(batch[0], lang)
    readings = [Reading(item, lang) for item in batch]
    first = readings[0]
    frame = first.language.frame
    known = first.known | {"count": first.language.grammar.number(len(batch))}
    said = [fill(frame.digest_says, known), *(_entry(n, reading) for n, reading in enumerate(readings, start=1))]
    return Rendered(fill(frame.digest_subject, known), first.framed("\n\n".join(said), frame.why_each))


def _entry(place: int, reading: Reading) -> str:
    lines = [f"{place}. {reading.subject}", *reading.paragraphs()]
    if reading.reason:
        lines.append(f"- {fill(reading.language.facts['why'], {'why': reading.reason})}")
    return "\n".join(lines)


def _urgency(item: Item) -> tuple[int, int, str]:
    notice = item.notice
    return URGENCY.get(notice.kind, -1), int(notice.params.get("days_left") or 0), notice.key
