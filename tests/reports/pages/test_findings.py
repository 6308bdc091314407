"""What a board says first."""

from tests.reports.pages.rows import board, compared, row
from voc.journey.metrics import Metric
from voc.reports.findings import Finding, FindingKind, findings
from voc.reports.statistics.values import ChangeVerdict, PromiseVerdict

WORSE, BETTER, UNSURE = ChangeVerdict.WORSE, ChangeVerdict.BETTER, ChangeVerdict.UNSURE


def said(found: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.kind.value, finding.row.name if finding.row else "") for finding in found]


def test_a_certain_fall_comes_before_a_broken_promise_and_a_rise() -> None:
    delivery = row("配送", 18, number=1, comparison=compared(33, 18, WORSE))
    queue = row("排队结账", 20, number=2, promise=35, verdict=PromiseVerdict.MISSED)
    shop = row("到店", 55, number=3, comparison=compared(40, 55, BETTER))
    assert said(findings(board(("履约", (shop, queue, delivery))))) == [
        ("fell", "配送"),
        ("missed", "排队结账"),
    ]


def test_the_largest_part_of_its_scale_falls_first() -> None:
    """0.9 of six points is more than 15 of two hundred."""
    delivery = row("配送", 18, number=1, comparison=compared(33, 18, WORSE))
    returns = row("退换货", 4.5, number=2, metric=Metric.CES, comparison=compared(5.4, 4.5, WORSE))
    assert said(findings(board(("履约", (delivery, returns))))) == [("fell", "退换货"), ("fell", "配送")]


def test_a_touchpoint_that_fell_is_not_also_said_to_miss_its_promise() -> None:
    both = row("配送", 18, comparison=compared(33, 18, WORSE), promise=35, verdict=PromiseVerdict.MISSED)
    assert said(findings(board(("履约", (both,))))) == [("fell", "配送")]


def test_a_change_that_may_be_chance_is_said_as_such_and_the_rest_is_calm() -> None:
    queue = row("排队结账", 29, number=1, comparison=compared(24, 29, UNSURE, p=0.2))
    calm = row("支付", 61, number=2, comparison=compared(60, 61, UNSURE, p=0.9))
    few = row("投诉处理", None, number=3)
    found = findings(board(("服务", (queue, calm, few))))
    assert said(found) == [("unsure", "排队结账"), ("calm", "")]
    assert (found[-1].calm, [one.name for one in found[-1].too_few], found[-1].alone) == (
        1,
        ["投诉处理"],
        False,
    )


def test_a_change_that_is_likely_chance_is_not_worth_a_sentence() -> None:
    found = findings(board(("选购", (row("支付", 61, comparison=compared(60, 61, UNSURE, p=0.9)),))))
    assert [(finding.kind, finding.calm, finding.alone) for finding in found] == [(FindingKind.CALM, 1, True)]


def test_nothing_is_said_of_a_board_without_scores() -> None:
    assert findings(board(("服务", (row("投诉处理", None),)))) == ()


def test_there_are_never_more_than_three() -> None:
    rows = tuple(row(f"第{n}", 10, number=n, comparison=compared(30, 10, WORSE)) for n in range(1, 7))
    assert len(findings(board(("服务", rows)))) == 2 + 0
    calm = row("平", 10, number=9)
    assert len(findings(board(("服务", (*rows, calm))))) == 3
