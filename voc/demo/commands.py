"""Commands about the demonstration company."""

import time
import unicodedata
from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import AppGroup

from voc.db import db
from voc.demo.addresses import addresses
from voc.demo.company import COMPANY, STORY_DAYS
from voc.demo.errors import DemoMissing
from voc.demo.loading import Standing, load, standing
from voc.demo.settling import settle
from voc.settings import Settings
from voc.web.clock import now as clock

SEED = 2026
STALE_DAYS = 3

demo_cli = AppGroup("demo", help="The demonstration company: fictional, seeded, and marked as such.")


def _moment(_context: click.Context, _option: click.Parameter, text: str | None) -> datetime | None:
    """A moment as ISO 8601; without a zone it is UTC."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as fault:
        raise click.BadParameter("write it as 2026-11-20T08:40+08:00") from fault
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@demo_cli.command("load")
@click.option(
    "--seed", type=click.IntRange(0, 2**31), default=SEED, show_default=True, help="Other people, same story."
)
@click.option("--now", callback=_moment, help="Let the story end then instead of now (ISO 8601).")
def load_demo(seed: int, now: datetime | None) -> None:
    """Load the fictional retailer into an empty database, unless it is there already."""
    settings: Settings = current_app.config["VOC"]
    session, began = db.session(), time.monotonic()
    loaded = load(session, settings, seed, now or clock())
    if loaded is None:
        session.rollback()
        _say(_standing())
        return
    session.commit()
    click.echo(
        f"演示公司「{COMPANY}」装好了：{loaded.responses:,} 份答卷，{loaded.remarks} 条有话要说。都是虚构的。"
    )
    click.echo(f"故事：{STORY_DAYS} 天前余杭、萧山两仓换了承运商，配送从那天起变差。")
    settle(session, current_app.extensions["voc.steps"].values(), clock())
    click.echo(f"原声已打标、汇总，共用 {time.monotonic() - began:.1f} 秒。")


@demo_cli.command("status")
def status() -> None:
    """Say whether the demonstration is loaded here, and up to when its customers have answered."""
    here = standing(db.session())
    click.echo("这里没有演示数据。") if here is None else _say(here)


@demo_cli.command("addresses")
def print_addresses() -> None:
    """Print one address for each kind of user, with logins and the password."""
    here = _standing()
    rows = list(addresses(db.session(), here.mark))
    width = max(_columns(row.who) for row in rows)
    for row in rows:
        who = row.who + " " * (width - _columns(row.who))
        login = f"   账号 {row.login}   密码 {row.password}" if row.login else ""
        click.echo(f"  {who}   {row.url}{login}")


def _standing() -> Standing:
    here = standing(db.session())
    if here is None:
        raise DemoMissing
    return here


def _say(here: Standing) -> None:
    """What stands here, and how to have it anew once it has grown old."""
    settings: Settings = current_app.config["VOC"]
    at = here.mark.at.astimezone(settings.zone)
    click.echo(
        f"演示公司「{here.mark.company}」已经在这里：{here.responses:,} 份答卷，{here.verbatims:,} 条原声"
        f"（{here.waiting} 条待打标），截至 {at:%Y-%m-%d %H:%M}，种子 {here.mark.seed}。"
    )
    if (clock() - here.mark.at).days >= STALE_DAYS:
        click.echo(
            "这些答卷旧了，近期的报表会是空的。要新的，请换一个空的数据库再装一次（本机：make clean，再 make run）。"
        )


def _columns(text: str) -> int:
    """How many columns a terminal gives the text."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
