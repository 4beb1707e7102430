"""What people wrote is data; nothing comes from elsewhere; nothing can be changed from here."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from models import commands as c
from notices.mailbox import MailboxFolder
from store import tables as t
from store.engine import writing
from tests.builders import bundle, duty, paper, plan, vn
from tests.web.conftest import reader
from tests.web.lived import Lived
from web.app import ROOM
from web.headers import POLICY
from web.source import Source

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'{{7*7}}</title>"


@pytest.fixture
def hostile(engine: Engine, mailbox: Path, send: Callable[..., None]) -> TestClient:
    """Every text a person can write is an attack."""
    life = Lived(engine)
    attack = duty().model_copy(update={"text": HOSTILE})
    launch = bundle(plan(attack).model_copy(update={"unit_name": HOSTILE})).model_copy(update={"title": HOSTILE})
    life.launch(launch)
    life.act(c.Acknowledge, "stp.focal", "case/q3/1", vn("2020-08-21 15:00"), note=HOSTILE)
    life.act(
        c.Report, "stp.focal", "case/q3/1", vn("2020-08-24 10:00"), paper=paper("2020-08-24", HOSTILE), note=HOSTILE
    )
    life.act(c.Return, "snv.officer", "case/q3/1", vn("2020-08-25 10:00"), reason=HOSTILE)
    life.until(vn("2020-09-10 08:12"))
    send(1, subject=HOSTILE, body=HOSTILE)
    return reader(str(engine.url), mailbox)


def test_hostile_text_is_only_text(hostile: TestClient) -> None:
    letter = hostile.get("/").text.split('href="/letters/')[1].split('"')[0]
    for address in ("/", "/?lang=en", "/cases/case/q3/1", f"/letters/{letter}"):
        page = hostile.get(address).text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page, address
        assert "{{7*7}}" in page
        assert "<script" not in page
        assert "<img" not in page
        assert page.count("</title>") == 1


@pytest.mark.parametrize("address", ["/", "/cases/case/q3/2", "/nowhere", "/?page=x", "/healthz", "/static/style.css"])
def test_every_answer_carries_the_policy(read: TestClient, address: str) -> None:
    answer = read.get(address)
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == ("no-cache" if "static" in address else "no-store")


@pytest.mark.parametrize("address", ["/", "/cases/case/q3/2", "/cases/case/q3/3?lang=en", "/nowhere"])
def test_a_page_obeys_its_policy(read: TestClient, address: str) -> None:
    page = read.get(address).text
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", page)
    fetched = re.findall(r'<(?:link|img|script)[^>]*(?:href|src)="([^"]+)"', page)
    assert fetched
    for address_fetched in fetched:
        assert read.get(address_fetched).status_code == 200, address_fetched


def test_the_stylesheet_takes_nothing_from_elsewhere() -> None:
    style = (ROOM / "static" / "style.css").read_text(encoding="utf-8")
    named = re.findall(r'url\("([^"]+)"\)', style)
    assert all((ROOM / "static" / name).is_file() for name in named)
    assert "@import" not in style
    assert "//" not in style


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_changed(read: TestClient, method: str) -> None:
    answer = read.request(method, "/cases/case/q3/2")
    assert answer.status_code == 405
    assert "Trang này chỉ để xem" in answer.text


def test_not_even_a_mistake_of_ours_can_write(life: Lived, mailbox: Path) -> None:
    source = Source(str(life.engine.url), MailboxFolder(mailbox))
    with pytest.raises(OperationalError, match="readonly"), writing(source.engine) as connection:
        connection.execute(t.meta.delete())


def test_only_this_machine_is_answered(read: TestClient) -> None:
    assert read.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_the_programs_interface_is_not_published(read: TestClient) -> None:
    assert {read.get(address).status_code for address in ("/docs", "/redoc", "/openapi.json")} == {404}


def luminance(colour: str) -> float:
    """The relative luminance of #rrggbb (WCAG 2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_badges_can_be_read() -> None:
    style = (ROOM / "static" / "style.css").read_text(encoding="utf-8")
    pairs = re.findall(r"\.badge\.[\w-]+ \{ color: (#\w{6}); background: (#\w{6}); \}", style)
    assert len(pairs) == 7
    for ink, ground in pairs:
        dark, light = sorted((luminance(ink), luminance(ground)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, ink
