"""The mailbox and its letters."""

from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.web.test_overview import text


def first_letter(read: TestClient) -> str:
    """The address of the newest letter."""
    return read.get("/").text.split('href="/letters/')[1].split('"')[0]


def test_the_list_says_to_whom_what_and_when(read: TestClient, send: Callable[..., None]) -> None:
    send(1, subject="Nhắc việc: hôm nay là ngày cuối")
    assert "10/9/2020 08:13 Nhắc việc: hôm nay là ngày cuối Gửi: Đầu mối Sở Xây dựng" in text(read.get("/").text)


def test_a_letter_is_shown_as_it_was_sent(read: TestClient, send: Callable[..., None]) -> None:
    send(1, subject="Nhắc việc: hạn 24/8/2020", body="Kính gửi: Đầu mối\n\nĐề nghị Quý cơ quan quan tâm.")
    page = read.get(f"/letters/{first_letter(read)}").text
    assert "<h1>Nhắc việc: hạn 24/8/2020</h1>" in page
    assert "Đầu mối Sở Xây dựng &lt;sxd.focal@song-tien.example&gt;" in page
    assert "Kính gửi: Đầu mối\n\nĐề nghị Quý cơ quan quan tâm." in page
    assert "thứ Năm, ngày 10/9/2020, 08 giờ 13" in page
    assert 'http-equiv="refresh"' not in page


@pytest.mark.parametrize("file", ["..%2Fdondoc.db", "../dondoc.db", "0" * 32 + ".eml", "x.eml", "%00"])
def test_only_letters_can_be_opened(read: TestClient, mailbox: Path, send: Callable[..., None], file: str) -> None:
    send(1)
    (mailbox / "x.eml").write_text("Subject: bí mật\n\nbí mật")
    answer = read.get(f"/letters/{file}")
    assert answer.status_code == 404
    assert "bí mật" not in answer.text
