"""Letters on the wire: Vietnamese exact for every reader, no line a server would cut, nothing a name can inject."""

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notices.channel import Letter, Undeliverable
from notices.mime import one_line, to_bytes

SYLLABLES = (
    "Kính trình đề nghị Quý cơ quan báo cáo kết quả khắc phục hạn chế sau kiểm tra CCHC ngày 24/8/2020 – “trước ngày”"
)
VIETNAMESE = st.lists(
    st.one_of(
        st.sampled_from(SYLLABLES.split()),
        st.text(alphabet="ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ", min_size=1, max_size=7),
    ),
    min_size=1,
    max_size=60,
).map(" ".join)
ANYTHING = st.text(alphabet=st.characters(codec="utf-8"), max_size=300)


LETTER = Letter(
    message_id="<0a1b@song-tien.example>",
    sender_name="Sở Nội vụ tỉnh Sông Tiền – theo dõi sau kiểm tra CCHC",
    sender="theo-doi@song-tien.example",
    to_name="Đầu mối Sở Tư pháp",
    to="stp.focal@song-tien.example",
    subject="Nhắc việc",
    body="Kính gửi",
    at=datetime(2020, 8, 24, 0, 30, tzinfo=UTC),
)


def letter(**fields: Any) -> Letter:
    return replace(LETTER, **fields)


def read(sent: Letter) -> EmailMessage:
    message = message_from_bytes(to_bytes(sent), policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def older(header: str, sent: Letter) -> str:
    """A header as the other decoder of the standard library reads it, closer to what mail programs do."""
    return str(make_header(decode_header(message_from_bytes(to_bytes(sent), policy=policy.compat32)[header])))


@given(VIETNAMESE)
def test_a_vietnamese_subject_arrives_as_it_was_written(subject: str) -> None:
    assert read(letter(subject=subject))["Subject"] == subject
    assert older("Subject", letter(subject=subject)) == subject


def test_letters_composed_of_two_characters_arrive_as_one() -> None:
    assert read(letter(subject=unicodedata.normalize("NFD", "Đề nghị")))["Subject"] == "Đề nghị"


@given(VIETNAMESE, VIETNAMESE)
def test_names_arrive_beside_their_addresses(sender: str, to: str) -> None:
    message = read(letter(sender_name=sender, to_name=to))
    for header, name, address in (("From", sender, "theo-doi"), ("To", to, "stp.focal")):
        assert older(header, letter(sender_name=sender, to_name=to)) == f"{name} <{address}@song-tien.example>"
        [found] = message[header].addresses
        assert " ".join(found.display_name.split()) == name  # this parser doubles a space between encoded words
        assert found.addr_spec == f"{address}@song-tien.example"


@given(ANYTHING, ANYTHING, ANYTHING)
@example("Xin chào\r\nBcc: ai@do.example", "a\r\n\r\nb", 'Nam" <x@y.example>, "Z')
@example("=?utf-8?q?gi=E1=BA=A3?=", "", "=?utf-8?b?eA==?=")
def test_nothing_written_in_a_letter_becomes_a_header(subject: str, body: str, name: str) -> None:
    message = read(letter(subject=subject, body=body, to_name=name))
    assert message.keys() == read(letter()).keys()
    assert message["Subject"] == one_line(subject)
    assert older("To", letter(to_name=name)) == f"{one_line(name)} <stp.focal@song-tien.example>".strip()
    assert [found.addr_spec for found in message["To"].addresses] == ["stp.focal@song-tien.example"]


@given(ANYTHING, ANYTHING)
def test_every_line_is_ascii_and_short(subject: str, body: str) -> None:
    lines = to_bytes(letter(subject=subject, body=body, to_name=subject)).split(b"\r\n")
    assert all(line.isascii() and b"\n" not in line and b"\r" not in line for line in lines)
    assert max(len(line) for line in lines if b"=?" in line or b":" not in line) <= 78


@given(st.lists(VIETNAMESE, max_size=8).map("\n".join))
def test_the_body_arrives_line_by_line(body: str) -> None:
    assert read(letter(body=body)).get_content().splitlines() == body.splitlines()


def test_a_letter_is_dated_numbered_and_known_as_automatic() -> None:
    message = read(letter(headers={"References": "<f@song-tien.example>", "Content-Language": "vi"}))
    assert message["Message-ID"] == "<0a1b@song-tien.example>"
    assert message["Date"].datetime == datetime(2020, 8, 24, 0, 30, tzinfo=UTC)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["References"] == "<f@song-tien.example>"
    assert message["X-Attempt"] is None
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"


def test_a_letter_sent_again_says_so() -> None:
    assert read(letter(attempt=3))["X-Attempt"] == "3"


def test_the_same_letter_is_the_same_bytes() -> None:
    assert to_bytes(letter()) == to_bytes(letter())


@pytest.mark.parametrize(
    "to", ["", "khong-co-a-cong", "a@b\r\nBcc: c@d.example", "ông@song-tien.example", "a b@c.example"]
)
def test_an_address_that_cannot_be_one_is_undeliverable(to: str) -> None:
    with pytest.raises(Undeliverable, match="To không hợp lệ"):
        to_bytes(letter(to=to))


def test_a_header_that_cannot_be_one_is_undeliverable() -> None:
    with pytest.raises(Undeliverable, match="header"):
        to_bytes(letter(headers={"X: y\r\nBcc": "z"}))
    with pytest.raises(Undeliverable, match="Message-ID"):
        to_bytes(letter(message_id="x"))
