"""Doors for strangers: a name gives an implementation, ours from a table, theirs from entry points."""

from collections.abc import Mapping
from importlib.metadata import entry_points
from typing import TypeVar

from voc.errors import VocError

T = TypeVar("T")


class UnknownPlugin(VocError):
    """没有叫这个名字的插件。"""

    code = "plugin.unknown"


def find(group: str, name: str, built_in: Mapping[str, T]) -> T:
    """The implementation called name: the table of built-ins first, then the entry-point group.

    Raises UnknownPlugin naming every choice.
    """
    if name in built_in:
        return built_in[name]
    offered = entry_points(group=group)
    for entry in offered:
        if entry.name == name:
            loaded: T = entry.load()
            return loaded
    choices = "、".join(sorted({*built_in, *(entry.name for entry in offered)}))
    raise UnknownPlugin(f"没有叫「{name}」的插件（{group}），请改为其中之一：{choices}")
