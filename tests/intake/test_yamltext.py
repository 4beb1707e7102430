import unicodedata

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from intake import yamltext
from intake.badinput import BadInput, did_you_mean
from intake.yamltext import MAX_BYTES, MAX_DEPTH, MAX_VALUES, read_sheet, read_yaml


def refused(text: bytes | str) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read_yaml(text, "tệp")
    for lang in ("vi", "en"):
        assert len(caught.value.text(lang).splitlines()) == 1
    return caught.value


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
def test_values_stay_the_text_that_was_written(loader: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamltext, "LOADER", loader)
    written = "a: 0912345678\nb: no\nc: 2020-08-21\nd: 10:30\ne:\nf: ~\ng: 'null'\nh: [1, true]\ni: ''\n"
    assert read_yaml(written, "tệp") == {
        "a": "0912345678",
        "b": "no",
        "c": "2020-08-21",
        "d": "10:30",
        "e": None,
        "f": None,
        "g": "null",
        "h": ["1", "true"],
        "i": "",
    }


def test_every_value_knows_its_line() -> None:
    sheet = read_sheet("a: 1\nb:\n  - c: 2\n  - c:\n      d: 3\n", "tệp")
    assert sheet.lines["a",] == 1
    assert sheet.lines["b", 0, "c"] == 3
    assert sheet.lines["b", 1, "c", "d"] == 5
    problem = sheet.bad(("b", 1, "missing"), "thiếu", "is missing")
    assert problem.text() == "b[1].missing (dòng 4): thiếu"
    assert problem.text("en") == "b[1].missing (line 4): is missing"


def test_text_becomes_nfc_in_keys_and_values() -> None:
    decomposed = unicodedata.normalize("NFD", "đơn vị: Sở Nội vụ")
    assert read_yaml(decomposed, "tệp") == {"đơn vị": "Sở Nội vụ"}
    assert refused(f"{unicodedata.normalize('NFD', 'ngày')}: 1\nngày: 2").place == "ngày"


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert read_yaml(b"\xef\xbb\xbfa: b", "tệp") == {"a": "b"}


@pytest.mark.parametrize(
    ("text", "place", "line", "about"),
    [
        ("", "tệp", 1, "mục: giá trị"),
        ("- a\n- b\n", "tệp", 1, "mục: giá trị"),
        ("just words", "tệp", 1, "mục: giá trị"),
        ("a: 1\nb: [1, 2\nc: 3\n", "tệp", 3, "cú pháp YAML"),
        ("a: 1\n\tb: 2\n", "tệp", 2, "cú pháp YAML"),
        ("a: 1\nb: \x00\n", "tệp", None, "cú pháp YAML"),
        ("a: 1\nb: 2\na: 3\n", "a", 3, "hai lần"),
        ("x:\n  - {k: 1, k: 2}\n", "x[0].k", 2, "hai lần"),
        ("a: &one 1\nb: 2\n", "a", 1, "bí danh"),
        ("a: 1\nb: *one\n", "b", 2, "bí danh"),
        ("a: !!python/object/apply:os.system [ls]\n", "a", 1, "thẻ"),
        ("a: !own x\n", "a", 1, "thẻ"),
        ("a: 1\n---\nb: 2\n", "tệp", 3, "nhiều tài liệu"),
        ("? [a]\n: 1\n", "tệp", 1, "tên mục"),
        ("'': 1\n", "tệp", 1, "tên mục"),
        ('a: "b\\nc"\n', "a", 1, "một dòng"),
        ("a: |\n  b\n  c\n", "a", 1, "một dòng"),
        ('a: "b\\u2028c"\n', "a", 1, "một dòng"),
        ('a: "b\\ec"\n', "a", 1, "ký tự điều khiển"),
    ],
)
def test_a_mistake_names_its_place_and_line(text: str, place: str, line: int | None, about: str) -> None:
    problem = refused(text)
    assert (problem.place, problem.line) == (place, line)
    assert about in problem.vi


def test_a_long_text_may_have_lines() -> None:
    assert read_yaml("text: |\n  b\n  c\n", "tệp") == {"text": "b\nc\n"}


@pytest.mark.parametrize("text", [b"a: \xff\xfe", b"\xff\xfea\x00:\x00 \x00b\x00", "a: \ud800"])
def test_only_utf8_is_read(text: bytes | str) -> None:
    assert "UTF-8" in refused(text).vi


@pytest.mark.parametrize("text", [b"a" * (MAX_BYTES + 1), "ạ" * (MAX_BYTES // 2), "a: [" * 3_000_000])
def test_too_big_is_refused_before_parsing(text: bytes | str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "parse", lambda *_, **__: pytest.fail("it was parsed"))
    assert "2 MB" in refused(text).vi


@pytest.mark.parametrize("text", ["a: " + "[" * 100_000, "a: " + "{a: " * 100_000, "- " * 100_000 + "a"])
def test_nesting_is_bounded(text: str) -> None:
    assert f"{MAX_DEPTH}" in refused(text).vi


def test_the_number_of_values_is_bounded() -> None:
    problem = refused("a:\n" + "- b\n" * MAX_VALUES)
    assert problem.line == MAX_VALUES
    assert f"{MAX_VALUES}" in problem.vi


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdef", "bcdefg", strict=True))
    problem = refused(bomb)
    assert (problem.place, problem.line) == ("a", 1)


def test_a_message_cannot_be_forged_by_a_key() -> None:
    problem = refused('"a\\u2028tất cả đều đúng": 1\n')
    assert problem.text().startswith("tệp (dòng 1): ")


def test_the_nearest_word_is_proposed_else_the_list() -> None:
    assert did_you_mean("repotr_by", ["report_by", "review_on"])[1] == "did you mean “report_by”?"
    assert did_you_mean("zzz", ["a", "b"]) == ("chọn trong: a, b", "choose among: a, b")
    assert did_you_mean("zzz", [])[1] == "there is none to choose from"


def read(text: bytes | str) -> dict[str, object] | BadInput:
    try:
        return dict(read_yaml(text, "tệp"))
    except BadInput as problem:
        return problem


def is_one_line(problem: BadInput) -> bool:
    return len(problem.text("vi").splitlines()) == len(problem.text("en").splitlines()) == 1


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_whatever_is_sent_gives_values_or_one_line(text: bytes | str) -> None:
    found = read(text)
    assert isinstance(found, dict) or is_one_line(found)


trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.dates() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.text(max_size=8), trees, max_size=4))
def test_any_yaml_gives_values_or_one_line(tree: dict[str, object]) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True)
    found = read(text)
    if isinstance(found, BadInput):
        assert is_one_line(found)
    else:
        assert list(found) == [unicodedata.normalize("NFC", key) for key in yaml.safe_load(text)]
