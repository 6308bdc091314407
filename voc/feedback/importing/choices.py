"""A person's choices about columns, as written on the command line and in a mapping file."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from voc.feedback.importing.faults import MappingFault
from voc.feedback.importing.mapping import FIELDS, VALUED, Choices


def read_choices(
    maps: Iterable[str],
    values: Iterable[str],
    fixed: Mapping[str, str],
    metric: str,
    path: Path | None = None,
) -> Choices:
    """Choices from a mapping file and the command line, which wins. Raises MappingFault.

    maps: "text=评论". values: "touchpoint:酒店=store".
    """
    said = _file_choices(path) if path else Choices()
    chosen = dict(said.columns)
    for text in maps:
        name, found, title = text.partition("=")
        if not found or not title:
            raise MappingFault(f"--map {text}：请写 字段=列名，比如 text=评论")
        chosen[_known(name.strip(), FIELDS, "--map")] = title.strip()
    translated = {name: dict(pairs) for name, pairs in said.values.items()}
    for text in values:
        name, found, pair = text.partition(":")
        value, equals, key = pair.partition("=")
        if not found or not equals or not key:
            raise MappingFault(f"--value {text}：请写 字段:文件里的值=代号，比如 touchpoint:酒店=store")
        translated.setdefault(_known(name.strip(), VALUED, "--value"), {})[value.strip()] = key.strip()
    return Choices(chosen, translated, {**said.fixed, **fixed}, metric or said.metric)


def _file_choices(path: Path) -> Choices:
    """Choices from a TOML file with [columns], [values.touchpoint], [fixed] and metric."""
    try:
        told = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MappingFault(f"对应文件「{path.name}」读不了：{error}") from error
    _known_all(told, ("columns", "values", "fixed", "metric"), path.name)
    metric = told.get("metric", "rating")
    if not isinstance(metric, str):
        raise MappingFault(f"对应文件「{path.name}」：metric 请写 nps、csat、ces 或 rating")
    values = _section(told, "values", path)
    return Choices(
        _texts(_section(told, "columns", path), FIELDS, path),
        {
            _known(name, VALUED, path.name): _texts(_section(values, name, path), None, path)
            for name in values
        },
        _texts(_section(told, "fixed", path), VALUED, path),
        metric,
    )


def _section(told: Mapping[str, Any], name: str, path: Path) -> dict[str, Any]:
    section = told.get(name, {})
    if not isinstance(section, dict):
        raise MappingFault(f"对应文件「{path.name}」：{name} 应是一节 [{name}]")
    return section


def _texts(section: dict[str, Any], allowed: tuple[str, ...] | None, path: Path) -> dict[str, str]:
    for name, value in section.items():
        if allowed is not None:
            _known(name, allowed, path.name)
        if not isinstance(value, str):
            raise MappingFault(f"对应文件「{path.name}」：{name} 的值请写在引号里")
    return section


def _known(name: str, allowed: tuple[str, ...], where: str) -> str:
    if name not in allowed:
        raise MappingFault(f"{where}：没有名为「{name}」的字段，请改为其中之一：{'、'.join(allowed)}")
    return name


def _known_all(told: Mapping[str, Any], allowed: tuple[str, ...], where: str) -> None:
    for name in told:
        _known(name, allowed, where)
