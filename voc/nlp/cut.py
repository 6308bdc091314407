"""Cutting into words: rjieba when it is there, else jieba, which cuts alike but 20 times slower."""

import logging
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from voc.nlp.document import Document
from voc.nlp.pipeline import Component

Cutter = Callable[[str], list[str]]
"""Words of a text, in order; joined they are the text again."""


@cache
def jieba_cutter() -> Cutter:
    """Give jieba's own cutter, silent, with its cache in a directory of this process alone.

    By default jieba reads and writes a cache file of fixed name in the shared temporary
    folder, which another user of the machine may have put there.
    """
    import jieba

    jieba.setLogLevel(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="voc-jieba-") as private:
        jieba.dt.tmp_dir = str(Path(private))
        jieba.initialize()
    cutter: Cutter = jieba.lcut
    return cutter


@cache
def rjieba_cutter() -> Cutter | None:
    """The same cuts in Rust; None where rjieba is not installed."""
    try:
        import rjieba
    except ImportError:
        return None
    cutter: Cutter = rjieba.cut
    return cutter


class Cut(Component):
    """Gives `words`. engine: "rjieba" or "jieba"; by default the faster that is installed."""

    name = "cut"
    needs = frozenset({"folded"})
    gives = frozenset({"words"})

    def __init__(self, engine: str | None = None) -> None:
        fast = None if engine == "jieba" else rjieba_cutter()
        if fast is None and engine == "rjieba":
            raise ImportError("rjieba is not installed; install it, or leave the engine to be chosen")
        self._cut = fast or jieba_cutter()
        self.version = "1+rjieba" if fast else "1+jieba"

    def __call__(self, found: Document) -> Document:
        """The document with its words."""
        return found.having(words=tuple(self._cut(found.folded)))
