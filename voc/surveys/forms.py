"""Reading a posted page: a cached WTForms form for each page of a version. Pure but for WTForms."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from threading import local
from typing import Any, Protocol, cast

from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta

from voc.surveys import logic
from voc.surveys.answers import Answers, Fault, Value
from voc.surveys.definition import Definition, Page
from voc.surveys.questions import TYPES
from voc.surveys.questions.kind import AnswerField


class Posted(Protocol):
    """What a browser posted, as werkzeug and WTForms have it."""

    def getlist(self, key: str, /) -> list[str]:
        """Every value under a name."""


class _Meta(DefaultMeta):
    """No CSRF by session: the signed token stands in; no WTForms translations: faults are codes."""

    csrf = False

    def get_translations(self, form: Any) -> Any:
        """None: our words come from voc.surveys.wording."""
        return None


META = _Meta()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a posted page says.

    answers: those that can be taken. raw: what was typed, by field name, to be shown again. appeared: keys of
    questions that the answers made visible on this very page.
    """

    answers: Answers
    faults: tuple[Fault, ...]
    raw: Mapping[str, list[str]]
    appeared: tuple[str, ...] = ()


class PageReader:
    """Reads the posts of one page of one version."""

    def __init__(self, definition: Definition, page: Page) -> None:
        self.definition = definition
        self.page = page
        self.fields = [
            (name, unbound)
            for question in page.questions
            for name, unbound in TYPES[question.type].fields(question).items()
        ]
        self._bound = local()
        self.steady = not any((page.show_if, *(question.show_if for question in page.questions)))

    def read(self, posted: Posted, earlier: Answers, shown: Collection[str] = ()) -> Reading:
        """The answers on this page and their faults.

        earlier: answers of other pages. shown: keys of conditional questions that the browser showed.
        """
        form = self._form()
        form.process(cast("Any", posted))
        fields: Any = form._fields
        found: dict[str, Value] = {}
        for question in self.page.questions:
            value = TYPES[question.type].read(question, fields)
            if value is not None:
                found[question.key] = value
        visible = None if self.steady else logic.path(self.definition, {**earlier, **found}).questions
        faults: list[Fault] = []
        appeared: list[str] = []
        for question in self.page.questions:
            if visible is not None and question.key not in visible:
                found.pop(question.key, None)
            elif question.show_if and question.key not in found and question.key not in shown:
                appeared.append(question.key)
            else:
                faults += _faults(question.key, form)
        raw: dict[str, list[str]] = (
            {name: field.raw for name, field in fields.items()} if faults or appeared else {}
        )
        return Reading(found, tuple(faults), raw, tuple(appeared))

    def _form(self) -> BaseForm:
        """The WTForms form of this page, bound once a thread: its fields forget the last post at the next one."""
        form: BaseForm | None = getattr(self._bound, "form", None)
        if form is None:
            form = self._bound.form = BaseForm(self.fields, meta=META)
        return form


def _faults(key: str, form: BaseForm) -> list[Fault]:
    """The first fault of a question's fields."""
    for name in (f"q_{key}", f"o_{key}"):
        field = form._fields.get(name)
        if isinstance(field, AnswerField) and not field.validate(form) and field.fault:
            return [Fault(key, *field.fault)]
    return []
