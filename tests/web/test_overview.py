"""The overview shows what is followed, how urgent it is, what awaits a person and what rings next."""

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from tests.builders import bundle, plan, vn
from tests.web.conftest import FAST, reader
from tests.web.lived import Lived
from web import overview


def text(page: str) -> str:
    """A page's words without its tags."""
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split()))


def test_the_clock_and_the_figures(read: TestClient) -> None:
    shown = text(read.get("/").text)
    assert "Bây giờ là thứ Năm, ngày 10/9/2020, 08 giờ 12" in shown
    assert "02/03 hồ sơ đang theo dõi" in shown
    assert "01 hồ sơ quá hạn" in shown
    assert "01 hồ sơ đã kết thúc" in shown
    assert "Đồng hồ chạy nhanh" not in shown


def test_cases_stand_by_urgency_with_sign_word_and_number(read: TestClient) -> None:
    page = read.get("/").text
    rows = page[page.index('id="cases"') :]
    assert rows.index("Sở SYT") < rows.index("Sở SXD") < rows.index("Sở STP")
    assert (
        '<span class="badge overdue"><span class="sign" aria-hidden="true">▲</span> Quá hạn 12 ngày làm việc</span>'
        in rows
    )
    assert re.search(r'badge soon">.*◐.*Sắp đến hạn – còn \d\d ngày làm việc', rows)
    assert re.search(r'badge done">.*✓.*Hoàn thành đúng hạn', rows)
    assert "02/02 nội dung" in rows
    assert 'href="/cases/case/q3/3"' in rows


def test_an_inspection_counts_its_cases(read: TestClient) -> None:
    shown = text(read.get("/").text)
    assert re.search(r"Kiểm tra CCHC quý III 21/8/2020 10:39 02/03 01/03 Đang theo dõi", shown)


def test_drafts_name_their_units_and_cases_say_that_they_wait(read: TestClient) -> None:
    shown = text(read.get("/").text)
    assert re.search(r"Dự thảo công văn đôn đốc lần 1 .*27/8/2020 01 cơ quan Sở SYT ⧗ Chờ ký", shown)
    assert "Chờ ý kiến: Dự thảo công văn đôn đốc lần 1" in shown


def test_what_rings_next_names_whom(read: TestClient) -> None:
    page = text(read.get("/").text)
    shown = page[page.index("Sắp tới") :]
    assert "Nhắc dự thảo chờ ký" in shown
    assert "Thủ trưởng Sở Nội vụ" in shown


def test_a_rehearsal_says_so(engine: Engine, mailbox: Path) -> None:
    Lived(engine).launch(bundle().model_copy(update={"rehearsal_banner": True}))
    with reader(str(engine.url), mailbox) as client:
        assert "Diễn tập – hành vi của các cơ quan là giả định" in client.get("/").text
        assert "Diễn tập – hành vi của các cơ quan là giả định" in client.get("/cases/case/q3/1").text


def test_a_fast_clock_is_explained_and_seen_to_move(life: Lived, mailbox: Path) -> None:
    life.set_tempo(FAST)
    with reader(str(life.engine.url), mailbox, now=FAST.real(vn("2020-09-11 08:12"))) as client:
        page = client.get("/").text
    assert "thứ Sáu, ngày 11/9/2020, 08 giờ 12" in page
    assert "1 ngày trong hệ thống = 2 giây thật" in page
    assert '<meta http-equiv="refresh" content="3">' in page


def test_renewing_can_be_stopped_and_stays_stopped(read: TestClient) -> None:
    assert '<meta http-equiv="refresh" content="30">' in read.get("/").text
    stopped = read.get("/?live=0").text
    assert 'http-equiv="refresh"' not in stopped
    assert 'href="/cases/case/q3/1?live=0"' in stopped
    assert '<a href="/">Tiếp tục tự cập nhật</a>' in stopped


def test_in_english(read: TestClient) -> None:
    page = read.get("/?lang=en").text
    shown = text(page)
    assert '<html lang="en">' in page
    assert "It is now Thursday, 10 Sep 2020, 08:12" in shown
    assert "Overdue by 12 working days" in shown
    assert "1 cases overdue" in shown
    assert 'href="/cases/case/q3/3?lang=en"' in page


def test_an_unknown_language_is_the_usual_one(life: Lived, mailbox: Path) -> None:
    with reader(str(life.engine.url), mailbox, usual="en") as client:
        assert '<html lang="en">' in client.get("/?lang=klingon").text
        vietnamese = client.get("/?lang=vi").text
    assert '<html lang="vi">' in vietnamese
    assert 'href="/cases/case/q3/1?lang=vi"' in vietnamese


def test_an_empty_system_says_how_to_begin(engine: Engine, mailbox: Path) -> None:
    with reader(str(engine.url), mailbox) as client:
        page = client.get("/").text
    assert "starter.py launch" in page
    assert "Chưa có tin nào được gửi." in page


def test_every_list_is_bounded(
    engine: Engine, mailbox: Path, send: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, limit in {"CASES": 4, "UPCOMING": 2, "LETTERS": 3, "INSPECTIONS": 1, "DRAFTS": 1}.items():
        monkeypatch.setattr(overview, name, limit)
    life = Lived(engine)
    life.launch(bundle(plan()).model_copy(update={"id": "other"}))
    life.launch(bundle(*(plan(n=n) for n in range(1, 6))))
    life.until(vn("2020-08-27 08:00"))
    for n in range(5):
        send(n)
    with reader(str(engine.url), mailbox) as client:
        first, second, beyond = (client.get(f"/?page={n}").text for n in (1, 2, 99))
    assert first.count('scope="row"><a href="/cases/') == 4
    assert second.count('scope="row"><a href="/cases/') == 2
    assert "Trang 1/2" in first
    assert 'href="/?page=2#cases"' in first
    assert "Trang 2/2" in beyond
    assert first.count('href="/letters/') == 3
    assert text(first).count("→") == 2 + len(["Trang sau →"])
    assert text(first).count("Đang theo dõi") == 1
    assert first.count("⧗") == 1
