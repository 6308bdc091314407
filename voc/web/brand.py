"""The company's colour on respondents' pages, made readable in both lights. Pure: a colour in, a stylesheet out."""

LIGHT_PAPER, DARK_PAPER = "#f7f6f2", "#121614"
BLACK, WHITE = "#000000", "#ffffff"
LEAST_ON_LIGHT, LEAST_ON_DARK = 4.5, 7.0
STEPS = 100
LINEAR_PART = 0.04045


def stylesheet(colour: str) -> str:
    """Rules that replace the brand tokens of respond.css.

    colour: "#1f5c46". It is darkened on light paper and lightened on dark paper until it can be read there
    (contrast 4.5 and 7), so any colour will do.
    """
    light = readable(colour, LIGHT_PAPER, BLACK, LEAST_ON_LIGHT)
    dark = readable(colour, DARK_PAPER, WHITE, LEAST_ON_DARK)
    return (
        f"\n:root {{ {_tokens(light, mixed(LIGHT_PAPER, light, 0.08), WHITE)} }}"
        f"\n@media (prefers-color-scheme: dark) {{ :root {{ {_tokens(dark, mixed(DARK_PAPER, dark, 0.2), DARK_PAPER)} }} }}\n"
    )


def readable(colour: str, ground: str, towards: str, least: float) -> str:
    """The colour, or the nearest mixture of it with ``towards``, that stands out from the ground by ``least``."""
    for step in range(STEPS + 1):
        candidate = mixed(colour.lower(), towards, step / STEPS)
        if contrast(candidate, ground) >= least:
            return candidate
    return towards


def mixed(colour: str, other: str, share: float) -> str:
    """A colour with a share, 0 to 1, of another."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, 1 to 21: (L1 + 0.05) / (L2 + 0.05) of WCAG 2.2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _tokens(brand: str, tint: str, on_brand: str) -> str:
    return f"--brand: {brand}; --brand-t: {tint}; --on-brand: {on_brand};"


def _channels(colour: str) -> tuple[int, int, int]:
    digits = colour[1:]
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(value / 255) for value in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    """One channel of sRGB, 0 to 1, as light: IEC 61966-2-1."""
    return part / 12.92 if part <= LINEAR_PART else ((part + 0.055) / 1.055) ** 2.4
