"""The board, the touchpoint's page, the themes and their exports: read the URL, ask the service, show."""

import secrets
from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

from flask import Blueprint, Flask, current_app, redirect, render_template, request, send_file, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import SQLAlchemyError

from voc.accounts.access import access_of, allow, current_staff
from voc.accounts.roles import Role
from voc.db import db
from voc.errors import NotFound
from voc.feedback.showing import Shown
from voc.journey.metrics import Metric
from voc.journey.selection import Selection
from voc.nlp.document import Aspect
from voc.reports import bars, charts, export, line, numerals, quotes, service, sparks, spreadsheets
from voc.reports.asking import Asked, asked
from voc.reports.board import BoardRow, Theme
from voc.reports.findings import findings
from voc.reports.quotes import Tone, Wanted
from voc.reports.spreadsheets import Table
from voc.web.languages import language
from voc.web.navigation import Entry, register
from voc.web.numerals import day

bp = Blueprint("reports", __name__)

T = TypeVar("T")

HOMES: dict[Role, str] = {
    Role.ADMINISTRATOR: "reports.board",
    Role.MANAGER: "reports.board",
    Role.MARKETING: "reports.themes",
    Role.DESIGNER: "surveys.index",
    Role.AGENT: "feedback.verbatims",
    Role.INTERVIEWER: "surveys.interview.index",
}
"""The page that each role begins with."""

QUOTES_BESIDE = 4
"""Verbatims beside a touchpoint's figures or a theme."""


@bp.get("/")
@allow(*Role)
def home() -> ResponseReturnValue:
    """The page that the reader's role begins with."""
    return redirect(url_for(HOMES[current_staff().role]), 303)


@bp.get("/touchpoints")
@allow(Role.MANAGER)
def board() -> ResponseReturnValue:
    """Findings, the journey line and a table of every touchpoint that the reader may see."""
    ask = asked()
    found = service.board(db.session(), ask.selection, ask.scope, ask.settings)
    answered = _answers(found.rows)

    def count(other: Selection) -> int:
        return _answers(service.board(db.session(), other, ask.scope, ask.settings).rows)

    return render_template(
        "reports/board.html",
        **_frame(ask),
        board=found,
        answered=answered,
        remaining=[] if answered else ask.remaining(count),
        findings=findings(found),
        line=line.journey_line(found),
        ranges=sparks.spark_ranges(found.rows),
        compared=sum(row.comparison is not None for row in found.rows),
        first_step=_first_step("surveys.index" if found.rows else "journey.index"),
    )


@bp.get("/touchpoints/<key>")
@allow(Role.MANAGER)
def touchpoint(key: str) -> ResponseReturnValue:
    """One touchpoint: five figures, when, how, where, and in whose words."""
    ask = asked()
    report = service.touchpoint_report(db.session(), key, ask.selection, ask.scope, ask.settings)
    row = report.row
    answered = _answers([row])

    def count(other: Selection) -> int:
        return _answers([service.touchpoint_report(db.session(), key, other, ask.scope, ask.settings).row])

    tone = Tone(request.args["tone"]) if request.args.get("tone") in set(Tone) else Tone.NEGATIVE
    return render_template(
        "reports/touchpoint.html",
        **_frame(ask),
        report=report,
        row=row,
        answered=answered,
        remaining=[] if answered else ask.remaining(count),
        trend=charts.trend(row, report.events, report.minimum),
        distribution=bars.distribution(report.distribution, row.metric) if report.distribution else None,
        cell_range=sparks.cell_range(row, report.table),
        tone=tone.value,
        **_words(ask, Wanted(ask.selection, key, tone=tone)),
    )


@bp.get("/themes")
@allow(Role.MANAGER, Role.MARKETING)
def themes() -> ResponseReturnValue:
    """What customers speak of, most harmful first; the chosen theme with its verbatims beside the table."""
    ask = asked()
    at = request.args.get("touchpoint", "")
    found = service.themes(db.session(), ask.selection, ask.scope, ask.settings, at)

    def count(other: Selection) -> int:
        return service.themes(db.session(), other, ask.scope, ask.settings, at).verbatims

    chosen = next((theme for theme in found.themes if theme_key(theme) == request.args.get("theme")), None)
    wanted = Wanted(ask.selection, chosen.touchpoint_key, aspect=chosen.aspect) if chosen else None
    return render_template(
        "reports/themes.html",
        **_frame(ask),
        found=found,
        touchpoints=service.touchpoint_cards(db.session(), ask.scope),
        at=at,
        remaining=[] if found.verbatims else ask.remaining(count),
        chosen=chosen,
        compared=sum(theme.change is not None for theme in found.themes),
        may_open_touchpoints=current_staff().role is not Role.MARKETING,
        **(_words(ask, wanted) if wanted else {}),
    )


@bp.get("/touchpoints.<any(csv, xlsx):kind>")
@allow(Role.MANAGER)
def board_file(kind: str) -> ResponseReturnValue:
    """The board as a table to take away."""
    ask = asked()
    return _download(
        export.board_table(service.board(db.session(), ask.selection, ask.scope, ask.settings)), kind
    )


@bp.get("/touchpoints/<key>/weeks.<any(csv, xlsx):kind>")
@allow(Role.MANAGER)
def weeks_file(key: str, kind: str) -> ResponseReturnValue:
    """A touchpoint's trend as a table to take away."""
    ask = asked()
    report = service.touchpoint_report(db.session(), key, ask.selection, ask.scope, ask.settings)
    return _download(export.week_table(report), kind)


@bp.get("/themes.<any(csv, xlsx):kind>")
@allow(Role.MANAGER, Role.MARKETING)
def themes_file(kind: str) -> ResponseReturnValue:
    """The themes as a table to take away."""
    ask = asked()
    at = request.args.get("touchpoint", "")
    found = service.themes(db.session(), ask.selection, ask.scope, ask.settings, at)
    return _download(export.theme_table(found), kind)


@bp.get("/themes/<key>/quotes.<any(csv, xlsx):kind>")
@allow(Role.MANAGER, Role.MARKETING)
def quotes_file(key: str, kind: str) -> ResponseReturnValue:
    """The masked verbatims of one theme as a table to take away. Raises NotFound for a theme that is none."""
    ask = asked()
    aspect, _colon, at = key.partition(":")
    if aspect not in set(Aspect):
        raise NotFound
    card = next((card for card in service.touchpoint_cards(db.session(), ask.scope) if card.key == at), None)
    if card is None:
        raise NotFound
    wanted = Wanted(ask.selection, card.key, aspect=aspect)
    return _download(export.quote_table(db.session(), wanted, ask.scope, ask.settings), kind)


def _download(table: Table, kind: str) -> ResponseReturnValue:
    """The whole file, so that nobody gets half of one; never kept by a shared cache."""
    response = send_file(
        spreadsheets.file(table, kind),
        mimetype=spreadsheets.FORMATS[kind].media_type,
        as_attachment=True,
        download_name=f"{table.name}.{spreadsheets.FORMATS[kind].ending}",
        max_age=0,
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


def theme_key(theme: Theme) -> str:
    """A theme as the URL names it: aspect and touchpoint, "logistics:delivery"."""
    return f"{theme.aspect}:{theme.touchpoint_key}"


def touchpoint_link(row: BoardRow, arguments: dict[str, str], **more: str) -> str:
    """The address of a touchpoint's page that keeps the filters, or changes some."""
    values: dict[str, Any] = {**arguments, **more}
    return url_for("reports.touchpoint", key=row.key, **values)


def _first_step(endpoint: str) -> str:
    """The address of the page where an empty company begins, or '' for a reader who may not open it."""
    access = access_of(current_app, endpoint)
    return url_for(endpoint) if access and current_staff().role in access.roles else ""


def _answers(rows: Iterable[BoardRow]) -> int:
    return sum(row.n + row.verbatims for row in rows)


def _frame(ask: Asked) -> dict[str, Any]:
    """What every report's page shows of its question."""
    arguments = ask.arguments

    def touchpoint_url(row: BoardRow, **more: str) -> str:
        return touchpoint_link(row, arguments, **more)

    return {
        "bar": ask.bar,
        "today": ask.today,
        "confined": ask.confined,
        "arguments": arguments,
        "narrowed": bool(arguments),
        "touchpoint_url": touchpoint_url,
    }


def _words(ask: Asked, wanted: Wanted) -> dict[str, Any]:
    """Verbatims for the block beside the figures, or the number of the fault that kept them away.

    all_words: the address of the whole list under the same filters.
    """
    zone = ask.settings.zone

    def read() -> list[Shown]:
        found = quotes.quotes(db.session(), wanted, ask.scope, zone, QUOTES_BESIDE)
        days = {one.id: day(one.at.astimezone(zone).date(), ask.today, language()) for one in found}
        return quotes.beside(db.session(), found, days)

    words, fault = _block(read)
    chosen: dict[str, Any] = {**ask.arguments, **wanted.filters.narrowed}
    return {"words": words or [], "words_fault": fault, "all_words": url_for("feedback.verbatims", **chosen)}


def _block(read: Callable[[], T]) -> tuple[T | None, str]:
    """One block of a page, or the number under which its fault stands in the log; the page goes on without it."""
    try:
        return read(), ""
    except SQLAlchemyError:
        number = "E-" + secrets.token_hex(3).upper()
        current_app.logger.exception("%s: one block of %s failed", number, request.path)
        db.session.rollback()
        return None, number


def _weekly(row: BoardRow) -> list[float | None]:
    return [week.score.points if week.score else None for week in row.weeks]


def _weekly_share(theme: Theme, minimum: int) -> list[float | None]:
    """Share of verbatims by week, in percent; None in weeks with fewer verbatims than the minimum."""
    return [100 * week.count / week.n if week.n >= minimum else None for week in theme.weeks]


def _furnish(state: BlueprintSetupState) -> None:
    state.app.jinja_env.filters.update(
        score=lambda value, metric: numerals.score(value, Metric(metric)),
        change=lambda value, metric: numerals.change(value, Metric(metric)),
        axis=lambda value, metric: numerals.axis(value, Metric(metric)),
        spark=sparks.spark,
        along=sparks.along,
        is_worse=line.is_worse,
        weekly=_weekly,
        weekly_share=_weekly_share,
        theme_key=theme_key,
    )
    managers = frozenset({Role.ADMINISTRATOR.value, Role.MANAGER.value})
    register(
        cast("Flask", state.app),
        Entry(_l("触点"), "reports.board", managers, order=10, covers=("reports.touchpoint",)),
        Entry(_l("主题"), "reports.themes", managers | {Role.MARKETING.value}, order=20),
    )


bp.record_once(_furnish)
