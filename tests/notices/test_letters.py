"""A batch as a letter: from Home Affairs, to the seat, numbered by what it says."""

from dataclasses import replace
from datetime import UTC, date, datetime

from models.telling import NoticeKind as K
from notices.letters import letter, message_id
from notices.mailbox import MailboxFolder
from notices.mime import to_bytes
from tests.notices.sending import item, lived

AT = datetime(2020, 8, 24, 0, 30, tzinfo=UTC)


def test_a_letter_comes_from_home_affairs_and_never_bears_the_products_name() -> None:
    sent = letter([item(K.DUE_SOON)], AT)
    assert sent.sender_name == "Sở Nội vụ tỉnh Sông Tiền (giả định) – theo dõi sau kiểm tra CCHC"
    assert sent.sender == "theo-doi@song-tien.example"
    assert letter([item(K.DUE_SOON)], AT, sender="cchc@snv.example").sender == "cchc@snv.example"
    for one in lived():
        assert "đôn đốc" not in letter([one], AT).sender_name.lower()


def test_it_goes_to_whoever_holds_the_seat() -> None:
    early, later = (letter([item(K.DUE_SOON, made_on=day)], AT) for day in (date(2020, 8, 24), date(2020, 9, 7)))
    assert (early.to_name, later.to_name) == ("Nguyễn Thị An", "Trần Văn Bình")
    assert early.to == "stp.focal@song-tien.example"


def test_an_unnamed_holder_goes_by_the_seats_title() -> None:
    assert letter([item(K.OVERDUE_HEAD, "sxd.head")], AT).to_name == "Thủ trưởng Sở SXD"


def test_the_same_notices_have_the_same_number_in_any_order() -> None:
    keys = ["case/q3/1@1>stp.focal", "case/q3/2@1>stp.focal"]
    assert message_id(keys, "a.example") == message_id(keys[::-1], "a.example")
    assert message_id(keys, "a.example") != message_id(keys[:1], "a.example")
    assert message_id(["a", "b"], "a.example") != message_id(["a\nb"], "b.example")


def test_letters_about_one_case_stand_together_and_answers_go_to_the_officer() -> None:
    one, other = letter([item(K.DUE_SOON)], AT), letter([item(K.OVERDUE, key="case/q3/1@2")], AT)
    assert one.headers["References"] == other.headers["References"]
    assert one.message_id != other.message_id
    assert one.headers["Reply-To"] == "snv.officer@song-tien.example"
    joined = letter([item(K.DUE_SOON), item(K.DUE_SOON, key="case/q3/2@1", case="case/q3/2")], AT)
    assert "References" not in joined.headers


def test_a_second_attempt_is_labelled() -> None:
    first, second = (letter([replace(item(K.DUE_SOON), attempt=n)], AT) for n in (1, 2))
    assert second == replace(first, attempt=2)
    assert b"X-Attempt: 2\r\n" in to_bytes(second)


def test_every_letter_of_the_lived_inspections_can_be_sent(tmp_path: object) -> None:
    folder = MailboxFolder(tmp_path / "mailbox")  # type: ignore[operator]
    for one in lived()[::7]:
        folder.send(letter([one], AT))
    assert {entry.message_id for entry in folder.entries(1000)} == {
        letter([one], AT).message_id for one in lived()[::7]
    }
