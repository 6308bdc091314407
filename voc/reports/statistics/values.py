"""What every statistic hands out: a number never travels without its interval and its n. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

Histogram = Sequence[int]
"""How many facts had the value 0, 1, … 10: the index is the value itself, for every scale."""

CONFIDENCE = 0.95
"""The confidence of every interval on every page, said once a page."""


@dataclass(frozen=True, slots=True)
class Score:
    """A score in its scale's points with the ends of its 95 % interval, over n answers.

    NPS: −100 to 100. CSAT: percent satisfied, 0 to 100. CES: a mean, 1 to 7. Rating: a mean, 1 to 5.
    The interval need not be centred on the score.
    """

    points: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `n`, as a percentage from 0 to 100 with the ends of its 95 % Wilson interval."""

    count: int
    n: int
    percent: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Change:
    """What one period has more than the one before, in points, with its 95 % interval and two-sided p.

    p is of this one comparison alone; correct it over everything that is shown together.
    """

    points: float
    low: float
    high: float
    p: float


class PromiseVerdict(StrEnum):
    """Whether a promise was kept, as far as the interval can say."""

    KEPT = "kept"
    MISSED = "missed"
    UNDECIDED = "undecided"


class ChangeVerdict(StrEnum):
    """Whether a change is real after correction for looking at many."""

    BETTER = "better"
    WORSE = "worse"
    UNSURE = "unsure"
