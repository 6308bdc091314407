"""Tables of verbatims and what the tagger found in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from voc.db import Model
from voc.nlp.pipeline import VERSION_LENGTH


class Verbatim(Model):
    """A customer's own words. (source, source_id) is unique: the same words told twice are one row.

    source: survey, page, "api:<name>" or "import:<name>". masked: the words with personal data hidden, of the
    same length, so that spans fit both; it is what every screen and export shows. overall: pos, neg,
    neu or mixed; none until tagged. pipeline: version of what tagged it, '' while it waits. failed: names of the
    components that broke on it, joined by dots; '' if none did.
    rating: the scale answer given beside it, on `rating_metric`.
    touchpoint_guessed: the tagger chose the touchpoint, the customer did not. personal: what was masked,
    as [kind, start, end] each.
    """

    __tablename__ = "verbatim"
    __table_args__ = (
        UniqueConstraint("source", "source_id"),
        CheckConstraint("overall in ('pos', 'neg', 'neu', 'mixed')", name="overall_is_known"),
        CheckConstraint("(pipeline = '') = (overall is null)", name="tagged_has_overall"),
        Index(
            "ix_verbatim_waiting",
            "id",
            sqlite_where=text("pipeline = ''"),
            postgresql_where=text("pipeline = ''"),
        ),
        Index("ix_verbatim_touchpoint_at", "touchpoint_id", "at"),
        Index("ix_verbatim_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(60))
    source_id: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    masked: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]
    received_at: Mapped[datetime]
    touchpoint_id: Mapped[int | None] = mapped_column(ForeignKey("touchpoint.id"))
    touchpoint_guessed: Mapped[bool] = mapped_column(default=False, server_default=false())
    channel: Mapped[str] = mapped_column(String(10))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    rating: Mapped[int | None]
    rating_metric: Mapped[str | None] = mapped_column(String(10))
    overall: Mapped[str | None] = mapped_column(String(5))
    confidence: Mapped[float | None]
    pipeline: Mapped[str] = mapped_column(String(VERSION_LENGTH), default="", server_default="")
    failed: Mapped[str] = mapped_column(Text, default="", server_default="")
    personal: Mapped[list[Any]] = mapped_column(default=list)
    mentions: Mapped[list["Mention"]] = relationship(order_by="Mention.start", cascade="all, delete-orphan")


class Mention(Model):
    """An aspect that a verbatim speaks of, with the characters that carry it and its polarity."""

    __tablename__ = "mention"
    __table_args__ = (
        CheckConstraint("polarity in ('pos', 'neg', 'neu')", name="polarity_is_known"),
        CheckConstraint('"start" >= 0 and "end" > "start"', name="span_has_length"),
        Index("ix_mention_aspect", "aspect", "polarity"),
    )

    verbatim_id: Mapped[int] = mapped_column(ForeignKey("verbatim.id", ondelete="CASCADE"), primary_key=True)
    aspect: Mapped[str] = mapped_column(String(24), primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True)
    end: Mapped[int]
    polarity: Mapped[str] = mapped_column(String(3))
    confidence: Mapped[float]
