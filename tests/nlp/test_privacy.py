"""Personal data is no evidence, and a number is not the shorter number in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.nlp.standard import standard


@pytest.mark.parametrize(
    "text", ["有事打13912345678找我", "拨打123456查询", "尾号0012345", "身份证11010519491231002X"]
)
def test_digits_of_another_number_judge_nothing(text: str) -> None:
    assert standard().tag(text).aspects == ()


def test_the_hotline_by_itself_is_still_a_threat() -> None:
    assert [str(one.polarity) for one in standard().tag("再不处理我打12345了").aspects] == ["neg"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("客服王小明态度很好", "态度很好"),
        ("说好打13912345678通知我却没有通知", "通知我却"),
    ],
)
def test_evidence_around_personal_data_is_shown_by_its_longest_piece(text: str, shown: str) -> None:
    found = standard().tag(text)
    assert found.personal
    assert any(shown in text[one.start : one.end] for one in found.aspects or ())


PIECES = st.sampled_from(
    [
        "13912345678",
        "客服",
        "王小明",
        "态度很好",
        "说好",
        "却没有",
        "我叫",
        "张伟",
        "，",
        "等了三天",
        "幸福路3号楼",
        "太慢",
    ]
)


@given(st.lists(PIECES, max_size=9).map("".join))
def test_no_evidence_shares_a_character_with_personal_data(text: str) -> None:
    found = standard().tag(text)
    assert found.failed == ()
    stretches = [(one.start, one.end) for one in found.aspects or ()]
    stretches += [(one.start, one.end) for one in found.opinions or ()]
    for private in found.personal or ():
        assert all(end <= private.start or private.end <= start for start, end in stretches)
