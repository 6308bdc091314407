"""Free text. Pure."""

from typing import Any

from voc.surveys.answers import Value
from voc.surveys.definition import LONGEST_WORDS, Question
from voc.surveys.questions.kind import AnswerField, Fields, Kind, cleaned


class WordsField(AnswerField):
    """Words of at most so many characters, cleaned; "" counts as none."""

    def __init__(self, *, longest: int, **options: Any) -> None:
        super().__init__(**options)
        self.longest = longest

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the words; refuse more than fit."""
        words = cleaned(valuelist[0]) if valuelist else ""
        if len(words) > self.longest:
            self.refuse("long", longest=self.longest, over=len(words) - self.longest)
        self.data = words or None


def _fields(question: Question) -> Fields:
    return {f"q_{question.key}": WordsField(longest=LONGEST_WORDS, required=question.required)}


def _read(field: WordsField, _other: object) -> Value | None:
    return Value(None, None, field.data) if field.data else None


TEXT = Kind(
    name="text",
    label="文字",
    fields=_fields,
    read=_read,
    seen=lambda value: (value.words or "") if value else "",
    samples=lambda _question: ("", "有话要说"),
)
