"""Columns are recognised by their headers, or as a person says."""

from pathlib import Path

import pytest

from voc.feedback.importing.choices import read_choices
from voc.feedback.importing.faults import MappingFault
from voc.feedback.importing.mapping import Choices, columns


@pytest.mark.parametrize(
    ("header", "places"),
    [
        (("评论", "时间", "触点"), {"text": 0, "time": 1, "touchpoint": 2}),
        (
            ("ID", "Review", "门店", "评分", "渠道"),
            {"id": 0, "text": 1, "place": 2, "rating": 3, "channel": 4},
        ),
        (("原声", "内容"), {"text": 0}),
        (("source", "domain", "split", "label", "text"), {"text": 4}),
    ],
)
def test_known_headers_are_recognised(header: tuple[str, ...], places: dict[str, int]) -> None:
    assert columns(header, Choices()).places == places


def test_a_choice_wins_over_recognition() -> None:
    found = columns(("评论", "追评"), Choices({"text": "追评"}))
    assert found.places == {"text": 1}


def test_a_file_without_words_is_refused_with_its_headers() -> None:
    with pytest.raises(MappingFault, match="--map text=列名；列名有：甲、乙"):
        columns(("甲", "乙"), Choices())


def test_a_column_that_is_not_there_is_said_with_those_that_are() -> None:
    with pytest.raises(MappingFault, match="没有名为「评语」的列，请改为其中之一：评论"):
        columns(("评论",), Choices({"text": "评语"}))


def test_values_are_translated_and_fixed_ones_win() -> None:
    chosen = read_choices(["touchpoint=domain"], ["touchpoint:酒店=store"], {}, "")
    found = columns(("text", "domain"), chosen)
    assert found.cell("touchpoint", ("好", " 酒店 ")) == "store"
    assert found.cell("touchpoint", ("好", "外卖")) == "外卖"
    assert found.cell("touchpoint", ("好",)) == ""
    assert columns(("text",), read_choices([], [], {"channel": "sms"}, "")).cell("channel", ("好",)) == "sms"


@pytest.mark.parametrize(
    ("maps", "values", "says"),
    [
        (["text"], [], "text=评论"),
        (["word=评论"], [], "没有名为「word」的字段"),
        ([], ["touchpoint=store"], "touchpoint:酒店=store"),
        ([], ["text:好=坏"], "没有名为「text」的字段"),
    ],
)
def test_a_choice_that_cannot_be_read_is_said_with_the_mend(
    maps: list[str], values: list[str], says: str
) -> None:
    with pytest.raises(MappingFault, match=says):
        read_choices(maps, values, {}, "")


MAPPING = """
metric = "nps"
[columns]
text = "评语"
[values.touchpoint]
"酒店" = "store"
[fixed]
channel = "sms"
"""


def test_a_mapping_file_says_the_same_and_the_command_line_wins(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(MAPPING, "utf-8")
    assert read_choices([], [], {}, "", path) == Choices(
        {"text": "评语"}, {"touchpoint": {"酒店": "store"}}, {"channel": "sms"}, "nps"
    )
    said = read_choices(["text=评论"], ["touchpoint:酒店=hotline"], {"channel": "qr"}, "csat", path)
    assert said == Choices({"text": "评论"}, {"touchpoint": {"酒店": "hotline"}}, {"channel": "qr"}, "csat")


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "[columns]\nword = 'x'",
        "[columns]\ntext = 1",
        "columns = 1",
        "metric = 1",
        "other = 1",
        "[values]\ntouchpoint = 1",
    ],
)
def test_a_mapping_file_with_a_fault_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(MappingFault):
        read_choices([], [], {}, "", path)
