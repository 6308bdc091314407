"""How Alembic reaches the database: through the app, each migration in a transaction of its own."""

from typing import Literal

from alembic import context
from flask import current_app

from voc.db import Base, Utc, db


def spell(kind: str, thing: object, _: object) -> str | Literal[False]:
    """Write our moments down as plain columns, so that a migration never imports the code of its day."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, Utc) else False


def run() -> None:
    """Bring the app's database to the wanted revision."""
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            transaction_per_migration=True,
            transactional_ddl=True,
            render_item=spell,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
