"""The net promoter score against Rocks (2016) and the exact trinomial distribution."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared_material import material
from voc.reports.statistics.promoters import groups, nps, nps_change
from voc.reports.statistics.values import Change, Score

RATINGS = st.lists(st.integers(0, 400), min_size=11, max_size=11)


def ratings(detractors: int, passives: int, promoters: int) -> tuple[int, ...]:
    """Eleven counts with these groups, spread unevenly within each."""
    return (detractors, 0, 0, 0, 0, 0, 0, 0, passives, promoters // 3, promoters - promoters // 3)


def scored(detractors: int, passives: int, promoters: int) -> Score:
    score = nps(ratings(detractors, passives, promoters))
    assert score is not None
    return score


def changed(now: tuple[int, int, int], before: tuple[int, int, int]) -> Change:
    change = nps_change(ratings(*now), ratings(*before))
    assert change is not None
    return change


@pytest.mark.parametrize(
    ("rating", "group"),
    [
        (0, "detractors"),
        (6, "detractors"),
        (7, "passives"),
        (8, "passives"),
        (9, "promoters"),
        (10, "promoters"),
    ],
)
def test_a_rating_falls_in_the_group_the_field_gives_it(rating: int, group: str) -> None:
    counts = [0] * 11
    counts[rating] = 1
    assert getattr(groups(counts), group) == 1


# J. Lewis, J. Sauro, "Confidence Intervals for Net Promoter Scores", measuringu.com/nps-confidence-intervals:
# 9 detractors, 12 passives, 15 promoters of 36: NPS 16.7 %, adjusted 15.4 %, interval −9.5 % to 40.3 %.
def test_the_interval_is_that_of_the_published_worked_example() -> None:
    score = scored(9, 12, 15)
    assert (round(score.points, 1), round(score.low, 1), round(score.high, 1)) == (16.7, -9.5, 40.3)
    assert score.n == 36


# Rocks 2016 and its R package NPS: Var = p + d − (p − d)²; .65 promoters, .10 detractors: .4475.
def test_the_variance_is_that_of_rocks() -> None:
    counted = groups(ratings(10, 25, 65))
    assert counted.variance_of_net * counted.n == pytest.approx(0.4475)


def test_without_ratings_there_is_no_score() -> None:
    assert nps([0] * 11) is None
    assert nps_change([0] * 11, ratings(1, 1, 1)) is None


def test_ten_promoters_alone_do_not_make_the_score_certain() -> None:
    score = scored(0, 0, 10)
    assert score.points == 100
    assert score.low < 50
    assert score.high == 100


@given(RATINGS)
def test_the_interval_stays_on_the_scale_and_holds_the_score(counts: list[int]) -> None:
    score = nps(counts)
    if score is None:
        assert sum(counts) == 0
    else:
        assert -100 <= score.low <= score.points + 1e-9
        assert score.points - 1e-9 <= score.high <= 100


@given(RATINGS, RATINGS)
def test_a_change_and_its_reverse_are_mirror_images(now: list[int], before: list[int]) -> None:
    there, back = nps_change(now, before), nps_change(before, now)
    if there is None or back is None:
        return
    assert there.points == pytest.approx(-back.points)
    assert there.low == pytest.approx(-back.high)
    assert there.p == pytest.approx(back.p)


@given(RATINGS, RATINGS)
def test_the_interval_of_a_change_and_its_p_agree_about_nothing_having_changed(
    now: list[int], before: list[int]
) -> None:
    change = nps_change(now, before)
    if change is not None and abs(change.p - 0.05) > 1e-9:
        assert (change.p < 0.05) == (change.low > 0 or change.high < 0)


def test_scores_equal_the_published_figures_to_every_digit() -> None:
    cases = json.loads(material("oracles/nps.json").read_text())["cases"]
    for name, case in cases.items():
        score = scored(*map(int, name.split("/")))
        assert score.n == case["n"]
        assert score.points / 100 == pytest.approx(case["nps"], abs=1e-12)
        assert [score.low / 100, score.high / 100] == pytest.approx(case["adjusted_wald"], abs=1e-12)


def test_the_difference_of_two_scores_equals_the_published_figures() -> None:
    case: dict[str, Any] = json.loads(material("oracles/nps_difference.json").read_text())
    change = changed(tuple(case["a"]), tuple(case["b"]))
    assert change.points / 100 == pytest.approx(case["wald"]["diff"], abs=1e-12)
    assert [change.low / 100, change.high / 100] == pytest.approx(case["adjusted"]["ci"], abs=1e-12)
    assert change.p == pytest.approx(case["adjusted"]["p"], abs=1e-12)
    assert change.p == pytest.approx(case["permutation_p"], abs=2e-4)


def coverage(n: int, detractor: float, promoter: float) -> float:
    """The probability that the interval of n answers holds the true score, by enumerating every outcome."""
    truth, covered = 100 * (promoter - detractor), 0.0
    passive = 1 - detractor - promoter
    for d in range(n + 1):
        for p in range(n - d + 1):
            score = scored(d, n - d - p, p)
            if score.low <= truth <= score.high:
                ways = math.comb(n, d) * math.comb(n - d, p)
                covered += ways * detractor**d * promoter**p * passive ** (n - d - p)
    return covered


def test_about_95_of_100_intervals_of_ten_answers_hold_the_truth() -> None:
    assert coverage(10, 0.1, 0.6) == pytest.approx(0.9467, abs=1e-4)


def test_coverage_equals_the_exact_enumeration() -> None:
    cases = json.loads(material("oracles/nps_coverage_exact.json").read_text())["coverage"]
    for name, case in cases.items():
        n, detractor, promoter = (part.split("=")[1] for part in name.split(","))
        assert coverage(int(n), float(detractor), float(promoter)) == pytest.approx(
            case["adjusted_wald"], abs=1e-9
        )
