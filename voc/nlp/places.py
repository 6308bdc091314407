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

WASTED = frozenset({"白请", "白请假", "白请一天", "白请一天假", "白跑了", "白来", "白来了"})
"""A day given for nothing: to a delivery or a repair where the place is one, else to what is named."""

SOUGHT = frozenset({"难找", "不好找", "找不到", "找不着", "找了半天", "找了很久", "太难找"})
"""Words of searching: on a screen where one is named right before them, else on the way to a shop."""

SEARCH_REACH = 12
"""How far before a word of searching the screen may be named, in characters."""

_OPEN = AWAITED | EITHER | WASTED | SOUGHT
_MENDING = frozenset("修装")


def placed(hits: Sequence[Hit], here: Hints) -> Sequence[Hit]:
    """The hits with every awaited visit and every 师傅 laid to what the text or the place speaks of.

    So are days given for nothing and searches.
    """
    if _OPEN.isdisjoint([hit.entry.word for hit in hits]):
        return hits
    visit = _visit(hits, here)
    day = next((aspect for aspect in PLACES[:2] if aspect in here), None)
    return [_sought(_laid(hit, visit, day), hits[:index]) for index, hit in enumerate(hits)]


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


def _sought(hit: Hit, before: Sequence[Hit]) -> Hit:
    """A search laid to the screen named shortly before it; any other hit as it is."""
    if hit.entry.word in SOUGHT:
        near = [one.entry.aspect for one in before if hit.start - one.end <= SEARCH_REACH]
        if Aspect.ONLINE_EXPERIENCE in near and Aspect.LOCATION not in near:
            return hit._replace(entry=hit.entry._replace(aspect=Aspect.ONLINE_EXPERIENCE))
    return hit


def _laid(hit: Hit, visit: Aspect, day: Aspect | None) -> Hit:
    """One hit with its aspect settled. day: what a day given for nothing was given to, if the place says it."""
    if day is not None and hit.entry.word in WASTED:
        return hit._replace(entry=hit.entry._replace(aspect=day))
    if hit.entry.word in AWAITED:
        return hit._replace(entry=hit.entry._replace(aspect=visit))
    if hit.entry.word in EITHER and visit is Aspect.AFTER_SALES:
        return hit._replace(entry=hit.entry._replace(aspect=visit))
    return hit
