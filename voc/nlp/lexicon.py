"""Reads the word lists beside it: tab-separated, `#` starts a comment line."""

from functools import cache
from hashlib import blake2b
from importlib.resources import files


@cache
def _bytes(name: str) -> bytes:
    """The file `lexicons/NAME.tsv` as it lies in the package."""
    return files("voc.nlp.lexicons").joinpath(f"{name}.tsv").read_bytes()


def rows(name: str) -> list[tuple[str, ...]]:
    """The lines of one word list as tuples of cells; empty lines and comments left out."""
    lines = _bytes(name).decode("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line.strip() and not line.startswith("#")]


def digest(*names: str) -> str:
    """Eight hexadecimal digits that change when one of these word lists changes by a byte."""
    whole = blake2b(digest_size=4)
    for name in names:
        whole.update(_bytes(name))
    return whole.hexdigest()
