"""The comment as a whole, rule by rule of the label guide."""

import pytest

from voc.nlp.document import Aspect, Mood, Opinion, Overall, Polarity
from voc.nlp.mood import standing
from voc.nlp.overall import Weighed, combined, judge, verdict, weigh
from voc.nlp.standard import standard

POS, NEG, NEU = Polarity.POSITIVE, Polarity.NEGATIVE, Polarity.NEUTRAL


def opinion(
    polarity: Polarity,
    clause: int = 0,
    *,
    weight: float = 1.0,
    soft: bool = False,
    aspect: Aspect | None = None,
) -> Opinion:
    return Opinion(polarity, clause * 10, clause * 10 + 2, weight, soft, aspect, clause)


@pytest.mark.parametrize(
    ("rule", "text", "overall"),
    [
        ("no judgement", "昨天去了一趟门店", "neu"),
        ("no judgement", "没有意见", "neu"),
        ("no judgement", "无", "neu"),
        ("question", "请问这款支持七天无理由退货吗？", "neu"),
        ("question", "多久到账？", "neu"),
        ("question that accuses", "都半个月了，到底多久到账？", "neg"),
        ("question that accuses", "凭什么不给退？", "neg"),
        ("proposal", "建议增加夜间客服", "neu"),
        ("wish", "要是停车位再多一点就好了", "neg"),
        ("verdict wins", "菜一般，服务慢，不过还会再来", "pos"),
        ("verdict wins", "环境好，东西好，但不会再来了", "neg"),
        ("verdict wins", "路线讲了三百字……总之不会再来了", "neg"),
        ("mark", "给个2分", "neg"),
        ("mark", "给10分", "pos"),
        ("softened side never wins", "干净，但是有点吵", "pos"),
        ("softened side never wins", "还行，就是太吵", "neg"),
        ("softened side never wins", "虽然贵了点，还是愿意再来", "pos"),
        ("strong turn", "早餐好，但是床太硬", "neg"),
        ("strong turn", "店里环境不错，但是上菜慢得离谱", "neg"),
        ("strong turn", "送得慢，好在东西不错", "pos"),
        ("strong turn without a comma", "环境好但是服务差", "neg"),
        ("concession", "尽管排队久，味道真的好吃", "pos"),
        ("weak turn", "菜香，就是停车难", "mixed"),
        ("no turn", "菜好吃，排队太久，价格一般", "mixed"),
        ("many against one", "菜好吃，环境好，服务热情，停车难", "pos"),
        ("one side", "客服爱理不理，问三句回一句", "neg"),
        ("one side", "物流特别快，昨天下单今天就到了", "pos"),
        ("middle words alone", "一般般吧，凑合", "neu"),
        ("better than middling", "还不错", "pos"),
        ("better than middling", "挺好", "pos"),
        ("imagined", "如果漏发我肯定投诉，还好一件没少", "pos"),
        ("hearsay", "网上都说这家黑心，我去了觉得挺实在", "pos"),
        ("past", "以前来都不用等，现在一等就是一小时", "neg"),
        ("blame laid elsewhere", "快递慢不怪店家，东西是真不错", "pos"),
        ("mockery", "你们可真行🙃🙃", "neg"),
        ("mockery", "呵呵，这服务真好", "neg"),
        ("single negation", "这家店的服务不好", "neg"),
        ("single negation", "东西不差，用着挺顺手", "pos"),
        ("double negation", "没有一次不让我满意的", "pos"),
        ("litotes", "也不是不好，就是没什么惊喜", "neu"),
        ("far negation", "我可没觉得他们的售后贴心", "neg"),
        ("traditional characters", "服務態度很差，等了四十分鐘都沒有人理", "neg"),
        ("thanks are no verdict", "麻烦退一下多扣的运费，谢谢", "neg"),
        ("threat outside", "明天再不解决我就打12315", "neg"),
    ],
)
def test_a_comment_is_judged_by_the_rules_of_the_label_guide(rule: str, text: str, overall: str) -> None:
    found = standard().tag(text)
    assert (rule, found.overall) == (rule, overall)


@pytest.mark.parametrize(
    ("opinions", "mood", "overall"),
    [
        ([], Mood(), "neu"),
        ([opinion(POS)], Mood(), "pos"),
        ([opinion(NEG)], Mood(), "neg"),
        ([opinion(NEU)], Mood(), "neu"),
        ([opinion(POS), opinion(NEG, 1)], Mood(), "mixed"),
        ([opinion(POS), opinion(NEG, 1)], Mood(weak=(1,)), "mixed"),
        ([opinion(POS), opinion(NEG, 1)], Mood(strong=(1,)), "neg"),
        ([opinion(NEG), opinion(POS, 1)], Mood(strong=(1,)), "pos"),
        ([opinion(NEG), opinion(POS, 1)], Mood(strong=(0,)), "mixed"),
        ([opinion(NEG), opinion(POS, 1)], Mood(concede=(0,)), "pos"),
        ([opinion(POS), opinion(NEG, 1, soft=True)], Mood(), "pos"),
        ([opinion(POS), opinion(NEG, 1, soft=True)], Mood(strong=(1,)), "pos"),
        ([opinion(NEG), opinion(POS, 1, weight=0.3)], Mood(), "neg"),
        ([opinion(POS, weight=0.3)], Mood(), "pos"),
        ([opinion(NEG, soft=True)], Mood(), "neg"),
        ([opinion(NEG, soft=True), opinion(NEU)], Mood(), "neu"),
        ([opinion(POS), opinion(POS, 1), opinion(POS, 2), opinion(NEG, 3)], Mood(), "pos"),
        ([opinion(NEG), opinion(NEG, 1), opinion(NEG, 2), opinion(POS, 3)], Mood(), "neg"),
        ([opinion(NEG), opinion(POS, 1, weight=2, aspect=Aspect.OVERALL)], Mood(), "pos"),
        ([opinion(NEG), opinion(POS, 1)], Mood(past=(0,)), "pos"),
        ([opinion(NEG)], Mood(past=(0,)), "neg"),
        ([opinion(NEG), opinion(POS, 1)], Mood(void=(0,)), "pos"),
        ([opinion(NEG)], Mood(void=(0,)), "neu"),
        ([opinion(NEG), opinion(POS, 1)], Mood(excused=(0,)), "pos"),
        ([opinion(POS)], Mood(mocks=True), "neg"),
        ([], Mood(wishes=True), "neg"),
        ([opinion(POS)], Mood(wishes=True), "pos"),
        ([], Mood(asks=True), "neu"),
        ([], Mood(asks=True, accuses=True), "neg"),
    ],
)
def test_sides_turns_and_moods_decide(opinions: list[Opinion], mood: Mood, overall: str) -> None:
    assert judge(opinions, mood, 0.5, 20)[0] == overall


@pytest.mark.parametrize(
    ("stock", "words", "mood", "overall"),
    [
        (0.999999, 20, Mood(), Overall.POSITIVE),
        (0.000001, 20, Mood(), Overall.NEGATIVE),
        (0.5, 20, Mood(), Overall.NEUTRAL),
        (0.999999, 3, Mood(), Overall.NEUTRAL),
        (0.000001, 20, Mood(asks=True), Overall.NEUTRAL),
        (0.000001, 20, Mood(proposes=True), Overall.NEUTRAL),
    ],
)
def test_without_judging_words_only_strong_odds_name_a_side(
    stock: float, words: int, mood: Mood, overall: Overall
) -> None:
    assert judge([], mood, stock, words)[0] is overall


def test_the_last_verdict_on_the_whole_wins() -> None:
    first = opinion(POS, weight=2, aspect=Aspect.OVERALL)
    last = opinion(NEG, 1, weight=2, aspect=Aspect.OVERALL)
    assert verdict([first, last]) is Overall.NEGATIVE
    assert verdict([opinion(NEG, aspect=Aspect.PRICE, weight=2)]) is None
    assert verdict([opinion(POS, aspect=Aspect.OVERALL, weight=1)]) is None


def test_a_judgement_after_a_strong_turn_weighs_double() -> None:
    before = weigh([opinion(POS), opinion(NEG, 1)], Mood())
    after = weigh([opinion(POS), opinion(NEG, 1)], Mood(strong=(1,)))
    assert (before.bad, after.bad) == (1.0, 2.0)
    assert after.good == 1.0


@pytest.mark.parametrize(
    ("weighed", "margin"),
    [
        (Weighed(0, 0, 0, 0, 0), 0.0),
        (Weighed(3, 0, 3, 0, 0), 1.5),
        (Weighed(0, 3, 0, 3, 0), -1.5),
        (Weighed(1.5, 1.5, 1, 1, 0), 0.0),
    ],
)
def test_the_margin_is_favour_less_blame_over_the_root_of_both(weighed: Weighed, margin: float) -> None:
    assert weighed.margin == pytest.approx(margin)


def test_the_odds_rise_with_favour_and_with_the_stock_model() -> None:
    nothing = Weighed(0, 0, 0, 0, 0)
    favour = Weighed(2, 0, 2, 0, 0)
    assert combined(nothing, 0.2, 10) < combined(nothing, 0.8, 10) < combined(favour, 0.8, 10)
    assert 0 < combined(favour, 1.0, 0) < 1
    assert 0 < combined(nothing, 0.0, 0) < 1


@pytest.mark.parametrize("text", ["很好", "太差了", "菜香，就是停车难", "无", "一般", "还行吧，凑合"])
def test_confidence_is_a_probability(text: str) -> None:
    found = standard().tag(text)
    assert found.overall_confidence is not None
    assert 0.0 <= found.overall_confidence <= 1.0


def test_past_trouble_counts_when_nothing_newer_is_said() -> None:
    one = opinion(NEG)
    assert standing([one], Mood(past=(0,))) == (one,)
    assert standing([one, opinion(POS, 1)], Mood(past=(0,))) == (opinion(POS, 1),)
