"""How often what happens at 禾木生活: volumes, ways in, ratings, reasons, words. Pure tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voc.journey.channels import Channel
from voc.journey.metrics import Metric

Odds = Mapping[str, float]
"""Weights by key; they need not add up to 1."""


@dataclass(frozen=True, slots=True)
class Flow:
    """How one survey is answered. daily: responses on a usual day; weekend: the factor on Saturday and Sunday.

    channels and places: weights of the ways in; places empty where the survey has none.
    hours: the first, the busiest and the last hour of the day, in the company's zone.
    """

    daily: float
    weekend: float
    channels: Odds
    places: Odds
    hours: tuple[float, float, float]


FLOWS: dict[str, Flow] = {
    "delivery": Flow(
        19,
        0.9,
        {Channel.SMS: 0.56, Channel.WECHAT: 0.44},
        {"yuhang": 0.34, "xiaoshan": 0.28, "ningbo_depot": 0.20, "suzhou_depot": 0.18},
        (9, 19, 22.5),
    ),
    "store": Flow(
        9,
        1.7,
        {Channel.KIOSK: 0.55, Channel.QR: 0.45},
        {"xixi": 0.34, "ningbo": 0.22, "suzhou": 0.21, "xuhui": 0.23},
        (10, 16, 21.5),
    ),
    "service": Flow(
        9,
        0.8,
        {Channel.SMS: 0.40, Channel.PHONE: 0.25, Channel.WECHAT: 0.20, Channel.LINK: 0.15},
        {},
        (9, 15, 22),
    ),
    "shopping": Flow(8.5, 1.2, {Channel.LINK: 0.5, Channel.WECHAT: 0.5}, {}, (8, 21, 23.5)),
}

DETRACTORS = (0.22, 0.05, 0.09, 0.14, 0.11, 0.18, 0.21)
PASSIVES = (0.45, 0.55)
PROMOTERS = (0.35, 0.65)
"""How each group of NPS spreads over its ratings: 0 to 6, 7 and 8, 9 and 10."""


def nps_odds(promoters: float, detractors: float) -> Sequence[float]:
    """Weights of the ratings 0 to 10 for these shares of promoters and detractors."""
    passives = 1 - promoters - detractors
    return (
        *(detractors * share for share in DETRACTORS),
        *(passives * share for share in PASSIVES),
        *(promoters * share for share in PROMOTERS),
    )


RATINGS: dict[str, Sequence[float]] = {
    "delivery": nps_odds(0.53, 0.17),
    "delivery@after": nps_odds(0.26, 0.49),
    "visit": nps_odds(0.62, 0.09),
    "membership": nps_odds(0.58, 0.11),
    "presales": (0.03, 0.04, 0.09, 0.34, 0.50),
    "installation": (0.04, 0.05, 0.10, 0.32, 0.49),
    "queue": (0.08, 0.11, 0.18, 0.37, 0.26),
    "queue@after": (0.07, 0.10, 0.17, 0.38, 0.28),
    "hotline": (0.07, 0.09, 0.14, 0.34, 0.36),
    "chat": (0.04, 0.07, 0.13, 0.38, 0.38),
    "repair": (0.06, 0.08, 0.14, 0.34, 0.38),
    "browsing": (0.02, 0.04, 0.07, 0.11, 0.20, 0.30, 0.26),
    "payment": (0.01, 0.01, 0.02, 0.04, 0.11, 0.28, 0.53),
    "returns": (0.06, 0.08, 0.11, 0.15, 0.22, 0.23, 0.15),
    "complaint": (0.18, 0.16, 0.15, 0.16, 0.16, 0.12, 0.07),
}
"""Weights of each touchpoint's ratings from the scale's lowest; "@after": once its story has turned."""

WORDY: dict[str, float] = {
    "delivery": 0.42,
    "installation": 0.22,
    "visit": 0.38,
    "queue": 0.30,
    "hotline": 0.40,
    "chat": 0.36,
    "returns": 0.45,
    "repair": 0.42,
    "complaint": 0.75,
    "presales": 0.30,
    "browsing": 0.28,
    "payment": 0.14,
    "membership": 0.28,
}
"""How many of those who rate a touchpoint also write; the unhappy write half as much again."""

GRADES: dict[Metric, Sequence[str]] = {
    Metric.NPS: ("low",) * 5 + ("poor",) * 2 + ("fair",) * 2 + ("high",) * 2,
    Metric.CSAT: ("low", "low", "poor", "good", "high"),
    Metric.RATING: ("low", "low", "poor", "good", "high"),
    Metric.CES: ("low", "low", "poor", "fair", "good", "high", "high"),
}
"""What a rating says of its giver, from the scale's lowest."""

POLARITIES: dict[str, Odds] = {
    "low": {"neg": 0.97, "mixed": 0.03},
    "poor": {"neg": 0.60, "mixed": 0.36, "neu": 0.04},
    "fair": {"mixed": 0.46, "neu": 0.30, "pos": 0.20, "neg": 0.04},
    "good": {"pos": 0.58, "mixed": 0.26, "neu": 0.16},
    "high": {"pos": 0.90, "mixed": 0.03, "neu": 0.07},
}
"""How the words are meant, by what the rating says."""

REASONS: dict[str, Odds] = {
    "delivery": {
        "late": 0.24,
        "reschedule": 0.10,
        "upstairs": 0.12,
        "damaged": 0.30,
        "attitude": 0.18,
        "-": 0.06,
    },
    "delivery@after": {
        "late": 0.37,
        "reschedule": 0.28,
        "upstairs": 0.22,
        "damaged": 0.04,
        "attitude": 0.05,
        "-": 0.04,
    },
    "visit": {"staff": 0.26, "stock": 0.24, "smell": 0.14, "tidy": 0.14, "parking": 0.17, "-": 0.05},
}
"""What the unhappy are unhappy about: keys of the follow-up question's options, "-" for none of them."""

LIKED: Odds = {"speed": 0.34, "crew": 0.34, "slot": 0.14, "packing": 0.18}
"""What the happy say was done well."""

OTHERS: dict[str, Sequence[str]] = {
    "delivery": ("电话打不通", "没有送货单", "签收是别人代签的", "司机抽烟", "送错小区", "旧家具没拉走"),
    "visit": ("休息区太小", "背景音乐太吵", "没有母婴室", "餐吧关门太早", "找不到推车"),
}
"""What is written beside "other"."""

REMARKS_DAILY = 1.8
"""How many people a day speak up on a touchpoint's public page, without any survey."""

REMARK_POLARITIES: Odds = {"neg": 0.52, "pos": 0.22, "mixed": 0.14, "neu": 0.12}
"""How they mean it: who speaks up unasked is more often unhappy."""

REMARK_TOUCHPOINTS: Odds = {
    "delivery": 0.24,
    "visit": 0.16,
    "queue": 0.12,
    "hotline": 0.10,
    "returns": 0.09,
    "chat": 0.06,
    "membership": 0.07,
    "browsing": 0.06,
    "repair": 0.05,
    "installation": 0.05,
}
"""Where they say it."""
