"""The filters of voc.web.numerals in templates, in the visitor's language and the company's time zone."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask

from voc.settings import Settings
from voc.web import clock, numerals
from voc.web.languages import language


def init_app(app: Flask, settings: Settings) -> None:
    """Offer number, thousands, points, signed, percent, day, month, moment, clock and ago to templates."""
    zone = settings.zone
    app.jinja_env.filters.update(
        thousands=numerals.thousands,
        number=lambda value: numerals.number(value, language()),
        points=numerals.points,
        signed=numerals.signed,
        percent=numerals.percent,
        day=_day(zone),
        month=lambda when: numerals.month(_date(when, zone), _now(zone).date(), language()),
        moment=lambda when: numerals.moment(when.astimezone(zone), _now(zone), language()),
        clock=lambda when: f"{when.astimezone(zone):%H:%M}",
        ago=lambda when: numerals.ago(when.astimezone(zone), _now(zone), language()),
    )


def _day(zone: ZoneInfo) -> Callable[..., str]:
    def day(when: date, *, weekday: bool = False) -> str:
        return numerals.day(_date(when, zone), _now(zone).date(), language(), weekday=weekday)

    return day


def _date(when: date, zone: ZoneInfo) -> date:
    return when.astimezone(zone).date() if isinstance(when, datetime) else when


def _now(zone: ZoneInfo) -> datetime:
    return clock.now().astimezone(zone)
