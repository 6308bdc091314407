"""A verbatim cut into pieces for display, at the ends of its evidence. Pure: text and spans in, pieces out."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

STRENGTH = {"masked": 3, "negative": 2, "positive": 1}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text that means something.

    start, end: characters, end not included. kind: "negative", "positive", "neutral" or "masked".
    title: what a reader sees on pointing at it, such as the aspect and the confidence.
    """

    start: int
    end: int
    kind: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text with the kind of evidence that it is; kind "" is plain text."""

    text: str
    kind: str = ""
    title: str = ""


def segments(text: str, spans: Iterable[Span]) -> list[Segment]:
    """Pieces that join to exactly the text.

    Where spans overlap, negative wins over positive, positive over the rest, and titles are joined.
    Masking wins over all: a masked stretch is one piece with its own title, whatever ends within it.
    Spans outside the text are cut to it; empty ones are left out.
    """
    kept = [
        Span(max(0, span.start), min(len(text), span.end), span.kind, span.title)
        for span in spans
        if max(0, span.start) < min(len(text), span.end)
    ]
    masked = [span for span in kept if span.kind == "masked"]
    ends = {0, len(text), *(span.start for span in kept), *(span.end for span in kept)}
    cuts = sorted(end for end in ends if not any(span.start < end < span.end for span in masked))
    pieces: list[Segment] = []
    for start, end in pairwise(cuts):
        over = [span for span in kept if span.start < end and start < span.end]
        piece = _piece(text[start:end], over)
        last = pieces[-1] if pieces else None
        if last and (last.kind, last.title) == (piece.kind, piece.title):
            pieces[-1] = Segment(last.text + piece.text, last.kind, last.title)
        else:
            pieces.append(piece)
    return pieces


def _piece(text: str, over: list[Span]) -> Segment:
    if not over:
        return Segment(text)
    strongest = max(over, key=lambda span: STRENGTH.get(span.kind, 0))
    shown = [span for span in over if strongest.kind != "masked" or span.kind == "masked"]
    titles = dict.fromkeys(span.title for span in shown if span.title)
    return Segment(text, strongest.kind, " · ".join(titles))
