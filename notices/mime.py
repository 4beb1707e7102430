"""A letter as bytes on the wire (RFC 5322), with Vietnamese exact.

`EmailMessage` loses spaces between encoded words when it folds (cpython#92081, #144156), so the lines are put together
here from `email.header.Header`, which does not.
"""

import base64
import re
import unicodedata
from collections.abc import Iterator
from email.header import Header
from email.utils import format_datetime

from notices.channel import Letter, Undeliverable

CRLF = "\r\n"
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
MESSAGE_ID = re.compile(r"<[!-;=?-~]+@[!-;=?-~]+>")
NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
NOT_PRINTED = frozenset({"Cc", "Cs", "Zl", "Zp"})


def to_bytes(letter: Letter) -> bytes:
    """The letter as a message of ASCII lines.

    Raises:
        Undeliverable: when an address, the message id or a header's name has no valid form.
    """
    head = CRLF.join(_head(letter))
    body = CRLF.join(letter.body.splitlines()) + CRLF
    encoded = base64.encodebytes(body.encode("utf-8", "replace")).replace(b"\n", b"\r\n")
    return head.encode("ascii") + b"\r\n\r\n" + encoded


def one_line(text: str) -> str:
    """Text as a header holds it: composed letters (NFC), one line, no control characters, single spaces."""
    shown = "".join(" " if unicodedata.category(c) in NOT_PRINTED else c for c in unicodedata.normalize("NFC", text))
    return " ".join(shown.split())


def _head(letter: Letter) -> Iterator[str]:
    yield f"Message-ID: {_valid(MESSAGE_ID, letter.message_id, 'Message-ID')}"
    yield f"Date: {format_datetime(letter.at)}"
    yield f"From: {_mailbox('From', letter.sender_name, letter.sender)}"
    yield f"To: {_mailbox('To', letter.to_name, letter.to)}"
    yield f"Subject: {_text('Subject', letter.subject)}"
    yield "Auto-Submitted: auto-generated"
    if letter.attempt > 1:
        yield f"X-Attempt: {letter.attempt}"
    for name, value in letter.headers.items():
        yield f"{_valid(NAME, name, 'header')}: {_text(name, value)}"
    yield "MIME-Version: 1.0"
    yield 'Content-Type: text/plain; charset="utf-8"'
    yield "Content-Transfer-Encoding: base64"


def _text(name: str, value: str) -> str:
    line = one_line(value)
    if line.isascii() and "=?" not in line:
        return line  # message ids in References must not be encoded
    return Header(line, "utf-8", header_name=name).encode(linesep=CRLF)


def _mailbox(name: str, shown: str, address: str) -> str:
    valid = _valid(ADDRESS, address, name)
    words = Header(one_line(shown), "utf-8", header_name=name).encode(linesep=CRLF)
    return f"{words}{CRLF} <{valid}>" if words else f"<{valid}>"


def _valid(form: re.Pattern[str], text: str, where: str) -> str:
    if not form.fullmatch(text):
        msg = f"{where} không hợp lệ: “{text}”; đề nghị sửa trong danh bạ | {where} is not valid: “{text}”; correct the register"
        raise Undeliverable(msg)
    return text
