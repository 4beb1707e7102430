"""Every kind of notice in both languages: whole sentences, official verbs, everything needed to act on paper."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.org import Person, Register, Role
from models.telling import NoticeKind
from notices.item import LEADERS
from notices.texts import Audience
from notices.wording import LANGUAGES, render
from tests.builders import register
from tests.notices.sending import PARAMS, item, lived

HOLES = re.compile(
    r"  | [,;.)]|\( |“”|: *\n-|[\[\]{}]|None"
    r"|\b(số|ngày|hạn|No\.|của|theo|on|by|of|under)(?=[;.)–])|\bsố (của|ngày|đến)\b|\bngày (của|chưa|;)"
)
SEATS = ("stp.focal", "stp.head", "snv.officer", "snv.unit_clerk", "snv.head", "vp.head", "ubnd.vice_chair")
OPTIONAL = tuple(PARAMS.keys() - {"inspection_title", "unit", "sent_on", "draft", "due", "reason", "text"})


def test_the_lived_inspections_tell_of_everything() -> None:
    assert {item.notice.kind for item in lived()} >= set(NoticeKind) - {NoticeKind.DRAFT_EMPTIED}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_core_says_renders_without_holes(lang: str) -> None:
    for one in lived():
        rendered = render(one, lang)
        assert not HOLES.search(rendered.subject + "\n" + rendered.body), rendered


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", NoticeKind)
@settings(max_examples=30)  # for each kind and language
@given(seat=st.sampled_from(SEATS), gone=st.sets(st.sampled_from(OPTIONAL)))
def test_every_kind_renders_to_every_seat_whatever_is_not_known(
    lang: str, kind: NoticeKind, seat: str, gone: set[str]
) -> None:
    rendered = render(item(kind, seat, params=dict.fromkeys(gone)), lang)
    assert not HOLES.search(rendered.subject + "\n" + rendered.body), rendered
    assert "\n" not in rendered.subject


@pytest.mark.parametrize("kind", NoticeKind)
def test_both_languages_know_the_same_readers(kind: NoticeKind) -> None:
    vi, en = (LANGUAGES[lang].texts[kind] for lang in ("vi", "en"))
    assert vi.keys() == en.keys()
    for audience in vi:
        for ours, theirs in zip(vi[audience], en[audience], strict=True):
            assert bool(ours) == bool(theirs)


def test_what_a_person_wrote_is_never_read_as_a_template() -> None:
    wild = "{unit} [x] {why"
    body = render(item(NoticeKind.RETURNED, params={"reason": wild})).body
    assert wild in body


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_product_is_named_in_no_subject(lang: str) -> None:
    for one in lived():
        subject = render(one, lang).subject
        assert "Đôn Đốc" not in subject
        assert "dondoc" not in subject.lower()


def test_leaders_outside_the_unit_are_reported_to_never_pressed() -> None:
    found = [one for one in lived() if one.audience is Audience.SUPERIOR]
    assert {one.notice.to.role for one in found} >= {Role.HEAD, Role.DIVISION_HEAD, Role.VICE_CHAIR, Role.DEPUTY_HEAD}
    for one in found:
        subject = render(one).subject
        assert subject.startswith(("Kính trình", "Kính báo cáo")), subject
        assert "nhắc" not in subject.lower()
        assert "quá hạn" not in subject


def test_no_leader_at_all_gets_a_reminder_by_that_name() -> None:
    assert not [one for one in lived() if one.superior and "Nhắc việc" in render(one).body]
    assert not [one for one in lived() if one.superior and "Nhắc việc" in render(one).subject]


@pytest.mark.parametrize("role", sorted(LEADERS & {Role.HEAD, Role.DEPUTY_HEAD}))
def test_a_units_leader_is_addressed_as_one(role: Role) -> None:
    rendered = render(item(NoticeKind.DUE_SOON, f"stp.{role}"))
    assert rendered.subject == "Kính gửi đồng chí: còn 01 ngày làm việc đến hạn báo cáo khắc phục (24/8/2020)"
    assert f"Kính gửi: đồng chí {register().seat('stp', role).title}" in rendered.body  # type: ignore[union-attr]


OFFICIAL = {
    NoticeKind.ASSIGNMENT: (
        "V/v khắc phục hạn chế theo Thông báo số 12/TB-SNV ngày 21/8/2020 – 03 nội dung, hạn báo cáo 24/8/2020\n"
        "Sở Nội vụ kính chuyển Thông báo số 12/TB-SNV ngày 21/8/2020; theo đó, Quý cơ quan có 03 nội dung cần khắc "
        "phục và gửi báo cáo về Sở Nội vụ chậm nhất ngày 24/8/2020 (văn bản ghi: “trước ngày 25/8/2020”)."
    ),
    NoticeKind.RECEIPT: (
        "Nhắc việc: đề nghị xác nhận tiếp nhận Thông báo số 12/TB-SNV ngày 21/8/2020\n"
        "Thông báo số 12/TB-SNV ngày 21/8/2020 gửi Quý cơ quan ngày 21/8/2020 đến nay chưa được xác nhận tiếp nhận; "
        "kính đề nghị Quý cơ quan kiểm tra văn bản đến và xác nhận giúp."
    ),
    NoticeKind.DUE_SOON: (
        "Nhắc việc: còn 05 ngày làm việc đến hạn báo cáo khắc phục (24/8/2020)\n"
        "Theo Thông báo số 12/TB-SNV ngày 21/8/2020, hạn Quý cơ quan báo cáo kết quả khắc phục là ngày 24/8/2020; "
        "hiện còn 03/07 nội dung chưa có báo cáo, kính đề nghị Quý cơ quan quan tâm thực hiện."
    ),
    NoticeKind.DUE_TODAY: (
        "Nhắc việc: hôm nay (24/8/2020) là ngày cuối của hạn báo cáo khắc phục\n"
        "Hôm nay (24/8/2020) là ngày cuối của thời hạn theo Thông báo số 12/TB-SNV ngày 21/8/2020; nếu báo cáo đã ban "
        "hành, đề nghị Quý cơ quan cho biết số, ngày văn bản để Sở Nội vụ ghi nhận."
    ),
}


@pytest.mark.parametrize("kind", OFFICIAL)
def test_the_official_wording_stands(kind: NoticeKind) -> None:
    rendered = render(item(kind, params={"days_left": "5"}))
    subject, says = OFFICIAL[kind].split("\n")
    assert rendered.subject == subject
    assert f"\n\n{says}\n\n" in rendered.body


def test_the_head_hears_of_lateness_in_the_official_words() -> None:
    [one] = [x for x in lived() if x.notice.kind == "overdue_head" and x.notice.to.seat == "sxd.head"][:1]
    rendered = render(one)
    assert rendered.subject == "V/v báo cáo khắc phục sau kiểm tra CCHC – quá hạn 02 ngày làm việc"
    assert "Đến hết ngày 25/8/2020, Sở Nội vụ chưa ghi nhận được báo cáo của Quý cơ quan theo" in rendered.body
    assert "kính đề nghị đồng chí quan tâm chỉ đạo" in rendered.body


def test_a_day_off_as_deadline_is_not_called_today() -> None:
    rendered = render(item(NoticeKind.DUE_TODAY, params={"due": "06/9/2020", "days_left": "0"}))
    assert rendered.subject == "Nhắc việc: hôm nay là ngày làm việc cuối của hạn báo cáo khắc phục (06/9/2020)"
    assert "hôm nay (06/9/2020)" not in rendered.body.lower()


def test_the_facts_to_act_on_paper_are_there() -> None:
    body = render(item(NoticeKind.DUE_SOON)).body
    for fact in ("Thông báo số 12/TB-SNV", "trước ngày 25/8/2020", "rà soát thủ tục", "Trần Văn Bình", "case/q3/1"):
        assert fact in body
    assert "Tin do hệ thống theo dõi sau kiểm tra CCHC của Sở Nội vụ gửi tự động, không thay thế văn bản." in body
    assert body.endswith("Trân trọng.\n")


def test_the_officers_telephone_is_given_when_there_is_one() -> None:
    officer = Person(id="binh", name="Trần Văn Bình", phone="0277 3851 000")
    known = register().model_copy(update={"persons": (officer,)})
    body = render(replace(item(NoticeKind.DUE_SOON), register=Register.model_validate(known.model_dump()))).body
    assert "đ/c Trần Văn Bình, Chuyên viên theo dõi, ĐT 0277 3851 000, thư điện tử" in body


def test_the_recorded_reason_comes_before_the_usual_one() -> None:
    why = "02 nội dung chưa có báo cáo, hạn 24/8/2020."
    assert f"Vì sao tôi nhận tin này: {why}" in render(item(NoticeKind.OVERDUE, params={"why": why})).body
    assert "Vì sao tôi nhận tin này: Quý cơ quan được giao" in render(item(NoticeKind.ASSIGNMENT)).body


def test_lateness_of_the_message_itself_and_the_rehearsal_are_said() -> None:
    plain = render(item(NoticeKind.OVERDUE)).body
    assert "Tin gửi muộn" not in plain
    assert "Diễn tập" not in plain
    marked = render(item(NoticeKind.OVERDUE, params={"late": "1"}, banner=True)).body
    assert "Tin gửi muộn" in marked
    assert marked.startswith("Diễn tập – hành vi của các cơ quan là giả định\n")


def test_a_draft_names_its_paper_and_its_units() -> None:
    prepared = {x.notice.params["draft"]: render(x) for x in lived() if x.notice.kind == "draft_prepared"}
    subjects = [rendered.subject for rendered in prepared.values()]
    assert "Kính trình: dự thảo công văn đôn đốc lần 1 – 02 cơ quan" in subjects
    assert any(subject.startswith("Kính trình: dự thảo công văn đôn đốc lần 2") for subject in subjects)
    first = next(iter(prepared.values()))
    assert "- Sở SXD: 01 nội dung, hạn 24/8/2020, quá hạn 03 ngày làm việc" in first.body


def test_an_automatic_submission_is_a_submission() -> None:
    vice = [x for x in lived() if x.notice.kind == "submission" and x.notice.to.role == Role.VICE_CHAIR]
    assert render(vice[0]).subject == (
        "Kính trình: việc chưa báo cáo khắc phục sau kiểm tra CCHC của Sở STP – xin ý kiến chỉ đạo"
    )
    assert render(vice[0], "en").subject.startswith("For your decision")


def test_a_returned_reports_new_day_is_not_explained_by_the_old_phrase() -> None:
    body = render(item(NoticeKind.RETURNED, params={"due": "31/8/2020"})).body
    assert "chậm nhất ngày 31/8/2020" in body
    assert "trước ngày 25/8/2020" not in body


def test_english_writes_days_and_numbers_its_own_way() -> None:
    rendered = render(item(NoticeKind.DUE_SOON, params={"days_left": "5"}), "en")
    assert rendered.subject == "Reminder: 5 working days to the remediation report (24 Aug 2020)"
    assert "3 of 7" in rendered.body
    assert "1 working day " in render(item(NoticeKind.DUE_SOON), "en").subject
