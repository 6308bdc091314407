"""Commands about staff accounts."""

import sys

import click
from flask.cli import AppGroup

from voc.accounts import audit, passwords, service, tokens
from voc.accounts.hands import console_hand
from voc.accounts.roles import ROLE_LABELS, Role
from voc.db import db
from voc.jobs.reading import reading

accounts_cli = AppGroup("accounts", help="Staff accounts, API tokens and the audit trail.")
token_cli = AppGroup("token", help="Tokens for programs.")
accounts_cli.add_command(token_cli)

PASSWORD_STDIN = click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")


def _password(login: str, from_stdin: bool) -> str:
    """The hash of a password asked for at the terminal, twice, or read from standard input."""
    if from_stdin:
        return passwords.hashed(sys.stdin.readline().rstrip("\r\n"), login)
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return passwords.hashed(typed, login)


@accounts_cli.command("create")
@click.argument("login")
@click.option("--name", required=True, help="The person's name, as colleagues see it.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@PASSWORD_STDIN
def create(login: str, name: str, role: str, password_stdin: bool) -> None:
    """Create an account for LOGIN; the password is asked for."""
    hashed = _password(login, password_stdin)
    account = service.create(db.session(), login, name, Role(role), console_hand(), password_hash=hashed)
    db.session.commit()
    click.echo(f"已建好账号 {account.login}（{account.name}，{ROLE_LABELS[Role(role)]}）")
    if account.role != Role.ADMINISTRATOR:
        click.echo("现在能看到全部触点和地点；只让看一部分的，在“设置 → 人员”里改范围")


@accounts_cli.command("list")
def list_accounts() -> None:
    """List every account with its role, tab-separated."""
    with reading(db.session()) as session:
        for account in service.accounts(session):
            state = "active" if account.active else "disabled"
            click.echo(f"{account.login}\t{account.name}\t{account.role}\t{state}")


@accounts_cli.command("password")
@click.argument("login")
@PASSWORD_STDIN
def password(login: str, password_stdin: bool) -> None:
    """Set a new password for LOGIN and sign it out everywhere."""
    with reading(db.session()) as session:  # hold no lock while somebody types
        service.known_account(session, login)
    hashed = _password(login, password_stdin)
    service.set_password(db.session(), service.known_account(db.session(), login), hashed, console_hand())
    db.session.commit()
    click.echo(f"已改好 {login} 的密码，各处都已退出")


@accounts_cli.command("disable")
@click.argument("login")
def disable(login: str) -> None:
    """Shut LOGIN out at once; its API tokens stop too."""
    service.disable(db.session(), service.known_account(db.session(), login), console_hand())
    db.session.commit()
    click.echo(f"已停用 {login}")


@accounts_cli.command("audit")
@click.option("--check", "checking", is_flag=True, required=True, help="Walk the chain of digests.")
def audit_trail(checking: bool) -> None:
    """Check that no row of the audit trail was changed, taken out or written without the secret key."""
    with reading(db.session()) as session:
        chain = audit.check(session)
    if chain.broken_at is not None:
        raise click.ClickException(
            f"操作记录从第 {chain.broken_at} 号起对不上：之前 {chain.rows} 条完好。这一条被改过或换过，"
            "或者它前面少了一条；如果换过 VOC_SECRET_KEY，请用写下这些记录时的密钥再查"
        )
    click.echo(f"{chain.rows} 条操作记录完好，末尾摘要 {chain.last_digest}")


@token_cli.command("create")
@click.argument("login")
@click.option("--name", required=True, help="What the token is for.")
@click.option("--scope", "scopes", type=click.Choice(list(tokens.SCOPES)), multiple=True, required=True)
def create_token(login: str, name: str, scopes: tuple[str, ...]) -> None:
    """Create a token that acts for LOGIN, within what LOGIN may see; it is shown once."""
    account = service.known_account(db.session(), login)
    secret = tokens.create(db.session(), account, name, scopes, console_hand())
    db.session.commit()
    click.echo(secret)


@token_cli.command("list")
def list_tokens() -> None:
    """List every token, tab-separated; the secrets are not kept."""
    with reading(db.session()) as session:
        for token, login in tokens.everything(session):
            state = "revoked" if token.revoked_at else "active"
            click.echo(f"{token.id}\t{token.name}\t{login}\t{token.scopes}\t{state}")


@token_cli.command("revoke")
@click.argument("number", type=int)
def revoke_token(number: int) -> None:
    """End the token with that NUMBER at once."""
    tokens.revoke(db.session(), number, console_hand())
    db.session.commit()
    click.echo(f"已作废令牌 {number}")
