"""What is measured at a touchpoint: the scales, and the names under which facts are kept. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Metric(StrEnum):
    """A scale that a survey question can have; also the name under which its facts are kept."""

    NPS = "nps"
    CSAT = "csat"
    CES = "ces"
    RATING = "rating"


SENTIMENT = "sentiment"
"""Facts of verbatims: 0 negative, 1 neutral, 2 mixed, 3 positive."""

ASPECT_PREFIX = "aspect:"
"""Facts of one aspect, "aspect:logistics": 0 negative, 1 neutral, 2 positive."""


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
