"""Conditions in CEL, compiled once and bounded; which questions and pages an answerer sees. Pure.

Only comparisons, ``&&``, ``||``, ``!``, ``in`` and ``size`` are allowed: no arithmetic, no macros, no
patterns. So a condition cannot loop, and takes a microsecond or so.
"""

import itertools
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import cel

from voc.surveys.answers import Answers
from voc.surveys.definition import Definition, Page, Question
from voc.surveys.questions import TYPES

ALLOWED = frozenset({"_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "_&&_", "_||_", "!_", "@in", "size"})
LONGEST = 300
DEEPEST = 20
MOST_TRIALS = 2_000

RESERVED = frozenset(
    """
    true false null in as break const continue else for function if import let loop package namespace return
    var void while int uint double bool string bytes list map type size has all exists exists_one filter
    matches timestamp duration dyn
    """.split()  # noqa: SIM905 - a table of words reads better as words
)
"""Words that CEL keeps for itself: no key of a question."""


class Unusable(Exception):
    """A condition that cannot be used; the message says why and the mend, in Chinese."""


_LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"")
_COMPOUND = re.compile(r"\{|\.\s*[A-Za-z_]")
"""Maps and their members: looking up a key that is not there is an error of its own."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A compiled condition. names: the keys it speaks of."""

    source: str
    names: tuple[str, ...]
    holds: Callable[[Mapping[str, object]], bool]


def condition(source: str) -> Condition:
    """The condition of a draft, compiled; raises Unusable where it breaks a rule."""
    if len(source) > LONGEST:
        raise Unusable(f"条件有 {len(source)} 个字，请缩到 {LONGEST} 以内")
    if _depth(source) > DEEPEST:
        raise Unusable(f"条件里的括号套了 {DEEPEST} 层以上，请拆开写")
    try:
        program = cel.compile(source)
    except (ValueError, RuntimeError) as fault:
        raise Unusable("条件读不懂，请改为 recommend <= 6 这样的写法") from fault
    for used in program.functions():
        if used not in ALLOWED:
            raise Unusable("条件里只能用 ==、!=、<、<=、>、>=、&&、||、!、in、size，请改写")
    if _COMPOUND.search(_LITERAL.sub("''", source)):
        raise Unusable("条件里不能用花括号，也不能用点取值，请直接比较答案")
    if not program.variables():
        raise Unusable("条件没有提到任何一题，请写上题的 key")
    return frozen(source)


@lru_cache(maxsize=4096)
def frozen(source: str) -> Condition:
    """The condition of a published version, compiled without asking whether today's rules would allow it.

    A comparison with a question that was not answered is unmet, and so is what CEL cannot compare or no longer reads.
    """
    try:
        program = cel.compile(source)
    except (ValueError, RuntimeError):
        return Condition(source, (), lambda _known: False)

    def holds(known: Mapping[str, object]) -> bool:
        try:
            return program.execute(dict(known)) is True
        except (TypeError, ValueError, RuntimeError, LookupError):
            return False

    return Condition(source, tuple(sorted(program.variables())), holds)


def _depth(source: str) -> int:
    """How deep brackets are nested."""
    steps = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
    return max(itertools.accumulate(steps.get(character, 0) for character in source), default=0)


def tried(source: str, earlier: Mapping[str, Question]) -> None:
    """Try a condition on every answer it can meet; raises Unusable if it can never or not fail to hold.

    Too many combinations (over 2,000) are let pass: they are bounded anyway.
    """
    ready = condition(source)
    samples = [TYPES[earlier[name].type].samples(earlier[name]) for name in ready.names]
    if math.prod(len(one) for one in samples) > MOST_TRIALS:
        return
    if any(TYPES[earlier[name].type].name == "text" for name in ready.names):
        return
    outcomes = {
        ready.holds(dict(zip(ready.names, values, strict=True))) for values in itertools.product(*samples)
    }
    if True not in outcomes:
        raise Unusable("这个条件永远不会成立，请检查数字和选项的 key")
    if False not in outcomes:
        raise Unusable("这个条件永远成立，请去掉它，或改成分得开的条件")


@dataclass(frozen=True, slots=True)
class Path:
    """What an answerer sees. questions: keys of all visible questions; pages: those with any, in order."""

    questions: frozenset[str]
    pages: tuple[Page, ...]

    def after(self, page: Page) -> Page | None:
        """The next page to show, None at the end."""
        return next((one for one in self.pages if one.number > page.number), None)

    def before(self, page: Page) -> Page | None:
        """The page shown before, None at the beginning."""
        return next((one for one in reversed(self.pages) if one.number < page.number), None)


def path(definition: Definition, answers: Answers) -> Path:
    """What is visible, given the answers so far; answers to hidden questions are taken as not given."""
    known: dict[str, object] = {}
    visible: set[str] = set()
    pages: list[Page] = []
    for page in definition.pages:
        shown = _holds(page.show_if, known)
        for question in page.questions:
            seen = shown and _holds(question.show_if, known)
            if seen:
                visible.add(question.key)
            known[question.key] = TYPES[question.type].seen(answers.get(question.key) if seen else None)
        if not visible.isdisjoint(question.key for question in page.questions):
            pages.append(page)
    return Path(frozenset(visible), tuple(pages))


def _holds(source: str, known: Mapping[str, object]) -> bool:
    return not source or frozen(source).holds(known)
