"""A frozen version's JSON as the definition that it was published as. Pure.

A draft meets the rules once, when it is published (voc.surveys.parsing). Here nothing is refused: rules that have become
stricter since must not stop a survey that is out, nor the collecting of its answers. What cannot be read is left out.
"""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from voc.surveys.definition import LANGUAGES, Definition, Option, Page, Question, Words
from voc.surveys.questions import TYPES


def thaw(raw: Any) -> Definition:
    """The definition in a version's JSON; without pages where that is none."""
    survey = raw if isinstance(raw, dict) else {}
    listed = survey.get("languages")
    spoken = [one for one in dict.fromkeys(_texts(listed)) if one in LANGUAGES]
    languages = tuple(spoken) or LANGUAGES[:1]
    reader = _Reader(languages)
    pages = tuple(reader.page(page, number) for number, page in enumerate(_objects(survey.get("pages")), 1))
    return Definition(
        reader.words(survey.get("title")),
        languages,
        tuple(page for page in pages if page.questions),
        reader.words(survey.get("thanks")),
    )


def _objects(raw: Any) -> list[dict[str, Any]]:
    return [one for one in raw if isinstance(one, dict)] if isinstance(raw, list) else []


def _texts(raw: Any) -> list[str]:
    return [one for one in raw if isinstance(one, str)] if isinstance(raw, list) else []


def _text(raw: Any) -> str:
    return raw if isinstance(raw, str) else ""


class _Reader:
    """Reads one definition; counts its questions."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self.languages = languages
        self.seen: set[str] = set()

    def page(self, raw: dict[str, Any], number: int) -> Page:
        """One page with those of its questions that can be read."""
        key = _text(raw.get("key")) or f"p{number}"
        return Page(key, number, tuple(self.questions(raw.get("questions"))), _text(raw.get("show_if")))

    def questions(self, raw: Any) -> Iterator[Question]:
        """The questions of a page; of two with the same key the first."""
        for one in _objects(raw):
            key = _text(one.get("key"))
            if key and key not in self.seen:
                self.seen.add(key)
                yield self.question(key, one)

    def question(self, key: str, raw: dict[str, Any]) -> Question:
        """One question; a type that there is no longer takes words."""
        kind = _text(raw.get("type"))
        return Question(
            key=key,
            type=kind if kind in TYPES else "text",
            number=len(self.seen),
            label=self.words(raw.get("label")),
            hint=self.words(raw.get("hint")),
            required=raw.get("required") is True,
            touchpoint=_text(raw.get("touchpoint")),
            low=self.words(raw.get("low")),
            high=self.words(raw.get("high")),
            options=tuple(
                Option(option, self.words(one.get("label")))
                for one in _objects(raw.get("options"))
                if (option := _text(one.get("key")))
            ),
            other=raw.get("other") is True,
            show_if=_text(raw.get("show_if")),
        )

    def words(self, raw: Any) -> Words:
        """A text in the survey's languages."""
        by_language = {self.languages[0]: raw} if isinstance(raw, str) else raw
        if not isinstance(by_language, dict):
            return Words()
        texts = {one: _text(by_language.get(one)).strip() for one in self.languages}
        return Words(MappingProxyType({one: text for one, text in texts.items() if text}))
