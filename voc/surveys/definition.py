"""A survey's definition as frozen values. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

LANGUAGES = ("zh", "en")
"""The languages that a survey may speak; the first is the one every survey has."""

OTHER = "other"
"""The option key that stands for "other", with words of its own."""

LONGEST_WORDS = 5_000
"""Characters that a free text may have."""

LONGEST_OTHER = 100
"""Characters that may be written beside "other"."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text in the survey's languages; a language that lacks it speaks the first one."""

    by_language: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def in_language(self, language: str) -> str:
        """The text in that language, else in the first that has one, else ''."""
        return self.by_language.get(language) or next(iter(self.by_language.values()), "")

    def __bool__(self) -> bool:
        return bool(self.by_language)


NOTHING = Words()


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that a question offers."""

    key: str
    label: Words


@dataclass(frozen=True, slots=True)
class Question:
    """One question. number: its place in the whole survey, from 1.

    touchpoint: key of the touchpoint whose score a scale's answer is. low, high: words at a scale's ends.
    other: whether "other" is offered, with words of its own. show_if: CEL over earlier keys, '' for always.
    """

    key: str
    type: str
    number: int
    label: Words
    hint: Words = NOTHING
    required: bool = False
    touchpoint: str = ""
    low: Words = NOTHING
    high: Words = NOTHING
    options: tuple[Option, ...] = ()
    other: bool = False
    show_if: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Questions shown together. number: its place, from 1."""

    key: str
    number: int
    questions: tuple[Question, ...]
    show_if: str = ""


@dataclass(frozen=True)
class Definition:
    """What a version asks. languages: at least one; the first is the survey's own."""

    title: Words
    languages: tuple[str, ...]
    pages: tuple[Page, ...]
    thanks: Words = NOTHING

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by key, in order."""
        return MappingProxyType(
            {question.key: question for page in self.pages for question in page.questions}
        )

    @cached_property
    def page_of(self) -> Mapping[str, Page]:
        """The page of every question, by the question's key."""
        return MappingProxyType({question.key: page for page in self.pages for question in page.questions})

    def page(self, key: str) -> Page | None:
        """The page with that key."""
        return next((page for page in self.pages if page.key == key), None)
