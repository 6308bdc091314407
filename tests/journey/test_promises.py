"""What may be promised on each metric."""

import math

import pytest

from voc.journey.metrics import Metric
from voc.journey.promises import RANGES, promise_fault


@pytest.mark.parametrize(
    ("metric", "promise", "fits"),
    [
        (Metric.NPS, -100, True),
        (Metric.NPS, 100, True),
        (Metric.NPS, 100.5, False),
        (Metric.CSAT, 0, True),
        (Metric.CSAT, -1, False),
        (Metric.CES, 5.5, True),
        (Metric.CES, 0.9, False),
        (Metric.CES, 85, False),
        (Metric.RATING, 5, True),
        (Metric.RATING, 5.1, False),
        (Metric.NPS, math.nan, False),
        (Metric.NPS, math.inf, False),
        (Metric.NPS, None, True),
    ],
)
def test_a_promise_lies_within_the_points_of_its_metric(
    metric: Metric, promise: float | None, fits: bool
) -> None:
    assert (promise_fault(metric, promise) == "") is fits


def test_the_fault_names_the_range_and_an_example() -> None:
    assert promise_fault(Metric.NPS, 120) == "净推荐值要在 −100 到 100 之间，例如 20"
    assert promise_fault(Metric.CES, 0) == "省力度要在 1 到 7 之间，例如 5.5"


def test_every_metric_has_a_range() -> None:
    assert set(RANGES) == set(Metric)
