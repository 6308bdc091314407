"""Stars over personal data, one for each character, so that offsets stay valid."""

from collections.abc import Iterable

KEPT: dict[str, tuple[int, int]] = {
    "name": (1, 0),
    "mobile": (3, 4),
    "landline": (0, 4),
    "bank_card": (0, 4),
    "plate": (2, 0),
}
"""How many characters of each kind stay legible at its beginning and its end; else none."""

MOBILE_LENGTH = 11
"""A mobile number with more characters than these begins with +86, and shows only its last."""

DOUBTFUL_TAIL = 64
"""Characters before the end of what was read that a cut-off number may begin in."""


def stars(kind: str, text: str) -> str:
    """One found stretch with its stars: 138****8001, 周**, and whole runs otherwise.

    Spaces inside a number stay. A mobile of 11 digits shows its first 3 and last 4.
    """
    head, tail = KEPT.get(kind, (0, 0))
    places = [index for index, character in enumerate(text) if not character.isspace()]
    if kind == "mobile" and len(places) > MOBILE_LENGTH:
        head = 0
    if len(places) <= head + tail:
        head = tail = 0
    hidden = set(places[head : len(places) - tail])
    return "".join("*" if index in hidden else character for index, character in enumerate(text))


def masked(text: str, found: Iterable[tuple[str, int, int]], read: int) -> str:
    """The text with each (kind, start, end) starred, and with all that was not read starred."""
    parts: list[str] = []
    place = 0
    for kind, start, end in sorted(found, key=lambda stretch: stretch[1]):
        if start < place:
            continue
        parts += (text[place:start], stars(kind, text[start:end]))
        place = end
    whole = "".join((*parts, text[place:]))
    if read >= len(text):
        return whole
    legible = max(0, read - DOUBTFUL_TAIL)
    return whole[:legible] + "*" * (len(text) - legible)
