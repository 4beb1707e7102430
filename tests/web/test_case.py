"""A case's page shows what is owed by when and why, how it stands, and everything that happened."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from models import commands as c
from models.documents import PaperRef
from tests.builders import bundle, days, plan, vn
from tests.web.conftest import reader
from tests.web.lived import Lived
from tests.web.test_overview import text
from web import casefile


def test_both_dates_with_phrase_rule_and_reason(read: TestClient) -> None:
    shown = text(read.get("/cases/case/q3/2").text)
    assert "F2 Khắc phục nội dung F2 04/9/2020 Văn bản ghi: “chậm nhất ngày 04/09/2020”" in shown
    assert "Ngày ấn định: hết ngày đó" in shown
    assert "Hạn ấn định là hết thứ Sáu, 04/9/2020." in shown
    assert "31/12/2020 Văn bản ghi: “chậm nhất ngày 31/12/2020”" in shown


def test_work_and_time_state(read: TestClient) -> None:
    returned = text(read.get("/cases/case/q3/2").text)
    assert "Đề nghị bổ sung Báo cáo số 9/BC-SXD ngày 07/9/2020, đến ngày 07/9/2020" in returned
    assert "Hạn bổ sung 15/9/2020" in returned
    silent = text(read.get("/cases/case/q3/3").text)
    assert "▲ Quá hạn 12 ngày làm việc Chưa thực hiện (chưa tiếp nhận)" in silent
    assert "○ Không quy định thời hạn – xem lại ngày 30/9/2020" in silent
    done = text(read.get("/cases/case/q3/1").text)
    assert "✓ Hoàn thành đúng hạn Hoàn thành" in done
    assert "Đã kết thúc theo dõi" in done


def test_the_timeline_says_when_what_who_and_why(read: TestClient) -> None:
    shown = text(read.get("/cases/case/q3/2").text)
    assert "08/9/2020 10:00 Đề nghị bổ sung 01 nội dung, chậm nhất ngày 15/9/2020" in shown
    assert "Trần Văn Bình" not in shown
    assert "Chuyên viên theo dõi Chưa có minh chứng" in shown
    assert "Đã tiếp nhận Ngày đến 21/8/2020 (ghi nhận thay)" in shown
    assert shown.index("Đề nghị bổ sung 01 nội dung") < shown.index("Giao yêu cầu 01 nội dung")


def test_a_reminder_names_whom_it_told_and_why(read: TestClient) -> None:
    shown = text(read.get("/cases/case/q3/3").text)
    assert "Báo cáo: nhắc quá hạn 02 ngày làm việc – gửi Thủ trưởng Sở SYT Hệ thống" in shown
    assert "hạn 24/8/2020 (văn bản ghi: “trước ngày 25/8/2020”" in shown
    assert "Chuẩn bị dự thảo Báo cáo: dự thảo công văn đôn đốc lần 1" in shown


def test_a_person_stands_by_name(read: TestClient) -> None:
    assert "Nguyễn Thị An" in text(read.get("/cases/case/q3/1").text)


def test_in_english(read: TestClient) -> None:
    shown = text(read.get("/cases/case/q3/2?lang=en").text)
    assert "As written: “chậm nhất ngày 04/09/2020”" in shown
    assert "Returned for more items: 1, by 15 Sep 2020" in shown
    assert "Arrived 21 Aug 2020 (recorded on the unit's behalf)" in shown


def test_every_act_is_told(engine: Engine, mailbox: Path) -> None:
    life = Lived(engine)
    life.launch(bundle(plan()))
    case = "case/q3/1"
    told = PaperRef(number="1/BC", date=days("24/8")[0])
    life.act(c.Report, "stp.focal", case, vn("2020-08-26 15:00"), paper=told, in_progress=("F1",))
    life.act(c.Report, "snv.officer", case, vn("2020-08-27 08:00"), paper=told, arrived_on=days("26/8")[0])
    earlier = {"target": "report", "reason": "vào sổ chậm", "arrived_on": days("24/8")[0]}
    life.act(c.Correct, "snv.officer", case, vn("2020-08-27 09:00"), **earlier)
    life.act(c.Confirm, "snv.officer", case, vn("2020-08-27 10:00"))
    life.act(c.Reopen, "snv.head", case, vn("2020-08-28 10:00"), reason="kiểm tra lại")
    life.act(c.Answer, "ubnd.vice_chair", case, vn("2020-08-28 11:00"), text="khẩn trương")
    life.act(c.Close, "ubnd.vice_chair", case, vn("2020-08-28 12:00"), reason="giải thể")
    with reader(str(engine.url), mailbox) as client:
        shown = text(client.get("/cases/case/q3/1").text)
    for sentence in (
        "Báo cáo số 1/BC ngày 24/8/2020, đến ngày 26/8/2020; 01 nội dung; 01 nội dung đang thực hiện",
        "Đính chính ngày đến 26/8/2020 → 24/8/2020; đính chính với",
        "Xác nhận hoàn thành 01 nội dung (đúng hạn 00, quá hạn 01)",
        "Mở lại hồ sơ 01 nội dung, chậm nhất ngày",
        "Ý kiến chỉ đạo “khẩn trương”",
        "Kết thúc theo dõi",
        "giải thể",
    ):
        assert sentence in shown


def test_a_long_timeline_is_turned_page_by_page(engine: Engine, mailbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casefile, "EVENTS", 5)
    life = Lived(engine)
    life.launch(bundle())
    for n in range(6):
        life.act(c.Answer, "ubnd.vice_chair", "case/q3/1", vn("2020-08-21 11:00"), text=f"ý kiến {n}.")
    with reader(str(engine.url), mailbox) as client:
        newest = client.get("/cases/case/q3/1").text
        assert "ý kiến 5." in newest
        assert "ý kiến 0." not in newest
        address = newest.split('">Các việc trước đó')[0].rsplit('href="', 1)[1].split("#")[0]
        older = client.get(address).text
    assert "Giao yêu cầu" in older
    assert "ý kiến 5." not in older
    assert "Các việc trước đó" not in older
    assert 'href="/cases/case/q3/1#timeline"' in older
