"""Evidence kept off personal data: what is masked on screens judges nothing and is shown as no evidence."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from voc.nlp.document import AspectMention, Hit, Opinion, Personal

Found = TypeVar("Found", Opinion, AspectMention)
"""What is shown by a stretch of text."""


def outside(hit: Hit, private: Sequence[Personal]) -> bool:
    """Whether a word shares no character with personal data."""
    return all(hit.end <= one.start or one.end <= hit.start for one in private)


def spared(found: Iterable[Found], private: Sequence[Personal]) -> Iterator[Found]:
    """The findings, each shown by the longest piece of its evidence outside; without those that have none.

    private: by place, without overlaps.
    """
    for one in found:
        start, end = _longest(one.start, one.end, private)
        if start < end:
            yield one._replace(start=start, end=end)


def _longest(start: int, end: int, private: Sequence[Personal]) -> tuple[int, int]:
    """The longest piece of a stretch outside; of equal ones the first; an empty one when all is inside."""
    best, left = (start, start), start
    for one in private:
        if one.end <= left or end <= one.start:
            continue
        best = max(best, (left, one.start), key=lambda piece: piece[1] - piece[0])
        left = one.end
    return max(best, (left, end), key=lambda piece: piece[1] - piece[0])
