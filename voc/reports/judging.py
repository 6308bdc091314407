"""From histograms to rows of the board: scores, changes, verdicts, and what stays hidden. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from voc.journey.metrics import SENTIMENT_VALUES, Metric
from voc.nlp.document import Overall
from voc.reports.board import BoardRow, Comparison, WeekPoint
from voc.reports.slices import NOTHING, Slices, joined
from voc.reports.statistics import scales
from voc.reports.statistics.proportions import share
from voc.reports.statistics.suppression import hidden
from voc.reports.statistics.values import Change, Histogram, Score, Share
from voc.reports.statistics.verdicts import change_verdict, corrected, promise_verdict

NEGATIVE = SENTIMENT_VALUES[Overall.NEGATIVE]


@dataclass(frozen=True, slots=True)
class Card:
    """What is written about a touchpoint, whatever was measured there."""

    touchpoint_id: int
    key: str
    name: str
    owner: str
    stage: str
    metric: Metric
    promise: float | None
    promise_words: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A touchpoint's answers, a histogram for each piece of time, and its sentiments in the period.

    withheld: see `BoardRow`.
    """

    card: Card
    answers: Sequence[Histogram]
    sentiments: Histogram
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """The earlier score and the change since, before any correction."""

    previous: Score
    change: Change


def rows(measured: Sequence[Measured], days: Slices, minimum: int) -> tuple[BoardRow, ...]:
    """A row for each touchpoint; changes are corrected over all of them together."""
    compared = [_compared(each, days, minimum) for each in measured]
    comparisons = _corrected(compared)
    return tuple(
        _row(each, comparison, days, minimum) for each, comparison in zip(measured, comparisons, strict=True)
    )


def shown_score(metric: Metric, answers: Histogram, minimum: int) -> Score | None:
    """The score, or None where fewer answered than the minimum."""
    return scales.score(metric, answers) if sum(answers) >= minimum else None


def shown_share(count: int, n: int, minimum: int) -> Share | None:
    """The share, or None where there are fewer than the minimum."""
    return share(count, n) if n >= minimum else None


def week_points(
    metric: Metric, answers: Sequence[Histogram], days: Slices, minimum: int
) -> tuple[WeekPoint, ...]:
    """The weeks' scores; those that would give away a small one beside the periods' scores are hidden too."""
    weeks = [joined(answers, positions) for positions in days.weeks]
    secret = _secret_weeks([sum(counts) for counts in answers], days, minimum)
    return tuple(
        WeekPoint(
            span.first, span.last, sum(counts), None if week in secret else scales.score(metric, counts)
        )
        for week, (span, counts) in enumerate(zip(days.spans, weeks, strict=True))
    )


def _secret_weeks(sizes: Sequence[int], days: Slices, minimum: int) -> frozenset[int]:
    """The weeks under the minimum, and those from which such a week, or the rest of a period, could be had.

    Each period whose total is shown is made of parts of weeks and of a rest outside them.
    """
    secret = frozenset(
        week
        for week, positions in enumerate(days.weeks)
        if sum(sizes[place] for place in positions) < minimum
    )
    while True:
        before = secret
        for period in (days.now, days.before):
            parts = _parts(sizes, days, period)
            if sum(parts.values()) >= minimum:
                secret |= hidden(parts, minimum, secret) - {REST}
        if secret == before:
            return secret


REST = -1
"""Stands for the days of a period that lie in no week."""


def _parts(sizes: Sequence[int], days: Slices, period: Sequence[int]) -> dict[int, int]:
    """How many of a period's answers lie in each week, and in none."""
    parts = {
        week: sum(sizes[place] for place in positions if place in period)
        for week, positions in enumerate(days.weeks)
        if set(positions) & set(period)
    }
    rest = sum(sizes[place] for place in period) - sum(parts.values())
    return parts | {REST: rest} if rest else parts


def _compared(measured: Measured, days: Slices, minimum: int) -> Compared | None:
    now, before = joined(measured.answers, days.now), joined(measured.answers, days.before)
    previous = shown_score(measured.card.metric, before, minimum)
    change = scales.change(measured.card.metric, now, before)
    if previous is None or change is None or sum(now) < minimum or measured.withheld:
        return None
    return Compared(previous, change)


def _corrected(compared: Sequence[Compared | None]) -> list[Comparison | None]:
    q_values = iter(corrected([each.change.p for each in compared if each]))
    comparisons: list[Comparison | None] = []
    for each in compared:
        if each is None:
            comparisons.append(None)
            continue
        q = next(q_values)
        comparisons.append(Comparison(each.previous, each.change, q, change_verdict(each.change, q)))
    return comparisons


def _row(measured: Measured, comparison: Comparison | None, days: Slices, minimum: int) -> BoardRow:
    card = measured.card
    now = joined(measured.answers, days.now)
    score = None if measured.withheld else shown_score(card.metric, now, minimum)
    sentiments = measured.sentiments
    weeks = week_points(card.metric, measured.answers, days, minimum)
    verdict = promise_verdict(score, card.promise) if score and card.promise is not None else None
    return BoardRow(
        touchpoint_id=card.touchpoint_id,
        key=card.key,
        name=card.name,
        owner=card.owner,
        metric=card.metric,
        n=sum(now),
        score=score,
        comparison=comparison,
        promise=card.promise,
        promise_words=card.promise_words,
        verdict=verdict,
        verbatims=sum(sentiments),
        negative=shown_share(sentiments[NEGATIVE], sum(sentiments), minimum),
        weeks=tuple(replace(week, score=None) for week in weeks) if measured.withheld else weeks,
        withheld=measured.withheld and sum(now) >= minimum,
    )


def measured(
    cards: Sequence[Card],
    answers: Mapping[tuple[int, str], Sequence[Histogram]],
    sentiments: Mapping[int, Histogram],
    withheld: Collection[int],
    pieces: int,
) -> list[Measured]:
    """Each touchpoint with its own metric's answers and its sentiments; nothing is a histogram of zeros."""
    nothing = [NOTHING] * pieces
    return [
        Measured(
            card,
            answers.get((card.touchpoint_id, card.metric), nothing),
            sentiments.get(card.touchpoint_id, NOTHING),
            card.touchpoint_id in withheld,
        )
        for card in cards
    ]
