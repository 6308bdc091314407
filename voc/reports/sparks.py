"""Sparklines and the ranges of small drawings. Pure; in pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from voc.journey.metrics import Metric
from voc.reports.board import BoardRow, ChannelPlaceTable
from voc.reports.line import extent


@dataclass(frozen=True, slots=True)
class Spark:
    """A sparkline in pixels: pieces of the line as SVG points, values without neighbours, and the last one."""

    runs: tuple[str, ...]
    alone: tuple[tuple[float, float], ...]
    last: tuple[float, float] | None


def spark(points: Sequence[float | None], low: float, high: float, width: int, height: int) -> Spark:
    """The geometry of a sparkline over the range low to high; the line breaks where a value is None."""
    step = (width - 12) / max(1, len(points) - 1)
    placed = [
        None if value is None else (round(4 + step * index, 1), along(value, low, high, height))
        for index, value in enumerate(points)
    ]
    runs = [list(run) for there, run in groupby(placed, key=lambda place: place is not None) if there]
    return Spark(
        runs=tuple(
            " ".join(f"{place[0]},{place[1]}" for place in run if place) for run in runs if len(run) > 1
        ),
        alone=tuple(run[0] for run in runs if len(run) == 1 and run[0]),
        last=placed[-1] if placed else None,
    )


def along(value: float, low: float, high: float, height: int) -> float:
    """How far down a value lies in a small drawing that leaves 4 pixels free above and below."""
    share = (value - low) / (high - low) if high > low else 0.5
    return round(height - 4 - min(1, max(0, share)) * (height - 8), 1)


def spark_ranges(rows: Sequence[BoardRow]) -> dict[Metric, tuple[float, float]]:
    """One range for all sparklines of a scale, so that they may be compared."""
    ranges = {}
    for metric in Metric:
        mine = [row for row in rows if row.metric is metric]
        weekly = [week.score.points for row in mine for week in row.weeks if week.score]
        ranges[metric] = around(metric, [*weekly, *(row.promise for row in mine if row.promise is not None)])
    return ranges


def cell_range(row: BoardRow, table: ChannelPlaceTable) -> tuple[float, float]:
    """One range for every cell of a touchpoint's channels and places, promise included."""
    scores = [cell.score for line in table.rows for cell in line.cells if cell.score]
    ends = [end for score in scores for end in (score.low, score.high)]
    return around(row.metric, [*ends, *([] if row.promise is None else [row.promise])])


def around(metric: Metric, values: Sequence[float]) -> tuple[float, float]:
    """The range that just holds the values, at least a fifth of the scale wide so that noise stays small."""
    low, high, _step = (-100, 100, 0) if metric is Metric.NPS else extent(metric, ())
    if not values:
        return low, high
    least = (high - low) / 5
    middle, half = (min(values) + max(values)) / 2, max(least, max(values) - min(values)) / 2
    return middle - half, middle + half
