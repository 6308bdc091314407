"""The door before Flask: a survey that was opened a moment ago is handed out as bytes.

Flask's own work for a request costs four times what the page does. So a plain GET of a survey that this process
has opened within the last second is answered here; everything else goes on inside, and so does the first visitor of
every second, who looks up whether the survey is still open.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from voc.surveys import sitting
from voc.surveys.compiled import Versions
from voc.surveys.entries import Entries
from voc.surveys.sitting import Sitting
from voc.web.signing import Signer

PLACE = re.compile(r"/r/([\w-]{1,32})")
TYPE = ("Content-Type", "text/html; charset=utf-8")
FRESH = ("Cache-Control", "no-store")


@dataclass(frozen=True, slots=True)
class Opening:
    """What opening a page needs: the versions and ways in that were used lately, and the signer of sittings."""

    versions: Versions
    entries: Entries
    signer: Signer

    def page(self, code: str, moment: datetime) -> bytes | None:
        """The first page in the survey's own language; none if it was not opened a moment ago."""
        entry = self.entries.find(code)
        version = self.versions.kept(entry.live_version_id) if entry else None
        if version is None:
            return None
        here = Sitting(sitting.new_id(moment), version.id, int(moment.timestamp()), code)
        return version.drawn(version.definition.languages[0], here.token(self.signer))


class Front:
    """A WSGI application before another one. headers: sent with every page. now: the clock."""

    def __init__(
        self, inner: Any, opening: Opening, headers: tuple[tuple[str, str], ...], now: Callable[[], datetime]
    ) -> None:
        self.inner = inner
        self.opening = opening
        self.headers = [TYPE, FRESH, *headers]
        self.now = now

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a plain GET of an open survey; hand on everything else."""
        plain = environ["REQUEST_METHOD"] == "GET" and not environ.get("QUERY_STRING")
        place = PLACE.fullmatch(environ["PATH_INFO"]) if plain else None
        body = self.opening.page(place[1], self.now()) if place else None
        if body is None:
            answer: Iterable[bytes] = self.inner(environ, start_response)
            return answer
        start_response("200 OK", [*self.headers, ("Content-Length", str(len(body)))])
        return (body,)
