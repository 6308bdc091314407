"""Scales of whole numbers: recommendation, satisfaction, ease, rating. Pure."""

from typing import Any

from voc.journey.metrics import SCALES, Metric
from voc.surveys.answers import Value
from voc.surveys.definition import Question
from voc.surveys.questions.kind import AnswerField, Fields, Kind


class ScaleField(AnswerField):
    """One whole number between low and high, both included."""

    def __init__(self, *, low: int, high: int, **options: Any) -> None:
        super().__init__(**options)
        self.low, self.high = low, high

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take "7"; refuse anything that is not a number of the scale."""
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            return
        if text.isascii() and text.isdigit() and len(text) <= 2 and self.low <= int(text) <= self.high:  # noqa: PLR2004
            self.data = int(text)
        else:
            self.refuse("scale", low=self.low, high=self.high)

    def lack(self) -> None:
        """Name what is missing with the scale."""
        self.refuse("scale", low=self.low, high=self.high)


def kind(metric: Metric, label: str) -> Kind:
    """The question type of a metric's scale."""
    low, high = SCALES[metric].low, SCALES[metric].high

    def fields(question: Question) -> Fields:
        return {f"q_{question.key}": ScaleField(low=low, high=high, required=question.required)}

    return Kind(
        name=metric.value,
        label=label,
        fields=fields,
        read=_read,
        seen=lambda value: None if value is None else value.number,
        samples=lambda _question: range(low, high + 1),
        metric=metric,
        ends=True,
    )


def _read(field: ScaleField, _other: object) -> Value | None:
    return None if field.data is None else Value(field.data)
