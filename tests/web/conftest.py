"""An inspection lived through in a real database, a mailbox folder, and a reader without a browser."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from models import commands as c
from models.clock import Tempo
from notices.channel import Letter
from notices.mailbox import MailboxFolder
from store.engine import open_engine
from tests.builders import bundle, duty, paper, plan, vn
from tests.web.lived import Lived
from web.app import create_app
from web.source import Source

NOW = vn("2020-09-10 08:12")
Reader = Callable[..., TestClient]


def reader(database_url: str, mailbox: Path, now: datetime = NOW, usual: str = "vi") -> TestClient:
    """Someone who reads the pages at an instant."""
    source = Source(database_url, MailboxFolder(mailbox), clock=lambda: now)
    return TestClient(create_app(source, usual), base_url="http://localhost", raise_server_exceptions=False)


@pytest.fixture
def mailbox(tmp_path: Path) -> Path:
    return tmp_path / "mailbox"


@pytest.fixture(scope="session")
def lived(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three units: the first reported and was confirmed, the second was asked for more, the third is silent."""
    path = tmp_path_factory.mktemp("lived") / "dondoc.db"
    shutil.copy(prepared, path)
    engine = open_engine(f"sqlite:///{path}")
    life = Lived(engine)
    undated = duty("F3", review_on=date(2020, 9, 30))
    two_dates = duty("F2", document="tb", report_by=date(2020, 9, 4), remedied_by=date(2020, 12, 31))
    life.launch(bundle(plan(duty()), plan(two_dates, n=2, unit="sxd"), plan(duty(), undated, n=3, unit="syt")))
    life.act(c.Acknowledge, "an", "case/q3/1", vn("2020-08-21 15:00"))
    life.act(c.Acknowledge, "snv.officer", "case/q3/2", vn("2020-08-21 16:00"), arrived_on=date(2020, 8, 21))
    life.act(c.Report, "an", "case/q3/1", vn("2020-08-24 10:00"), paper=paper("2020-08-24"))
    life.act(c.Confirm, "snv.officer", "case/q3/1", vn("2020-08-25 10:00"))
    life.act(c.Report, "sxd.focal", "case/q3/2", vn("2020-09-07 10:00"), paper=paper("2020-09-07", "9/BC-SXD"))
    life.act(c.Return, "snv.officer", "case/q3/2", vn("2020-09-08 10:00"), reason="Chưa có minh chứng")
    life.until(NOW)
    engine.dispose()
    return path


@pytest.fixture
def life(lived: Path, tmp_path: Path) -> Iterator[Lived]:
    """That life, to go on with."""
    shutil.copy(lived, tmp_path / "life.db")
    engine = open_engine(f"sqlite:///{tmp_path / 'life.db'}")
    yield Lived(engine)
    engine.dispose()


@pytest.fixture
def read(life: Lived, mailbox: Path) -> Iterator[TestClient]:
    """A reader of that life on 10/9/2020."""
    with reader(str(life.engine.url), mailbox) as client:
        yield client


@pytest.fixture
def send(mailbox: Path) -> Callable[..., None]:
    """Puts letters into the mailbox."""

    def sending(n: int, subject: str = "Nhắc việc", body: str = "Kính gửi") -> None:
        letter = Letter(
            message_id=f"<{n}@song-tien.example>",
            sender_name="Sở Nội vụ",
            sender="snv@song-tien.example",
            to_name="Đầu mối Sở Xây dựng",
            to="sxd.focal@song-tien.example",
            subject=subject,
            body=body,
            at=NOW + timedelta(minutes=n),
        )
        MailboxFolder(mailbox).send(letter)

    return sending


FAST = Tempo(virtual_origin=NOW, real_origin=datetime(2026, 1, 1, tzinfo=UTC), virtual_seconds=86400, real_seconds=2)
