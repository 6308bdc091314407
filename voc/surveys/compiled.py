"""What a version needs at every visit, made once: readers of its pages, touchpoints, the first page as bytes."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

from voc.surveys.definition import Definition, Page
from voc.surveys.forms import PageReader
from voc.surveys.questions import TYPES
from voc.surveys.thawing import thaw

SLOT = "\ue000sitting\ue001"
"""Stands for the token while a page is compiled; definitions may not contain these characters."""

KEPT_VERSIONS = 200


class Version:
    """A published version, ready to be shown and read.

    touchpoints: the touchpoint's id by question key. scales: touchpoint's id and metric of those questions whose
    answers become facts.
    """

    def __init__(self, version_id: int, definition: Definition, touchpoint_ids: Mapping[str, int]) -> None:
        self.id = version_id
        self.definition = definition
        self.touchpoints = {
            key: touchpoint_ids.get(question.touchpoint) for key, question in definition.questions.items()
        }
        self.scales: Mapping[str, tuple[int, str]] = {
            key: (touchpoint_id, metric.value)
            for key, question in definition.questions.items()
            if (metric := TYPES[question.type].metric) is not None
            and (touchpoint_id := self.touchpoints[key]) is not None
        }
        self.readers = {page.key: PageReader(definition, page) for page in definition.pages}
        self.first: Page = definition.pages[0]
        self.alone = len(definition.pages) == 1
        self._spliced: dict[str, tuple[bytes, bytes]] = {}

    def language(self, wished: str | None) -> str:
        """The wished language if the survey speaks it, else the survey's own."""
        return wished if wished in self.definition.languages else self.definition.languages[0]

    def first_page(self, language: str, token: str, draw: Callable[[str], str]) -> bytes:
        """The first page as bytes. draw: renders it with the given token, asked once a language."""
        if language not in self._spliced:
            before, after = draw(SLOT).split(SLOT)
            self._spliced[language] = (before.encode(), after.encode())
        return self.drawn(language, token) or b""

    def drawn(self, language: str, token: str) -> bytes | None:
        """The first page, if it was drawn before in that language."""
        parts = self._spliced.get(language)
        return parts[0] + token.encode() + parts[1] if parts else None


class Versions:
    """The versions that this process has shown lately. They never change, so nothing is ever stale."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Version] = OrderedDict()
        self._lock = Lock()

    def kept(self, version_id: int) -> Version | None:
        """The version if this process has shown it lately; asks nobody."""
        return self._kept.get(version_id)

    def find(
        self, version_id: int, load: Callable[[int], tuple[dict[str, Any], dict[str, int]] | None]
    ) -> Version | None:
        """The version with that id. load: reads it from the database when it is not kept here."""
        kept = self._kept.get(version_id)
        if kept is not None:
            return kept
        loaded = load(version_id)
        if loaded is None:
            return None
        raw, touchpoint_ids = loaded
        definition = thaw(raw)
        if not definition.pages:
            return None
        version = Version(version_id, definition, touchpoint_ids)
        with self._lock:
            self._kept[version_id] = version
            while len(self._kept) > KEPT_VERSIONS:
                self._kept.popitem(last=False)
        return version
