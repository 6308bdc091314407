"""Figures and dates in words, as Chinese and English readers expect them. Pure: values in, text out."""

from datetime import date, datetime, timedelta
from typing import Literal

Language = Literal["zh", "en"]

MINUS = "\N{MINUS SIGN}"
WAN = 10_000
YI = 100_000_000
WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def thousands(number: int) -> str:
    """A whole number with commas, the way n is always written: 12,345."""
    return f"{number:,}".replace("-", MINUS)


def number(value: float, language: Language = "zh") -> str:
    """A count: with commas, and in Chinese from ten thousand on as 1.2万 or 1.3亿."""
    if language == "zh" and abs(value) >= WAN:
        unit, word = (YI, "亿") if round(abs(value) / WAN, 1) >= WAN else (WAN, "万")
        return f"{value / unit:,.1f}{word}".replace(".0", "").replace("-", MINUS)
    return f"{value:,.0f}".replace("-", MINUS)


def points(value: float, digits: int = 0) -> str:
    """A score in points with a real minus: −15. A value that rounds to nothing is 0, without a sign."""
    text = f"{value:,.{digits}f}"
    if not text.strip("-0.,"):
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def signed(value: float, digits: int = 0) -> str:
    """A change with its sign: +5, −15; 0 has none."""
    text = points(value, digits)
    return text if text.startswith(MINUS) or not text.strip("0.") else f"+{text}"


def percent(share: float, digits: int = 0) -> str:
    """A share of 1 in per cent: 24.1%."""
    return points(share * 100, digits) + "%"


def day(when: date, today: date, language: Language = "zh", *, weekday: bool = False) -> str:
    """A day: 11月20日 周五; the year only when it is not this one."""
    if language == "en":
        text = f"{when.day} {MONTHS[when.month - 1]}" + ("" if when.year == today.year else f" {when.year}")
        return f"{WEEKDAYS['en'][when.weekday()]} {text}" if weekday else text
    text = ("" if when.year == today.year else f"{when.year}年") + f"{when.month}月{when.day}日"
    return f"{text} 周{WEEKDAYS['zh'][when.weekday()]}" if weekday else text


def month(when: date, today: date, language: Language = "zh") -> str:
    """A month: 11月; 2025年11月 when it is not of this year."""
    if language == "en":
        return MONTHS[when.month - 1] + ("" if when.year == today.year else f" {when.year}")
    return ("" if when.year == today.year else f"{when.year}年") + f"{when.month}月"


def moment(when: datetime, now: datetime, language: Language = "zh") -> str:
    """A point in time, in the zone that both are given in: 11月20日 08:42."""
    return f"{day(when.date(), now.date(), language)} {when:%H:%M}"


def ago(when: datetime, now: datetime, language: Language = "zh") -> str:
    """How long ago, under a day; otherwise, and for the future, the point in time."""
    past = now - when
    minutes = int(past.total_seconds() // 60)
    if not timedelta(0) <= past < timedelta(days=1):
        return moment(when, now, language)
    if minutes < 1:
        return "刚刚" if language == "zh" else "just now"
    count, zh, en = (minutes, "分钟", "min") if minutes < 60 else (minutes // 60, "小时", "h")  # noqa: PLR2004
    return f"{count} {zh}前" if language == "zh" else f"{count} {en} ago"
