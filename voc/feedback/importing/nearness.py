"""Which known names a person may have meant. Pure."""

from collections.abc import Mapping
from difflib import get_close_matches

NEAR = 3
"""Names that are offered at most."""

COMPARED = 500
"""Names and keys that are compared at most; a longer list would make a file of wrong names slow."""


def near(text: str, known: Mapping[str, int]) -> list[str]:
    """The names nearest to a text, each with its key, as "配送（delivery）"; none where nothing is near.

    known: names first, then keys, each -> id. A name within the text, or the other way round, is the nearest.
    """
    if len(known) > COMPARED:
        return []
    within = [name for name in known if name in text or text in name]
    alike = get_close_matches(text, list(known), NEAR, 0.5)
    ids = list(dict.fromkeys(known[name] for name in [*within, *alike]))[:NEAR]
    return [_named(one, known) for one in ids]


def _named(wanted: int, known: Mapping[str, int]) -> str:
    name, *keys = [text for text, one in known.items() if one == wanted]
    return f"{name}（{keys[-1]}）" if keys else name
