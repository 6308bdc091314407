"""One choice among options, "other" with words of its own. Pure."""

from typing import Any

from voc.surveys.answers import Value
from voc.surveys.definition import LONGEST_OTHER, OTHER, Question
from voc.surveys.questions.kind import AnswerField, Fields, Kind
from voc.surveys.questions.text import WordsField


class OptionField(AnswerField):
    """The key of one option."""

    def __init__(self, *, keys: frozenset[str], **options: Any) -> None:
        super().__init__(**options)
        self.keys = keys

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take one key that the question offers."""
        text = valuelist[0] if valuelist else ""
        if text in self.keys:
            self.data = text
        elif text:
            self.refuse("option")


def option_keys(question: Question) -> frozenset[str]:
    """Every key that may be chosen, "other" included where it is offered."""
    return frozenset({*(option.key for option in question.options), *((OTHER,) if question.other else ())})


def other_field(question: Question) -> Fields:
    """The field for the words beside "other", where it is offered."""
    return {f"o_{question.key}": WordsField(longest=LONGEST_OTHER)} if question.other else {}


def _fields(question: Question) -> Fields:
    chosen = OptionField(keys=option_keys(question), required=question.required)
    return {f"q_{question.key}": chosen, **other_field(question)}


def _read(field: OptionField, other: WordsField | None) -> Value | None:
    if field.data is None:
        return None
    return Value(None, (field.data,), other.data if other is not None and field.data == OTHER else None)


SINGLE = Kind(
    name="single",
    label="单选",
    fields=_fields,
    read=_read,
    seen=lambda value: value.choices[0] if value and value.choices else None,
    samples=lambda question: sorted(option_keys(question)),
    options=True,
)
