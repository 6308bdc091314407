"""Customers' answers for staff: in words, and with personal data starred. Raw words never pass here."""

from functools import cache

from flask_babel import gettext as _

from voc.nlp.fold import Fold
from voc.nlp.personal import PersonalData
from voc.nlp.pipeline import Pipeline
from voc.surveys import wording
from voc.surveys.answers import Value
from voc.surveys.definition import Question


@cache
def _searching() -> Pipeline:
    """What looks for personal data: the same component that tagging uses."""
    return Pipeline((Fold(), PersonalData()))


def masked(words: str) -> str:
    """The words with personal data starred, of the same length."""
    return _searching().tag(words).masked


def told(question: Question, value: Value, language: str, *, words: bool) -> str:
    """An answer for a screen. words: whether its reader may read customers' words; else only how many there are."""
    if value.words is None:
        return wording.answered(question, value, language)
    if words:
        return wording.answered(question, value._replace(words=masked(value.words)), language)
    chosen = wording.answered(question, value._replace(words=None), language)
    return f"{chosen}{_('（写了 %(n)s 个字）', n=len(value.words))}"
