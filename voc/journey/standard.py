"""The standard journey of a service company, which an empty installation may begin with. Pure.

Keys are lasting: surveys, imports and programs name them. Names, owners and promises are only a start.
"""

from dataclasses import dataclass

from voc.journey.metrics import Metric


@dataclass(frozen=True, slots=True)
class StandardTouchpoint:
    """A touchpoint to begin with. aspects: keys of aspects that point here when nothing else does."""

    key: str
    name: str
    metric: Metric
    aspects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StandardStage:
    """A stage to begin with, and its touchpoints in the journey's order."""

    key: str
    name: str
    touchpoints: tuple[StandardTouchpoint, ...]


def _touchpoint(key: str, name: str, metric: Metric, *aspects: str) -> StandardTouchpoint:
    return StandardTouchpoint(key, name, metric, aspects)


STANDARD: tuple[StandardStage, ...] = (
    StandardStage("before", "售前", (_touchpoint("presales", "售前咨询", Metric.CSAT),)),
    StandardStage(
        "choosing",
        "选购",
        (
            _touchpoint("browsing", "浏览下单", Metric.CES, "online_experience", "product_quality", "price"),
            _touchpoint("payment", "支付", Metric.CES),
        ),
    ),
    StandardStage(
        "fulfilment",
        "履约",
        (
            _touchpoint("delivery", "配送", Metric.NPS, "logistics", "packaging", "promise"),
            _touchpoint("installation", "安装", Metric.CSAT),
        ),
    ),
    StandardStage(
        "store",
        "门店",
        (
            _touchpoint("visit", "到店", Metric.NPS, "store_environment", "location"),
            _touchpoint("queue", "排队结账", Metric.CSAT, "queueing"),
        ),
    ),
    StandardStage(
        "service",
        "服务",
        (
            _touchpoint("hotline", "客服热线", Metric.CSAT, "customer_service"),
            _touchpoint("chat", "在线客服", Metric.CSAT),
            _touchpoint("returns", "退换货", Metric.CES, "after_sales"),
            _touchpoint("repair", "维修", Metric.CSAT),
            _touchpoint("complaint", "投诉处理", Metric.CES, "complaint_handling"),
        ),
    ),
    StandardStage("membership", "会员", (_touchpoint("membership", "会员权益", Metric.NPS),)),
)
