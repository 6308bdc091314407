"""Which column is what. Pure: headers and choices in, a mapping out."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from voc.feedback.importing.faults import MappingFault

SYNONYMS: dict[str, tuple[str, ...]] = {
    "text": (
        "text",
        "评论",
        "内容",
        "原声",
        "反馈",
        "评价",
        "评价内容",
        "评论内容",
        "反馈内容",
        "留言",
        "文本",
        "comment",
        "content",
        "review",
        "feedback",
    ),
    "id": ("id", "编号", "评论id", "评价编号", "反馈编号", "comment_id", "review_id"),
    "time": (
        "time",
        "时间",
        "日期",
        "评论时间",
        "评价时间",
        "反馈时间",
        "创建时间",
        "提交时间",
        "date",
        "at",
        "created_at",
    ),
    "touchpoint": ("touchpoint", "触点", "环节"),
    "channel": ("channel", "渠道", "来源渠道"),
    "place": ("place", "门店", "店铺", "地点", "store", "门店名称"),
    "rating": ("rating", "评分", "打分", "星级", "分数", "score", "stars"),
}
"""Headers that are recognised, small letters, by field."""

FIELDS = tuple(SYNONYMS)
VALUED = ("touchpoint", "channel", "place")
"""Fields whose values may be translated, and fixed for a whole file."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose. columns: field -> header. values: field -> value in the file -> our key.

    fixed: field -> our key, for every row. metric: the scale that ratings are on.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    metric: str = "rating"


@dataclass(frozen=True, slots=True)
class Columns:
    """The place of each field's column, counted from 0, and the choices about its values."""

    places: Mapping[str, int]
    choices: Choices

    def cell(self, name: str, cells: Sequence[str]) -> str:
        """What a row says for a field, translated; "" if nothing."""
        if name in self.choices.fixed:
            return self.choices.fixed[name]
        place = self.places.get(name)
        text = cells[place].strip() if place is not None and place < len(cells) else ""
        return self.choices.values.get(name, {}).get(text, text)


def columns(header: Sequence[str], choices: Choices) -> Columns:
    """Find each field's column: where it was chosen, else by its header. Raises MappingFault."""
    places: dict[str, int] = {}
    for name, wanted in choices.columns.items():
        if wanted not in header:
            raise MappingFault(
                f"没有名为「{wanted}」的列，请改为其中之一：{'、'.join(one for one in header if one)}"
            )
        places[name] = header.index(wanted)
    known = {synonym: name for name, synonyms in SYNONYMS.items() for synonym in synonyms}
    for place, title in enumerate(header):
        name = known.get(title.strip().lower(), "")
        if name and name not in places and place not in places.values():
            places[name] = place
    if "text" not in places:
        raise MappingFault(
            f"没有认出哪一列是顾客的话，请写 --map text=列名；列名有：{'、'.join(one for one in header if one)}"
        )
    return Columns(places, choices)


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
