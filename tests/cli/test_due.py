import csv
import json
import unicodedata

import pytest

from tests.cli.running import ROOT, run

PHRASES = ROOT / "tests/intake/data/deadline_phrases.tsv"
KEYS = ["phrase", "kind", "due", "time", "rrule", "practical_last_workday", "confirm", "rule", "why"]


def test_a_phrase_is_one_document() -> None:
    found = run("due", "trước ngày 25/8/2020", "--from", "2020-08-21", "--json")
    assert (found.code, found.err) == (0, "")
    assert list(found.document) == KEYS
    assert (found.document["due"], found.document["kind"]) == ("2020-08-24", "before_date")
    assert "148" in found.document["rule"]


def test_the_day_received_counts_and_without_it_a_person_is_asked() -> None:
    phrase = "10 ngày làm việc kể từ ngày nhận được văn bản"
    known = run("due", phrase, "--from", "21/8/2020", "--received", "24/8/2020", "--json").document
    assert (known["due"], known["confirm"]) == ("2020-09-08", False)
    unknown = run("due", phrase, "--from", "21/8/2020", "--json").document
    assert (unknown["due"], unknown["confirm"]) == ("2020-09-07", True)


def test_for_people_it_says_why_in_their_language() -> None:
    assert "Hạn: thứ Hai, 24/8/2020" in run("due", "trước ngày 25/8/2020", "--from", "21/8/2020").out
    assert "Due: " in run("due", "trước ngày 25/8/2020", "--from", "21/8/2020", "--lang", "en").out


def test_no_deadline_is_an_answer() -> None:
    found = run("due", "đánh giá, xếp loại", "--from", "2020-08-21", "--json")
    assert (found.code, found.document["kind"], found.document["due"]) == (0, "none", None)


def test_a_batch_answers_line_by_line() -> None:
    with PHRASES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    asked = [json.dumps({"phrase": row["phrase"], "from": row["reference_date"]}) for row in rows]
    found = run("due", "--batch", stdin="\n".join(asked).encode())
    answers = [json.loads(line) for line in found.out.splitlines()]
    assert found.code == 0
    assert [answer["phrase"] for answer in answers] == [row["phrase"] for row in rows]
    assert all(list(answer) == KEYS for answer in answers)


@pytest.mark.parametrize(
    "bad",
    [
        b"xx",
        b"[1]",
        b'{"phrase": "a"}',
        b'{"phrase": "a", "from": "2020-02-30"}',
        b'{"phrase": "a", "from": "2020-01-01", "color": 1}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
    ids=["text", "list", "no date", "no such day", "unknown key", "not UTF-8", "deep"],
)
def test_a_bad_line_is_answered_and_the_rest_goes_on(bad: bytes) -> None:
    good = b'{"phrase": "tr\xc6\xb0\xe1\xbb\x9bc ng\xc3\xa0y 25/8/2020", "from": "2020-08-21"}'
    found = run("due", "--batch", stdin=b"\n".join([good, b"", bad, good]))
    first, second, third = (json.loads(line) for line in found.out.splitlines())
    assert found.code == 1
    assert (second["line"], "error" in second) == (3, True)
    assert first == third
    assert first["due"] == "2020-08-24"


@pytest.mark.parametrize(
    "argv",
    [
        ["due"],
        ["due", "trước ngày 25/8/2020"],
        ["due", "x", "--from", "25-8"],
        ["due", "x" * 5000, "--from", "2020-01-01"],
    ],
)
def test_wrong_usage(argv: list[str]) -> None:
    found = run(*argv)
    assert (found.code, found.out) == (2, "")
    assert len(found.err.splitlines()) == 1


def test_a_phrase_is_read_in_any_unicode_form() -> None:
    phrase = unicodedata.normalize("NFD", "trước ngày 25/8/2020")
    assert run("due", phrase, "--from", "2020-08-21", "--json").document["due"] == "2020-08-24"
