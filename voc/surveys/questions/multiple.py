"""Any number of choices among options, "other" with words of its own. Pure."""

from collections.abc import Sequence
from typing import Any

from voc.surveys.answers import Value
from voc.surveys.definition import OTHER, Question
from voc.surveys.questions.kind import AnswerField, Fields, Kind
from voc.surveys.questions.single import option_keys, other_field
from voc.surveys.questions.text import WordsField


class OptionsField(AnswerField):
    """The keys of the chosen options, in the question's order, each once."""

    def __init__(self, *, keys: tuple[str, ...], **options: Any) -> None:
        super().__init__(**options)
        self.keys = keys

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take keys that the question offers."""
        chosen = {text for text in valuelist if text}
        self.data = tuple([key for key in self.keys if key in chosen])
        if len(self.data) != len(chosen):
            self.refuse("option")


def _fields(question: Question) -> Fields:
    keys = (*(option.key for option in question.options), *((OTHER,) if question.other else ()))
    return {f"q_{question.key}": OptionsField(keys=keys, required=question.required), **other_field(question)}


def _read(field: OptionsField, other: WordsField | None) -> Value | None:
    if not field.data:
        return None
    return Value(None, field.data, other.data if other is not None and OTHER in field.data else None)


def _samples(question: Question) -> Sequence[object]:
    """Nothing, each option alone, and everything."""
    keys = sorted(option_keys(question))
    return [[], *([key] for key in keys), keys]


MULTIPLE = Kind(
    name="multiple",
    label="多选",
    fields=_fields,
    read=_read,
    seen=lambda value: list(value.choices or ()) if value else [],
    samples=_samples,
    options=True,
)
