"""A score under the minimum is not given out, nor can it be had by subtraction."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shared_material import material
from voc.reports.statistics.suppression import hidden, hidden_in_table, withheld


@pytest.mark.parametrize(
    ("sizes", "visible"),
    [
        ({"余杭": 50, "萧山": 40, "宁波": 3}, {"余杭"}),
        ({"余杭": 50, "萧山": 4, "宁波": 3}, {"余杭"}),
        ({"余杭": 50, "萧山": 1, "宁波": 1}, set()),
        ({"余杭": 50, "萧山": 40}, {"余杭", "萧山"}),
        ({"余杭": 50, "萧山": 0}, {"余杭"}),
        ({}, set()),
    ],
)
def test_a_small_cell_takes_its_neighbour_along_when_the_total_is_known(
    sizes: dict[str, int], visible: set[str]
) -> None:
    secret: frozenset[str] = hidden(sizes, 5)
    assert set(sizes) - secret == visible


def test_what_is_hidden_for_another_reason_protects_too() -> None:
    assert hidden({"余杭": 50, "萧山": 40, "宁波": 3}, 5, {"余杭"}) == {"余杭", "宁波"}


def test_in_a_table_rows_and_columns_both_protect() -> None:
    sizes = {("短信", "余杭"): 90, ("短信", "萧山"): 70, ("电话", "余杭"): 60, ("电话", "萧山"): 12}
    assert hidden_in_table(sizes, 30) == set(sizes)


FOUR = {("短信", "余杭"): 100, ("短信", "萧山"): 60, ("电话", "余杭"): 50, ("电话", "萧山"): 12}


@pytest.mark.parametrize(
    ("more", "columns", "kept_back"),
    [
        ({}, ["余杭"], True),
        ({}, ["余杭", "萧山"], False),
        ({("短信", "宁波"): 90}, ["宁波"], False),
        ({("短信", "宁波"): 90}, ["余杭", "宁波"], True),
        ({("短信", "宁波"): 90}, ["余杭", "萧山"], False),
    ],
)
def test_a_filter_shows_no_part_of_a_row_that_gives_a_hidden_cell_away(
    more: dict[tuple[str, str], int], columns: list[str], kept_back: bool
) -> None:
    assert withheld(FOUR | more, "短信", columns, 30) is kept_back


TABLES = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(0, 120), min_size=1, max_size=25
)


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_a_filter_for_one_cell_shows_what_the_table_shows(sizes: dict[tuple[int, int], int]) -> None:
    secret = hidden_in_table(sizes, 30)
    for (row, column), n in sizes.items():
        if n >= 30:
            assert withheld(sizes, row, [column], 30) is ((row, column) in secret)


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_no_known_total_gives_a_small_cell_away(sizes: dict[tuple[int, int], int]) -> None:
    secret = hidden_in_table(sizes, 30)
    assert all(sizes[key] >= 30 for key in sizes if key not in secret)
    unknown = [key for key in sizes if key in secret and sizes[key] > 0]
    lines = [
        [key for key in sizes if key[axis] == line]
        for axis in (0, 1)
        for line in {key[axis] for key in sizes}
    ]
    told = [line for line in lines if sum(sizes[key] for key in line) >= 30]
    if not unknown or not told or len(unknown) == sum(n > 0 for n in sizes.values()):
        return
    equations = np.array([[float(key in line) for key in unknown] for line in told])
    rank = np.linalg.matrix_rank(equations)
    for index, key in enumerate(unknown):
        alone = np.eye(len(unknown))[index]
        can_be_had = np.linalg.matrix_rank(np.vstack([equations, alone])) == rank
        assert sizes[key] >= 30 or not can_be_had


def test_suppression_equals_the_worked_vectors() -> None:
    for vector in json.loads(material("oracles/suppression.json").read_text())["vectors"]:
        assert set(vector["cells"]) - hidden(vector["cells"], vector["k"]) == set(vector["shown"]), vector[
            "why"
        ]
