from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from tests.surveys.examples import FILLED, TEN, THREE
from voc.surveys import draw
from voc.surveys.answers import Value, content_hash, plain, values
from voc.surveys.forms import PageReader, Reading
from voc.surveys.parsing import parse
from voc.surveys.questions.kind import cleaned
from voc.surveys.wording import FAULTS

SURVEY = parse(TEN, ("delivery", "hotline"))
READER = PageReader(SURVEY, SURVEY.pages[0])
LONG = "字" * 5001


def posted(**changes: Any) -> MultiDict[str, str]:
    form: MultiDict[str, str] = MultiDict()
    for name, value in {**FILLED, **changes}.items():
        form.setlist(name, value if isinstance(value, list) else [value])
    return form


def read(**changes: Any) -> Reading:
    return READER.read(posted(**changes).to_dict(flat=False), {})


def test_a_filled_page_becomes_typed_answers() -> None:
    answers = read().answers
    assert answers["recommend"] == Value(number=9)
    assert answers["when"] == Value(choices=("noon",))
    assert answers["better"] == Value(choices=("early", "other"), words="周末也送")
    assert answers["wish"] == Value(words="师傅人很客气，谢谢。")


def test_what_was_left_empty_is_no_answer() -> None:
    answers = read(q_punctual="", q_story="  ", q_better=[], q_when="").answers
    assert answers.keys().isdisjoint({"punctual", "story", "better", "when"})


@pytest.mark.parametrize(
    ("changes", "question", "code"),
    [
        ({"q_recommend": ""}, "recommend", "scale"),
        ({"q_recommend": "11"}, "recommend", "scale"),
        ({"q_recommend": "-1"}, "recommend", "scale"),
        ({"q_recommend": "7.5"}, "recommend", "scale"),
        ({"q_recommend": "９"}, "recommend", "scale"),
        ({"q_punctual": "0"}, "punctual", "scale"),
        ({"q_ease": "8"}, "ease", "scale"),
        ({"q_when": "midnight"}, "when", "option"),
        ({"q_when": "other"}, "when", "option"),
        ({"q_better": ["early", "x"]}, "better", "option"),
        ({"q_story": LONG}, "story", "long"),
        ({"o_better": "字" * 101}, "better", "long"),
    ],
)
def test_what_cannot_be_taken_is_a_fault_beside_its_question(
    changes: dict[str, Any], question: str, code: str
) -> None:
    reading = read(**changes)
    assert [(fault.question, fault.code) for fault in reading.faults] == [(question, code)]
    assert code in FAULTS


def test_a_fault_keeps_what_was_typed() -> None:
    reading = read(q_recommend="", q_story="等了三天")
    assert reading.raw["q_story"] == ["等了三天"]


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, False),
        ({"q_recommend": ""}, False),
        ({"q_recommend": "11"}, True),
        ({"q_when": "midnight"}, True),
        ({"q_story": LONG}, True),
        ({"o_better": "字" * 101}, True),
    ],
)
def test_what_was_left_out_is_told_apart_from_what_cannot_be_taken(
    changes: dict[str, Any], refused: bool
) -> None:
    assert read(**changes).refused is refused


def test_words_beside_other_count_only_with_other() -> None:
    assert read(q_better=["early"]).answers["better"] == Value(choices=("early",))


def test_the_form_forgets_one_respondent_at_the_next() -> None:
    assert read(q_recommend="99").faults
    assert not read().faults
    assert read(q_story="").answers.get("story") is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("一\r\n二", "一\n二"),
        ("\ud800好", "好"),
        (" 好 ", "好"),
        ("e\u0301", "\u00e9"),
        ("\x1b[31m红", "[31m红"),
    ],
)
def test_text_is_cleaned_of_what_no_store_can_hold(typed: str, kept: str) -> None:
    assert cleaned(typed) == kept


def test_the_same_answers_in_any_order_have_one_hash() -> None:
    answers = read().answers
    assert content_hash(answers) == content_hash(dict(sorted(answers.items(), key=lambda pair: pair[0])))
    assert content_hash(answers) != content_hash({**answers, "wish": Value(words="别的")})
    assert values(plain(answers)) == answers
    assert plain(answers)["better"] == {"choices": ["early", "other"], "words": "周末也送"}


def test_an_answer_posted_again_reads_the_same() -> None:
    answers = read().answers
    form: MultiDict[str, str] = MultiDict()
    for key, value in answers.items():
        for name, texts in draw.as_posted(key, value).items():
            form.setlist(name, texts)
    assert READER.read(form.to_dict(flat=False), {}).answers == answers


def test_a_question_that_appears_on_the_very_page_is_asked_before_going_on() -> None:
    raw = {
        **THREE,
        "pages": [{"key": "p", "questions": [q for page in THREE["pages"] for q in page["questions"]]}],
    }
    raw["pages"][0]["questions"][1] = {**raw["pages"][0]["questions"][1], "show_if": "recommend <= 6"}
    survey = parse(raw, ("delivery",))
    reader = PageReader(survey, survey.pages[0])
    low = {"q_recommend": ["3"]}
    assert reader.read(low, {}).appeared == ("cause",)
    shown = reader.read(low, {}, ["cause"])
    assert shown.appeared == ()
    assert [fault.question for fault in shown.faults] == ["cause"]
    good = reader.read({"q_recommend": ["9"], "q_cause": ["late"]}, {})
    assert good.answers == {"recommend": Value(number=9)}


names = st.sampled_from([*FILLED, "q_", "o_", "page", "shown", "__proto__"])


@given(st.lists(st.tuples(names, st.text(max_size=12)), max_size=30))
def test_any_form_is_read_without_an_exception(pairs: list[tuple[str, str]]) -> None:
    reading = READER.read(MultiDict(pairs).to_dict(flat=False), {})
    content_hash(reading.answers)
    assert {fault.code for fault in reading.faults} <= FAULTS.keys()
