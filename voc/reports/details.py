"""The parts of a touchpoint's page: its distribution, its small table, its other scales. Pure."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from voc.journey.channels import CHANNEL_LABELS, Channel
from voc.journey.metrics import SCALES, SENTIMENT_VALUES, Metric
from voc.nlp.document import Overall
from voc.reports.board import (
    Bar,
    ChannelPlaceTable,
    ChannelRow,
    Distribution,
    Group,
    MetricScore,
    Polarities,
    SmallCell,
)
from voc.reports.judging import Card, shown_score
from voc.reports.statistics.promoters import DETRACTORS, PASSIVES, PROMOTERS
from voc.reports.statistics.suppression import hidden_in_table
from voc.reports.statistics.values import Histogram
from voc.reports.statistics.verdicts import promise_verdict

TABLE_PLACES = 6
"""More places do not fit beside each other; the rest are counted."""

GROUPS = {
    Metric.NPS: (("贬损", DETRACTORS), ("中立", PASSIVES), ("推荐", PROMOTERS)),
    Metric.CSAT: (("不满意", range(1, 3)), ("一般", range(3, 4)), ("满意", range(4, 6))),
}
"""The neighbouring values that the field names together."""


def distribution(metric: Metric, now: Histogram, before: Histogram, minimum: int) -> Distribution | None:
    """How the answers spread; None under the minimum."""
    n, earlier = sum(now), sum(before)
    if n < minimum:
        return None
    scale = SCALES[metric]
    bars = tuple(
        Bar(
            value=value,
            count=now[value],
            percent=100 * now[value] / n,
            previous=100 * before[value] / earlier if earlier >= minimum else None,
        )
        for value in range(scale.low, scale.high + 1)
    )
    groups = tuple(
        Group(label, span[0], span[-1], 100 * sum(now[value] for value in span) / n)
        for label, span in GROUPS.get(metric, ())
    )
    return Distribution(n, bars, groups)


def polarities(sentiments: Histogram, minimum: int) -> Polarities | None:
    """Verbatims by polarity; None under the minimum."""
    if sum(sentiments) < minimum:
        return None
    counts = {overall: sentiments[value] for overall, value in SENTIMENT_VALUES.items()}
    return Polarities(
        negative=counts[Overall.NEGATIVE],
        neutral=counts[Overall.NEUTRAL],
        mixed=counts[Overall.MIXED],
        positive=counts[Overall.POSITIVE],
    )


def other_scores(
    card: Card, answers: Mapping[Metric, Histogram], withheld: Collection[Metric], minimum: int
) -> tuple[MetricScore, ...]:
    """The touchpoint's other scales that anybody answered."""
    return tuple(
        MetricScore(
            metric,
            SCALES[metric].label,
            sum(counts),
            None if metric in withheld else shown_score(metric, counts, minimum),
            withheld=metric in withheld,
        )
        for metric, counts in answers.items()
        if metric is not card.metric and any(counts)
    )


def channel_place_table(
    card: Card,
    answers: Mapping[tuple[str, int], Histogram],
    places: Mapping[int, tuple[str, str]],
    channels: Sequence[Channel],
    minimum: int,
) -> ChannelPlaceTable:
    """Scores by channel and place, without any from which a small cell could be had.

    answers: by channel and place id, of everything the reader may see, so that a cell stays hidden whatever
    is filtered. places: id to (key, name) of those that may be shown. channels: those that may be shown.
    """
    sizes = {key: sum(counts) for key, counts in answers.items()}
    secret = hidden_in_table(sizes, minimum)
    busy = Counter[int]()
    for (_, place), n in sizes.items():
        busy[place] += n
    ordered = sorted((place for place in places if busy[place]), key=lambda place: (-busy[place], place))
    columns = ordered[:TABLE_PLACES]
    kept = [channel for channel in channels if any(sizes.get((channel.value, place)) for place in columns)]

    def cell(channel: Channel, place: int) -> SmallCell:
        key = (channel.value, place)
        n = sizes.get(key, 0)
        score = shown_score(card.metric, answers[key], minimum) if n and key not in secret else None
        verdict = promise_verdict(score, card.promise) if score and card.promise is not None else None
        return SmallCell(n, score, verdict, complementary=score is None and n >= minimum)

    lines = tuple(
        ChannelRow(channel, CHANNEL_LABELS[channel], tuple(cell(channel, place) for place in columns))
        for channel in kept
    )
    return ChannelPlaceTable(
        tuple(places[place] for place in columns), lines, max(0, len(ordered) - TABLE_PLACES)
    )
