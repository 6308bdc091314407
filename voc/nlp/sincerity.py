"""Praise that is none: promised and not met, a slogan in quotes, or what somebody told the writer."""

import re
from collections.abc import Sequence

from voc.nlp.document import Opinion, Polarity

OPENING = "“"
QUOTED = re.compile(r"“[^”]{1,40}”")
SAYING = re.compile("说|写|示|承诺|答应|保证")
TOLD_US = re.compile(
    r"(?:客服|师傅|店员|导购|经理|店长|他们|你们|对方|人员|小哥|页面|短信|一直|总是?|又|只会?|每次)(?:跟我|和我|给我)?"
    r"(?:说|写|显示|承诺|答应|保证)(?![得话明清])[^，。！？!?,]{1,14}"
)
"""What was told to the writer is no praise of his: 客服说马上处理."""


def sincere(found: Sequence[Opinion], failures: Sequence[Opinion], folded: str) -> list[Opinion]:
    """The opinions without praise inside a failure, a quotation or what was told to the writer."""
    hollow = [(one.start, one.end) for one in failures if one.polarity is Polarity.NEGATIVE]
    if OPENING in folded:
        hollow += [quoted.span() for quoted in QUOTED.finditer(folded)]
    if SAYING.search(folded):
        hollow += [said.span() for said in TOLD_US.finditer(folded)]
    if not hollow:
        return list(found)
    return [one for one in found if one.polarity is not Polarity.POSITIVE or not _within(one, hollow)]


def _within(one: Opinion, stretches: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the stretches holds the opinion."""
    return any(first <= one.start and one.end <= last for first, last in stretches)
