"""What may be said, and what may not, from intervals and p-values."""

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared_material import material
from voc.reports.statistics.values import Change, ChangeVerdict, PromiseVerdict, Score
from voc.reports.statistics.verdicts import change_verdict, corrected, promise_verdict

# Benjamini & Hochberg, JRSS B 57 (1995), section 4.1: fifteen hypotheses of a heart attack trial; four are
# rejected at 0.05, Bonferroni rejects three.
TRIAL = (
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240),
    *(0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
)
# J. H. McDonald, Handbook of Biological Statistics, "Multiple comparisons": García-Arenzana et al. (2014),
# 25 dietary variables; five are significant at a false discovery rate of 0.25, olive oil's q is 0.100.
DIETS = (
    *(0.001, 0.008, 0.039, 0.041, 0.042, 0.060, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251, 0.269),
    *(0.275, 0.34, 0.341, 0.384, 0.569, 0.594, 0.696, 0.762, 0.94, 0.942, 0.975, 0.986),
)


def test_the_heart_attack_trial_keeps_four_of_fifteen() -> None:
    assert sum(q <= 0.05 for q in corrected(TRIAL)) == 4


def test_the_diets_have_the_handbooks_corrected_values() -> None:
    assert [round(q, 3) for q in corrected(DIETS)[:7]] == [0.025, 0.1, 0.21, 0.21, 0.21, 0.25, 0.264]


def test_nothing_to_correct_gives_nothing() -> None:
    assert corrected(()) == ()


@given(st.lists(st.floats(0, 1), max_size=30))
def test_correction_keeps_the_order_and_only_ever_doubts_more(p_values: list[float]) -> None:
    q_values = corrected(p_values)
    assert all(p <= q + 1e-12 and q <= 1 for p, q in zip(p_values, q_values, strict=True))
    pairs = sorted(zip(p_values, q_values, strict=True))
    assert all(earlier[1] <= later[1] for earlier, later in itertools.pairwise(pairs))


@pytest.mark.parametrize(
    ("low", "high", "promise", "verdict"),
    [
        (46, 58, 45, PromiseVerdict.KEPT),
        (45, 58, 45, PromiseVerdict.KEPT),
        (13, 23, 35, PromiseVerdict.MISSED),
        (22, 35, 35, PromiseVerdict.UNDECIDED),
        (44.9, 50, 45, PromiseVerdict.UNDECIDED),
    ],
)
def test_a_promise_is_judged_only_where_the_whole_interval_lies_on_one_side(
    low: float, high: float, promise: float, verdict: PromiseVerdict
) -> None:
    assert promise_verdict(Score((low + high) / 2, low, high, 100), promise) is verdict


@pytest.mark.parametrize(
    ("points", "q", "verdict"),
    [
        (-15, 0.001, ChangeVerdict.WORSE),
        (5, 0.05, ChangeVerdict.BETTER),
        (5, 0.051, ChangeVerdict.UNSURE),
        (0, 0.0, ChangeVerdict.UNSURE),
    ],
)
def test_a_change_is_called_real_only_after_correction(
    points: float, q: float, verdict: ChangeVerdict
) -> None:
    assert change_verdict(Change(points, points - 1, points + 1, 0.01), q) is verdict


def test_correction_equals_the_published_figures() -> None:
    oracle = json.loads(material("oracles/fdr.json").read_text())
    q_values = corrected(oracle["pvalues"])
    assert sum(q <= oracle["alpha"] for q in q_values) == oracle["expected"]["bh"]
