"""Which column is what. Pure: headers and choices in, a mapping out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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
FIELD_LABELS = {name: synonyms[1] for name, synonyms in SYNONYMS.items()}
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
    """The place of each field's column, counted from 0, the choices about its values, and the file's headings."""

    places: Mapping[str, int]
    choices: Choices
    header: Sequence[str] = ()

    def title(self, name: str) -> str:
        """What the file itself calls a field's column; our own word where it has none, or the value was fixed."""
        place = self.places.get(name)
        titled = place is not None and place < len(self.header) and name not in self.choices.fixed
        return self.header[place].strip() if titled and place is not None else FIELD_LABELS[name]

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
    return Columns(places, choices, tuple(header))
