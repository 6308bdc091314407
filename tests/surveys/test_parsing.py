import contextlib
import copy
import json
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.surveys.examples import TEN, THREE
from voc.surveys.parsing import DefinitionRefused, loads, parse

TOUCHPOINTS = ("delivery", "hotline")


def refused(raw: Any) -> str:
    with pytest.raises(DefinitionRefused) as caught:
        parse(raw, TOUCHPOINTS)
    return "\n".join(caught.value.faults)


def changed(page: int, question: int, **changes: Any) -> dict[str, Any]:
    raw: dict[str, Any] = copy.deepcopy(dict(THREE))
    raw["pages"][page]["questions"][question].update(changes)
    return raw


def test_a_definition_is_read_in_order_with_its_numbers() -> None:
    definition = parse(THREE, TOUCHPOINTS)
    assert [(page.key, page.number) for page in definition.pages] == [("score", 1), ("why", 2), ("end", 3)]
    assert [question.number for question in definition.questions.values()] == [1, 2, 3, 4]
    assert definition.title.in_language("en") == "After delivery"
    assert definition.page_of["words"].key == "why"


def test_a_text_without_a_translation_speaks_the_surveys_own_language() -> None:
    assert parse(TEN, TOUCHPOINTS).title.in_language("en") == "送货回访"


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (
            changed(0, 0, touchpoint=["delivery"]),
            "第 1 题「recommend」：没有触点「['delivery']」，请改为 delivery",
        ),
        (changed(0, 0, touchpoint="delivry"), "第 1 题「recommend」：没有触点「delivry」，请改为 delivery"),
        (changed(0, 0, touchpoint=""), "第 1 题「recommend」：打分的题要归到一个触点"),
        (changed(1, 0, type="singel"), "第 2 题「cause」：没有「singel」这种题，请改为 single"),
        (changed(1, 0, options=[]), "第 2 题「cause」：缺少 options"),
        (changed(1, 1, lable="x"), "第 3 题「words」：不认识「lable」，请改为 label"),
        (changed(1, 1, key="recommend"), "第 3 题「recommend」：key「recommend」前面用过了"),
        (changed(1, 1, key="in"), "「in」是条件语言自己的词"),
        (changed(1, 1, key="Ä"), "key 要以小写字母开头"),
        (changed(1, 1, label={"zh": "说"}), "label 缺少英文"),
        (changed(1, 1, label={"zh": "a\ud800", "en": "b"}), "看不见的控制字符"),
        (changed(0, 0, label=["x"]), "第 1 题「recommend」：缺少 label"),
        (changed(0, 0, required="yes"), "required 请改为 true 或 false"),
        (changed(1, 1, show_if="ease > 3"), "第 3 题「words」：show_if 提到了「ease」，它在这一题之后才问"),
        (changed(1, 1, show_if="recomend > 3"), "没有这一题，请改为 recommend"),
        (changed(0, 0, show_if="recommend > 3"), "show_if 提到了「recommend」，它在这一题之后才问"),
        (changed(1, 1, show_if="recommend >"), "条件读不懂"),
        (changed(1, 1, show_if="recommend > 10"), "这个条件永远不会成立"),
        (changed(1, 1, show_if="recommend >= 0"), "这个条件永远成立"),
        (changed(1, 1, show_if="cause == 'lat'"), "这个条件永远不会成立"),
        (changed(1, 1, show_if=5), "show_if 要写成文字"),
        ({**THREE, "pages": []}, "问卷：缺少 pages"),
        ({**THREE, "languages": ["fr"]}, "languages 请改为"),
        ({**THREE, "pages": [1]}, "第 1 页：要写成 JSON 对象"),
        ({**THREE, "owner": 1}, "问卷：不认识「owner」"),
        ([], "要写成 JSON 对象"),
    ],
)
def test_a_fault_names_the_question_the_fact_and_the_mend(raw: Any, fault: str) -> None:
    assert fault in refused(raw)


@pytest.mark.parametrize("kind", ["nps", "csat", "ces"])
@pytest.mark.parametrize(("end", "words"), [("low", "最低分"), ("high", "最高分")])
def test_a_scale_without_words_at_both_ends_is_refused(kind: str, end: str, words: str) -> None:
    [fault] = refused(changed(2, 0, type=kind, **{end: None})).splitlines()
    assert fault.startswith("第 4 题「ease」：")
    assert words in fault
    assert f'请加 "{end}"' in fault


def test_stars_need_no_words_at_their_ends() -> None:
    parse(changed(2, 0, type="rating", low=None, high=None), TOUCHPOINTS)


def test_the_survey_that_a_designer_begins_with_can_be_published() -> None:
    example = json.loads(files("voc.surveys").joinpath("example.json").read_text("utf-8"))
    assert parse(example, TOUCHPOINTS).title.in_language("zh") == "新问卷"


def test_all_faults_are_named_at_once() -> None:
    raw = changed(0, 0, touchpoint="nowhere", type="npss")
    raw["pages"][2]["questions"][0]["label"] = None
    assert len(refused(raw).splitlines()) == 3


def test_an_option_may_not_take_the_key_of_other() -> None:
    raw = changed(1, 0, options=[{"key": "other", "label": {"zh": "其他", "en": "Other"}}])
    assert "「other」留给“其他”用" in refused(raw)


def test_two_pages_may_not_share_a_key() -> None:
    raw: dict[str, Any] = copy.deepcopy(dict(THREE))
    raw["pages"][2]["key"] = "score"
    assert "页的 key「score」用了两次" in refused(raw)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[1]", '{"a": NaN}', '{"a": 1e400}', '{"a": "\\ud800"}', '{"a": "\\u0000"}', "9" * 5000,
     "[" * 100_000, '{"a":' * 30 + "1" + "}" * 30, '"' + "长" * 300_000 + '"'],
)  # fmt: skip
def test_json_from_a_hand_is_refused_in_words(text: str) -> None:
    with pytest.raises(DefinitionRefused):
        loads(text)


def test_json_from_a_hand_comes_back_as_it_was() -> None:
    assert loads(json.dumps(THREE, ensure_ascii=False)) == THREE


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 99)
    | st.text(max_size=6)
    | st.sampled_from(["nps", "text", "p1"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["key", "type", "label", "pages", "questions", "options", "show_if", "zh", "title"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(json_values)
def test_any_json_is_a_definition_or_refused(raw: Any) -> None:
    with contextlib.suppress(DefinitionRefused):
        assert parse(raw, TOUCHPOINTS).pages


@given(
    st.sampled_from([(page, question) for page, many in enumerate((1, 2, 1)) for question in range(many)]),
    st.sampled_from(["key", "type", "label", "options", "show_if", "touchpoint", "other", "low"]),
    json_values,
)
def test_any_one_change_is_a_definition_or_refused(place: tuple[int, int], name: str, value: Any) -> None:
    with contextlib.suppress(DefinitionRefused):
        assert parse(changed(*place, **{name: value}), TOUCHPOINTS).pages
