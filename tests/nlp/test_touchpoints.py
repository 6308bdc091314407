"""A comment that came without a touchpoint is laid where its aspects are met."""

import pytest

from voc.nlp.document import Aspect, Document
from voc.nlp.standard import standard
from voc.nlp.touchpoints import guess_touchpoint

JOURNEY = {
    "checkout": {Aspect.ONLINE_EXPERIENCE, Aspect.PRICE},
    "delivery": {Aspect.LOGISTICS, Aspect.PACKAGING},
    "store": {Aspect.STORE_ENVIRONMENT, Aspect.CUSTOMER_SERVICE, Aspect.LOCATION},
    "queue": {Aspect.QUEUEING},
    "hotline": {Aspect.CUSTOMER_SERVICE, Aspect.COMPLAINT_HANDLING},
    "returns": {Aspect.AFTER_SALES},
}


@pytest.mark.parametrize(
    ("text", "touchpoint"),
    [
        ("快递太慢，盒子压扁了", "delivery"),
        ("退款半个月没到账", "returns"),
        ("叫号太慢，排了一个小时", "queue"),
        ("一付款就闪退", "checkout"),
        ("店里闷热，没车位", "store"),
        ("反映了没人管", "hotline"),
        ("店员热情", "store"),
        ("快递什么时候到", "delivery"),
        ("很满意，下次再来", None),
        ("无", None),
        ("", None),
    ],
)
def test_a_comment_is_laid_to_the_touchpoint_it_speaks_of(text: str, touchpoint: str | None) -> None:
    assert guess_touchpoint(standard().tag(text), JOURNEY) == touchpoint


def test_nothing_is_guessed_without_touchpoints() -> None:
    found = standard().tag("快递太慢")
    assert guess_touchpoint(found, {}) is None
    assert guess_touchpoint(found, {"returns": [Aspect.AFTER_SALES]}) is None


def test_a_verdict_on_the_whole_points_nowhere() -> None:
    assert guess_touchpoint(standard().tag("强烈推荐"), {"member": [Aspect.OVERALL]}) is None


def test_of_equals_the_earlier_is_meant() -> None:
    found = standard().tag("快递太慢")
    assert guess_touchpoint(found, {"b": [Aspect.LOGISTICS], "a": [Aspect.LOGISTICS]}) == "b"


def test_an_untagged_document_points_nowhere() -> None:
    assert guess_touchpoint(Document("快递太慢"), JOURNEY) is None
