import random
import re
from collections import Counter

import pytest

from voc.demo.comments import SLOTS, Writer, fragments, goes_with, lines
from voc.demo.customers import METRICS
from voc.demo.odds import OTHERS, REASONS

POLARITIES = ("neg", "pos", "mixed", "neu")
EVERY = [line for touchpoint in METRICS for line in lines(touchpoint)]
WRITTEN_SLOTS = {*SLOTS, "day", "day2", "place", "phone", "order"}


def test_there_are_enough_sentences_and_no_two_are_the_same() -> None:
    texts = [line.text for line in EVERY]
    assert len(texts) > 650
    assert [text for text, count in Counter(texts).items() if count > 1] == []


@pytest.mark.parametrize("touchpoint", METRICS)
def test_every_touchpoint_is_praised_blamed_and_asked_about(touchpoint: str) -> None:
    assert {line.polarity for line in lines(touchpoint)} == set(POLARITIES)


@pytest.mark.parametrize("touchpoint", OTHERS)
def test_blame_names_a_reason_that_the_follow_up_offers(touchpoint: str) -> None:
    assert {line.reason for line in lines(touchpoint) if line.polarity == "neg"} <= set(REASONS[touchpoint])


def test_every_slot_can_be_filled() -> None:
    texts = [line.text for line in EVERY] + [one.text for one in fragments()]
    assert {name for text in texts for name in re.findall(r"\{(\w+)\}", text)} <= WRITTEN_SLOTS


@pytest.mark.parametrize("touchpoint", METRICS)
def test_a_comment_is_filled_short_and_without_loose_ends(touchpoint: str) -> None:
    writer = Writer(random.Random(5))  # noqa: S311
    texts = [writer.write(touchpoint, polarity, place="西溪店", after=True) for polarity in POLARITIES * 20]
    assert [
        text for text in texts if re.search(r"[{}]|，，|。。|^[，。 ]|[，]$", text) or len(text) > 90
    ] == []


def test_hundreds_of_comments_hardly_repeat() -> None:
    writer = Writer(random.Random(5))  # noqa: S311
    texts = [writer.write("delivery", "neg", place="余杭仓", after=True) for _ in range(400)]
    assert len(set(texts)) > 390


def test_complaints_about_the_new_carrier_come_only_after_it() -> None:
    writer = Writer(random.Random(5))  # noqa: S311
    texts = [writer.write("delivery", "neg", place="余杭仓") for _ in range(400)]
    assert [text for text in texts if "换了物流公司" in text or "新换的这家" in text] == []


def test_a_comment_is_about_the_reason_that_was_ticked() -> None:
    writer = Writer(random.Random(5))  # noqa: S311
    wanted = {line.text for line in lines("delivery") if line.reason == "upstairs"}
    starts = {text[:4] for text in wanted if "{" not in text[:4]}
    texts = [writer.write("delivery", "neg", place="余杭仓", reason="upstairs") for _ in range(30)]
    assert all(any(start in text for start in starts) or re.search("楼|搬|门卫|电梯", text) for text in texts)


@pytest.mark.parametrize(
    ("fragment", "line"),
    [
        ("谢谢", "退款原路返回，谢谢了"),
        ("第一次在你们家买，", "以前改时间都有短信"),
        ("买的{product}，", "{cabinet}背板裂了"),
        ("修{cabinet}，", "沙发扶手开裂"),
    ],
)
def test_a_fragment_neither_repeats_nor_contradicts_the_line(fragment: str, line: str) -> None:
    assert not goes_with(fragment, line)
