"""A driver's connection in a transaction, and fixed Core statements run straight on it.

SQLAlchemy compiles an INSERT … SELECT … ON CONFLICT anew at each call, which costs 2.7 ms of the 4 that a
whole response may take, and spends 0.2 ms a transaction on its own work around the driver's. So the respondents'
path writes its statements in Core, compiles each once a dialect, and runs them here on the pool's connections.
The driver's errors still arrive as SQLAlchemy's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from operator import itemgetter
from typing import Any, Generic, NoReturn, TypeVar

from sqlalchemy import ClauseElement
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

Values = Mapping[str, Any]
Process = Callable[[Any], Any]
Column = tuple[str, Process | None]
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
        self._ready: dict[str, tuple[str, tuple[Column, ...]]] = {}

    def first(self, on: Wire, values: Values) -> Found | None:
        """Run it; its first row, none if there is none."""
        row = self._run(on, values).fetchone()
        return None if row is None else self._found(*row)

    def every(self, on: Wire, values: Values) -> list[Found]:
        """Run it; all its rows."""
        return [self._found(*row) for row in self._run(on, values)]

    def run(self, on: Wire, values: Values) -> None:
        """Run it without looking at what comes back."""
        self._run(on, values)

    def many(self, on: Wire, shared: Values, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
        """Run it for each of these rows, whose values have these names; shared: what all of them have in common.

        Not at all where there is no row.
        """
        if not rows:
            return
        sql, columns = self._ready.get(on.dialect.name) or self._prepare(on.dialect)
        processes = dict(columns)
        common = tuple([_value(value, processes.get(name)) for name, value in shared.items()])
        order = {name: place for place, name in enumerate((*shared, *names))}
        pick = itemgetter(*[order[name] for name, _process in columns])
        made = [(place, process) for place, name in enumerate(names) if (process := processes.get(name))]
        bound = []
        for row in rows:
            for place, process in made:
                if row[place] is not None:
                    row = (*row[:place], process(row[place]), *row[place + 1 :])  # noqa: PLW2901 - the same row
            bound.append(pick(common + row))
        head, values, row_marks = sql.partition(" VALUES ")
        try:
            if values and on.dialect.name == "postgresql":  # psycopg spends 25 µs a row on executemany
                sql = head + values + ", ".join([row_marks] * len(rows))
                on.driver.cursor().execute(sql, list(chain.from_iterable(bound)))
            else:
                on.driver.cursor().executemany(sql, bound)
        except on.dialect.dbapi.Error as fault:
            on.fail(sql, fault)

    def _run(self, on: Wire, values: Values) -> Any:
        sql, columns = self._ready.get(on.dialect.name) or self._prepare(on.dialect)
        try:
            cursor = on.driver.cursor()
            cursor.execute(sql, [_value(values[name], process) for name, process in columns])
        except on.dialect.dbapi.Error as fault:
            on.fail(sql, fault)
        return cursor

    def _prepare(self, dialect: Any) -> tuple[str, tuple[Column, ...]]:
        """Compile for a dialect: the SQL with positional marks, and the names and conversions of its values."""
        statement = self._statement
        if not isinstance(statement, ClauseElement):
            statement = statement(postgresql.insert if dialect.name == "postgresql" else sqlite.insert)
        style = "format" if dialect.name == "postgresql" else "qmark"
        compiled: Any = statement.compile(dialect=type(dialect)(dbapi=dialect.dbapi, paramstyle=style))
        columns = tuple(
            (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in compiled.positiontup
        )
        ready = (str(compiled), columns)
        self._ready[dialect.name] = ready
        return ready


def _value(value: Any, process: Process | None) -> Any:
    """A value as the driver wants it; None is always NULL."""
    return value if value is None or process is None else process(value)


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
