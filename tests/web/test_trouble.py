"""When something is wrong the reader is told what to do, and a watcher is told too."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from store.engine import open_engine
from store.home import prepare
from tests.builders import bundle
from tests.web.conftest import reader
from tests.web.lived import Lived
from web import app


@pytest.mark.parametrize(
    "address", ["/nowhere", "/cases/case/q3/99", "/cases/inspection/q3", "/cases/", "/cases/%3Cb%3E", "/letters/none"]
)
def test_an_unknown_address_says_what_to_do(read: TestClient, address: str) -> None:
    answer = read.get(address)
    assert answer.status_code == 404
    assert "Đề nghị về trang Tình hình chung" in answer.text
    assert "Go to the overview" in read.get(f"{address}?lang=en").text


@pytest.mark.parametrize("address", ["/?page=0", "/?page=x", "/cases/case/q3/1?before=-1", f"/?page={10**30}"])
def test_a_wrong_value_is_explained(read: TestClient, address: str) -> None:
    answer = read.get(address)
    assert answer.status_code == 400
    assert "Địa chỉ trang chưa đúng" in answer.text


def test_healthz_of_a_working_system(read: TestClient) -> None:
    answer = read.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert read.head("/healthz").status_code == 200


def test_a_database_not_yet_prepared_is_waited_for(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'dondoc.db'}"
    with reader(url, tmp_path / "mailbox") as client:
        waiting = client.get("/")
        assert waiting.status_code == 503
        assert waiting.headers["Retry-After"] == "2"
        assert '<meta http-equiv="refresh" content="2">' in waiting.text
        assert "Hệ thống đang khởi động" in waiting.text
        assert client.get("/healthz").status_code == 503
        assert client.get("/static/style.css").status_code == 200
        assert not list(tmp_path.glob("*.db"))
        engine = open_engine(url)
        prepare(engine)
        Lived(engine).launch(bundle())
        engine.dispose()
        assert client.get("/healthz").status_code == 200
        assert "Sở STP" in client.get("/").text


def test_a_folder_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    with reader(f"sqlite:///{tmp_path / 'no' / 'dondoc.db'}", tmp_path / "mailbox") as client:
        assert client.get("/").status_code == 503


def test_a_fault_of_ours_shows_no_inside(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(app, "overview", fail)
    with reader(str(engine.url), tmp_path / "mailbox") as client:
        answer = client.get("/")
    assert answer.status_code == 500
    assert "Lỗi đã được ghi vào nhật ký" in answer.text
    assert "secret" not in answer.text
    assert "Content-Security-Policy" in answer.headers
