"""Reading a posted page: a cached WTForms form for each page of a version. Pure but for WTForms."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from threading import local
from typing import Any, cast

from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta

from voc.surveys import logic
from voc.surveys.answers import Answers, Fault, Value
from voc.surveys.definition import Definition, Page, Question
from voc.surveys.questions import TYPES
from voc.surveys.questions.kind import AnswerField, Kind

Posted = Mapping[str, list[str]]
"""What a browser posted: every value by name. werkzeug gives it as ``form.to_dict(flat=False)``."""


class _Meta(DefaultMeta):
    """No CSRF by session: the signed token stands in; no WTForms translations: faults are codes."""

    csrf = False

    def get_translations(self, form: Any) -> Any:
        """None: our words come from voc.surveys.wording."""
        return None


META = _Meta()
Bound = tuple[Question, Kind, AnswerField, AnswerField | None]
"""A question with its bound field, and that for the words beside "other"."""

NONE: list[str] = []
"""What was posted under a name that is not there."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a posted page says.

    answers: what was answered; without faults all of it can be taken. raw: what was typed, by field name, to be shown again. appeared: keys of
    questions that the answers made visible on this very page. refused: whether something was typed that cannot be
    taken, rather than left out.
    """

    answers: Answers
    faults: tuple[Fault, ...]
    raw: Mapping[str, list[str]]
    appeared: tuple[str, ...] = ()
    refused: bool = False


class PageReader:
    """Reads the posts of one page of one version."""

    def __init__(self, definition: Definition, page: Page) -> None:
        self.definition = definition
        self.page = page
        kinds = [(question, TYPES[question.type]) for question in page.questions]
        self.fields = [(question, kind, kind.fields(question)) for question, kind in kinds]
        self._bound = local()
        self.steady = not any((page.show_if, *(question.show_if for question in page.questions)))

    def read(self, posted: Posted, earlier: Answers, shown: Collection[str] = ()) -> Reading:
        """The answers on this page and their faults.

        earlier: answers of other pages. shown: keys of conditional questions that the browser showed.
        """
        found: dict[str, Value] = {}
        bound = self._questions()
        for question, kind, field, other in bound:
            field.take(posted.get(field.name, NONE))
            if other is not None:
                other.take(posted.get(other.name, NONE))
            value = kind.read(field, other)
            if value is not None:
                found[question.key] = value
        visible = None if self.steady else logic.path(self.definition, {**earlier, **found}).questions
        faults: list[Fault] = []
        refused = False
        appeared: list[str] = []
        for question, _kind, field, other in bound:
            if visible is not None and question.key not in visible:
                found.pop(question.key, None)
            elif question.show_if and question.key not in found and question.key not in shown:
                appeared.append(question.key)
            elif fault := field.fault or (other and other.fault):
                faults.append(Fault(question.key, *fault))
                refused |= question.key in found or any(field.raw)
        if not faults and not appeared:
            return Reading(found, (), {})
        fields = [one for _question, _kind, *both in bound for one in both if one is not None]
        return Reading(found, tuple(faults), {one.name: one.raw for one in fields}, tuple(appeared), refused)

    def _questions(self) -> list[Bound]:
        """This page's questions with their fields of a WTForms form, bound once a thread.

        The fields forget the last post at the next one.
        """
        bound: list[Bound] | None = getattr(self._bound, "questions", None)
        if bound is None:
            form = BaseForm(
                [pair for _question, _kind, fields in self.fields for pair in fields.items()], meta=META
            )
            bound = self._bound.questions = []
            for question, kind, fields in self.fields:
                own, other = (*(cast("AnswerField", form[name]) for name in fields), None)[:2]
                bound.append((question, kind, cast("AnswerField", own), other))
        return bound
