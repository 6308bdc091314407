"""The trend of a touchpoint as a plotly figure: a plain dict; colours are tokens of the style sheet.

Building `go.Figure` costs 80 ms, a dict 0.1 ms; tests hand each dict to `go.Figure` to be checked.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _

from voc.journey.metrics import Metric
from voc.reports import numerals
from voc.reports.board import BoardRow, TrendEvent, WeekPoint
from voc.reports.line import extent
from voc.web.languages import language
from voc.web.numerals import day as numerals_day
from voc.web.numerals import thousands

Figure = dict[str, Any]

MEAN_TICKS = {"tick0": 1, "dtick": 1}
"""Axes of means name the answers that people could give."""

INK, INK3, PAPER = "var:ink", "var:ink3", "var:paper"
ACCENT, AMBER, HATCH = "var:accent", "var:amber", "var:hatch"
WORSE = "var:worse"


def trend(row: BoardRow, events: Sequence[TrendEvent], minimum: int) -> Figure:
    """Score by week with its intervals; weeks under the minimum are hatched and leave a gap.

    The promise is a line named at its right end, events are dotted lines with their date and words.
    """
    low, high = _range(row)
    weeks = row.weeks
    scored = [week for week in weeks if week.score]
    return {
        "data": [
            _hatched([week for week in weeks if not week.score], low, high, minimum),
            _weekly(row),
        ],
        "layout": {
            "xaxis": {"type": "date", "showgrid": False, **_days_axis(weeks)},
            "yaxis": {
                "range": [low, high],
                **(MEAN_TICKS if row.metric in {Metric.CES, Metric.RATING} else {}),
                "ticksuffix": numerals.UNITS[row.metric],
            },
            "shapes": [*_promise_line(row), *_event_lines(weeks, events)],
            "annotations": [*_ends(row, scored), *_event_words(weeks, events)],
            "margin": {"l": 40, "r": 72, "t": 28, "b": 28},
            "bargap": 0,
        },
    }


def _range(row: BoardRow) -> tuple[float, float]:
    if row.metric is not Metric.NPS:
        low, high, _step = extent(row.metric, ())
        return low, high
    ends = [0.0, 40.0]
    for week in row.weeks:
        ends += [week.score.low, week.score.high] if week.score else []
    ends += [row.promise] if row.promise is not None else []
    return max(-100, min(ends) - 4 if min(ends) < 0 else 0), min(100, max(ends) + 6)


def _weekly(row: BoardRow) -> Figure:
    """The line; a week whose whole interval lies below the promise is large and in the colour of worse."""
    weeks = row.weeks
    scores = [week.score for week in weeks]
    missed = [_below(row, week) for week in weeks]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "connectgaps": False,
        "x": [week.last.isoformat() for week in weeks],
        "y": [round(score.points, 3) if score else None for score in scores],
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [round(score.high - score.points, 3) if score else 0 for score in scores],
            "arrayminus": [round(score.points - score.low, 3) if score else 0 for score in scores],
            "color": INK3,
            "thickness": 1.5,
            "width": 0,
        },
        "line": {"color": INK, "width": 1.5},
        "marker": {
            "color": [WORSE if bad else INK for bad in missed],
            "size": [11 if bad else 8 for bad in missed],
            "line": {"color": PAPER, "width": 1.5},
            "opacity": 1,
        },
        "text": [_said(week, row.metric) for week in weeks],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _said(week: WeekPoint, metric: Metric) -> str:
    if week.score is None:
        return ""
    score, low, high = (
        numerals.score(value, metric) for value in (week.score.points, week.score.low, week.score.high)
    )
    return str(
        _(
            "到 %(day)s：%(score)s（%(low)s 至 %(high)s），n = %(n)s",
            day=day(week.last),
            score=score,
            low=low,
            high=high,
            n=thousands(week.n),
        )
    )


def day(on: date) -> str:
    """A day as charts write it, in the reader's language and without its year: 11月20日, 20 Nov."""
    return numerals_day(on, on, language())


def _hatched(weeks: Sequence[WeekPoint], low: float, high: float, minimum: int) -> Figure:
    return {
        "type": "bar",
        "x": [week.last.isoformat() for week in weeks],
        "y": [high - low for _week in weeks],
        "base": low,
        "width": 6.2 * 86_400_000,
        "marker": {
            "color": "rgba(0,0,0,0)",
            "line": {"width": 0},
            "pattern": {
                "shape": "/",
                "size": 6,
                "solidity": 0.12,
                "fgcolor": HATCH,
                "bgcolor": "rgba(0,0,0,0)",
            },
        },
        "text": [
            _("样本不足：%(n)s 份 < %(minimum)s", n=thousands(week.n), minimum=minimum) for week in weeks
        ],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    }


def _days_axis(weeks: Sequence[WeekPoint]) -> Mapping[str, Any]:
    """The range of the trend, half a week free at either end; how many days are named depends on the width."""
    return {
        "tickformat": _("%-m月%-d日"),
        "range": [_shift(weeks[0].last, -4), _shift(weeks[-1].last, 3)] if weeks else None,
    }


def _shift(on: date, days: int) -> str:
    return date.fromordinal(on.toordinal() + days).isoformat()


def _promise_line(row: BoardRow) -> Iterator[Figure]:
    if row.promise is not None:
        yield {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": row.promise,
            "y1": row.promise,
            "line": {"color": ACCENT, "width": 2},
            "layer": "below",
        }


def _ends(row: BoardRow, scored: Sequence[WeekPoint]) -> Iterator[Figure]:
    """Words at the right end: the promise and the last week's score, pushed apart where they would meet."""
    last = scored[-1] if scored and row.weeks and scored[-1] is row.weeks[-1] else None
    score = last.score.points if last and last.score else None
    shift = 0
    if score is not None:
        if row.promise is not None:
            low, high = _range(row)
            near = abs(score - row.promise) < (high - low) * 0.08
            shift = (9 if score >= row.promise else -9) if near else 0
        yield _beside(
            score, numerals.score(score, row.metric), WORSE if _below(row, last) else INK, 17, shift
        )
    if row.promise is not None:
        words = _("承诺 %(promise)s", promise=numerals.axis(row.promise, row.metric))
        yield _beside(row.promise, words, ACCENT, 13, -shift)


def _below(row: BoardRow, week: WeekPoint | None) -> bool:
    return bool(week and week.score and row.promise is not None and week.score.high < row.promise)


def _beside(y: float, words: str, color: str, size: int, shift: int) -> Figure:
    return {
        "xref": "paper",
        "x": 1,
        "xanchor": "left",
        "xshift": 6,
        "y": y,
        "yshift": shift,
        "text": words,
        "font": {"color": color, "size": size, "weight": 600},
        "showarrow": False,
    }


def _within(weeks: Sequence[WeekPoint], events: Sequence[TrendEvent]) -> list[TrendEvent]:
    return [event for event in events if weeks and weeks[0].first <= event.on <= weeks[-1].last]


def _event_lines(weeks: Sequence[WeekPoint], events: Sequence[TrendEvent]) -> Iterator[Figure]:
    for event in _within(weeks, events):
        yield {
            "type": "line",
            "yref": "paper",
            "x0": event.on.isoformat(),
            "x1": event.on.isoformat(),
            "y0": 0,
            "y1": 1,
            "line": {"color": AMBER, "width": 1.5, "dash": "dot"},
        }


def _event_words(weeks: Sequence[WeekPoint], events: Sequence[TrendEvent]) -> Iterator[Figure]:
    """Each event's words at the top of its line, towards the middle, later ones a line lower."""
    for index, event in enumerate(_within(weeks, events)):
        late = event.on > weeks[len(weeks) // 2].last
        yield {
            "x": event.on.isoformat(),
            "xanchor": "right" if late else "left",
            "xshift": -6 if late else 6,
            "yref": "paper",
            "y": 1,
            "yanchor": "bottom",
            "yshift": 8 - 18 * (index % 3),
            "text": f"{day(event.on)} {event.words}",
            "font": {"color": AMBER, "size": 12, "weight": 600},
            "bgcolor": PAPER,
            "showarrow": False,
        }
