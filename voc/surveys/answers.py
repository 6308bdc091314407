"""Typed answers, the faults of those that cannot be taken, and their canonical form. Pure."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


class Value(NamedTuple):
    """What was answered to one question: a number, or option keys, or words, after the question's type.

    With choices, words hold what was written beside "other". A tuple, since ten are made for every response.
    """

    number: int | None = None
    choices: tuple[str, ...] | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an answer cannot be taken. code: a key of voc.surveys.wording.FAULTS; fills: its blanks."""

    question: str
    code: str
    fills: Mapping[str, object]


Answers = Mapping[str, Value]
"""Answers by question key; a question without an answer is absent."""


def plain(answers: Answers) -> dict[str, Any]:
    """The answers as JSON values: numbers, lists of option keys, texts, or a list and a text for "other"."""
    written: dict[str, Any] = {}
    for key, value in answers.items():
        if value.number is not None:
            written[key] = value.number
        elif value.choices is None:
            written[key] = value.words
        elif value.words is None:
            written[key] = list(value.choices)
        else:
            written[key] = {"choices": list(value.choices), "words": value.words}
    return written


def values(written: Mapping[str, Any]) -> dict[str, Value]:
    """The answers that `plain` wrote; what it never writes is left out."""
    return {key: value for key, one in written.items() if (value := _value(one)) is not None}


def _value(one: Any) -> Value | None:
    if isinstance(one, int):
        return Value(number=one)
    if isinstance(one, str):
        return Value(words=one)
    if isinstance(one, list):
        return Value(choices=tuple(one))
    if isinstance(one, dict):
        return Value(None, tuple(one["choices"]), one["words"])
    return None


def canonical(answers: Answers) -> str:
    """The same text for the same answers, whatever their order, and another for others.

    A line for each: key, number, option keys, and the words behind their length. Only words can hold what parts
    the others, and they come last.
    """
    return "\n".join(
        [
            f"{key}={number}|{','.join(choices or ())}|{'' if words is None else len(words)}:{words}"
            for key, (number, choices, words) in sorted(answers.items())
        ]
    )


def content_hash(answers: Answers) -> str:
    """SHA-256 of the canonical form, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(answers).encode("utf-8", "replace")).hexdigest()
