"""A batch of notices as one letter: who it is from and to, its number, its thread."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from notices.channel import Letter
from notices.digest import render_batch
from notices.fill import fill
from notices.item import Item
from notices.particulars import particulars
from notices.wording import LANGUAGES


def letter(batch: Sequence[Item], at: datetime, lang: str = "vi", sender: str | None = None) -> Letter:
    """The letter for a batch (see `digest.batches`), dated `at` (UTC, virtual under tempo).

    Args:
        batch: one or more items for one seat.
        at: the instant it leaves.
        lang: the reader's language.
        sender: the installation's own address; the register's mail domain gives one when it has none.
    """
    first, rendered, language = batch[0], render_batch(batch, lang), LANGUAGES[lang]
    seat, domain = first.seat, first.register.mail_domain
    holder = first.holder(seat)
    return Letter(
        message_id=message_id([item.notice.key for item in batch], domain),
        sender_name=fill(language.frame.sender, particulars(first, language)),
        sender=sender or f"theo-doi@{domain}",
        to_name=holder.name,
        to=first.register.email(holder, seat),
        subject=rendered.subject,
        body=rendered.body,
        at=at,
        headers={"Content-Language": lang, **_thread(batch), **_reply_to(first)},
        attempt=first.attempt,
    )


def message_id(keys: Sequence[str], domain: str) -> str:
    """The number of a message: the same notices always have the same one."""
    return f"<{_digest(*sorted(keys))}@{domain}>"


def _thread(batch: Sequence[Item]) -> dict[str, str]:
    """Messages about one case, or one inspection's drafts, stand together in a mail reader."""
    about = {item.notice.case or item.notice.inspection for item in batch}
    return {"References": f"<{_digest(*about)}@{batch[0].register.mail_domain}>"} if len(about) == 1 else {}


def _reply_to(item: Item) -> dict[str, str]:
    seat = item.desk()
    return {"Reply-To": item.register.email(item.holder(seat), seat)} if seat else {}


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
