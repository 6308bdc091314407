"""What happened judges too: waits, attempts, broken promises, marks."""

import pytest

from voc.nlp.patterns import judged, number


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", 12),
        ("2.5", 2.5),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("三十五", 35),
        ("两", 2),
        ("半", 0.5),
        ("好几", 3),
        ("百", 3),
    ],
)
def test_small_numbers_are_read_in_digits_and_chinese_numerals(written: str, value: float) -> None:
    assert number(written) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("等了两小时", ["neg queueing 等了两小时"]),
        ("等了一整天没人来", ["neg logistics 等了一整天没人来"]),
        ("排了40分钟", ["neg queueing 排了40分钟"]),
        ("坐了3个小时才叫到号", ["neg queueing 坐了3个小时才叫到号"]),
        ("等了5分钟", []),
        ("等了十秒", []),
        ("延误了五个小时", ["neg queueing 延误了五个小时"]),
        ("两分钟就办完了", ["pos queueing 两分钟就办完"]),
        ("半小时就送到", ["pos logistics 半小时就送到"]),
        ("三天就到账", ["pos after_sales 三天就到账"]),
        ("当天就解决", []),
        ("一天就解决了", ["pos complaint_handling 一天就解决"]),
        ("用了三天就坏", ["neg product_quality 用了三天就坏"]),
        ("两个月就开胶", ["neg product_quality 两个月就开胶"]),
        ("打了五个电话都没人接", ["neg customer_service 打了五个电话都没人接"]),
        ("打了一个电话", []),
        ("投诉了三次没结果", ["neg complaint_handling 投诉了三次没结果"]),
        ("给个2分", ["neg overall 给个2分"]),
        ("打9分", ["pos overall 打9分"]),
        ("给6分", ["neu overall 给6分"]),
        ("给5分", []),
        ("给三颗星", ["neu overall 给三颗星"]),
        ("评五星", ["pos overall 评五星"]),
        ("给一星", ["neg overall 给一星"]),
        ("一共花了268", ["neu price 一共花了268"]),
        ("说好今天到却没到", ["neg promise 说好今天到却"]),
        ("承诺包邮结果收了十块", ["neg promise 承诺包邮结果"]),
        ("说好了明天来", []),
        ("已经半个月了", ["neg overall 已经半个月了"]),
        ("", []),
        ("很好", []),
    ],
)
def test_an_event_is_found_with_its_aspect_and_stretch(text: str, expected: list[str]) -> None:
    found = [f"{one.polarity} {one.aspect} {text[one.start : one.end]}" for one in judged(text)]
    assert found == expected
