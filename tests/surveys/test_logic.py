import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.surveys.examples import THREE
from voc.surveys import logic
from voc.surveys.answers import Value
from voc.surveys.parsing import parse

SURVEY = parse(THREE, ("delivery",))


@pytest.mark.parametrize(
    ("source", "known", "holds"),
    [
        ("recommend <= 6", {"recommend": 6}, True),
        ("recommend <= 6", {"recommend": 7}, False),
        ("recommend <= 6", {"recommend": None}, False),
        ("!(recommend > 6)", {"recommend": None}, False),
        ("recommend > 6 || ease < 3", {"recommend": None, "ease": 1}, True),
        ("recommend > 6 && ease < 3", {"recommend": 9, "ease": None}, False),
        ("cause == 'late'", {"cause": "late"}, True),
        ("cause == 'late'", {"cause": None}, False),
        ("cause == 3", {"cause": "late"}, False),
        ("'late' in causes", {"causes": ["late", "other"]}, True),
        ("'late' in causes", {"causes": []}, False),
        ("size(causes) >= 2", {"causes": ["late", "other"]}, True),
        ("words != ''", {"words": ""}, False),
        ("words", {"words": "yes"}, False),
    ],
)
def test_a_condition_holds(source: str, known: dict[str, object], holds: bool) -> None:
    assert logic.condition(source).holds(known) is holds


@pytest.mark.parametrize(
    "source",
    ["", "1 == 1", "recommend + 1 > 3", "recommend * 99999 > 1", "[1].map(recommend, recommend) == [1]",
     "words.matches('^(a+)+$')", "causes.exists(c, c == 'late')", "recommend > 1 ? true : false",
     "(" * 120 + "recommend > 1" + ")" * 120, "recommend > 1 && " * 30 + "recommend > 1", "recommend\ud800 > 1",
     "size(words) > 2 && {'a': 1}.b == 2", "{'a': recommend}.b == 1", "recommend .b == 1",
     "10**10**10 == recommend", "'a'.repeat(recommend) == ''"],
)  # fmt: skip
def test_what_could_loop_or_explode_is_refused(source: str) -> None:
    began = time.perf_counter()
    with pytest.raises(logic.Unusable):
        logic.condition(source)
    assert time.perf_counter() - began < 0.5


def test_a_low_score_brings_the_follow_up_page() -> None:
    way = logic.path(SURVEY, {"recommend": Value(number=6)})
    assert [page.key for page in way.pages] == ["score", "why", "end"]
    assert way.after(SURVEY.pages[0]) is SURVEY.pages[1]


def test_a_good_score_goes_round_the_follow_up_page() -> None:
    way = logic.path(SURVEY, {"recommend": Value(number=9), "cause": Value(choices=("late",))})
    assert way.after(SURVEY.pages[0]) is SURVEY.pages[2]
    assert way.before(SURVEY.pages[2]) is SURVEY.pages[0]
    assert "cause" not in way.questions


def test_nothing_follows_the_last_page_and_nothing_precedes_the_first() -> None:
    way = logic.path(SURVEY, {})
    assert way.after(SURVEY.pages[2]) is None
    assert way.before(SURVEY.pages[0]) is None


@given(st.text(max_size=60))
def test_any_text_is_a_condition_or_refused(source: str) -> None:
    with contextlib.suppress(logic.Unusable):
        assert logic.condition(source).holds({}) in {True, False}


def test_a_frozen_condition_that_looks_up_what_is_not_there_is_unmet() -> None:
    assert logic.frozen("{'a': recommend}['b'] == 1").holds({"recommend": 1}) is False
