"""Remarks whose words mean something else elsewhere: laid to the right aspect, with the right sign."""

import pytest

from voc.nlp.document import Aspect
from voc.nlp.standard import standard


@pytest.mark.parametrize(
    ("text", "hints", "tags", "overall"),
    [
        ("短信太多，退订退不掉", [], {"after_sales:neg"}, "neg"),
        ("七天无理由说退就退，没啰嗦", [], {"after_sales:pos"}, "pos"),
        ("说赔就赔", [], {"after_sales:pos"}, "pos"),
        ("客服啰嗦", [], {"customer_service:neg"}, "neg"),
        ("说改就改", [], {"promise:neg"}, "neg"),
        ("我白请一天假", [], {"overall:neg"}, "neg"),
        ("我白请一天假", [Aspect.LOGISTICS], {"logistics:neg"}, "neg"),
        ("请了两天的假", [], set(), "neu"),
        ("货是假的", [], {"product_quality:neg"}, "neg"),
        ("网站找退货入口找了半天", [], {"online_experience:neg"}, "neg"),
        ("店铺位置偏，找了半天", [], {"location:neg"}, "neg"),
        ("九点五十就到楼下了", [], {"overall:pos"}, "pos"),
        ("九点五十就到楼下了", [Aspect.LOGISTICS], {"logistics:pos"}, "pos"),
    ],
)
def test_a_remark_is_laid_to_what_it_speaks_of(
    text: str, hints: list[Aspect], tags: set[str] | None, overall: str
) -> None:
    found = standard().tag(text, hints)
    assert found.overall == overall
    if tags is not None:
        assert {f"{one.aspect}:{one.polarity}" for one in found.aspects or ()} == tags


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我是王小明先生", "王小明"),
        ("我叫张三丰太慢", "张三丰"),
        ("我叫李明很生气", "李明"),
        ("我是王先生", ""),
        ("我叫车太慢", ""),
        ("我叫黄焖鸡太慢", ""),
        ("我是常客先生们都认识", ""),
    ],
)
def test_a_name_is_found_before_a_title_and_before_a_judgement(text: str, name: str) -> None:
    found = standard().tag(text).personal or ()
    assert [text[one.start : one.end] for one in found] == ([name] if name else [])
