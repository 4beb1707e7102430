from collections import Counter
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from intake.launchfile import named_register, read_launch, read_register
from intake.schema import launch_schema
from models.calendar import Calendar, parse_days_off
from models.launch import Bundle
from models.org import Register, Role, UnitKind

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
S3 = "3-dong-thap-quy-3-2020"
DEMO = "demo-song-tien"
OWING = (Role.FOCAL, Role.UNIT_CLERK, Role.OFFICE_CHIEF, Role.DEPUTY_HEAD, Role.HEAD)


@cache
def calendar() -> Calendar:
    return parse_days_off((ROOT / "store/seed/days_off_vn.tsv").read_text(encoding="utf-8"), "thử")


@cache
def register(name: str) -> Register:
    return read_register((EXAMPLES / f"units/{name}.yaml").read_bytes())


def launch(name: str, rebase: date | None = None) -> Bundle:
    text = (EXAMPLES / f"{name}.yaml").read_bytes()
    return read_launch(text, register(named_register(text)), calendar(), rebase=rebase)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_example_is_launched_as_a_rehearsal(path: Path) -> None:
    bundle = launch(path.stem)
    assert bundle.rehearsal_banner
    assert bundle.cases


@pytest.mark.parametrize("path", sorted((EXAMPLES / "units").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_body_has_the_seats_a_ladder_climbs(path: Path) -> None:
    known = register(path.stem)
    assert known.id == path.stem
    for unit in known.units:
        wanted = (Role.CHAIR, Role.VICE_CHAIR) if unit.kind is UnitKind.COMMITTEE else OWING
        for role in wanted:
            seat = known.seat(unit.id, role)
            assert seat is not None
            assert unit.name in seat.title
    assert known.seat(known.inspecting, Role.OFFICER)
    assert known.seat(known.inspecting, Role.DIVISION_HEAD)


def test_dong_thap_names_no_person() -> None:
    assert register("dong-thap").persons == ()


def test_dong_thap_is_the_slice_before_march_2025() -> None:
    known = register("dong-thap")
    assert Counter(unit.kind for unit in known.units) == {
        UnitKind.DEPARTMENT: 16,
        UnitKind.COMMITTEE: 1,
        UnitKind.OFFICE: 1,
        UnitKind.INSPECTORATE: 1,
        UnitKind.AGENCY: 1,
        UnitKind.CENTRE: 1,
    }
    ended = {unit.id for unit in known.units if unit.valid_to == date(2025, 2, 28)}
    assert ended == {"skhdt", "snnptnt", "stnmt", "sgtvt", "sldtbxh", "stttt", "sngv"}


def test_seed_3_asks_eight_bodies_to_report_on_24_august() -> None:
    bundle = launch(S3)
    inspected = [case for case in bundle.cases if case.inspected]
    assert [case.unit for case in inspected] == [
        *("vpubnd", "stp", "stnmt", "sgtvt", "sxd", "sldtbxh", "snnptnt", "sgddt")
    ]
    for case in inspected:
        dated = {duty.id: duty.report_by.due for duty in case.duties if duty.report_by}
        assert dated == dict.fromkeys(("F1", "F2", "F3", "F4", "F5"), date(2020, 8, 24))
        assert {duty.issuer for duty in case.duties} == {"ubnd"}
        assert case.verifier == "snv"
    assert bundle.sent_at == datetime(2020, 8, 21, 3, 39, 44, tzinfo=UTC)


def test_seed_3_asks_every_department_not_inspected_to_check_itself() -> None:
    cases = {case.unit: case for case in launch(S3).cases if not case.inspected}
    assert list(cases) == ["snv", "stc", "skhdt", "sct", "stttt", "skhcn", "svhttdl", "syt", "sngv"]
    assert all(case.duties[0].id == "T5" for case in cases.values())
    assert cases["snv"].verifier == "vpubnd"
    assert cases["stc"].verifier == "snv"


def test_seed_3_names_three_positions() -> None:
    bundle = launch(S3)
    named = {duty.id: case.unit for case in bundle.cases for duty in case.duties if duty.position is Role.HEAD}
    assert named == {"T6": "stttt", "T7": "vpubnd", "T8": "stc"}
    seats = [bundle.register_.seat(unit, Role.HEAD) for unit in named.values()]
    assert {seat.title for seat in seats if seat} == {
        "Giám đốc Sở Thông tin và Truyền thông",
        "Chánh Văn phòng UBND tỉnh",
        "Giám đốc Sở Tài chính",
    }


def test_seed_3_is_quoted_word_for_word() -> None:
    bundle = launch(S3)
    directive = bundle.documents[1]
    assert (directive.number, directive.issuer) == (None, "ubnd")
    for duty in {duty.id: duty for case in bundle.cases for duty in case.duties}.values():
        assert duty.text in directive.text
    for part in bundle.documents[0].text.strip().split("\n\n"):
        assert part in directive.text


def test_seed_3_warns_of_one_working_day() -> None:
    warnings = {warning.code: warning.text for warning in launch(S3).warnings}
    assert "chỉ còn 01 ngày làm việc" in warnings["short_period"]
    assert "Văn phòng UBND tỉnh xác nhận" in warnings["own_verifier"]
    assert set(warnings) == {
        *("short_period", "own_verifier", "no_deadline"),
        *("document_without_number", "document_without_date"),
    }


def test_song_tien_is_an_invented_province_of_two_tiers() -> None:
    known = register("song-tien")
    assert "giả định" in known.province
    assert Counter(unit.kind for unit in known.units) == {
        UnitKind.DEPARTMENT: 12,
        UnitKind.COMMUNE: 13,
        UnitKind.COMMITTEE: 1,
        UnitKind.OFFICE: 1,
        UnitKind.INSPECTORATE: 1,
    }
    assert known.mail_domain == "song-tien.example"


def test_the_demonstration_is_on_its_way_within_45_days() -> None:
    bundle = launch(DEMO)
    duties = [duty for case in bundle.cases for duty in case.duties]
    assert len(bundle.cases) == 7
    assert any(duty.report_by is None and duty.review_on for duty in duties)
    assert {duty.report_by.kind for duty in duties if duty.report_by} == {
        *("no_later_than", "within_working_days", "before_date")
    }
    sent = date(2026, 3, 9)
    for duty in duties:
        if duty.report_by and duty.report_by.due:
            # Letters (+3, +7) and the submission (+12) about the first deadline fall into them.
            assert calendar().working_days_between(sent, duty.report_by.due) in (7, 10, 14)


@pytest.mark.parametrize("name", [S3, DEMO])
@pytest.mark.parametrize("start", [date(2026, 1, 1), date(2026, 11, 16), date(2027, 1, 25), date(2031, 5, 5)])
def test_an_example_can_be_lived_through_whenever_it_is_started(name: str, start: date) -> None:
    bundle = launch(name, rebase=start)
    assert start <= bundle.sent_at.date() < date.fromordinal(start.toordinal() + 7)
    assert bundle.sent_at.weekday() == launch(name).sent_at.weekday()
    assert bundle.id == f"{launch(name).id}-{bundle.sent_at:%Y%m%d}"
    for case in bundle.cases:
        for duty in case.duties:
            day = duty.report_by.due if duty.report_by else duty.review_on
            assert day is not None
            assert day > bundle.sent_at.date()


def test_the_schema_in_docs_is_current() -> None:
    written = (ROOT / "docs/launch.schema.json").read_text(encoding="utf-8")
    assert written == launch_schema(), "write intake.schema.launch_schema() to docs/launch.schema.json"
