"""Words for respondents: why an answer cannot be taken, and what was answered, in the language of the request."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from voc.journey.metrics import is_low
from voc.surveys.answers import Fault, Value
from voc.surveys.definition import OTHER, Definition, Question
from voc.surveys.questions import TYPES

FAULTS: Mapping[str, Callable[[Mapping[str, object]], str]] = {
    "scale": lambda fills: _("请在 %(low)s 到 %(high)s 里点一个数字", low=fills["low"], high=fills["high"]),
    "option": lambda _fills: _("请从下面的选项里选"),
    "missing": lambda _fills: _("这一题请答一下"),
    "long": lambda fills: _(
        "最多写 %(longest)s 个字，请去掉 %(over)s 个", longest=fills["longest"], over=fills["over"]
    ),
}
"""What to do about a fault, by its code."""


def mend(fault: Fault) -> str:
    """What the respondent should do about a fault."""
    return FAULTS[fault.code](fault.fills)


def answered(question: Question, value: Value, language: str) -> str:
    """An answer as words: the number, the chosen labels, the text."""
    if value.number is not None:
        return str(value.number)
    labels = {option.key: option.label.in_language(language) for option in question.options} | {
        OTHER: _("其他")
    }
    chosen = [labels.get(key, key) for key in value.choices or ()]
    if value.words:
        chosen.append(value.words)
    return "、".join(chosen)


def low_score(definition: Definition, answers: Mapping[str, Value], names: tuple[str, ...]) -> int | None:
    """The low score that made a follow-up appear, to be repeated to the person; none if it was not low."""
    for name in names:
        question, value = definition.questions[name], answers.get(name)
        if value and is_low(value.number, TYPES[question.type].name):
            return value.number
    return None
