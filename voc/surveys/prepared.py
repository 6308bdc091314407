"""Fixed Core statements, compiled once a dialect and then handed straight to the driver.

SQLAlchemy compiles an INSERT … SELECT … ON CONFLICT anew at each call, which costs 2.7 ms of the 4 that a
whole response may take, and spends 0.06 ms a call on its own work around the driver's. So the respondents' path
writes its statements in Core, and runs them here. The driver's errors still arrive as SQLAlchemy's.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import ClauseElement
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

Values = Mapping[str, Any]
Process = Callable[[Any], Any]
Ready = tuple[str, tuple[tuple[str, Process | None], ...], bool]
Found = TypeVar("Found")


class Prepared(Generic[Found]):
    """One statement for SQLite and PostgreSQL; every value is a named bindparam given at each call.

    statement: or a function that makes it from the dialect's own insert. found: makes a result of a row's
    columns, which come as the driver has them: select only numbers, texts and truth values.
    The connection must be inside a transaction already.
    """

    def __init__(
        self, statement: ClauseElement | Callable[[Any], ClauseElement], found: Callable[..., Found]
    ) -> None:
        self._statement = statement
        self._found = found
        self._ready: dict[str, Ready] = {}

    def first(self, connection: Connection, values: Values) -> Found | None:
        """Run it; its first row, none if there is none."""
        row = self._run(connection, values, many=False).fetchone()
        return None if row is None else self._found(*row)

    def run(self, connection: Connection, values: Values) -> None:
        """Run it without looking at what comes back."""
        self._run(connection, values, many=False)

    def many(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Run it for each of these; not at all where there is none."""
        if rows:
            self._run(connection, rows, many=True)

    def _run(self, connection: Connection, values: Any, *, many: bool) -> Any:
        ready = self._ready.get(connection.dialect.name) or self._prepare(connection)
        sql, columns, positional = ready
        driver: Any = connection.connection.driver_connection
        try:
            cursor = driver.cursor()
            if many:
                cursor.executemany(sql, [_bound(row, columns, positional=positional) for row in values])
            else:
                cursor.execute(sql, _bound(values, columns, positional=positional))
        except Exception as fault:
            _raise(connection, sql, fault)
        return cursor

    def _prepare(self, connection: Connection) -> Ready:
        """Compile for a dialect."""
        dialect = connection.dialect
        statement = self._statement
        if not isinstance(statement, ClauseElement):
            statement = statement(postgresql.insert if dialect.name == "postgresql" else sqlite.insert)
        compiled: Any = statement.compile(dialect=dialect)
        names = compiled.positiontup or sorted(compiled.binds)
        columns = tuple(
            (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in names
        )
        ready = (str(compiled), columns, bool(compiled.positiontup))
        self._ready[dialect.name] = ready
        return ready


def _bound(row: Values, columns: tuple[tuple[str, Process | None], ...], *, positional: bool) -> Any:
    """The values as the driver wants them; None is always NULL."""
    made = [
        value if (value := row[name]) is None or process is None else process(value)
        for name, process in columns
    ]
    return made if positional else {name: value for (name, _), value in zip(columns, made, strict=True)}


def _raise(connection: Connection, sql: str, fault: Exception) -> None:
    """Raise a driver's error as SQLAlchemy does; a lost connection leaves the pool with all its siblings."""
    dialect: Any = connection.dialect
    if not isinstance(fault, dialect.dbapi.Error):
        raise fault
    driver: Any = connection.connection.driver_connection
    lost = dialect.is_disconnect(fault, driver, None)
    if lost:
        connection.invalidate(fault)
        connection.engine.dispose()
    raise DBAPIError.instance(
        sql,
        None,
        fault,
        dialect.dbapi.Error,
        hide_parameters=True,
        connection_invalidated=lost,
        dialect=dialect,
    ) from fault
