"""Tables of the journey. A key never changes, so that surveys may name it; a name may change at will."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from voc.db import Model
from voc.journey.metrics import Metric


class Stage(Model):
    """A stretch of the journey, such as 履约; position orders the stages."""

    __tablename__ = "stage"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    position: Mapped[int] = mapped_column(default=0)
    touchpoints: Mapped[list["Touchpoint"]] = relationship(
        back_populates="stage", order_by="Touchpoint.position, Touchpoint.id"
    )


class Touchpoint(Model):
    """A place in the journey where the customer meets us, with its owner and its promise.

    metric: the scale by which it is judged. promise: the published target in that scale's points
    (NPS −100 to 100, CSAT share 0 to 100, CES and rating as means); none if nothing was promised.
    promise_words: the promise as customers read it, "次日达 90%". aspects: comma-separated aspect keys
    that point here when feedback arrives without a touchpoint. code: opens its public feedback page.
    """

    __tablename__ = "touchpoint"
    __table_args__ = (
        CheckConstraint("metric in ('nps', 'csat', 'ces', 'rating')", name="metric_is_a_scale"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    stage_id: Mapped[int] = mapped_column(ForeignKey("stage.id"), index=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    owner: Mapped[str] = mapped_column(String(40), default="")
    metric: Mapped[Metric] = mapped_column(String(10), default=Metric.NPS)
    promise: Mapped[float | None]
    promise_words: Mapped[str] = mapped_column(String(80), default="")
    aspects: Mapped[str] = mapped_column(String(200), default="")
    code: Mapped[str] = mapped_column(String(32), unique=True)
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    stage: Mapped[Stage] = relationship(back_populates="touchpoints")


class Place(Model):
    """A store or warehouse, in a city of a region."""

    __tablename__ = "place"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    city: Mapped[str] = mapped_column(String(40), default="", index=True)
    region: Mapped[str] = mapped_column(String(40), default="", index=True)
    active: Mapped[bool] = mapped_column(default=True)


class Fact(Model):
    """One measured value at one touchpoint, waiting to be rolled up; weight −1 takes an earlier one back.

    metric: see voc.journey.metrics. value: a whole number of that metric's scale. source: what made it,
    "response:17" or "verbatim:9", for corrections and erasure. rolled: whether the roll-ups hold it.
    """

    __tablename__ = "fact"
    __table_args__ = (
        CheckConstraint("weight in (1, -1)", name="weight_adds_or_takes_back"),
        CheckConstraint("value between 0 and 10", name="value_fits_the_histogram"),
        Index(  # in the words of `~Fact.rolled` on either database: SQLite compares them to use the index
            "ix_fact_waiting", "id", sqlite_where=text("rolled = 0"), postgresql_where=text("NOT rolled")
        ),
        Index("ix_fact_source", "source"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    touchpoint_id: Mapped[int] = mapped_column(ForeignKey("touchpoint.id"))
    metric: Mapped[str] = mapped_column(String(40))
    value: Mapped[int]
    weight: Mapped[int] = mapped_column(default=1)
    at: Mapped[datetime]
    channel: Mapped[str] = mapped_column(String(10))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    source: Mapped[str] = mapped_column(String(40))
    rolled: Mapped[bool] = mapped_column(default=False, server_default=false())


class TouchpointEvent(Model):
    """Something dated that may move a score: a new carrier, a new promise. Marked on every trend.

    touchpoint_id: none if it concerns the whole journey.
    """

    __tablename__ = "touchpoint_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    touchpoint_id: Mapped[int | None] = mapped_column(ForeignKey("touchpoint.id"), index=True)
    at: Mapped[datetime]
    words: Mapped[str] = mapped_column(String(80))
