"""The parts of a touchpoint's page."""

import pytest

from voc.journey.channels import Channel
from voc.journey.metrics import Metric
from voc.reports.board import ChannelPlaceTable
from voc.reports.details import channel_place_table, distribution, other_scores, polarities
from voc.reports.judging import Card
from voc.reports.slices import NOTHING
from voc.reports.statistics.values import PromiseVerdict

DELIVERY = Card(1, "delivery", "配送", "周启明", "履约", Metric.NPS, 35.0, "")
PLACES = {1: ("yh", "余杭仓"), 2: ("xs", "萧山仓"), 3: ("nb", "宁波仓")}
CHANNELS = [Channel.SMS, Channel.WECHAT, Channel.PHONE]


def ratings(detractors: int, passives: int, promoters: int) -> tuple[int, ...]:
    return (detractors, 0, 0, 0, 0, 0, 0, 0, passives, 0, promoters)


def table(sizes: dict[tuple[str, int], int], channels: list[Channel] | None = None) -> ChannelPlaceTable:
    answers = {key: ratings(0, 0, n) for key, n in sizes.items()}
    return channel_place_table(DELIVERY, answers, PLACES, channels or CHANNELS, 30)


def test_a_distribution_is_shares_of_every_value_with_the_last_period_beside_them() -> None:
    found = distribution(Metric.NPS, ratings(25, 25, 50), ratings(10, 0, 30), 30)
    assert found is not None
    assert [bar.value for bar in found.bars] == list(range(11))
    assert (found.bars[10].percent, found.bars[10].previous) == (50, 75)
    assert [(group.label, group.percent) for group in found.groups] == [
        ("贬损", 25),
        ("中立", 25),
        ("推荐", 50),
    ]


def test_a_distribution_of_too_few_is_not_given() -> None:
    assert distribution(Metric.NPS, ratings(9, 10, 10), ratings(100, 0, 0), 30) is None


def test_too_few_in_the_last_period_are_not_drawn() -> None:
    found = distribution(Metric.RATING, (0, 10, 0, 0, 0, 30, *[0] * 5), (0, 9, 0, 0, 0, 20, *[0] * 5), 30)
    assert found is not None
    assert [bar.value for bar in found.bars] == [1, 2, 3, 4, 5]
    assert {bar.previous for bar in found.bars} == {None}
    assert found.groups == ()


def test_polarities_of_too_few_verbatims_are_not_given() -> None:
    assert polarities((9, 10, 5, 5, *[0] * 7), 30) is None
    found = polarities((10, 10, 5, 5, *[0] * 7), 30)
    assert found is not None
    assert (found.negative, found.neutral, found.mixed, found.positive, found.n) == (10, 10, 5, 5, 30)


def test_other_scales_that_were_asked_have_scores_of_their_own() -> None:
    ease = (0, 0, 0, 0, 0, 20, 20, 20, 0, 0, 0)
    told = {Metric.NPS: ratings(1, 1, 1), Metric.CES: ease, Metric.CSAT: NOTHING}
    found = other_scores(DELIVERY, told, [], 30)
    assert [(other.label, other.n) for other in found] == [("省力度", 60)]
    assert found[0].score is not None
    assert found[0].score.points == pytest.approx(6)
    (kept_back,) = other_scores(DELIVERY, told, [Metric.CES], 30)
    assert (kept_back.n, kept_back.score, kept_back.withheld) == (60, None, True)


def test_the_table_has_a_cell_for_each_channel_at_each_place() -> None:
    found = table({("sms", 1): 100, ("sms", 2): 60, ("wechat", 1): 50, ("wechat", 2): 40})
    assert found.places == (("yh", "余杭仓"), ("xs", "萧山仓"))
    assert [row.label for row in found.rows] == ["短信链接", "微信服务号"]
    assert [[cell.n for cell in row.cells] for row in found.rows] == [[100, 60], [50, 40]]
    assert found.rows[0].cells[0].verdict is PromiseVerdict.KEPT


def test_a_small_cell_hides_enough_neighbours() -> None:
    found = table({("sms", 1): 100, ("sms", 2): 60, ("wechat", 1): 50, ("wechat", 2): 12})
    cells = [cell for row in found.rows for cell in row.cells]
    assert [cell.score for cell in cells] == [None] * 4
    assert [cell.complementary for cell in cells] == [True, True, True, False]


def test_answers_without_a_place_protect_and_are_no_column() -> None:
    found = table({("sms", 1): 100, ("sms", 0): 12})
    assert found.places == (("yh", "余杭仓"),)
    assert found.rows[0].cells[0].score is None


def test_a_cell_stays_hidden_when_its_channel_is_chosen() -> None:
    sizes = {("sms", 1): 100, ("sms", 2): 60, ("wechat", 1): 50, ("wechat", 2): 12}
    found = table(sizes, [Channel.SMS])
    assert [row.channel for row in found.rows] == [Channel.SMS]
    assert [cell.score for cell in found.rows[0].cells] == [None, None]


def test_places_beyond_six_are_counted() -> None:
    answers = {("sms", place): ratings(0, 0, 40 + place) for place in range(1, 9)}
    places = {place: (f"p{place}", f"{place} 号店") for place in range(1, 9)}
    found = channel_place_table(DELIVERY, answers, places, CHANNELS, 30)
    assert [key for key, _ in found.places] == ["p8", "p7", "p6", "p5", "p4", "p3"]
    assert found.more_places == 2
