"""Counting what a crash drill left behind: responses, verbatims, facts and cells, each against its source."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from serving import ROOT  # noqa: F401 - puts the checkout on the path
from sqlalchemy import Engine, create_engine, func, select
from sqlalchemy.orm import Session

from voc.db import only_reads
from voc.feedback.findings import aspect_values
from voc.feedback.models import Mention, Verbatim
from voc.journey.metrics import ASPECT_PREFIX, SENTIMENT, SENTIMENT_VALUES
from voc.journey.models import Fact
from voc.nlp.document import Aspect, AspectMention, Overall, Polarity
from voc.reports.models import Cell
from voc.surveys.models import Answer, Response

BINS = tuple(getattr(Cell, f"h{value}") for value in range(11))
SCALES = 6
"""Facts that each response of the drill makes."""

_engines: dict[str, Engine] = {}


@dataclass(frozen=True)
class Tally:
    """What was found; `sound` if nothing was lost or doubled."""

    acknowledged: int
    stored: int
    lost: int
    doubled: int
    scale_facts: int
    words: int
    verbatims: int
    tagged: int
    words_doubled: int
    verbatim_facts: int
    expected_facts: int
    cells: int
    cells_wrong: int

    @property
    def sound(self) -> bool:
        """Whether every count is what it must be."""
        return (
            not (self.lost or self.doubled or self.words_doubled or self.cells_wrong)
            and self.acknowledged == self.stored
            and self.scale_facts == self.stored * SCALES
            and self.words == self.verbatims == self.tagged
            and self.verbatim_facts == self.expected_facts
        )

    def lines(self) -> list[str]:
        """The counts in words."""
        responses = f"acknowledged {self.acknowledged}, stored {self.stored}, lost {self.lost}, doubled {self.doubled}"
        words = f"answers with words {self.words}, verbatims {self.verbatims}, tagged {self.tagged}"
        return [
            f"  {responses}; facts of scales {self.scale_facts} (must be {self.stored * SCALES})",
            f"  {words}, doubled {self.words_doubled}",
            f"  facts of verbatims {self.verbatim_facts} (must be {self.expected_facts})",
            f"  cells compared with facts: {self.cells}, wrong {self.cells_wrong}",
        ]


def _session(address: str) -> Session:
    only_reads.set(True)
    if address not in _engines:
        _engines[address] = create_engine(address)
    return Session(_engines[address])


def waiting(address: str) -> dict[str, int]:
    """How much waits to be collected, tagged and rolled up; empty when nothing does."""
    with _session(address) as session:
        waits = {
            "answers": _count(session, Answer, Answer.waiting),
            "verbatims": _count(session, Verbatim, Verbatim.pipeline == ""),
            "facts": _count(session, Fact, ~Fact.rolled),
        }
    return {name: count for name, count in waits.items() if count}


def tally(address: str, acknowledged: list[str]) -> Tally:
    """Count everything, and compare each with what it was made from."""
    with _session(address) as session:
        words = Counter(session.scalars(select(Answer.words).where(Answer.words.is_not(None))))
        told = Counter(session.scalars(select(Verbatim.text)))
        compared, wrong = _cells(session)
        return Tally(
            acknowledged=len(acknowledged),
            stored=_count(session, Response, Response.finished),
            lost=sum(text not in words for text in acknowledged),
            doubled=sum(count - 1 for count in words.values()),
            scale_facts=_count(session, Fact, Fact.source.startswith("response:")),
            words=words.total(),
            verbatims=told.total(),
            tagged=_count(session, Verbatim, Verbatim.pipeline != ""),
            words_doubled=sum(count - 1 for count in told.values()),
            verbatim_facts=_count(session, Fact, Fact.source.startswith("verbatim:")),
            expected_facts=_expected(session),
            cells=compared,
            cells_wrong=wrong,
        )


def _count(session: Session, table: Any, *where: Any) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*where)) or 0


def _expected(session: Session) -> int:
    """How many facts the stored findings call for; each is looked up, so that a wrong one counts too."""
    facts = Counter(
        (row.source, row.metric, row.value)
        for row in session.execute(select(Fact.source, Fact.metric, Fact.value).where(Fact.weight == 1))
    )
    mentions: dict[int, list[AspectMention]] = {}
    for one in session.scalars(select(Mention)):
        mention = AspectMention(
            Aspect(one.aspect), Polarity(one.polarity), one.start, one.end, one.confidence
        )
        mentions.setdefault(one.verbatim_id, []).append(mention)
    expected = 0
    for row in session.execute(
        select(Verbatim.id, Verbatim.overall).where(Verbatim.touchpoint_id.is_not(None))
    ):
        values = {SENTIMENT: SENTIMENT_VALUES[Overall(row.overall)]}
        values |= {
            ASPECT_PREFIX + key: value for key, value in aspect_values(mentions.get(row.id, [])).items()
        }
        for metric, value in values.items():
            expected += 1
            if facts[f"verbatim:{row.id}", metric, value] != 1:
                print(
                    f"  verbatim {row.id}: {metric}={value} counted {facts[f'verbatim:{row.id}', metric, value]} times"
                )
    return expected


def _cells(session: Session) -> tuple[int, int]:
    """Every sum of every cut against the facts: how many were compared, how many differ."""
    facts = session.execute(
        select(Fact.touchpoint_id, Fact.metric, Fact.value, func.sum(Fact.weight)).group_by(
            Fact.touchpoint_id, Fact.metric, Fact.value
        )
    )
    wanted: dict[tuple[int, str], list[int]] = {}
    for touchpoint, metric, value, weight in facts:
        sums = wanted.setdefault((touchpoint, metric), [0] * 11)
        sums[value] += weight
    columns = [func.sum(column) for column in BINS]
    found = session.execute(
        select(Cell.cut, Cell.touchpoint_id, Cell.metric, *columns).group_by(
            Cell.cut, Cell.touchpoint_id, Cell.metric
        )
    )
    rows = {(row[0], row[1], row[2]): [int(value) for value in row[3:]] for row in found}
    cuts = sorted({cut for cut, _, _ in rows} | {""})
    pairs = [(cut, key) for cut in cuts for key in wanted]
    wrong = sum(rows.get((cut, *key)) != wanted[key] for cut, key in pairs)
    strange = sum((touchpoint, metric) not in wanted for _, touchpoint, metric in rows)
    return len(pairs), wrong + strange
