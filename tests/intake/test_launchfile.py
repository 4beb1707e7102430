import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from intake.badinput import BadInput
from intake.launchfile import named_register, read_launch, read_register
from models.calendar import Calendar, parse_days_off
from models.launch import Bundle
from models.org import Register

REGISTER = """\
id: tinh
province: tỉnh thử
inspecting: snv
committee: ubnd
office: vp
mail_domain: tinh.example
units:
  - {id: ubnd, name: UBND tỉnh, kind: committee}
  - {id: vp, name: Văn phòng, kind: office}
  - {id: snv, name: Sở Nội vụ, kind: department}
  - {id: stp, name: Sở Tư pháp, kind: department}
  - {id: stc, name: Sở Tài chính, kind: department}
  - {id: scu, name: Sở Cũ, kind: department, valid_to: 2020-06-30}
seats:
  department: {head: "Giám đốc {unit}", focal: "Đầu mối {unit}"}
  office: {head: "Chánh {unit}"}
extra_seats:
  - {unit: snv, role: officer, title: Chuyên viên}
persons:
  - {id: an, name: Nguyễn Văn An}
holdings:
  - {person: an, seat: snv.officer, valid_from: 2020-01-01, valid_to: 9999-12-31}
"""

LAUNCH = """\
kind: inspection
id: thu
title: Kiểm tra thử
register: tinh
sent_at: 2020-08-21T10:39:44
inspected: [stp, vp]
documents:
  - {id: cd, kind: directive, issuer: ubnd, title: Chỉ đạo, number: 1/UBND, date: 2020-08-20}
tasks:
  - id: A
    text: Khắc phục
    document: cd
    units: [stp, vp]
    report_by: trước ngày 15/9/2020
  - id: B
    text: Tự kiểm tra
    document: cd
    units: {rule: not_inspected, kind: department, as_of: 2020-08-21}
    review_on: 2020-09-21
"""


@cache
def calendar() -> Calendar:
    return parse_days_off(Path("store/seed/days_off_vn.tsv").read_text(encoding="utf-8"), "thử")


@cache
def register() -> Register:
    return read_register(REGISTER)


def launch(text: str | bytes = LAUNCH, rebase: date | None = None) -> Bundle:
    return read_launch(text, register(), calendar(), rebase=rebase)


def edited(old: str, new: str, whole: str = LAUNCH) -> str:
    assert whole.count(old) == 1
    return whole.replace(old, new)


def deadline(phrase: str, **edits: str) -> str:
    text = edited("trước ngày 15/9/2020", phrase)
    for old, new in edits.items():
        text = edited(f"{old}: ", f"{old}: {new} #", text)
    return text


def codes(bundle: Bundle) -> dict[str, str]:
    return {warning.code: warning.where for warning in bundle.warnings}


def test_one_case_per_unit_inspected_first_with_all_its_duties() -> None:
    bundle = launch(edited("units: [stp, vp]", "units: [snv, vp, stp]"))
    owed = {case.unit: [duty.id for duty in case.duties] for case in bundle.cases}
    assert list(owed.items()) == [("stp", ["A"]), ("vp", ["A"]), ("snv", ["A", "B"]), ("stc", ["B"])]
    assert [case.n for case in bundle.cases] == [1, 2, 3, 4]
    assert [case.inspected for case in bundle.cases] == [True, True, False, False]
    assert {duty.issuer for case in bundle.cases for duty in case.duties} == {"ubnd"}
    assert bundle.cases[0].unit_name == "Sở Tư pháp"


def test_a_set_of_units_is_taken_as_of_its_day() -> None:
    june = edited("as_of: 2020-08-21", "as_of: 2020-06-01")
    with pytest.raises(BadInput) as caught:
        launch(june)
    assert (caught.value.place, caught.value.line) == ("tasks[1].units.as_of", 18)
    everyone = launch(edited("rule: not_inspected", "rule: all"))
    assert [case.unit for case in everyone.cases] == ["stp", "vp", "snv", "stc"]


def test_no_unit_verifies_itself() -> None:
    assert {case.unit: case.verifier for case in launch().cases} == {
        "stp": "snv",
        "vp": "snv",
        "snv": "vp",
        "stc": "snv",
    }
    chosen = launch(LAUNCH + "verifiers: {snv: stc, stp: vp}\n")
    assert {case.unit: case.verifier for case in chosen.cases} == {
        "stp": "vp",
        "vp": "snv",
        "snv": "stc",
        "stc": "snv",
    }


def test_a_time_without_offset_is_vietnamese() -> None:
    instant = datetime(2020, 8, 21, 3, 39, 44, tzinfo=UTC)
    assert launch().sent_at == instant
    assert launch().sent_at.tzinfo is UTC
    assert launch(edited("10:39:44", "03:39:44Z")).sent_at == instant


def test_deadlines_count_from_the_documents_date_else_from_the_sending() -> None:
    ten = edited("trước ngày 15/9/2020", "10 ngày kể từ ngày ký")
    by_document = launch(ten).cases[0].duties[0].report_by
    by_sending = launch(edited(", date: 2020-08-20", "", ten)).cases[0].duties[0].report_by
    assert by_document is not None
    assert by_sending is not None
    assert (by_document.due, by_sending.due) == (date(2020, 8, 31), date(2020, 8, 31))  # 30/8 is a Sunday
    assert "thứ Năm, 20/8/2020" in by_document.why
    assert "thứ Sáu, 21/8/2020" in by_sending.why


def test_the_bodies_that_press_must_exist_on_the_day() -> None:
    ended = read_register(
        edited("name: Văn phòng, kind: office", "name: V, kind: office, valid_to: 2020-08-20", REGISTER)
    )
    with pytest.raises(BadInput) as caught:
        read_launch(edited("stp, vp]\ndoc", "stp]\ndoc"), ended, calendar())
    assert (caught.value.place, caught.value.line) == ("register", 4)
    assert "“vp” không tồn tại ngày 21/8/2020" in caught.value.vi


def test_the_register_needed_is_named() -> None:
    assert named_register(LAUNCH) == "tinh"


@pytest.mark.parametrize(
    ("old", "new", "place", "line", "about"),
    [
        ("title: Kiểm", "titel: Kiểm", "titel", 3, "“title”"),
        ("    report_by: trước", "    repotr_by: trước", "tasks[0].repotr_by", 14, "“report_by”"),
        ("rule: not_inspected", "rules: all, rule: all", "tasks[1].units.rules", 18, "“rule”"),
        ("number: 1/UBND", "nubmer: 1/UBND", "documents[0].nubmer", 8, "“number”"),
        ("title: Kiểm tra thử\n", "", "title", None, "thiếu"),
        ("    document: cd\n    units: [", "    units: [", "tasks[0].document", 10, "thiếu"),
        (", kind: department", "", "tasks[1].units.kind", 18, "thiếu"),
        ("title: Kiểm tra thử", "title:", "title", 3, "để trống"),
        ("title: Kiểm tra thử", "title: [a]", "title", 3, "phải là chữ"),
        ("id: thu", "id: Thứ", "id", 2, "chữ không dấu"),
        ("id: thu", f"id: {'a' * 61}", "id", 2, "60 ký tự"),
        ("kind: inspection", "kind: plan", "kind", 1, "inspection"),
        ("kind: directive", "kind: directiv", "documents[0].kind", 8, "“directive”"),
        ("2020-08-21T10:39:44", "25/8/2020", "sent_at", 5, "2020-08-21T10:39:44+07:00"),
        ("2020-08-21T10:39:44", "20200821", "sent_at", 5, "năm"),
        ("date: 2020-08-20", "date: 20/8/2020", "documents[0].date", 8, "2020-08-21"),
        ("as_of: 2020-08-21", "as_of: sớm", "tasks[1].units.as_of", 18, "2020-08-21"),
        ("inspected: [stp, vp]", "inspected: stp", "inspected", 6, "danh sách"),
        ("    units: [stp, vp]", "    units: stp", "tasks[0].units", 13, "danh sách"),
        ("    units: [stp, vp]", "    units: [[stp], vp]", "tasks[0].units[0]", 13, "phải là chữ"),
        ("    units: [stp, vp]", "    units: []", "tasks[0].units", 13, "ít nhất một"),
        ("kind: department", "kind: commune", "tasks[1].units", 18, "commune"),
        ("    review_on: 2020-09-21\n", "", "tasks[1]", 15, "review_on"),
        ("register: tinh", "register: tinh-khac", "register", 4, "“tinh-khac”"),
        ("inspected: [stp, vp]", "inspected: [stp, vpp]", "inspected[1]", 6, "“vp”"),
        ("inspected: [stp, vp]", "inspected: [stp, stp]", "inspected[1]", 6, "hai lần"),
        ("    units: [stp, vp]", "    units: [scu]", "tasks[0].units[0]", 13, "không tồn tại ngày 21/8/2020"),
        ("    units: [stp, vp]", "    units: [stp, stx]", "tasks[0].units[1]", 13, "“st"),
        ("issuer: ubnd", "issuer: ubdn", "documents[0].issuer", 8, "“ubnd”"),
        ("  - id: B", "  - id: A", "tasks[1].id", 15, "đã có"),
        (
            "  - {id: cd,",
            "  - {id: cd, kind: plan, issuer: vp, title: X}\n  - {id: cd,",
            "documents[1].id",
            9,
            "đã có",
        ),
        (
            "units: [stp, vp]\n    report",
            "units: [vp]\n    coordinating: [x]\n    report",
            "tasks[0].coordinating[0]",
            14,
            "x",
        ),
        ("    text: Tự", "    position: chair\n    text: Tự", "tasks[1].position", 16, "chair"),
        ("date: 2020-08-20", "date: 2020-08-22", "documents[0].date", 8, "sau ngày gửi"),
        ("review_on: 2020-09-21", "review_on: 2020-08-19", "tasks[1].review_on", 19, "trước ngày văn bản"),
        ("review_on: 2020-09-21", "review_on: 9020-09-21", "tasks[1].review_on", 19, "quá xa"),
        ("trước ngày 15/9/2020", "theo quy định", "tasks[0].report_by", 14, "review_on"),
        ("trước ngày 15/9/2020", "khẩn trương", "tasks[0].report_by", 14, "review_on"),
        ("trước ngày 15/9/2020", "trước ngày 31/9/2020", "tasks[0].report_by", 14, "review_on"),
        ("trước ngày 15/9/2020", "chậm nhất ngày 15/9/2019", "tasks[0].report_by", 14, "15/9/2019"),
        ("trước ngày 15/9/2020", "trước ngày 20/8/2020", "tasks[0].report_by", 14, "19/8/2020"),
        ("trước ngày 15/9/2020", f"trước ngày 15/9/2020 {'x' * 300}", "tasks[0].report_by", 14, "300 ký tự"),
        (
            "inspected: [stp, vp]",
            "inspected: [stp, vp]\nverifiers: {stp: stp}",
            "verifiers.stp",
            7,
            "tự xác nhận",
        ),
        ("inspected: [stp, vp]", "inspected: [stp, vp]\nverifiers: {stp: stx}", "verifiers.stp", 7, "“stx”"),
        (
            "inspected: [stp, vp]",
            "inspected: [stp, vp]\nverifiers: {ubnd: vp}",
            "verifiers.ubnd",
            7,
            "không có nhiệm vụ",
        ),
        ("inspected: [stp, vp]", "inspected: [stp, vp]\nrehearsal_banner: có", "rehearsal_banner", 7, "true"),
        ("tasks:\n", "tasks: []\nverifiers:\n", "tasks", 9, "ít nhất 1"),
    ],
)
def test_a_mistake_is_one_line_with_place_and_remedy(
    old: str, new: str, place: str, line: int | None, about: str
) -> None:
    with pytest.raises(BadInput) as caught:
        launch(edited(old, new))
    problem = caught.value
    assert (problem.place, problem.line) == (place, line)
    assert about in problem.vi
    assert problem.vi != problem.en
    for text in (problem.text("vi"), problem.text("en")):
        assert text.startswith(place)
        assert len(text.splitlines()) == 1
        assert "pydantic" not in text
        assert "Input should" not in text


@pytest.mark.parametrize(
    ("old", "new", "place", "line", "about"),
    [
        ("inspecting: snv", "inspecting: sn", "inspecting", 3, "“snv”"),
        ("committee: ubnd", "committee: xyz", "committee", 4, "“xyz”"),
        ("office: vp\n", "office: q\n", "office", 5, "“q”"),
        ("office: vp\n", "office: snv\n", "office", 5, "tự xác nhận"),
        ("id: stc,", "id: stp,", "units[4].id", 12, "đã có"),
        ("id: stc,", "id: s.tc,", "units[4].id", 12, "gạch nối"),
        ("kind: office}", "kind: offices}", "units[1].kind", 9, "“office”"),
        ("kind: office}", "kind: office, parent: x}", "units[1].parent", 9, "“x”"),
        (
            "valid_to: 2020-06-30",
            "valid_from: 2020-07-01, valid_to: 2020-06-30",
            "units[5].valid_to",
            13,
            "valid_from",
        ),
        ("  office: {head", "  ofice: {head", "seats.ofice", 16, "“office”"),
        ("focal: ", "focl: ", "seats.department.focl", 15, "“focal”"),
        ("{unit: snv, role", "{unit: sn, role", "extra_seats[0].unit", 18, "“snv”"),
        ("person: an", "person: na", "holdings[0].person", 22, "chọn trong: an"),
        ("seat: snv.officer", "seat: snv.oficer", "holdings[0].seat", 22, "“snv.officer”"),
        ("id: an,", "id: snv.head,", "persons[0].id", 20, "chức danh"),
        ("name: Nguyễn Văn An", "name: A, email: a b", "persons[0].email", 20, "địa chỉ"),
        ("mail_domain: tinh.example", "mail_domain: tinh", "mail_domain", 6, "tên miền"),
    ],
)
def test_an_inconsistent_register_is_refused(old: str, new: str, place: str, line: int, about: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_register(edited(old, new, REGISTER))
    assert (caught.value.place, caught.value.line) == (place, line)
    assert about in caught.value.vi
    assert len(caught.value.text("en").splitlines()) == 1


def test_a_sound_launch_has_only_the_warnings_it_deserves() -> None:
    assert codes(launch()) == {"own_verifier": "verifiers", "no_deadline": "tasks[1]"}


@pytest.mark.parametrize(
    ("text", "code", "where", "about"),
    [
        (deadline("trước ngày 25/8/2020"), "short_period", "tasks[0].report_by", "chỉ còn 01 ngày làm việc"),
        (deadline("chậm nhất ngày 20/8/2020"), "deadline_passed", "tasks[0].report_by", "đã qua"),
        (deadline("trước ngày 14/9/2020"), "deadline_on_day_off", "tasks[0].report_by", "thứ Sáu, 11/9/2020"),
        (deadline("10 ngày kể từ ngày nhận"), "deadline_to_confirm", "tasks[0].report_by", "ngày nhận"),
        (deadline("trước ngày 15/9/2028"), "calendar_estimated", "tasks[0].report_by", "2028"),
        (edited(", number: 1/UBND", ""), "document_without_number", "documents[0]", "chưa có số"),
        (edited(", date: 2020-08-20", ""), "document_without_date", "documents[0]", "21/8/2020"),
        (edited("date: 2020-08-20", "date: 2020-08-16"), "document_on_day_off", "documents[0]", "Chủ nhật"),
        (edited("T10:39:44", "T18:05:00"), "sent_outside_office_hours", "sent_at", "18 giờ 05"),
        (
            edited("2020-08-21T10:39:44", "2020-08-22T10:00:00"),
            "sent_outside_office_hours",
            "sent_at",
            "thứ Hai, 24/8",
        ),
        (
            edited("inspected: [stp, vp]", "inspected: [stc, vp, stp]"),
            "inspected_without_task",
            "inspected[0]",
            "Sở Tài",
        ),
    ],
)
def test_what_is_doubtful_is_said_and_not_refused(text: str, code: str, where: str, about: str) -> None:
    warning = next(warning for warning in launch(text).warnings if warning.code == code)
    assert warning.where == where
    assert about in warning.text


def test_one_warning_names_all_its_places() -> None:
    twice = LAUNCH + "  - {id: C, text: X, document: cd, units: [stp], report_by: trước ngày 25/8/2020}\n"
    bundle = launch(edited("trước ngày 15/9/2020", "trước ngày 25/8/2020", twice))
    assert codes(bundle)["short_period"] == "tasks[0].report_by, tasks[2].report_by"


def test_a_rehearsal_moves_every_date_by_whole_weeks() -> None:
    bundle = launch(rebase=date(2026, 8, 17))
    assert bundle.shifted_weeks == 313
    assert bundle.sent_at == datetime(2026, 8, 21, 3, 39, 44, tzinfo=UTC)
    assert bundle.rehearsal_banner
    assert (bundle.id, bundle.register_.id) == ("thu-20260821", "tinh-20260821")
    assert bundle.documents[0].date == date(2026, 8, 20)
    units = {unit.id: unit for unit in bundle.register_.units}
    assert units["scu"].valid_to == date(2026, 6, 30)
    assert bundle.register_.holdings[0].valid_from == date(2025, 12, 31)
    assert bundle.register_.holdings[0].valid_to == date.max
    assert [case.unit for case in bundle.cases] == [case.unit for case in launch().cases]
    assert bundle.cases[-1].duties[0].review_on == date(2026, 9, 21)
    due = bundle.cases[0].duties[0].report_by
    assert due is not None
    assert (due.phrase, due.due) == ("trước ngày 15/9/2020", date(2026, 9, 14))
    assert "313 tuần" in due.why
    assert "313 tuần" in due.rule


@pytest.mark.parametrize(
    ("wanted", "weeks"),
    [
        (date(2020, 8, 21), 0),
        (date(2020, 8, 22), 1),
        (date(2020, 8, 28), 1),
        (date(2020, 8, 15), 0),
        (date(2020, 8, 14), -1),
    ],
)
def test_the_sending_is_the_first_such_weekday_on_or_after_the_date(wanted: date, weeks: int) -> None:
    bundle = launch(rebase=wanted)
    assert bundle.shifted_weeks == weeks
    assert bundle.rehearsal_banner


@pytest.mark.parametrize(
    ("phrase", "due", "why"),
    [
        # Sent on 21/8/2026, the document of 20/8: 22/8 is a make-up Saturday, 31/8 to 2/9 are off.
        ("10 ngày làm việc kể từ ngày ký", date(2026, 9, 7), "22/8/2026"),
        ("10 ngày làm việc kể từ ngày 19/8/2020", date(2026, 9, 3), "19/8/2020"),
        ("trước ngày 03/9/2020", date(2026, 9, 2), "02/9/2026"),
    ],
)
def test_a_period_is_counted_again_and_a_date_is_moved(phrase: str, due: date, why: str) -> None:
    moved = launch(deadline(phrase), rebase=date(2026, 8, 17)).cases[0].duties[0].report_by
    assert moved is not None
    assert moved.due == due
    assert why in moved.why
    assert (moved.practical_last_workday is None) == calendar().is_working(due)


def test_a_period_that_hangs_on_an_unconfirmed_day_is_moved_instead() -> None:
    phrase = "10 ngày làm việc kể từ ngày ký"
    own = launch(deadline(phrase)).cases[0].duties[0].report_by
    moved = launch(deadline(phrase), rebase=date(2026, 11, 16)).cases[0].duties[0].report_by  # 24/11 is unconfirmed
    assert own is not None
    assert own.due is not None
    assert moved is not None
    assert moved.due is not None
    assert (moved.due - own.due).days == 7 * launch(rebase=date(2026, 11, 16)).shifted_weeks


def test_a_rehearsal_in_an_odd_year_is_refused() -> None:
    with pytest.raises(BadInput) as caught:
        launch(rebase=date(9999, 1, 1))
    assert caught.value.place == "rebase"


def mistake(read: Callable[[str | bytes], object], text: str | bytes) -> BadInput | None:
    try:
        read(text)
    except BadInput as problem:
        return problem
    return None


def refused_in_one_line(text: str | bytes) -> None:
    for read in (launch, read_register):
        problem = mistake(read, text)
        assert problem is None or len(problem.text("vi").splitlines()) == len(problem.text("en").splitlines()) == 1


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_whatever_is_sent_only_bad_input_is_raised(text: str | bytes) -> None:
    refused_in_one_line(text)


scalars = st.sampled_from(["stp", "snv", "head", "2020-08-21", "trước ngày 25/8/2020", "", "0", "9999-12-31", "x"])
trees = st.recursive(
    st.none() | scalars | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "kind", "units", "date"]), inner)
    ),
    max_leaves=8,
)


@given(st.data())
def test_a_file_with_anything_anywhere_is_read_or_refused_in_one_line(data: st.DataObject) -> None:
    tree = yaml.load(data.draw(st.sampled_from([LAUNCH, REGISTER])), Loader=yaml.BaseLoader)  # noqa: S506 - our text
    place = tree
    while isinstance(place, dict | list) and place:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        inside = place[key]
        if not isinstance(inside, dict | list) or data.draw(st.booleans()):
            place[key] = data.draw(trees)
            break
        place = inside
    refused_in_one_line(yaml.safe_dump(tree, allow_unicode=True))


words = st.sampled_from(
    [
        *("trước", "chậm nhất", "đến hết", "trong thời hạn", "kể từ", "hằng", "khẩn trương", ",", ";"),
        *("ngày", "ngày làm việc", "tháng", "quý", "năm", "ký", "nhận được"),
        *("10", "15", "9999", "31/12", "25/8/2020", "29/02/2021"),
    ]
)


@given(st.lists(words, min_size=1, max_size=8), st.none() | st.dates())
def test_any_phrase_rehearsed_on_any_day_is_dated_or_refused_in_one_line(phrase: list[str], start: date | None) -> None:
    text = edited("trước ngày 15/9/2020", json.dumps(" ".join(phrase), ensure_ascii=False))
    problem = mistake(lambda written: launch(written, rebase=start), text)
    assert problem is None or (problem.place in {"tasks[0].report_by", "rebase"} and problem.text().isprintable())


def test_many_mistakes_are_one_line() -> None:
    with pytest.raises(BadInput) as caught:
        launch(LAUNCH.split("tasks:", maxsplit=1)[0] + "tasks:\n" + "- a\n" * 1000)
    assert (caught.value.place, caught.value.line) == ("tasks[0]", 10)
