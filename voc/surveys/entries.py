"""Collectors that were looked up a moment ago, so that a rush of visitors does not ask for each of them."""

import time
from collections import OrderedDict

from voc.surveys.store import Entry

MOST = 2_000


class Entries:
    """Open entries by code, for a second. Only opening a page believes them: sending always asks the database.

    seconds: for how long; 0 keeps nothing.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._kept: OrderedDict[str, tuple[float, Entry]] = OrderedDict()

    def find(self, code: str) -> Entry | None:
        """The entry, if it was kept within the time."""
        kept = self._kept.get(code)
        return kept[1] if kept is not None and time.monotonic() < kept[0] else None

    def keep(self, code: str, entry: Entry) -> None:
        """Keep an entry that is open; the oldest leaves when there are too many."""
        if self.seconds:
            self._kept[code] = (time.monotonic() + self.seconds, entry)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)

    def forget(self) -> None:
        """Ask again for every entry."""
        self._kept.clear()
