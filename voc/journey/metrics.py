"""What is measured at a touchpoint: the scales, the names under which facts are kept, and what their values mean.

Pure. Whoever writes a fact of a verbatim and whoever reads it take the numbers from here.
"""

from dataclasses import dataclass
from enum import StrEnum

from voc.nlp.document import Overall, Polarity


class Metric(StrEnum):
    """A scale that a survey question can have; also the name under which its facts are kept."""

    NPS = "nps"
    CSAT = "csat"
    CES = "ces"
    RATING = "rating"


SENTIMENT = "sentiment"
"""Facts of verbatims, with SENTIMENT_VALUES."""

ASPECT_PREFIX = "aspect:"
"""Facts of one aspect, "aspect:logistics", with OPINION_VALUES."""

SENTIMENT_VALUES: dict[Overall, int] = {
    Overall.NEGATIVE: 0,
    Overall.NEUTRAL: 1,
    Overall.MIXED: 2,
    Overall.POSITIVE: 3,
}
"""How a verbatim's mood is counted."""

OPINION_VALUES: dict[Polarity, int] = {Polarity.NEGATIVE: 0, Polarity.NEUTRAL: 1, Polarity.POSITIVE: 2}
"""How an opinion about one aspect is counted."""

OVERALL_LABELS: dict[Overall, str] = {
    Overall.NEGATIVE: "负面",
    Overall.POSITIVE: "正面",
    Overall.MIXED: "有好有坏",
    Overall.NEUTRAL: "中性",
}
"""Moods as people name them, in the order of menus."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The whole numbers a scale allows, both ends included, and its Chinese name."""

    low: int
    high: int
    label: str


SCALES: dict[Metric, Scale] = {
    Metric.NPS: Scale(0, 10, "净推荐值"),
    Metric.CSAT: Scale(1, 5, "满意率"),
    Metric.CES: Scale(1, 7, "省力度"),
    Metric.RATING: Scale(1, 5, "评分"),
}

LOW_UP_TO: dict[Metric, int] = {Metric.NPS: 6, Metric.CSAT: 2, Metric.CES: 3, Metric.RATING: 2}
"""The highest answer that is a bad one: a detractor's; below the middle of any other scale."""


def is_low(answer: int | None, metric: str | None) -> bool:
    """Whether an answer is a bad one; no answer, and one on no scale of ours, is not."""
    return answer is not None and metric in set(Metric) and answer <= LOW_UP_TO[Metric(metric)]
