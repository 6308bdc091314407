"""The commands about accounts."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import text

from tests import cast
from tests.cast import PASSWORD, People
from voc.accounts import passwords, service, tokens
from voc.accounts.audit import Hand
from voc.accounts.models import AuditEntry
from voc.accounts.triggers import SQLITE_DROP_TRIGGERS
from voc.db import db
from voc.errors import NotFound


def run(runner: FlaskCliRunner, *words: str, typed: str = "") -> str:
    done = runner.invoke(args=["accounts", *words], input=typed, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_first_administrator_is_made_by_a_command_that_asks_twice(runner: FlaskCliRunner) -> None:
    words = ("create", "Admin", "--name", "周启明", "--role", "administrator")
    output = run(runner, *words, typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert "已建好账号 admin（周启明，管理员）" in output
    assert PASSWORD not in output
    account = cast.account(db.session(), "admin")
    assert passwords.matches(account.password_hash, PASSWORD)
    assert not account.password_once
    assert db.session.query(AuditEntry).one().actor == "cli"


def test_a_password_can_come_from_standard_input(runner: FlaskCliRunner) -> None:
    run(runner, "create", "li", "--name", "李", "--role", "agent", "--password-stdin", typed=f"{PASSWORD}\n")
    assert passwords.matches(cast.account(db.session(), "li").password_hash, PASSWORD)


@pytest.mark.parametrize(
    ("login", "typed", "fault"),
    [
        ("manager", PASSWORD, service.LoginTaken),
        ("李 明", PASSWORD, service.LoginUnfit),
        ("liming", "short", passwords.PasswordUnfit),
    ],
)
def test_what_cannot_be_created_is_said_in_words(
    runner: FlaskCliRunner, people: People, login: str, typed: str, fault: type[Exception]
) -> None:
    words = ["accounts", "create", login, "--name", "李明", "--role", "agent", "--password-stdin"]
    with pytest.raises(fault):
        runner.invoke(args=words, input=typed, catch_exceptions=False)


def test_accounts_are_listed_and_disabled(runner: FlaskCliRunner, people: People) -> None:
    run(runner, "disable", "agent")
    lines = run(runner, "list").splitlines()
    assert "agent\t名agent\tagent\tdisabled" in lines
    assert "admin\t名admin\tadministrator\tactive" in lines
    with pytest.raises(service.LastAdministrator):
        run(runner, "disable", "admin")
    with pytest.raises(NotFound, match="没有账号「nobody」"):
        run(runner, "disable", "nobody")


def test_a_new_password_ends_every_sitting(runner: FlaskCliRunner, people: People) -> None:
    run(runner, "password", "manager", "--password-stdin", typed="nine-slow-otters\n")
    account = cast.account(db.session(), "manager")
    assert passwords.matches(account.password_hash, "nine-slow-otters")
    assert account.sitting == 1


def test_a_token_is_shown_once_listed_without_its_secret_and_revoked(
    runner: FlaskCliRunner, people: People
) -> None:
    secret = run(runner, "token", "create", "agent", "--name", "仓库", "--scope", "feedback:write").strip()
    assert re.fullmatch(r"voc_[\w-]{43}", secret)
    assert run(runner, "token", "list") == "1\t仓库\tagent\tfeedback:write\tactive\n"
    run(runner, "token", "revoke", "1")
    assert run(runner, "token", "list") == "1\t仓库\tagent\tfeedback:write\trevoked\n"
    with pytest.raises(NotFound, match="没有编号为 7 的令牌"):
        tokens.revoke(db.session(), 7, Hand("cli", cast.BEGINNING))


def test_the_audit_trail_can_be_checked_and_tells_where_it_was_changed(
    runner: FlaskCliRunner, people: People
) -> None:
    run(runner, "disable", "agent")
    run(runner, "disable", "manager")
    assert "2 条操作记录完好" in run(runner, "audit", "--check")
    for drop in SQLITE_DROP_TRIGGERS:
        db.session.execute(text(drop))
    db.session.execute(text("UPDATE audit_entry SET actor = 'nobody' WHERE id = 2"))
    db.session.commit()
    done = runner.invoke(args=["accounts", "audit", "--check"])
    assert done.exit_code == 1
    assert "操作记录从第 2 号起对不上：之前 1 条完好" in done.output


@pytest.mark.parametrize("words", [("list",), ("audit", "--check"), ("token", "list")])
def test_what_only_reads_waits_for_nobody_who_writes(
    app: Flask, runner: FlaskCliRunner, people: People, words: tuple[str, ...]
) -> None:
    with db.engine.connect() as writer:
        writer.exec_driver_sql(
            "CREATE TABLE held (n INTEGER)"
        )  # a transaction that holds SQLite's write lock
        run(runner, *words)
