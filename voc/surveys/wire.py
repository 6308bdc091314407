"""A driver's connection in a transaction, taken from SQLAlchemy's pool.

SQLAlchemy's own connection spends 0.2 ms a transaction around the driver's; a whole response may take 4. The
driver's errors still arrive as SQLAlchemy's. Statements for it are in voc.surveys.prepared.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError


class Wire:
    """The driver's connection, inside a transaction that the block ends: undone unless it was committed."""

    __slots__ = ("dialect", "driver", "engine", "pooled")

    def __init__(self, engine: Engine, pooled: Any) -> None:
        self.engine = engine
        self.dialect: Any = engine.dialect
        self.pooled = pooled
        self.driver: Any = pooled.driver_connection

    def begin(self, sql: str) -> None:
        """Begin where the driver does not begin by itself."""
        try:
            self.driver.execute(sql)
        except self.dialect.dbapi.Error as fault:
            self.fail(sql, fault)

    def commit(self) -> None:
        """Make everything durable."""
        try:
            self.driver.commit()
        except self.dialect.dbapi.Error as fault:
            self.fail("COMMIT", fault)

    def fail(self, sql: str, fault: Exception) -> NoReturn:
        """Raise a driver's error as SQLAlchemy does; a lost connection leaves the pool with all its siblings."""
        lost = self.dialect.is_disconnect(fault, self.driver, None)
        if lost:
            self.pooled.invalidate(fault)
            self.engine.dispose()
        raise _translated(self.engine, sql, fault, lost=lost) from fault


@contextmanager
def wire(engine: Engine, *, writes: bool, single: bool = False) -> Iterator[Wire]:
    """A connection of the pool in a transaction.

    writes: SQLite takes its write lock at the beginning. single: there will be one statement only; PostgreSQL then
    commits it by itself, which spares two journeys.
    """
    dialect: Any = engine.dialect
    try:
        pooled = engine.raw_connection()
    except dialect.dbapi.Error as fault:
        raise _translated(engine, "CONNECT", fault, lost=True) from fault
    try:
        connected = Wire(engine, pooled)
        alone = single and dialect.name == "postgresql"
        if dialect.name == "sqlite":
            connected.begin("BEGIN IMMEDIATE" if writes else "BEGIN")
        elif alone:
            connected.driver.autocommit = True
        yield connected
        if alone:
            connected.driver.autocommit = False
    except BaseException:
        if single and dialect.name == "postgresql" and pooled.is_valid:
            pooled.invalidate()  # it may be in the wrong mode
        raise
    finally:
        pooled.close()


def _translated(engine: Engine, sql: str, fault: Exception, *, lost: bool) -> BaseException:
    dialect: Any = engine.dialect
    return DBAPIError.instance(
        sql,
        None,
        fault,
        dialect.dbapi.Error,
        hide_parameters=True,
        connection_invalidated=lost,
        dialect=dialect,
    )
