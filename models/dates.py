"""How officials write a day (Nghị định 30/2020/NĐ-CP: days below 10 and months 1, 2 get a leading zero)."""

from datetime import date

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
PADDED_MONTHS = 2


def written(day: date) -> str:
    """25/8/2020, 02/9/2020, 01/01/2022."""
    month = f"{day.month:02}" if day.month <= PADDED_MONTHS else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"


def with_weekday(day: date) -> str:
    """Thứ Ba, 25/8/2020 (in lower case)."""
    return f"{WEEKDAYS[day.weekday()]}, {written(day)}"
