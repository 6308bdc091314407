"""Documentation is complete: every setting, command, error code, role and decision is written down."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from voc.accounts.roles import Role
from voc.cli import cli
from voc.errors import VocError
from voc.settings import Settings

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def commands(group: click.Group, path: str = "voc") -> Iterator[str]:
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}"


def errors(kind: type[VocError] = VocError) -> Iterator[type[VocError]]:
    for child in kind.__subclasses__():
        if child.__module__.startswith("voc."):
            yield child
        yield from errors(child)


def every_command() -> list[str]:
    from voc.app import create_app

    app = create_app(Settings(env="test", database_url="sqlite://", loop=False))
    own = [*commands(cli), *(name for group in app.cli.commands.values() for name in _named(group))]
    return sorted(set(own))


def _named(command: click.Command) -> Iterator[str]:
    if isinstance(command, click.Group):
        yield from commands(command, f"voc {command.name}")
    else:
        yield f"voc {command.name}"


@pytest.mark.parametrize("name", [f"VOC_{field.name.upper()}" for field in fields(Settings)])
def test_every_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in (DOCS / "settings.md").read_text()


def test_every_command_is_documented() -> None:
    page = (DOCS / "commands.md").read_text()
    assert [name for name in every_command() if f"`{name}" not in page] == []


def test_every_error_code_is_documented() -> None:
    import voc.app  # noqa: F401 - loads every room

    page = (DOCS / "errors.md").read_text()
    assert [kind.code for kind in errors() if f"`{kind.code}`" not in page] == []


def test_error_codes_are_never_shared() -> None:
    codes = [kind.code for kind in errors()]
    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize("role", list(Role))
def test_every_role_is_documented(role: Role) -> None:
    assert f"`{role.value}`" in (DOCS / "administrators.md").read_text()


def test_links_between_pages_lead_somewhere() -> None:
    links = [
        (page, target)
        for page in [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text())
        if not target.startswith(("http", "mailto:"))
    ]
    broken = [f"{page.name} -> {target}" for page, target in links if not (page.parent / target).exists()]
    assert broken == []


def test_both_readmes_show_the_two_commands() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        words = (ROOT / name).read_text()
        assert "make run" in words
        assert "make test" in words
