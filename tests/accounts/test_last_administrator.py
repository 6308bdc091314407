"""Somebody can always come in and mend things: the last administrator stays one, also when two act at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

from flask import Flask

from tests.conftest import both_databases
from voc.accounts import service
from voc.accounts.audit import Hand
from voc.accounts.roles import Role
from voc.db import db

MOMENT = datetime(2026, 11, 20, 4, tzinfo=UTC)

pytestmark = both_databases


def test_two_administrators_who_disable_each_other_leave_one(app: Flask) -> None:
    numbers = {}
    for login in ("chen", "zhou"):
        account = service.create(
            db.session(), login, login, Role.ADMINISTRATOR, Hand("cli", MOMENT), password_hash=""
        )
        numbers[login] = account.id
    db.session.commit()
    on_postgresql = db.engine.dialect.name == "postgresql"
    both_have_looked = Barrier(2 if on_postgresql else 1)  # SQLite's second writer waits before it looks

    def disable(by: str, whom: str) -> bool:
        with app.app_context():
            account = service.account_by_id(db.session(), numbers[whom])
            both_have_looked.wait(10)
            try:
                service.disable(db.session(), account, Hand(by, MOMENT))
                db.session.commit()
            except service.LastAdministrator:
                return False
            else:
                return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(disable, ("chen", "zhou"), ("zhou", "chen")))
    db.session.expire_all()
    assert sorted(done) == [False, True]
    assert sum(account.active for account in service.accounts(db.session())) == 1
