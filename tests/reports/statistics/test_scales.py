"""Each scale's own score, and what it says where everybody agrees."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared_material import material
from voc.journey.metrics import SCALES, Metric
from voc.reports.statistics.scales import change, score
from voc.reports.statistics.values import Change, Score

# cys.group, "customer effort score": 1,000 answers on 1–7, mean 4.08.
EFFORT = (0, 80, 210, 140, 110, 160, 180, 120, 0, 0, 0)
SCALED = [Metric.CSAT, Metric.CES, Metric.RATING]


def scored(metric: Metric, answers: tuple[int, ...]) -> Score:
    found = score(metric, answers)
    assert found is not None
    return found


def changed(metric: Metric, now: tuple[int, ...], before: tuple[int, ...]) -> Change:
    found = change(metric, now, before)
    assert found is not None
    return found


def alike(value: int, n: int) -> tuple[int, ...]:
    """n answers of one value."""
    return tuple(n if index == value else 0 for index in range(11))


def test_effort_is_a_mean_with_its_interval() -> None:
    found = scored(Metric.CES, EFFORT)
    assert (found.points, found.n) == (4.08, 1000)
    assert found.low < 4.08 < found.high


def test_satisfaction_is_the_share_of_the_top_two_boxes() -> None:
    found = scored(Metric.CSAT, (0, 5, 5, 10, 50, 30, 0, 0, 0, 0, 0))
    assert found.points == 80
    # Wilson for 80 of 100
    assert (round(found.low, 2), round(found.high, 2)) == (71.12, 86.66)


def test_the_net_promoter_score_is_read_from_eleven_counts() -> None:
    assert scored(Metric.NPS, (10, 0, 0, 0, 0, 0, 0, 25, 0, 0, 65)).points == pytest.approx(55)


@pytest.mark.parametrize("metric", list(Metric))
def test_without_answers_there_is_neither_score_nor_change(metric: Metric) -> None:
    nothing = (0,) * 11
    assert score(metric, nothing) is None
    assert change(metric, nothing, alike(5, 9)) is None
    assert change(metric, alike(5, 9), nothing) is None


def test_answers_that_all_agree_do_not_make_a_mean_certain() -> None:
    found = scored(Metric.RATING, alike(5, 30))
    assert found.points == 5
    assert found.high == 5
    # at most 1 − 0.05^(1/30) = 9.5 % others (the rule of three says 10 %), all of them at 1
    assert found.low == pytest.approx(5 - 4 * 0.0950, abs=1e-3)


def test_a_single_answer_says_almost_nothing() -> None:
    found = scored(Metric.RATING, alike(4, 1))
    assert (round(found.low, 2), found.points, round(found.high, 2)) == (1.15, 4, 4.95)


def test_two_periods_that_each_agree_are_compared_by_counting_arrangements() -> None:
    # of the C(6, 3) = 20 ways to deal three fours and three fives, two separate them
    assert changed(Metric.RATING, alike(5, 3), alike(4, 3)).p == pytest.approx(0.1)
    assert changed(Metric.RATING, alike(5, 3), alike(5, 3)).p == 1


ANSWERS = st.sampled_from(SCALED).flatmap(
    lambda metric: st.tuples(
        st.just(metric),
        *(
            st.lists(st.integers(0, 60), min_size=11, max_size=11).map(
                lambda counts: tuple(
                    count if SCALES[metric].low <= value <= SCALES[metric].high else 0
                    for value, count in enumerate(counts)
                )
            )
            for _ in range(2)
        ),
    )
)


@given(ANSWERS)
def test_every_interval_has_width_and_holds_its_score(
    case: tuple[Metric, tuple[int, ...], tuple[int, ...]],
) -> None:
    metric, now, _ = case
    found = score(metric, now)
    if found is not None:
        assert found.low <= found.points <= found.high
        assert found.low < found.high


@given(ANSWERS)
def test_a_mean_never_leaves_its_scale(case: tuple[Metric, tuple[int, ...], tuple[int, ...]]) -> None:
    metric, now, _ = case
    found = score(metric, now)
    if found is not None and metric is not Metric.CSAT:
        assert SCALES[metric].low <= found.low <= found.high <= SCALES[metric].high


@given(ANSWERS)
def test_every_change_holds_its_own_interval(case: tuple[Metric, tuple[int, ...], tuple[int, ...]]) -> None:
    found = change(*case)
    if found is not None:
        assert found.low - 1e-9 <= found.points <= found.high + 1e-9
        assert 0 <= found.p <= 1


def test_effort_equals_the_published_figures() -> None:
    for case in json.loads(material("oracles/ces.json").read_text())["cases"]:
        answers = tuple(case["counts"].get(str(value), 0) for value in range(11))
        assert scored(Metric.CES, answers).points == case["mean"]
