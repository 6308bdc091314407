"""What a wait was for, and whose people came: by the things a text names, else by where it was left."""

from collections.abc import Sequence

from voc.nlp.document import Aspect, Hints, Hit

PLACES = (Aspect.LOGISTICS, Aspect.AFTER_SALES, Aspect.QUEUEING, Aspect.COMPLAINT_HANDLING)
"""Aspects that one waits for; of several hints the earlier counts."""

AWAITED = frozenset(
    (
        "没人来",
        "没人上门",
        "没上门",
        "一直没来",
        "迟迟不来",
        "爽约",
        "放鸽子",
        "没动静",
        "改期",
        "改约",
        "临时改",
        "临时改约",
        "临时改期",
        "临时通知",
        "改时间了",
        "改来改去",
        "一改再改",
        "推迟",
        "推迟了",
        "延后",
        "延后了",
        "往后推",
        "往后拖",
        "又没来",
        "也没来",
        "还没来",
        "没来人",
        "又不来",
        "到点没来",
        "没按时来",
        "没准时来",
    )
)
"""Words that say somebody did not come when expected, and not who."""

EITHER = frozenset({"师傅"})
"""People who deliver, fit or mend: fitters where the text speaks of fitting, else staff like any other."""

_OPEN = AWAITED | EITHER
_MENDING = frozenset("修装")


def placed(hits: Sequence[Hit], here: Hints) -> Sequence[Hit]:
    """The hits with every awaited visit and every 师傅 laid to what the text or the place speaks of."""
    if _OPEN.isdisjoint([hit.entry.word for hit in hits]):
        return hits
    visit = _visit(hits, here)
    return [_laid(hit, visit) for hit in hits]


def _visit(hits: Sequence[Hit], here: Hints) -> Aspect:
    """Delivery or after-sales, whichever alone is named; else the place's; else delivery."""
    named = {
        hit.entry.aspect
        for hit in hits
        if hit.entry.word not in AWAITED
        and (hit.entry.kind == "term" or not _MENDING.isdisjoint(hit.entry.word))
    }
    known = [aspect for aspect in PLACES[:2] if aspect in named]
    if len(known) != 1:
        known = [aspect for aspect in PLACES[:2] if aspect in here]
    return known[0] if known else Aspect.LOGISTICS


def _laid(hit: Hit, visit: Aspect) -> Hit:
    """One hit with its aspect settled."""
    if hit.entry.word in AWAITED:
        return hit._replace(entry=hit.entry._replace(aspect=visit))
    if hit.entry.word in EITHER and visit is Aspect.AFTER_SALES:
        return hit._replace(entry=hit.entry._replace(aspect=visit))
    return hit
