"""The tables that readers take away: board, weeks, themes, masked quotes. What is too few is too few here too.

Headers and verdicts are in the reader's language, so these functions run inside a request.
"""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from voc.accounts.scope import Scope
from voc.feedback.listing import matching
from voc.feedback.models import Verbatim
from voc.feedback.showing import aspect_label
from voc.journey.channels import CHANNEL_LABELS, Channel
from voc.journey.metrics import OVERALL_LABELS, SCALES, Metric
from voc.journey.models import Place, Touchpoint
from voc.journey.selection import Selection
from voc.nlp.document import Overall
from voc.reports.board import Board, BoardRow, Theme, Themes, TouchpointReport
from voc.reports.quotes import Wanted
from voc.reports.spreadsheets import Probability, Table, Value
from voc.reports.statistics.values import ChangeVerdict, PromiseVerdict, Score, Share
from voc.settings import Settings

QUOTES_AT_ONCE = 500
DAY_WIDTH, QUOTE_WIDTH = 12, 80
"""Widths in a sheet, in characters."""

SIGNS = {"neg": "−", "neu": "·", "pos": "+"}


def board_table(board: Board) -> Table:
    """A row a touchpoint, as the board shows it."""
    header = [
        *(_("阶段"), _("触点"), _("负责人"), _("指标"), _("份数 n")),
        *(_("得分"), _("区间下限"), _("区间上限")),
        *(_("上期得分"), _("变化"), _("变化下限"), _("变化上限"), "p", _("校正后 p"), _("变化结论")),
        *(_("承诺"), _("承诺结论")),
        *(_("原声条数"), _("负面占比 %"), _("负面下限 %"), _("负面上限 %")),
    ]
    rows = [[stage.name, *_board_row(row)] for stage in board.stages for row in stage.rows]
    widths = {_("触点"): 18, _("负责人"): 14, _("变化结论"): 20, _("承诺结论"): 16}
    return Table(_named(_("触点"), board.selection), header, rows, widths)


def week_table(report: TouchpointReport) -> Table:
    """A row a week of a touchpoint's trend."""
    header = [_("周起"), _("周止"), _("份数 n"), _("得分"), _("区间下限"), _("区间上限")]
    rows = [[week.first, week.last, week.n, *_score(week.score)] for week in report.row.weeks]
    widths = {_("周起"): DAY_WIDTH, _("周止"): DAY_WIDTH}
    return Table(_named(report.row.name, report.selection), header, rows, widths)


def theme_table(themes: Themes) -> Table:
    """A row a theme, most harmful first."""
    header = [
        *(_("主题"), _("触点"), _("条数"), _("全部原声"), _("占比 %"), _("占比下限 %"), _("占比上限 %")),
        *(_("负面"), _("中性"), _("正面"), _("情感 −100 至 100")),
        *(
            _("上期占比 %"),
            _("变化（百分点）"),
            _("变化下限"),
            _("变化上限"),
            "p",
            _("校正后 p"),
            _("变化结论"),
        ),
    ]
    rows = [_theme_row(theme, themes.verbatims) for theme in themes.themes]
    widths = {_("主题"): 22, _("触点"): 18, _("变化结论"): 20}
    return Table(_named(_("主题"), themes.selection), header, rows, widths)


def quote_table(session: Session, wanted: Wanted, scope: Scope, settings: Settings) -> Table:
    """A row a tagged verbatim with personal data masked, newest first; read in bites while it is written."""
    header = [
        *(_("日期"), _("触点"), _("渠道"), _("地点"), _("打分"), _("指标"), _("情感"), _("主题")),
        _("原声（已隐去个人信息）"),
    ]
    widths = {_("日期"): DAY_WIDTH, _("触点"): 18, _("渠道"): 14, _("地点"): 16, _("主题"): 40}
    widths[header[-1]] = QUOTE_WIDTH
    asked = _placed().where(*matching(session, wanted.filters, scope, settings.zone))
    return Table(_named(_("原声"), wanted.selection), header, _quotes(session, asked, settings), widths)


def _named(subject: str, selection: Selection) -> str:
    return f"{subject} {selection.period.first:%m%d}-{selection.period.last:%m%d}"


def _board_row(row: BoardRow) -> list[Value]:
    promise = {
        PromiseVerdict.KEPT: _("达到"),
        PromiseVerdict.MISSED: _("未达"),
        PromiseVerdict.UNDECIDED: _("还不能断定"),
    }
    return [
        *(row.name, row.owner, _(SCALES[row.metric].label), row.n),
        *_score(row.score),
        *_comparison(row),
        *(row.promise, promise[row.verdict] if row.verdict else None),
        *(row.verbatims, *_share(row.negative)),
    ]


def _score(score: Score | None) -> list[Value]:
    return [_r(score.points), _r(score.low), _r(score.high)] if score else [None, None, None]


def _share(share: Share | None) -> list[Value]:
    return [_r(share.percent), _r(share.low), _r(share.high)] if share else [None, None, None]


def _comparison(row: BoardRow) -> list[Value]:
    comparison = row.comparison
    if row.withheld:
        return [*[None] * 6, _("已隐去")]
    if comparison is None:
        return [*[None] * 6, _("样本不足") if row.score is None else _("上期样本不足")]
    change = comparison.change
    words = {
        ChangeVerdict.BETTER: _("显著上升"),
        ChangeVerdict.WORSE: _("显著下降"),
        ChangeVerdict.UNSURE: _("还不能断定"),
    }
    return [
        *(_r(comparison.previous.points), _r(change.points), _r(change.low), _r(change.high)),
        *(_p(change.p), _p(comparison.q), words[comparison.verdict]),
    ]


def _theme_row(theme: Theme, verbatims: int) -> list[Value]:
    change = theme.change
    words = {
        ChangeVerdict.BETTER: _("说得更多"),
        ChangeVerdict.WORSE: _("说得更少"),
        ChangeVerdict.UNSURE: _("还不能断定"),
    }
    compared: list[Value] = [*[None] * 6, _("样本不足") if theme.share is None else _("上期样本不足")]
    if change:
        shift = change.change
        compared = [
            *(_r(change.previous.percent), _r(shift.points), _r(shift.low), _r(shift.high)),
            *(_p(shift.p), _p(change.q), words[change.verdict]),
        ]
    return [
        *(_(theme.label), theme.touchpoint, theme.count, verbatims, *_share(theme.share)),
        *(theme.negative, theme.neutral, theme.positive, None if theme.net is None else _r(theme.net)),
        *compared,
    ]


def _placed() -> Select[Any]:
    """Verbatims with the names of their touchpoint and place, newest first."""
    return (
        select(Verbatim, Touchpoint.name, Place.name)
        .outerjoin(Touchpoint, Touchpoint.id == Verbatim.touchpoint_id)
        .outerjoin(Place, Place.id == Verbatim.place_id)
        .options(selectinload(Verbatim.mentions))
        .order_by(Verbatim.at.desc(), Verbatim.id.desc())
    )


def _quotes(session: Session, asked: Select[Any], settings: Settings) -> Iterator[list[Value]]:
    for verbatim, touchpoint, place in session.execute(asked.execution_options(yield_per=QUOTES_AT_ONCE)):
        yield _quote(verbatim, touchpoint, place, settings)


def _quote(verbatim: Verbatim, touchpoint: str | None, place: str | None, settings: Settings) -> list[Value]:
    metric = verbatim.rating_metric
    opinions = dict.fromkeys((mention.aspect, mention.polarity) for mention in verbatim.mentions)
    return [
        verbatim.at.astimezone(settings.zone).date(),
        touchpoint,
        _(CHANNEL_LABELS[Channel(verbatim.channel)]),
        place,
        verbatim.rating,
        _(SCALES[Metric(metric)].label) if metric in set(Metric) else None,
        _(OVERALL_LABELS[Overall(verbatim.overall or Overall.NEUTRAL)]),
        "、".join(f"{aspect_label(aspect)}{SIGNS[polarity]}" for aspect, polarity in opinions),
        verbatim.masked,
    ]


def _r(points: float) -> float:
    """Two decimals: more than any page shows, fewer than would pretend."""
    return round(points, 2)


def _p(probability: float) -> Probability:
    return Probability(f"{probability:.2g}")
