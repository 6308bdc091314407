"""Shares and their differences against Newcombe's two papers of 1998, and R's help pages."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared_material import material
from voc.reports.statistics.proportions import share, share_change
from voc.reports.statistics.values import Change, Share

OF = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def shared(count: int, n: int) -> Share:
    found = share(count, n)
    assert found is not None
    return found


def changed(x1: int, n1: int, x2: int, n2: int) -> Change:
    return share_change(shared(x1, n1), shared(x2, n2))


# Newcombe, Statistics in Medicine 17 (1998) 857–872, Table I, method 3 (score).
@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_a_share_has_wilsons_interval(count: int, n: int, low: float, high: float) -> None:
    found = shared(count, n)
    assert (round(found.low / 100, 4), round(found.high / 100, 4)) == (low, high)


# Newcombe, Statistics in Medicine 17 (1998) 873–890, Table II, method 10, all eight cases.
@pytest.mark.parametrize(
    ("now", "before", "interval"),
    [
        ((56, 70), (48, 80), (0.0524, 0.3339)),
        ((9, 10), (3, 10), (0.1705, 0.8090)),
        ((6, 7), (2, 7), (0.0582, 0.8062)),
        ((5, 56), (0, 29), (-0.0381, 0.1926)),
        ((0, 10), (0, 20), (-0.1611, 0.2775)),
        ((0, 10), (0, 10), (-0.2775, 0.2775)),
        ((10, 10), (0, 20), (0.6791, 1.0)),
        ((10, 10), (0, 10), (0.6075, 1.0)),
    ],
)
def test_the_difference_of_two_shares_has_newcombes_interval(
    now: tuple[int, int], before: tuple[int, int], interval: tuple[float, float]
) -> None:
    change = changed(*now, *before)
    assert (round(change.low / 100, 4), round(change.high / 100, 4)) == interval


def test_the_p_of_two_shares_is_that_of_the_chi_square_over_both() -> None:
    # χ² of (56, 14) against (48, 32) without continuity correction: 150 · (56·32 − 14·48)² / (70·80·104·46)
    squared = 150 * (56 * 32 - 14 * 48) ** 2 / (70 * 80 * 104 * 46)
    assert changed(56, 70, 48, 80).p == pytest.approx(math.erfc(math.sqrt(squared / 2)))


def test_shares_that_are_all_nothing_or_all_everything_differ_in_nothing() -> None:
    assert changed(0, 10, 0, 20).p == 1


def test_there_is_no_share_of_nothing() -> None:
    assert share(0, 0) is None


@given(OF)
def test_the_interval_stays_between_0_and_100_and_holds_the_share(of: tuple[int, int]) -> None:
    found = shared(*of)
    assert 0 <= found.low <= found.percent <= found.high <= 100
    assert found.low < found.high


@given(OF)
def test_the_share_of_the_others_is_the_mirror_image(of: tuple[int, int]) -> None:
    count, n = of
    found, others = shared(count, n), shared(n - count, n)
    assert found.low == pytest.approx(100 - others.high, abs=1e-9)


@given(OF, OF)
def test_a_change_holds_its_own_interval(now: tuple[int, int], before: tuple[int, int]) -> None:
    change = changed(*now, *before)
    assert -100 <= change.low <= change.points <= change.high <= 100
    assert 0 <= change.p <= 1


def test_shares_equal_the_published_figures_to_every_digit() -> None:
    for case in json.loads(material("oracles/csat_wilson.json").read_text())["cases"]:
        found = shared(case["x"], case["n"])
        assert [found.low / 100, found.high / 100] == pytest.approx(case["wilson"], abs=1e-12)


def test_the_difference_of_two_shares_equals_the_published_figures() -> None:
    case = json.loads(material("oracles/proportion_tests.json").read_text())["newcombe"]
    change = changed(case["x1"], case["n1"], case["x2"], case["n2"])
    assert [change.low / 100, change.high / 100] == pytest.approx(case["ci"], abs=1e-12)
