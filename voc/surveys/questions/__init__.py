"""The types of question: one file and one row each. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from voc.journey.metrics import Metric
from voc.surveys.questions.kind import Kind
from voc.surveys.questions.multiple import MULTIPLE
from voc.surveys.questions.scale import kind as scale
from voc.surveys.questions.single import SINGLE
from voc.surveys.questions.text import TEXT

TYPES: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            scale(Metric.NPS, "推荐 0–10"),
            scale(Metric.CSAT, "满意 1–5"),
            scale(Metric.CES, "省力 1–7"),
            scale(Metric.RATING, "评分 1–5"),
            SINGLE,
            MULTIPLE,
            TEXT,
        )
    }
)
"""Every type of question by the name it has in a definition."""
