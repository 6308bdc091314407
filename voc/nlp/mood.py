"""How clauses are meant: turned, imagined, told by others, asked, proposed, mocked."""

from collections.abc import Sequence
from dataclasses import dataclass

from voc.nlp.document import Hit, Opinion, Polarity, Span

VERDICT = 1.5
"""A judgement on the whole that weighs as much is an explicit verdict: 不会再来, 给2分."""


@dataclass(frozen=True, slots=True)
class Mood:
    """Marks of a whole text, with clauses by index.

    strong, weak: clauses that begin a turn. concede: clauses set aside by 虽然.
    summing: clauses that draw the sum (总之). excused: clauses whose fault is laid elsewhere.
    void: clauses whose judgements do not count (imagined, others' words).
    past: clauses about earlier times. wishes, asks, proposes, accuses, mocks: of the text as a whole.
    """

    strong: tuple[int, ...] = ()
    weak: tuple[int, ...] = ()
    concede: tuple[int, ...] = ()
    summing: tuple[int, ...] = ()
    void: tuple[int, ...] = ()
    past: tuple[int, ...] = ()
    excused: tuple[int, ...] = ()
    wishes: bool = False
    asks: bool = False
    proposes: bool = False
    accuses: bool = False
    mocks: bool = False


_BY_CLAUSE = ("strong", "weak", "concede", "sum", "imagined", "hearsay", "past", "excused")

_OPENING = frozenset({"strong", "weak", "sum", "hearsay"})
_ANYWHERE = frozenset({"却", "倒是", "没想到", "谁知道", "除了", "网上都说", "大家都说"})


def mood(folded: str, clauses: Sequence[Span], hits: Sequence[Hit]) -> Mood:
    """How the clauses of a text are meant, by the turn words among its hits."""
    places: dict[str, list[int]] = {sort: [] for sort in _BY_CLAUSE}
    whole: set[str] = set()
    clause = 0
    for hit in hits:
        if hit.entry.kind != "turn":
            continue
        while clause + 1 < len(clauses) and clauses[clause + 1].start <= hit.start:
            clause += 1
        opens = hit.start - clauses[clause].start <= 1
        if hit.entry.sort in _OPENING and not opens and hit.entry.word not in _ANYWHERE:
            continue
        if hit.entry.sort in places:
            places[hit.entry.sort].append(clause)
        else:
            whole.add(hit.entry.sort)
    return Mood(
        strong=tuple(places["strong"]),
        weak=tuple(places["weak"]),
        concede=tuple(places["concede"]),
        summing=tuple(places["sum"]),
        void=(*places["imagined"], *places["hearsay"]),
        past=tuple(places["past"]),
        excused=tuple(places["excused"]),
        wishes="wish" in whole,
        asks="ask" in whole or ("?" in folded or "？" in folded),
        proposes="propose" in whole,
        accuses="accuse" in whole,
        mocks="sarcasm" in whole,
    )


def standing(opinions: Sequence[Opinion], meant: Mood) -> tuple[Opinion, ...]:
    """The opinions that count once imagined, quoted, past and mocking ones are set aside.

    Past troubles are set aside only where the writer goes on to judge the present.
    """
    kept = [one for one in opinions if one.clause not in meant.void]
    if meant.past:
        now = [one for one in kept if one.clause not in meant.past]
        kept = now or kept
    if meant.mocks:
        kept = [one for one in kept if one.polarity is not Polarity.POSITIVE]
    return tuple(kept)
