"""Numbers as reports print them: each scale in its own digits, with a real minus. Pure.

NPS: whole points, without unit. CSAT: whole percent. CES and rating: two decimals, since their whole range
is a few points wide and a certain change may be a tenth.
"""

from voc.journey.metrics import Metric

DECIMALS: dict[Metric, int] = {Metric.NPS: 0, Metric.CSAT: 0, Metric.CES: 2, Metric.RATING: 2}
UNITS: dict[Metric, str] = {Metric.NPS: "", Metric.CSAT: "%", Metric.CES: "", Metric.RATING: ""}

MINUS = "−"


def points(value: float, metric: Metric, *, unit: bool = True) -> str:
    """A score: 18, 86%, 5.42. A value that rounds to zero has no sign."""
    return plain(value, DECIMALS[metric]) + (UNITS[metric] if unit else "")


def axis(value: float, metric: Metric) -> str:
    """A value beside an axis: no decimals that say nothing."""
    return plain(value, 0 if value == round(value) else 1) + UNITS[metric]


def change(value: float, metric: Metric) -> str:
    """A change with its sign: +5, −15, +0.12; in percentage points for CSAT; 0 without a sign."""
    return signed(value, DECIMALS[metric])


def signed(value: float, decimals: int = 0) -> str:
    """A number that always shows its sign, unless it rounds to zero."""
    text = plain(value, decimals)
    return text if text.startswith(MINUS) or float(text) == 0 else f"+{text}"


def plain(value: float, decimals: int = 0) -> str:
    """A number rounded to so many decimals, with U+2212 as its minus."""
    text = f"{value:.{decimals}f}"
    if float(text) == 0:
        return text.removeprefix("-")
    return text.replace("-", MINUS)


def thousands(n: int) -> str:
    """A count with a comma between thousands."""
    return f"{n:,}"
