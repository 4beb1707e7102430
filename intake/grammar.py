"""The grammar of deadline phrases: words in, readings out, no calendar yet.

    deadline = before | by | within
    before   = [latest] "trước" date
    by       = "trước" clock date | (latest | until | label) [clock] date [clock]
    within   = [latest | limit] period

What begins like a deadline and goes on in a way not understood is `Unread`, so that a person is asked.
"""

from collections.abc import Iterator
from dataclasses import replace

from intake.dates import clock_at, date_at, weekday_at
from intake.periods import period_at
from intake.readings import Before, By, Reading, Unread
from intake.text import Expressions, sentence, skip

LATEST = Expressions(
    *("chậm nhất", "muộn nhất", "trễ nhất", "không muộn hơn", "không chậm hơn", "không trễ hơn"),
    *("hạn cuối", "hạn cuối cùng", "hạn chót", "thời hạn cuối cùng"),
)
UNTIL = Expressions("đến", "đến hết", "tới", "tới hết", "hết", "trong", "không quá", "không vượt quá")
LABEL = Expressions("hạn", "thời hạn", "thời gian hoàn thành", "thời gian hoàn tất")
PURPOSE = Expressions("báo cáo", "hoàn thành", "hoàn tất", "thực hiện", "khắc phục", "nộp", "gửi", "xử lý", "trả lời")
LIMIT = Expressions("trong", "trong thời hạn", "trong thời gian", "trong vòng", "không quá", "tối đa", "thời hạn")
PERIODS = Expressions(
    *(f"{when} {unit}" for when in ("trong", "hết", "giữa", "cuối") for unit in ("tuần", "tháng", "quý", "năm", "kỳ"))
)
FILLERS = frozenset({"là", "vào", "đến", "tới", "hết", "trong", "lúc", "cho", ":", ","})
PERIOD_FILLERS = FILLERS | {"sau", "vòng", "thời", "hạn", "gian", "không", "quá", "tối", "đa"}
HAPPENED = frozenset({"quá", "trễ", "đúng", "sớm"})  # "trễ hạn": what happened, not what is asked
AFTER_BEFORE = frozenset({"ngày", "tháng", "quý", "năm", "tuần", "kỳ", "tết", "rằm", "thứ"})
ADJECTIVAL = frozenset({"ngày", "tháng", "quý", "năm", "tuần", "kỳ", "hôm", "lần", "như"})  # "năm trước"
REPEATED = frozenset({"tuần", "hằng", "hàng"})
WINDOW = Expressions("số liệu", "tính từ", "tính đến", "kỳ", "đã")

NO_DATE = "không đọc được ngày"
BY_PERIOD = "hạn theo tuần, tháng, quý, năm chưa thành một ngày"
FROM_TO = "“từ … đến …” có thể là thời kỳ số liệu, không phải hạn"
BEFORE_EVENT = "hạn trước một sự kiện hoặc một kỳ chưa thành một ngày"

Found = tuple[Reading, int] | None


def readings(words: list[str]) -> Iterator[Reading]:
    """Every deadline in the text, in its order."""
    at = 0
    while words[at]:
        found = _before(words, at) or _latest(words, at) or _until(words, at) or _labelled(words, at)
        found = found or _limited(words, at) or _period(words, at)
        if found:
            reading, at = found
            yield reading
        else:
            at += 1


def _before(words: list[str], at: int) -> Found:
    if words[at] != "trước":
        return None
    after = at + 1
    clock = clock_at(words, after)
    if clock:
        return _by(words, after) or (Unread(NO_DATE), clock[1])
    dated = date_at(words, after)
    if dated:
        return Before(dated[0]), dated[1]
    if words[after].isdecimal():
        return (Unread(BEFORE_EVENT), after + 1) if period_at(words, after, asked=True) else None
    if words[after] in AFTER_BEFORE and (words[after] == "ngày" or words[at - 1] not in ADJECTIVAL):
        return Unread(NO_DATE if words[after] == "ngày" else BEFORE_EVENT), after + 1
    return None


def _latest(words: list[str], at: int) -> Found:
    after = LATEST.after(words, at)
    if after is None:
        return None
    after = skip(words, after, FILLERS)
    mixed = _before(words, after)
    if mixed:
        reading, end = mixed
        return replace(reading, mixed=True) if isinstance(reading, Before) else reading, end
    period = skip(words, after, PERIOD_FILLERS)
    return _by(words, after) or period_at(words, period, asked=True) or (Unread(NO_DATE), after)


def _until(words: list[str], at: int) -> Found:
    """Weak words: a deadline only when a date follows and the sentence does not tell what happened."""
    after = UNTIL.after(words, at)
    if after is None or words[at - 1] == "tính":
        return None
    if words[after] != "ngày" and clock_at(words, after) is None:
        return None
    found = _by(words, after)
    if found is None:
        return (Unread(NO_DATE), after + 1) if words[after + 1].isdecimal() else None
    begin, end = sentence(words, at)
    if "đã" in words[found[1] : end]:
        return None
    if _opens_window(words, begin, at):
        return None if WINDOW.find(words, begin, end) is not None else (Unread(FROM_TO), found[1])
    return found


def _labelled(words: list[str], at: int) -> Found:
    """A field of a form: "Thời gian hoàn thành: ngày 31/10/2022", "hạn báo cáo ngày 31/10/2022"."""
    after = LABEL.after(words, at)
    if after is None or words[at - 1] in HAPPENED:
        return None
    purpose = PURPOSE.after(words, after)
    while purpose is not None:
        after = purpose
        purpose = PURPOSE.after(words, after)
    after = skip(words, after, FILLERS)
    return _latest(words, after) or _by(words, after)


def _limited(words: list[str], at: int) -> Found:
    after = LIMIT.after(words, at)
    if after is None or words[at - 1] in HAPPENED:
        return None
    return period_at(words, skip(words, after, PERIOD_FILLERS), asked=True)


def _period(words: list[str], at: int) -> Found:
    """A period named by nothing but its "kể từ"; a whole period of the year; a day of the week."""
    after = PERIODS.after(words, at)
    if after:
        return Unread(BY_PERIOD), after
    weekday, after = weekday_at(words, at)
    if weekday is not None and words[after] in REPEATED:
        return Unread(BY_PERIOD), after
    if words[at - 1] == "hạn" and not HAPPENED.isdisjoint(words[max(at - 3, 0) : at]):
        return None
    return period_at(words, at, asked=False)


def _by(words: list[str], at: int) -> tuple[By, int] | None:
    """A date, with a time of day before it or after it."""
    clock = clock_at(words, at)
    dated = date_at(words, skip(words, clock[1], frozenset({",", "của"})) if clock else at)
    if not dated:
        return None
    named, end = dated
    if not clock:
        inner = skip(words, end, frozenset({",", "(", "vào", "lúc", "trước"}))
        clock = clock_at(words, inner)
        end = clock[1] if clock else end
    return By(named, clock[0] if clock else None), end


def _opens_window(words: list[str], begin: int, at: int) -> bool:
    """Whether "từ" and a day, month or quarter stand before: "từ ngày 15/12 … đến ngày 14/3"."""
    return any(
        words[place] == "từ" and (words[place + 1][:1].isdecimal() or words[place + 1] in ("ngày", "tháng", "quý"))
        for place in range(begin, at)
    )
