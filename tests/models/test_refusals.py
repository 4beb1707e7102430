"""Refusals say what, why and what to do, in both languages, on one line; none is used without a text or kept unused."""

import ast
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from models.case_state import Work
from models.refusals import LABELLED, TEXTS, WORDS, Refusal, refuse

ROOT = Path(__file__).parents[2]
VIETNAMESE = set("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹáàãéèíìóòõúùũýĩ")


def calls() -> list[tuple[str, set[str], str]]:
    """Every `refuse("code", …)` of the code: the code, the names of its particulars, the place."""
    found = []
    for room in ("models", "intake", "store", "activities", "workflows", "cli", "web", "notices"):
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "refuse":
                    assert isinstance(node.args[0], ast.Constant), path
                    names = {word.arg for word in node.keywords if word.arg}
                    found.append((str(node.args[0].value), names, f"{path.name}:{node.lineno}"))
    return found


def fields(texts: tuple[str, str, str]) -> set[str]:
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


CALLS = calls()


@pytest.mark.parametrize(("code", "names"), [call[:2] for call in CALLS], ids=[call[2] for call in CALLS])
def test_every_refusal_in_the_code_has_both_texts_with_its_particulars(code: str, names: set[str]) -> None:
    assert set(TEXTS[code]) == {"vi", "en"}
    assert fields(TEXTS[code]["vi"]) <= names
    assert fields(TEXTS[code]["en"]) <= names


@pytest.mark.parametrize("code", TEXTS)
def test_both_languages_say_the_same_particulars_in_their_own_words(code: str) -> None:
    texts = TEXTS[code]
    assert fields(texts["vi"]) == fields(texts["en"])
    assert all(part.strip() for language in ("vi", "en") for part in texts[language])
    assert set("".join(texts["vi"]).lower()) & VIETNAMESE
    assert not set("".join(texts["en"]).lower()) & VIETNAMESE


@pytest.mark.parametrize("code", TEXTS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_refusal_is_one_line_and_only_a_line(code: str, lang: str) -> None:
    names = fields(TEXTS[code][lang])
    line = refuse(code, **dict.fromkeys(names, "dòng một\ndòng {hai}\r\t!")).text(lang)
    assert len(line.splitlines()) == 1
    assert line.endswith(".")


def test_no_text_is_kept_for_a_refusal_that_no_longer_exists() -> None:
    assert {code for code, _, _ in CALLS} == set(TEXTS)


def test_our_own_values_are_said_in_the_readers_words() -> None:
    refusal = refuse("wrong_state", requirement="F1", state=Work.REPORTED)
    assert "“Đã báo cáo, chờ xác nhận”" in refusal.text("vi")
    assert "reported, awaiting verification" in refusal.text("en")
    for lang in ("vi", "en"):
        assert set(Work) | {"issued", "dropped", "emptied", "receipt", "report"} == set(WORDS[lang])
    assert {"state", "status", "target"} == LABELLED


def test_dates_are_written_as_officials_write_them() -> None:
    assert "25/8/2020" in refuse("arrival_future", day=date(2020, 8, 25)).text("vi")
    assert "02/01/2021" in refuse("date_passed", day=date(2021, 1, 2)).text("vi")


def test_a_refusal_is_a_value_that_survives_storing() -> None:
    refusal = refuse("not_issuer", issuer="UBND tỉnh", unit="Sở Nội vụ")
    assert Refusal.model_validate_json(refusal.model_dump_json()) == refusal
