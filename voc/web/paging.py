"""A long list, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from werkzeug.datastructures import MultiDict

T = TypeVar("T")

SIZE = 25
FURTHEST = 10_000


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a longer list. number: from 1. size: rows a page at most. total: rows in the whole list."""

    rows: Sequence[T]
    number: int
    size: int
    total: int

    @property
    def first(self) -> int:
        """The place of the first row shown, from 1; 0 for an empty list."""
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The place of the last row shown."""
        return (self.number - 1) * self.size + len(self.rows)

    @property
    def before(self) -> int | None:
        """The number of the page before, None on the first."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The number of the page after, None on the last."""
        return self.number + 1 if self.number * self.size < self.total else None

    @property
    def offset(self) -> int:
        """How many rows of the list come before this page."""
        return (self.number - 1) * self.size


def page_number(args: MultiDict[str, str]) -> int:
    """The page that an address asks for with ``page=``: 1 unless it is a number from 1 to 10,000."""
    text = args.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1  # noqa: PLR2004 - fits an int
    return number if 1 <= number <= FURTHEST else 1
