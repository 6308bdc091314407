"""Means against Student's sleep data and the NIST handbook."""

import json
import math
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared_material import material
from voc.reports.statistics.means import Sums, Welch, histogram_sums, mean, welch
from voc.reports.statistics.values import Score

# R's datasets::sleep: Cushny & Peebles (1905), analysed by Student, Biometrika 6 (1908); the t tests are
# printed on R's help page of t.test.
FIRST = (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)
SECOND = (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)


def sums(values: Iterable[float]) -> Sums:
    """The sums of values as published."""
    kept = list(values)
    return Sums(len(kept), math.fsum(kept), math.fsum(value**2 for value in kept))


def averaged(values: Sums) -> Score:
    found = mean(values)
    assert found is not None
    return found


def compared(now: Sums, before: Sums) -> Welch:
    found = welch(now, before)
    assert found is not None
    return found


def described(n: int, average: float, deviation: float) -> Sums:
    """The sums behind a published n, mean and standard deviation."""
    return Sums(n, n * average, (n - 1) * deviation**2 + n * average**2)


def test_two_unequal_groups_are_compared_as_welch_compares_them() -> None:
    found = compared(sums(FIRST), sums(SECOND))
    assert (round(found.t, 4), round(found.degrees, 3), round(found.change.p, 5)) == (
        -1.8608,
        17.776,
        0.07939,
    )
    assert [found.change.low, found.change.high] == pytest.approx([-3.3654832, 0.2054832], abs=5e-8)


def test_the_same_people_twice_are_compared_by_their_differences() -> None:
    found = averaged(sums(a - b for a, b in zip(FIRST, SECOND, strict=True)))
    assert [found.low, found.high] == pytest.approx([-2.4598858, -0.7001142], abs=5e-8)


# NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.2: ZARR13.DAT, n 195, mean 9.261460, s 0.022789:
# 95 % limits 9.258242 and 9.264679.
def test_the_limits_of_a_mean_are_those_of_the_nist_handbook() -> None:
    found = averaged(described(195, 9.261460, 0.022789))
    assert [found.low, found.high] == pytest.approx([9.258242, 9.264679], abs=1e-6)


# NIST e-Handbook 1.3.5.3: AUTO83B.DAT, US cars n 249, mean 20.14458, s 6.41470; Japanese n 79, 30.48101,
# 6.10771: with unequal variances T = −12.94627 on 136.8750 degrees of freedom.
def test_two_published_groups_have_the_t_of_the_nist_handbook() -> None:
    found = compared(described(249, 20.14458, 6.41470), described(79, 30.48101, 6.10771))
    assert found.t == pytest.approx(-12.94627, abs=1e-5)
    assert found.degrees == pytest.approx(136.8750, abs=1e-4)


def test_one_value_has_no_interval_and_none_has_no_mean() -> None:
    assert mean(sums([5])) is None
    assert mean(sums([])) is None
    assert welch(sums([5]), sums([1, 2])) is None


def test_values_that_are_all_alike_cannot_be_compared_by_their_spread() -> None:
    assert welch(sums([5, 5, 5]), sums([4, 4])) is None


def test_a_histogram_says_how_many_had_each_value() -> None:
    assert histogram_sums((0, 2, 0, 1)) == Sums(3, 5, 11)


@given(st.lists(st.integers(0, 50), min_size=11, max_size=11))
def test_sums_of_a_histogram_are_those_of_its_values(counts: list[int]) -> None:
    values = [value for value, count in enumerate(counts) for _ in range(count)]
    assert histogram_sums(counts) == sums(values)


@given(st.lists(st.integers(0, 10), min_size=2, max_size=40), st.integers(0, 10**6))
def test_the_variance_is_exact_however_far_from_zero_whole_numbers_lie(values: list[int], far: int) -> None:
    here, there = (
        sums(values),
        Sums(len(values), sum(value + far for value in values), sum((value + far) ** 2 for value in values)),
    )
    assert there.variance == pytest.approx(here.variance, abs=1e-9)


def test_means_equal_the_published_figures() -> None:
    oracle = json.loads(material("oracles/mean_ci.json").read_text())
    first, second = oracle["data"]["group1"], oracle["data"]["group2"]
    wanted = oracle["expected"]
    found = compared(sums(first), sums(second))
    assert round(found.t, 4) == wanted["welch_t"]
    assert round(found.degrees, 3) == wanted["welch_df"]
    assert round(found.change.p, 5) == wanted["welch_p"]
    assert [found.change.low, found.change.high] == pytest.approx(wanted["welch_ci"], abs=5e-8)
    paired = averaged(sums(a - b for a, b in zip(first, second, strict=True)))
    assert [paired.low, paired.high] == pytest.approx(wanted["paired_ci"], abs=5e-8)
    alone = averaged(sums(second))
    assert alone.points == pytest.approx(oracle["one_sample_group2"]["mean"], abs=1e-12)
    assert [alone.low, alone.high] == pytest.approx(oracle["one_sample_group2"]["ci"], abs=1e-9)
