"""The ground: one declarative base, UTC columns, and engines that lose nothing.

SQLite runs in WAL with ``synchronous=FULL``; a transaction takes the write lock when it begins
(``BEGIN IMMEDIATE``) unless the work has said that it only reads, so that two writers queue instead
of failing half way.
"""

from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Dialect, MetaData, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_MILLISECONDS = 4_000  # longer than any step of ours, shorter than a customer's patience

AWAY = (OperationalError, InterfaceError, PoolTimeout)
"""What is raised where the database is away, full or busy for too long: worth another try, and no fault of ours."""

only_reads: ContextVar[bool] = ContextVar("only_reads", default=False)
"""Whether the work at hand only reads: its SQLite transactions then take no write lock."""


class Utc(TypeDecorator[datetime]):
    """A moment, aware and in UTC, on every database; SQLite keeps it as text without a zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment; hand on UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give every stored moment its zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of every table."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: Utc(), dict[str, Any]: JSON(), list[str]: JSON(), list[Any]: JSON()},
    )


db = SQLAlchemy(model_class=Base)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def keep_private(url: str) -> None:
    """Let only its owner read an SQLite file (its WAL files inherit that); other addresses are left alone."""
    path = Path(url.removeprefix("sqlite:///"))
    if url.startswith("sqlite:///") and path.parent.is_dir():
        path.touch(mode=0o600)
        path.chmod(0o600)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    """Make a new SQLite connection durable, checked and patient; leave BEGIN to us."""
    if not connection.__class__.__module__.startswith("sqlite3"):
        return
    connection.isolation_level = None  # pysqlite must not begin by itself
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_MILLISECONDS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "journal_size_limit=67108864",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    """Begin reading, or begin with the write lock in hand."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if only_reads.get() else "BEGIN IMMEDIATE")
