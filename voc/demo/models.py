"""The table that marks an installation as a demonstration."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from voc.db import Model


class Demonstration(Model):
    """The mark: at most one row, written in the transaction that loads the fictional company.

    at: the moment up to which its customers have answered. collector_code: the way in that is shown to visitors.
    """

    __tablename__ = "demonstration"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    company: Mapped[str] = mapped_column(String(30))
    seed: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    collector_code: Mapped[str] = mapped_column(String(32))
