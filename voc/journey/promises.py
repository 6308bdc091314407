"""What may be promised at a touchpoint. Pure."""

from dataclasses import dataclass

from voc.journey.metrics import SCALES, Metric


@dataclass(frozen=True, slots=True)
class PromiseRange:
    """The points that a promise on a metric may have, both ends included, and how people write them."""

    low: float
    high: float
    example: str


RANGES: dict[Metric, PromiseRange] = {
    Metric.NPS: PromiseRange(-100, 100, "20"),
    Metric.CSAT: PromiseRange(0, 100, "85"),
    Metric.CES: PromiseRange(1, 7, "5.5"),
    Metric.RATING: PromiseRange(1, 5, "4.2"),
}


def promise_fault(metric: Metric, promise: float | None) -> str:
    """Why that cannot be promised on that metric, in Chinese with the mend; '' if it can, or nothing is.

    The name of the field stands before it already, wherever it is shown.
    """
    allowed = RANGES[metric]
    if promise is None or allowed.low <= promise <= allowed.high:  # not a number compares as False
        return ""
    low, high = (f"{end:g}".replace("-", "−") for end in (allowed.low, allowed.high))
    return f"{SCALES[metric].label}要在 {low} 到 {high} 之间，例如 {allowed.example}"
