"""Clauses: stretches between punctuation, the reach of one judgement."""

import re

from voc.nlp.document import Document, Span
from voc.nlp.pipeline import Component

_GAP = re.compile(
    r"[，。！？；：…,!?;~～\n\r\t\x00()（）【】\[\]<>《》]+"
    r"|(?=[ .\u2000-\u200a])(?:(?<![0-9a-z])\.+|\.+(?![0-9a-z])|\s+(?=[\u3400-\u9fff])|\s+(?=[0-9]+[.、]))"
    r"|(?=[但不可然只美])(?<=..)(?<![不非])(?=但是|但(?![愿凡])|不过(?![期敏夜瘾来去是如])|可是(?!个)|然而|只可惜|美中不足)"
)
"""What divides clauses: punctuation, and turn words, which stand without it too. 、 joins; so does 2.5."""

_PUNCTUATION = re.compile(r"[，。！？!?；：…,;~～\n\r\t\x00()（）【】\[\]<>《》]+")
"""The gaps of a text that holds neither turn words nor blanks nor points: most texts, and found faster."""
_RARER = re.compile(
    r"[ .\u2000-\u200a但不可然只美](?:(?<=[ .\u2000-\u200a但])|(?<=不)过|(?<=可)是|(?<=然)而|(?<=只)可惜|(?<=美)中不足)"
)


def clauses(folded: str) -> tuple[Span, ...]:
    """The clauses of a folded text in order, without the punctuation around them."""
    found: list[Span] = []
    start = 0
    gaps = _GAP if _RARER.search(folded) else _PUNCTUATION
    for gap in gaps.finditer(folded):
        if gap.start() > start:
            found.append(Span(start, gap.start()))
        start = gap.end()
    if start < len(folded):
        found.append(Span(start, len(folded)))
    return tuple(found)


class Clauses(Component):
    """Gives `clauses`."""

    name = "clauses"
    version = "1"
    needs = frozenset({"folded"})
    gives = frozenset({"clauses"})

    def __call__(self, found: Document) -> Document:
        """The document with its clauses."""
        return found.having(clauses=clauses(found.folded))
