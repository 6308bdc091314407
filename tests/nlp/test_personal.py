"""Personal data is found whole, and what the label guide keeps legible stays legible."""

import time

import pytest

from voc.nlp.fold import fold
from voc.nlp.personal import id_card_checks, luhn_checks, personal
from voc.nlp.standard import standard

FOUND = [
    ("我叫张小明，手机13800001234，订单还没发货", "name:张小明;mobile:13800001234"),
    ("电话 138 0000 1234 打给我", "mobile:138 0000 1234"),
    ("电话138-0000-1234", "mobile:138-0000-1234"),
    ("打１３８００００１２３４", "mobile:１３８００００１２３４"),
    ("幺三八零零零零一二三四找我", "mobile:幺三八零零零零一二三四"),
    ("一三八〇〇〇〇一二三四", "mobile:一三八〇〇〇〇一二三四"),
    ("住在三楼一13800001234", "mobile:13800001234"),
    ("138.0000.1234", "mobile:138.0000.1234"),
    ("138/0000/1234", "mobile:138/0000/1234"),
    ("zhang(at)example.com", "email:zhang(at)example.com"),
    ("zhang@示例.公司", "email:zhang@示例.公司"),
    ("打+86 13800001234", "mobile:+86 13800001234"),
    ("打+8613800001234", "mobile:+8613800001234"),
    ("13800001234和13900005678都行", "mobile:13800001234;mobile:13900005678"),
    ("座机010-62345678", "landline:010-62345678"),
    ("(021) 6234 5678转801", "landline:(021) 6234 5678转801"),
    ("0755-8234567", "landline:0755-8234567"),
    ("身份证11010519491231002X", "id_card:11010519491231002X"),
    ("11010519491231002x没通过", "id_card:11010519491231002x"),
    ("身份证号 110105 19491231 0021", "id_card:110105 19491231 0021"),
    ("卡号6222 0212 3456 7890 128", "bank_card:6222 0212 3456 7890 128"),
    ("付到4111111111111111了", "bank_card:4111111111111111"),
    ("邮箱zhang.san@example.com.cn请回", "email:zhang.san@example.com.cn"),
    ("发到ZHANG_1@EXAMPLE.COM", "email:ZHANG_1@EXAMPLE.COM"),
    ("订单号：JD20260101998", "order_no:JD20260101998"),
    ("单号SF1234567890123没到", "order_no:SF1234567890123"),
    ("订单编号 2026010112345678", "order_no:2026010112345678"),
    ("合同编号HT-2024-00012345", "order_no:HT-2024-00012345"),
    ("工单号是W12345678", "order_no:W12345678"),
    ("微信号zhang_san88加我", "im_id:zhang_san88"),
    ("QQ 12345678", "im_id:12345678"),
    ("QQ号：1234567890", "im_id:1234567890"),
    ("加V：lily2020", "im_id:lily2020"),
    ("京A·12345的车", "plate:京A·12345"),
    ("车牌粤B12345D", "plate:粤B12345D"),
    ("沪C88888停着", "plate:沪C88888"),
    (
        "地址是北京市朝阳区建国路88号院3号楼2单元501室，快来",
        "address:北京市朝阳区建国路88号院3号楼2单元501室",
    ),
    ("送到阳光花园3栋2单元501", "address:阳光花园3栋2单元501"),
    ("住在中山路18号", "address:中山路18号"),
    ("浦东新区张江镇科苑路151号", "address:浦东新区张江镇科苑路151号"),
    ("寄到幸福里小区12号楼", "address:幸福里小区12号楼"),
    ("店员周美玲态度特别好", "name:周美玲"),
    ("师傅王建国非常专业", "name:王建国"),
    ("我是欧阳娜娜，请回电", "name:欧阳娜娜"),
    ("收件人：李雷 13912345678", "name:李雷;mobile:13912345678"),
    ("患者姓名：陈秀英", "name:陈秀英"),
    ("感谢周美玲，太贴心了", "name:周美玲"),
    ("晏艳春女士接待的我", "name:晏艳春"),
    ("前台:司马青青很热情", "name:司马青青"),
    ("我叫陳美玲", "name:陳美玲"),
]

LEGIBLE = [
    "打12345或95588、400-800-1234都没人接",
    "3号窗口的李姐特别耐心",
    "3号楼电梯坏了",
    "地铁2号线出来就到",
    "南京路18号店的服务好",
    "王主任和张先生都很客气",
    "感谢李阿姨和赵小哥",
    "快递员辛苦了",
    "服务员都很热情",
    "服务员马上给我们铺床",
    "家人都喜欢",
    "找经理那投诉",
    "支持华为，我是华为粉丝",
    "我姓王",
    "我是老客户",
    "客服高冷得很",
    "服务员于是不理我",
    "138****0000打来的",
    "尾号1234的卡",
    "2026年11月22日花了268元",
    "工号100234",
    "酒店8302房间",
    "航班CA1234晚点",
    "加V信领优惠卷，日赚三百",
    "条码6901234567892",
    "微信支付失败",
    "订单还没发货",
    "iPhone15Pro买贵了",
    "一共12345678分",
    "朝阳区的店",
    "排到A12345号",
]


def _written(text: str) -> str:
    return ";".join(f"{one.kind}:{text[one.start : one.end]}" for one in personal(fold(text)))


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_personal_data_is_found_in_its_own_digits(text: str, expected: str) -> None:
    assert _written(text) == expected


@pytest.mark.parametrize("text", LEGIBLE)
def test_what_is_not_personal_stays_legible(text: str) -> None:
    assert _written(text) == ""


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("手机13800008001。", "手机138****8001。"),
        ("手机138 0000 8001。", "手机138 **** 8001。"),
        ("打+8613800008001", "打**********8001"),
        ("我叫周美玲，", "我叫周**，"),
        ("座机010-62345678", "座机********5678"),
        ("身份证11010519491231002X", "身份证******************"),
        ("卡号4111111111111111", "卡号************1111"),
        ("京A·12345的车", "京A******的车"),
        ("邮箱a.b@example.com", "邮箱***************"),
        ("住在中山路18号，", "住在******，"),
    ],
)
def test_stars_take_the_place_of_each_character(text: str, masked: str) -> None:
    found = standard().tag(text)
    assert found.masked == masked
    assert len(found.masked) == len(text)


@pytest.mark.parametrize(
    ("number", "right"),
    [("11010519491231002X", True), ("110105194912310021", False), ("11010519491331002X", False)],
)
def test_an_identity_card_carries_its_check_digit(number: str, right: bool) -> None:
    assert id_card_checks(number) is right


@pytest.mark.parametrize(
    ("number", "right"),
    [("4111 1111 1111 1111", True), ("4111111111111112", False), ("79927398713", True)],
)
def test_a_bank_card_passes_luhn(number: str, right: bool) -> None:
    assert luhn_checks(number) is right


@pytest.mark.parametrize(
    "bait",
    [
        "1 ",
        "路1号",
        "a@",
        "a",
        "a.",
        "我叫张",
        "中",
        "订单",
        "订单a-",
        "1-",
        "一",
        "路一",
        "微信",
        "0",
        "园a",
        "138",
        "小区1栋",
        "qq1",
        "京a1",
        "@",
        "说好",
        "等了",
        "一个",
        "打了5次",
        "已经3天",
        "。",
        "但是",
        " ",
    ],
)
def test_no_bait_makes_the_reading_slow(bait: str) -> None:
    text = (bait * 5000)[:5000]
    began = time.process_time()
    standard().tag(text)
    assert time.process_time() - began < 2.0
