"""What values of facts mean is said once."""

import pytest

from voc.journey.metrics import (
    LOW_UP_TO,
    OPINION_VALUES,
    OVERALL_LABELS,
    SCALES,
    SENTIMENT_VALUES,
    Metric,
    is_low,
)
from voc.nlp.document import Overall, Polarity


@pytest.mark.parametrize(
    ("rating", "metric", "low"),
    [
        (6, "nps", True),
        (7, "nps", False),
        (2, "csat", True),
        (3, "csat", False),
        (4, "ces", False),
        (None, "nps", False),
        (1, None, False),
    ],
)
def test_a_bad_answer_is_told_from_a_good_one(rating: int | None, metric: str | None, low: bool) -> None:
    assert is_low(rating, metric) is low


@pytest.mark.parametrize("metric", [Metric.CSAT, Metric.CES, Metric.RATING])
def test_a_bad_answer_lies_below_the_middle_of_its_scale(metric: Metric) -> None:
    middle = (SCALES[metric].low + SCALES[metric].high) / 2
    assert LOW_UP_TO[metric] < middle <= LOW_UP_TO[metric] + 1


def test_every_mood_and_opinion_has_a_value_of_its_own_and_words() -> None:
    assert sorted(SENTIMENT_VALUES.values()) == [0, 1, 2, 3]
    assert sorted(OPINION_VALUES.values()) == [0, 1, 2]
    assert set(SENTIMENT_VALUES) == set(OVERALL_LABELS) == set(Overall)
    assert set(OPINION_VALUES) == set(Polarity)
