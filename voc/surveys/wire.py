"""A driver's connection in a transaction, and fixed Core statements run straight on it.

SQLAlchemy compiles an INSERT … SELECT … ON CONFLICT anew at each call, which costs 2.7 ms of the 4 that a
whole response may take, and spends 0.2 ms a transaction on its own work around the driver's. So the respondents'
path writes its statements in Core, compiles each once a dialect, and runs them here on the pool's connections.
The driver's errors still arrive as SQLAlchemy's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Generic, NoReturn, TypeVar

from sqlalchemy import ClauseElement
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

Values = Mapping[str, Any]
Process = Callable[[Any], Any]
Found = TypeVar("Found")


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
def wire(engine: Engine, *, writes: bool) -> Iterator[Wire]:
    """A connection of the pool in a transaction. writes: SQLite takes its write lock at the beginning."""
    dialect: Any = engine.dialect
    try:
        pooled = engine.raw_connection()
    except dialect.dbapi.Error as fault:
        raise _translated(engine, "CONNECT", fault, lost=True) from fault
    try:
        connected = Wire(engine, pooled)
        if dialect.name == "sqlite":
            connected.begin("BEGIN IMMEDIATE" if writes else "BEGIN")
        yield connected
    finally:
        pooled.close()


class Prepared(Generic[Found]):
    """One statement for SQLite and PostgreSQL; every value is a named bindparam given at each call.

    statement: or a function that makes it from the dialect's own insert. found: makes a result of a row's
    columns, which come as the driver has them: select only numbers, texts and truth values.
    """

    def __init__(
        self, statement: ClauseElement | Callable[[Any], ClauseElement], found: Callable[..., Found]
    ) -> None:
        self._statement = statement
        self._found = found
        self._ready: dict[str, tuple[str, Callable[[Values], Any]]] = {}

    def first(self, on: Wire, values: Values) -> Found | None:
        """Run it; its first row, none if there is none."""
        row = self._run(on, values, many=False).fetchone()
        return None if row is None else self._found(*row)

    def every(self, on: Wire, values: Values) -> list[Found]:
        """Run it; all its rows."""
        return [self._found(*row) for row in self._run(on, values, many=False)]

    def run(self, on: Wire, values: Values) -> None:
        """Run it without looking at what comes back."""
        self._run(on, values, many=False)

    def many(self, on: Wire, rows: Sequence[Values]) -> None:
        """Run it for each of these; not at all where there is none."""
        if rows:
            self._run(on, rows, many=True)

    def _run(self, on: Wire, values: Any, *, many: bool) -> Any:
        sql, bound = self._ready.get(on.dialect.name) or self._prepare(on.dialect)
        try:
            cursor = on.driver.cursor()
            if many:
                cursor.executemany(sql, [bound(row) for row in values])
            else:
                cursor.execute(sql, bound(values))
        except on.dialect.dbapi.Error as fault:
            on.fail(sql, fault)
        return cursor

    def _prepare(self, dialect: Any) -> tuple[str, Callable[[Values], Any]]:
        """Compile for a dialect: the SQL, and what makes the driver's parameters of named values."""
        statement = self._statement
        if not isinstance(statement, ClauseElement):
            statement = statement(postgresql.insert if dialect.name == "postgresql" else sqlite.insert)
        compiled: Any = statement.compile(dialect=dialect)
        positions = compiled.positiontup
        processes = {
            name: process
            for name, bind in compiled.binds.items()
            if (process := bind.type.dialect_impl(dialect).bind_processor(dialect)) is not None
        }
        ready = (
            str(compiled),
            _positional(positions, processes) if positions is not None else _named(processes),
        )
        self._ready[dialect.name] = ready
        return ready


def _positional(names: Sequence[str], processes: Mapping[str, Process]) -> Callable[[Values], Any]:
    """Values in the order of the question marks; None is always NULL."""
    pairs = [(name, processes.get(name)) for name in names]
    return lambda row: [
        value if (value := row[name]) is None or process is None else process(value)
        for name, process in pairs
    ]


def _named(processes: Mapping[str, Process]) -> Callable[[Values], Any]:
    """Values by name; None is always NULL."""

    def bound(row: Values) -> Any:
        made = dict(row)
        for name, process in processes.items():
            if made[name] is not None:
                made[name] = process(made[name])
        return made

    return bound


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
