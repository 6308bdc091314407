"""What a text is found to say: frozen values with offsets in characters of the original."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from voc.nlp.masking import masked

READ_LIMIT = 5_000
"""Characters of one text that are read; a longer text is marked `truncated`."""


class Aspect(StrEnum):
    """What a comment speaks of: the thirteen aspects of the label guide."""

    PRODUCT_QUALITY = "product_quality"
    PRICE = "price"
    PACKAGING = "packaging"
    LOGISTICS = "logistics"
    CUSTOMER_SERVICE = "customer_service"
    QUEUEING = "queueing"
    STORE_ENVIRONMENT = "store_environment"
    LOCATION = "location"
    ONLINE_EXPERIENCE = "online_experience"
    AFTER_SALES = "after_sales"
    COMPLAINT_HANDLING = "complaint_handling"
    PROMISE = "promise"
    OVERALL = "overall"


ASPECT_LABELS: dict[Aspect, str] = {
    Aspect.PRODUCT_QUALITY: "商品/菜品质量",
    Aspect.PRICE: "价格与优惠",
    Aspect.PACKAGING: "包装",
    Aspect.LOGISTICS: "配送物流",
    Aspect.CUSTOMER_SERVICE: "服务态度与人员",
    Aspect.QUEUEING: "排队与等待",
    Aspect.STORE_ENVIRONMENT: "环境与卫生",
    Aspect.LOCATION: "位置交通停车",
    Aspect.ONLINE_EXPERIENCE: "网站App下单支付",
    Aspect.AFTER_SALES: "退换与售后",
    Aspect.COMPLAINT_HANDLING: "投诉处理",
    Aspect.PROMISE: "承诺兑现与诚信",
    Aspect.OVERALL: "总体",
}
"""The Chinese name of each aspect, as screens and exports show it."""


class Polarity(StrEnum):
    """How one aspect is judged; neutral is asked about, proposed, or called middling."""

    POSITIVE = "pos"
    NEGATIVE = "neg"
    NEUTRAL = "neu"


class Overall(StrEnum):
    """How a comment as a whole is meant."""

    POSITIVE = "pos"
    NEGATIVE = "neg"
    NEUTRAL = "neu"
    MIXED = "mixed"


class Span(NamedTuple):
    """A half-open stretch of the original text, in characters."""

    start: int
    end: int


class Token(NamedTuple):
    """One word as cut, with its place in the original text."""

    start: int
    end: int
    text: str


class Entry(NamedTuple):
    """What the lexicons say of one word.

    kind: "term", "judge", "turn", "modify" or "neutral", after the file it stands in.
    sort: within the kind: an orientation, a polarity or relation, a kind of turn or modifier.
    aspect: what the word speaks of, None when it names nothing.
    weight: how heavily it judges, its degree factor, or the reach of a negation in characters.
    """

    word: str
    kind: str
    sort: str
    aspect: Aspect | None
    weight: float


class Hit(NamedTuple):
    """A word of the lexicons at its place. A plain tuple: there are many, and they are made fast."""

    start: int
    end: int
    entry: Entry


class Opinion(NamedTuple):
    """One judging expression: its polarity after negation, and how much it weighs.

    weight: 1.0 is a plain word; degree words raise it, softeners lower it.
    soft: a softened side never wins (label guide, overall, rule 4).
    aspect: what is judged, None when nothing near the words says it.
    clause: which clause it stands in, counted from 0.
    """

    polarity: Polarity
    start: int
    end: int
    weight: float = 1.0
    soft: bool = False
    aspect: Aspect | None = None
    clause: int = 0


class AspectMention(NamedTuple):
    """An aspect, how it is judged, and the shortest stretch of text that shows it."""

    aspect: Aspect
    polarity: Polarity
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Personal:
    """Personal data in the text.

    kind: name, mobile, landline, id_card, bank_card, email, address, order_no, im_id or plate.
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mood:
    """Marks of a whole text, with clauses by index.

    strong, weak: clauses that begin a turn. concede: clauses set aside by 虽然.
    summing: clauses that draw the sum (总之). excused: clauses whose fault is laid elsewhere.
    void: clauses whose judgements do not count (imagined, others' words).
    past: clauses about earlier times. asked: clauses that end in a question mark. wishes, asks, proposes, accuses, mocks: of the text as a whole.
    """

    strong: tuple[int, ...] = ()
    weak: tuple[int, ...] = ()
    concede: tuple[int, ...] = ()
    summing: tuple[int, ...] = ()
    void: tuple[int, ...] = ()
    past: tuple[int, ...] = ()
    excused: tuple[int, ...] = ()
    asked: tuple[int, ...] = ()
    wishes: bool = False
    asks: bool = False
    proposes: bool = False
    accuses: bool = False
    mocks: bool = False


Hints = frozenset[Aspect]
"""Aspects of the place where a text was left; empty when nobody knows the place."""


@dataclass(frozen=True)
class Document:
    """A text and everything the components so far have found in it.

    text: the original, in full; `read` is how many of its characters are looked at.
    hints: what the place where it was left says of waits that name nothing.
    folded: those characters normalised one for one, so that offsets agree with `text`.
    words: `folded` as cut; joined they are `folded` again.
    hits: words of the lexicons found in it, in order, without overlaps.
    mood: how its clauses are meant.
    positive: probability that the text is favourable, None before a sentiment component.
    personal: None until it was looked for; `masked` then hides everything.
    failed: names of components that raised, or were skipped because one they need did.
    """

    text: str
    read: int = 0
    hints: Hints = frozenset()
    folded: str = ""
    words: tuple[str, ...] = ()
    clauses: tuple[Span, ...] = ()
    hits: tuple[Hit, ...] = ()
    mood: Mood = Mood()
    opinions: tuple[Opinion, ...] = ()
    positive: float | None = None
    overall: Overall | None = None
    overall_confidence: float | None = None
    aspects: tuple[AspectMention, ...] = ()
    personal: tuple[Personal, ...] | None = None
    failed: tuple[str, ...] = ()

    def having(self, **findings: object) -> "Document":
        """The same document with these fields in place of its own.

        `dataclasses.replace` does the same in fifteen times the time, which at ten
        components a comment was a third of all work.
        """
        other = object.__new__(Document)
        other.__dict__.update(self.__dict__)
        other.__dict__.update(findings)
        return other

    @property
    def truncated(self) -> bool:
        """Whether the text is longer than what was read."""
        return self.read < len(self.text)

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The words with their places, in order, without gaps."""
        tokens: list[Token] = []
        start = 0
        for word in self.words:
            end = start + len(word)
            tokens.append(Token(start, end, self.text[start:end]))
            start = end
        return tuple(tokens)

    @property
    def masked(self) -> str:
        """The text with personal data starred, character for character as long as the text.

        Where nobody has looked (no personal-data component yet, one that failed, or the
        part of a long text that was not read) every character is starred.
        """
        if self.personal is None:
            return "*" * len(self.text)
        return masked(self.text, ((p.kind, p.start, p.end) for p in self.personal), self.read)


def document(text: str, hints: Iterable[Aspect] = ()) -> Document:
    """A document of which nothing is known yet but its place and how much of it will be read."""
    return Document(text=text, read=min(len(text), READ_LIMIT), hints=frozenset(hints))


def with_failure(found: Document, name: str) -> Document:
    """The document, with component `name` noted as failed."""
    return found.having(failed=(*found.failed, name))
