"""How clauses are meant: turned, conceded, imagined, told by others, past, asked, mocked."""

import pytest

from voc.nlp.clauses import clauses
from voc.nlp.document import Aspect, Mood, Opinion, Polarity
from voc.nlp.fold import fold
from voc.nlp.matching import hits
from voc.nlp.mood import PLAIN, Moods, mood, standing

POS, NEG = Polarity.POSITIVE, Polarity.NEGATIVE


def meant(text: str) -> Mood:
    folded = fold(text)
    return mood(folded, clauses(folded), hits(folded))


def opinion(polarity: Polarity, clause: int, aspect: Aspect | None = None) -> Opinion:
    return Opinion(polarity, clause * 10, clause * 10 + 2, 1.0, False, aspect, clause)


@pytest.mark.parametrize(
    ("text", "kind", "places"),
    [
        ("环境好，但是服务差", "strong", (1,)),
        ("环境好但是服务差", "strong", (1,)),
        ("等了很久，结果没货", "strong", (1,)),
        ("谁知第二天就坏", "strong", (0,)),
        ("好在东西不错", "strong", (0,)),
        ("检查结果出来了", "strong", ()),
        ("菜香，就是停车难", "weak", (1,)),
        ("这就是我要的", "weak", ()),
        ("东西好，可惜断货", "weak", (1,)),
        ("店里倒是闷热", "weak", (0,)),
        ("虽然贵，还是值", "concede", (0,)),
        ("服务尽管慢，菜好", "concede", (0,)),
        ("说了很多，总之不来了", "summing", (1,)),
        ("如果漏发我就投诉，还好没有", "void", (0,)),
        ("要是坏了怎么办", "void", (0,)),
        ("都说难吃，我觉得香", "void", (0,)),
        ("网上都说黑心，其实不是", "void", (0,)),
        ("以前很好，现在不行", "past", (0,)),
        ("上次来很慢", "past", (0,)),
        ("快递慢不怪店家，东西好", "excused", (0,)),
        ("很好", "strong", ()),
        ("", "strong", ()),
    ],
)
def test_a_clause_is_meant_as_its_turn_words_say(text: str, kind: str, places: tuple[int, ...]) -> None:
    assert getattr(meant(text), kind) == places


@pytest.mark.parametrize(
    ("text", "mark", "there"),
    [
        ("几点开门？", "asks", True),
        ("几点开门?", "asks", True),
        ("请问周末开吗", "asks", True),
        ("周末开门", "asks", False),
        ("建议增加座位", "proposes", True),
        ("希望改进", "proposes", True),
        ("座位很多", "proposes", False),
        ("凭什么不退", "accuses", True),
        ("到底退不退", "accuses", True),
        ("慢慢来", "accuses", False),
        ("呵呵，真好", "mocks", True),
        ("你们可真行🙃", "mocks", True),
        ("真好", "mocks", False),
        ("再快一点就好了", "wishes", True),
        ("好了", "wishes", False),
    ],
)
def test_the_whole_text_may_ask_propose_accuse_mock_or_wish(text: str, mark: str, there: bool) -> None:
    assert getattr(meant(text), mark) is there


@pytest.mark.parametrize(
    ("text", "expected"), [("很好", PLAIN), ("很好？", Mood(asks=True, asked=(0,))), ("", PLAIN)]
)
def test_a_text_without_turn_words_shares_one_mood(text: str, expected: Mood) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize(
    ("opinions", "how", "kept"),
    [
        ([], PLAIN, []),
        ([opinion(POS, 0)], PLAIN, [0]),
        ([opinion(POS, 0), opinion(NEG, 1)], Mood(void=(0,)), [1]),
        ([opinion(POS, 0)], Mood(void=(0,)), []),
        ([opinion(POS, 0), opinion(NEG, 1)], Mood(past=(0,)), [1]),
        ([opinion(NEG, 0)], Mood(past=(0,)), [0]),
        ([opinion(POS, 0), opinion(NEG, 1)], Mood(mocks=True), [1]),
        ([opinion(NEG, 0, Aspect.LOGISTICS), opinion(POS, 1, Aspect.AFTER_SALES)], PLAIN, [1]),
        ([opinion(NEG, 0, Aspect.PRODUCT_QUALITY), opinion(POS, 1, Aspect.COMPLAINT_HANDLING)], PLAIN, [1]),
        ([opinion(POS, 0, Aspect.AFTER_SALES), opinion(NEG, 1, Aspect.LOGISTICS)], PLAIN, [0, 1]),
        ([opinion(NEG, 0, Aspect.QUEUEING), opinion(POS, 1, Aspect.AFTER_SALES)], PLAIN, [0, 1]),
        ([opinion(NEG, 0, Aspect.LOGISTICS), opinion(NEG, 1, Aspect.AFTER_SALES)], PLAIN, [0, 1]),
    ],
)
def test_what_is_imagined_quoted_past_mocked_or_mended_is_set_aside(
    opinions: list[Opinion], how: Mood, kept: list[int]
) -> None:
    assert [one.clause for one in standing(opinions, how)] == kept


def test_an_accusing_question_turns_its_praise_into_blame() -> None:
    (one,) = standing([opinion(POS, 0)], Mood(asks=True, accuses=True))
    assert one.polarity is NEG


def test_a_plain_question_leaves_praise_as_it_is() -> None:
    (one,) = standing([opinion(POS, 0)], Mood(asks=True))
    assert one.polarity is POS


def test_the_component_says_what_it_needs_and_gives() -> None:
    assert sorted(Moods.needs) == ["clauses", "folded", "hits"]
    assert list(Moods.gives) == ["mood"]
