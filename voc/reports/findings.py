"""What a board has to say first: at most three findings, most certain and most harmful first. Pure.

A finding holds the rows it speaks of; the words are the template's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from voc.journey.metrics import SCALES
from voc.reports.board import Board, BoardRow
from voc.reports.statistics.values import ChangeVerdict, PromiseVerdict

MOST = 3


class FindingKind(StrEnum):
    """FELL, ROSE: a change that holds after correction. MISSED: a promise broken for certain.

    UNSURE: the largest change of which nothing may be said yet. CALM: touchpoints without a certain change.
    """

    FELL = "fell"
    ROSE = "rose"
    MISSED = "missed"
    UNSURE = "unsure"
    CALM = "calm"


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence's worth: the row it is about.

    CALM is about no single row; it counts the `calm` rows and names those with too few answers. `alone`:
    nothing else was found, so that the sentence is about every touchpoint with a score.
    """

    kind: FindingKind
    row: BoardRow | None
    calm: int = 0
    too_few: tuple[BoardRow, ...] = ()
    alone: bool = False


def findings(board: Board) -> tuple[Finding, ...]:
    """The findings of a board; none when no touchpoint has a score.

    Falls come first, the largest part of its scale first; then broken promises, then rises, and in the last
    place either the largest uncertain change or how many touchpoints are calm.
    """
    scored = [row for row in board.rows if row.score]
    if not scored:
        return ()
    certain = [*_fallen(scored), *_missed(scored), *_risen(scored)][: MOST - 1]
    spoken = {finding.row.touchpoint_id for finding in certain if finding.row}
    rest = [row for row in scored if row.touchpoint_id not in spoken]
    unsure = _unsure(rest)[: MOST - 1 - len(certain)]
    left = [row for row in rest if row not in [finding.row for finding in unsure] and not _changed(row)]
    too_few = tuple(row for row in board.rows if row.score is None and not row.withheld)
    if not left and not too_few:
        return (*certain, *unsure)
    calm = Finding(FindingKind.CALM, None, len(left), too_few, alone=not certain and not unsure)
    return (*certain, *unsure, calm)


def _fallen(rows: Sequence[BoardRow]) -> list[Finding]:
    return [Finding(FindingKind.FELL, row) for row in _by_size(rows, ChangeVerdict.WORSE)]


def _risen(rows: Sequence[BoardRow]) -> list[Finding]:
    return [Finding(FindingKind.ROSE, row) for row in _by_size(rows, ChangeVerdict.BETTER)]


def _missed(rows: Sequence[BoardRow]) -> list[Finding]:
    """Broken promises, the furthest from its promise first; a touchpoint that also fell is said to have fallen."""
    missed = [row for row in rows if row.verdict is PromiseVerdict.MISSED and not _fell(row)]
    return [Finding(FindingKind.MISSED, row) for row in sorted(missed, key=_shortfall, reverse=True)]


def _unsure(rows: Sequence[BoardRow]) -> list[Finding]:
    """Changes that may be chance, the least likely to be chance first; only such as would be worth a word."""
    open_ = [row for row in rows if row.comparison and row.comparison.verdict is ChangeVerdict.UNSURE]
    near = sorted((row for row in open_ if row.comparison and row.comparison.change.p < 0.5), key=_p)  # noqa: PLR2004
    return [Finding(FindingKind.UNSURE, row) for row in near]


def _by_size(rows: Sequence[BoardRow], verdict: ChangeVerdict) -> list[BoardRow]:
    real = [row for row in rows if row.comparison and row.comparison.verdict is verdict]
    return sorted(real, key=_part_of_scale, reverse=True)


def _changed(row: BoardRow) -> bool:
    return row.comparison is not None and row.comparison.verdict is not ChangeVerdict.UNSURE


def _fell(row: BoardRow) -> bool:
    return row.comparison is not None and row.comparison.verdict is ChangeVerdict.WORSE


def _p(row: BoardRow) -> float:
    return row.comparison.change.p if row.comparison else 1


def _width(row: BoardRow) -> float:
    """The whole length of a scale in its score's points: 200 for NPS, 100 for a share, 6 for 1–7."""
    scale = SCALES[row.metric]
    return {"nps": 200.0, "csat": 100.0}.get(row.metric.value, float(scale.high - scale.low))


def _part_of_scale(row: BoardRow) -> float:
    return abs(row.comparison.change.points) / _width(row) if row.comparison else 0


def _shortfall(row: BoardRow) -> float:
    return (row.promise - row.score.points) / _width(row) if row.promise is not None and row.score else 0
