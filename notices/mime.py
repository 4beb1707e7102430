"""A letter as bytes on the wire (RFC 5322), with Vietnamese exact.

`EmailMessage` loses spaces between encoded words when it folds (cpython#92081, #144156), so encoded words are made
here. They are cut at spaces: some readers put a space between the words of a name, which then does no harm.
"""

import base64
import re
import unicodedata
from collections.abc import Iterator
from email.utils import format_datetime

from notices.channel import Letter, Undeliverable

CRLF = "\r\n"
ROOM = 39  # bytes in an encoded word, so that a line with the header's name stays below 76 (RFC 2047)
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
    body = "".join(line + CRLF for line in letter.body.splitlines())
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
    yield f"Subject: {_text(letter.subject)}"
    yield "Auto-Submitted: auto-generated"
    if letter.attempt > 1:
        yield f"X-Attempt: {letter.attempt}"
    for name, value in letter.headers.items():
        yield f"{_valid(NAME, name, 'header')}: {_text(value)}"
    yield "MIME-Version: 1.0"
    yield 'Content-Type: text/plain; charset="utf-8"'
    yield "Content-Transfer-Encoding: base64"


def _text(value: str) -> str:
    line = one_line(value)
    if line.isascii() and "=?" not in line:
        return line  # message ids in References must not be encoded
    return _words(line)


def _words(text: str) -> str:
    """The text as encoded words, one a line."""
    lines = [""]
    for piece in _pieces(text):
        if len((lines[-1] + piece).encode()) > ROOM:
            lines.append("")
        lines[-1] += piece
    return f"{CRLF} ".join(f"=?utf-8?b?{base64.b64encode(line.encode()).decode()}?=" for line in lines if line)


def _pieces(text: str) -> Iterator[str]:
    """Syllables, each with the space after it; one without end is cut between letters."""
    for syllable in re.findall(r"\S+ ?", text):
        if len(syllable.encode()) <= ROOM:
            yield syllable
        else:
            yield from syllable


def _mailbox(name: str, shown: str, address: str) -> str:
    valid = _valid(ADDRESS, address, name)
    words = _words(one_line(shown))
    return f"{words}{CRLF} <{valid}>" if words else f"<{valid}>"


def _valid(form: re.Pattern[str], text: str, where: str) -> str:
    if not form.fullmatch(text):
        vietnamese = f"{where} không hợp lệ: “{text}”; đề nghị sửa trong danh bạ"
        msg = f"{vietnamese} | {where} is not valid: “{text}”; correct the register"
        raise Undeliverable(msg)
    return text
