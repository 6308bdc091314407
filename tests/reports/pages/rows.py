"""Board rows for tests of what is drawn and said about them."""

from datetime import date, timedelta

from voc.journey.metrics import Metric
from voc.journey.selection import Period, Selection
from voc.reports.board import Board, BoardRow, BoardStage, Comparison, WeekPoint
from voc.reports.statistics.values import Change, ChangeVerdict, PromiseVerdict, Score

TODAY = date(2026, 11, 20)
WEEK = Selection(Period(TODAY - timedelta(days=6), TODAY))


def score(points: float, half: float = 5, n: int = 400) -> Score:
    return Score(points, points - half, points + half, n)


def compared(
    before: float, now: float, verdict: ChangeVerdict = ChangeVerdict.UNSURE, p: float = 0.3
) -> Comparison:
    change = Change(now - before, now - before - 7, now - before + 7, p)
    return Comparison(score(before), change, p, verdict)


def week(back: int, points: float | None, n: int = 100) -> WeekPoint:
    """The week that ended `back` weeks ago; points None for one with too few answers."""
    last = TODAY - timedelta(weeks=back)
    return WeekPoint(last - timedelta(days=6), last, n, None if points is None else score(points, 10, n))


def row(
    name: str,
    points: float | None,
    *,
    number: int = 1,
    metric: Metric = Metric.NPS,
    comparison: Comparison | None = None,
    promise: float | None = None,
    verdict: PromiseVerdict | None = None,
    weeks: tuple[WeekPoint, ...] = (),
) -> BoardRow:
    return BoardRow(
        touchpoint_id=number,
        key=f"t{number}",
        name=name,
        owner="",
        metric=metric,
        n=400 if points is not None else 17,
        score=None if points is None else score(points),
        comparison=comparison,
        promise=promise,
        promise_words="",
        verdict=verdict,
        verbatims=0,
        negative=None,
        weeks=weeks,
    )


def board(*stages: tuple[str, tuple[BoardRow, ...]]) -> Board:
    return Board(WEEK, 30, tuple(BoardStage(name, rows) for name, rows in stages))
