"""The roll-up tables: append-only delta rows, summed when read and compacted by a job; and whose days they count."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from voc.db import Model


class Cell(Model):
    """A delta of one cell: what facts of one metric at one touchpoint on one day add up to.

    cut: which dimensions are kept: '' (day alone), 'c' (day and channel), 'p' (day and place), 'cp'
    (both); a dimension that is not kept is '' or 0 (place_id 0 also stands for "no place").
    day: in the time zone that `Calendar` names. h0 to h10: how many facts had that value, from which n, Σx and
    Σx² follow, since every scale is of whole numbers. Deltas may be negative: corrections and erasure.
    compacted: false while the row waits to be merged with others of its cell.
    """

    __tablename__ = "cell"
    __table_args__ = (
        Index(  # holds all that a report reads, so that rows scattered over a long history stay untouched
            "ix_cell_read",
            *("cut", "place_id", "touchpoint_id", "metric", "channel", "day"),
            *(f"h{value}" for value in range(11)),
        ),
        Index(  # in the words of `~Cell.compacted` on either database: SQLite compares them to use the index
            "ix_cell_waiting",
            "id",
            sqlite_where=text("compacted = 0"),
            postgresql_where=text("NOT compacted"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cut: Mapped[str] = mapped_column(String(2))
    day: Mapped[date]
    touchpoint_id: Mapped[int]
    metric: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(10), default="")
    place_id: Mapped[int] = mapped_column(default=0)
    h0: Mapped[int] = mapped_column(default=0)
    h1: Mapped[int] = mapped_column(default=0)
    h2: Mapped[int] = mapped_column(default=0)
    h3: Mapped[int] = mapped_column(default=0)
    h4: Mapped[int] = mapped_column(default=0)
    h5: Mapped[int] = mapped_column(default=0)
    h6: Mapped[int] = mapped_column(default=0)
    h7: Mapped[int] = mapped_column(default=0)
    h8: Mapped[int] = mapped_column(default=0)
    h9: Mapped[int] = mapped_column(default=0)
    h10: Mapped[int] = mapped_column(default=0)
    compacted: Mapped[bool] = mapped_column(default=False, server_default=false())


class Calendar(Model):
    """The time zone whose days every cell counts; one row, written by the first roll-up.

    Rolling up and compacting share a lock on it, rebuilding takes it alone.
    """

    __tablename__ = "calendar"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    zone: Mapped[str] = mapped_column(String(60))
