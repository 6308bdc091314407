"""What a type of question is made of. Pure."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import Field

from voc.journey.metrics import Metric
from voc.surveys.answers import Value
from voc.surveys.definition import Question

Fields = Mapping[str, Any]
"""The unbound WTForms fields of a question, by the name they have in the form."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of question: one row of voc.surveys.questions.TYPES.

    label: its Chinese name. fields: makes its WTForms fields, its own first and then that for words beside "other".
    read: the answer in those, bound (the second is none where there is none); none if there is no answer. seen: the answer as logic sees it. samples: what logic may see, to try a condition.
    metric: the scale whose facts its answers become. ends: whether it takes low and high. options:
    whether it takes options and other.
    """

    name: str
    label: str
    fields: Callable[[Question], Fields]
    read: Callable[[Any, Any], Value | None]
    seen: Callable[[Value | None], object]
    samples: Callable[[Question], Sequence[object]]
    metric: Metric | None = None
    ends: bool = False
    options: bool = False


class AnswerField(Field):
    """A field that reads one answer and names its fault by a code; pages are not drawn from it.

    Subclasses fill ``data`` and ``fault`` in ``process_formdata``. It validates without WTForms' chain of
    validators: every question on every page of every response passes here.
    """

    def __init__(self, *, required: bool = False, **options: Any) -> None:
        super().__init__("", **options)
        self.required = required
        self.fault: tuple[str, Mapping[str, object]] | None = None
        self.raw: list[str] = []

    def take(self, texts: list[str]) -> None:
        """Read what was posted under this field's name, and see whether it can be taken."""
        self.raw = texts
        self.data = self.fault = None
        self.process_formdata(texts)
        if self.required and not self.data and self.data != 0 and self.fault is None:
            self.lack()

    def validate(self, _form: Any, _extra_validators: Any = ()) -> bool:
        """Whether the answer can be taken; for WTForms, which asks in its own way."""
        self.errors = () if self.fault is None else (self.fault[0],)
        return self.fault is None

    def lack(self) -> None:
        """Name the fault of a needed answer that is not there."""
        self.refuse("missing")

    def refuse(self, code: str, **fills: object) -> None:
        """Name the fault of this answer."""
        self.fault = (code, fills)


def cleaned(text: str) -> str:
    r"""The text as it is kept: composed, line ends as \n, without NUL, other controls and lone surrogates."""
    if text.isascii() and text.isprintable():
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isprintable():
        text = "".join(
            character
            for character in text
            if character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs"}
        )
    return unicodedata.normalize("NFC", text).strip()
