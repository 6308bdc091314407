"""The journey line: where each touchpoint's mark sits. Pure; x in percent of the width, y in pixels.

Each scale has a panel of its own, one under the other, with the touchpoints in the same columns, so that a
mean from 1 to 7 is never read on the axis of a score from −100 to 100.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor

from voc.journey.metrics import SCALES, Metric
from voc.reports.board import Board, BoardRow
from voc.reports.statistics.values import ChangeVerdict, PromiseVerdict

TALL, LOW = 208, 112
"""Heights of a panel that stands alone, and of each of several, in pixels."""

HEAD = 34
"""Room for the stages' names above the first panel."""

GAP = 48
"""Room above each panel for the numbers over the marks and the panel's name."""

MOST_LINES = 5

NUMBER_GAP, NUMBER_HEIGHT = 8, 18
"""Of the score in figures over its whisker, in pixels."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A value on a panel's axis."""

    value: float
    y: float


@dataclass(frozen=True, slots=True)
class Mark:
    """One touchpoint's place in its panel; every y is None where there is nothing to show there.

    y_number: the foot of the score in figures, clear of the ring and the promise.
    worse: the score fell for certain, or the promise was missed for certain.
    """

    row: BoardRow
    x: float
    left: float
    width: float
    y: float | None
    y_low: float | None
    y_high: float | None
    y_previous: float | None
    y_promise: float | None
    y_number: float | None
    worse: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the thin line between neighbours; x in percent, y in pixels."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Panel:
    """One scale: its range, its axis, its marks in the journey's order, and the lines between them.

    stages: the same marks under their stages' names, for the upright drawing.
    """

    metric: Metric
    low: float
    high: float
    top: float
    height: float
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    stages: tuple[tuple[str, tuple[Mark, ...]], ...]
    now: tuple[Segment, ...]
    before: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class StageSpan:
    """A stage over its columns; x in percent."""

    name: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class JourneyLine:
    """The whole drawing; marks in the journey's order, one column each. height: in pixels."""

    height: float
    stages: tuple[StageSpan, ...]
    panels: tuple[Panel, ...]
    marks: tuple[Mark, ...]


def journey_line(board: Board) -> JourneyLine:
    """The drawing of a board, with a panel for every scale in use, NPS first."""
    rows = board.rows
    panels: list[Panel] = []
    top = float(HEAD + GAP)
    used = [metric for metric in Metric if any(row.metric is metric for row in rows)]
    for metric in used:
        panel = _panel(metric, board, top, LOW if len(used) > 1 else TALL)
        panels.append(panel)
        top += panel.height + GAP
    marks = sorted((mark for panel in panels for mark in panel.marks), key=lambda mark: mark.x)
    return JourneyLine(top - GAP + 10, tuple(_stages(board)), tuple(panels), tuple(marks))


def extent(metric: Metric, rows: Iterable[BoardRow]) -> tuple[float, float, float]:
    """Lowest and highest value of a scale's axis, and the step between its lines.

    NPS takes the least round range that holds zero and all that is drawn; every other scale is shown whole,
    a share from 0 to 100.
    """
    if metric is Metric.CSAT:
        return 0, 100, 50
    if metric is not Metric.NPS:
        scale = SCALES[metric]
        return scale.low, scale.high, (scale.high - scale.low) / 2
    drawn = [0.0, 40.0]
    for row in rows:
        drawn += _drawn(row)
    for step in (10, 20, 25, 50):
        low, high = floor(min(drawn) / step) * step, ceil(max(drawn) / step) * step
        if (high - low) / step <= MOST_LINES:
            return low, high, step
    return -100, 100, 50


def is_worse(row: BoardRow) -> bool:
    """Whether a touchpoint is drawn in the colour of what went wrong: only where that is certain."""
    fell = row.comparison is not None and row.comparison.verdict is ChangeVerdict.WORSE
    return fell or row.verdict is PromiseVerdict.MISSED


def _drawn(row: BoardRow) -> Iterator[float]:
    if row.score:
        yield from (row.score.low, row.score.high)
    if row.comparison:
        yield row.comparison.previous.points
    if row.promise is not None:
        yield row.promise


def _panel(metric: Metric, board: Board, top: float, height: float) -> Panel:
    rows = board.rows
    mine = [row for row in rows if row.metric is metric]
    low, high, step = extent(metric, mine)

    def y(value: float) -> float:
        return round(top + height * (high - value) / (high - low), 1)

    marks = tuple(_mark(row, column, len(rows), y) for column, row in enumerate(rows) if row.metric is metric)
    values = [low + step * index for index in range(round((high - low) / step) + 1)]
    return Panel(
        metric=metric,
        low=low,
        high=high,
        top=top,
        height=height,
        ticks=tuple(Tick(value, y(value)) for value in values),
        marks=marks,
        stages=tuple(_by_stage(board, marks)),
        now=tuple(_segments([(mark.x, mark.y) for mark in marks], 100 / len(rows))),
        before=tuple(_segments([(mark.x, mark.y_previous) for mark in marks], 100 / len(rows))),
    )


def _mark(row: BoardRow, column: int, columns: int, y: Callable[[float], float]) -> Mark:
    score, before = row.score, row.comparison.previous if row.comparison else None
    y_previous = y(before.points) if before else None
    y_promise = y(row.promise) if row.promise is not None and score else None
    return Mark(
        row=row,
        x=round(100 * (column + 0.5) / columns, 3),
        left=round(100 * column / columns, 3),
        width=round(100 / columns, 3),
        y=y(score.points) if score else None,
        y_low=y(score.low) if score else None,
        y_high=y(score.high) if score else None,
        y_previous=y_previous,
        y_promise=y_promise,
        y_number=_number(y(score.high), y(score.low), (y_previous, y_promise)) if score else None,
        worse=is_worse(row),
    )


def _by_stage(board: Board, marks: Sequence[Mark]) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    for stage in board.stages:
        here = tuple(mark for mark in marks if any(mark.row is row for row in stage.rows))
        if here:
            yield stage.name, here


def _segments(points: Sequence[tuple[float, float | None]], column: float) -> Iterator[Segment]:
    """Lines between marks of neighbouring columns; none leaps over a touchpoint of another scale."""
    for (x1, y1), (x2, y2) in pairwise(points):
        if y1 is not None and y2 is not None and x2 - x1 < 1.5 * column:
            yield Segment(x1, y1, x2, y2)


def _number(high: float, low: float, others: Sequence[float | None]) -> float:
    """Where a number stands: over its whisker if nothing is drawn there, else under it, else over all."""
    drawn = sorted((y for y in others if y is not None), reverse=True)
    above, below = high - NUMBER_GAP, low + NUMBER_GAP + NUMBER_HEIGHT - 4
    for foot in (above, below):
        if not any(foot - NUMBER_HEIGHT < y < foot + 4 for y in drawn):
            return round(foot, 1)
    return round(min([above, *(y - NUMBER_GAP for y in drawn if y < high)]), 1)


def _stages(board: Board) -> Iterator[StageSpan]:
    columns, at = len(board.rows), 0
    for stage in board.stages:
        end = at + len(stage.rows)
        yield StageSpan(stage.name, round(100 * at / columns + 0.5, 3), round(100 * end / columns - 0.5, 3))
        at = end
