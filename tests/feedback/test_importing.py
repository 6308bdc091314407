"""Importing a file: every row is stored, already there, or refused with a mend; again changes nothing."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from tests import cast
from tests.conftest import both_databases
from tests.shared_material import material
from voc.db import db
from voc.errors import VocError
from voc.feedback import pipelines, progress
from voc.feedback.importing import service
from voc.feedback.importing.mapping import Choices, columns
from voc.feedback.importing.rows import Refusal
from voc.feedback.importing.tables import open_table
from voc.feedback.models import Verbatim
from voc.feedback.service import take_in_many
from voc.feedback.words import Words
from voc.journey.models import Fact

NOW = datetime(2026, 11, 20, 8, 42, tzinfo=UTC)
HEADER = "评论,时间,触点,渠道,门店,评分,编号\n"
GOOD = "送得慢,2025-11-20 08:42,配送,短信链接,西湖店,2,a1\n"


@pytest.fixture
def journey(app: Flask) -> cast.Journey:
    known = cast.journey(db.session())
    db.session.commit()
    return known


def _write(folder: Path, text: str, name: str = "sept.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def _import(runner: FlaskCliRunner, path: Path, *options: str) -> str:
    ended = runner.invoke(args=["feedback", "import", str(path), *options])
    if ended.exception is not None:
        raise ended.exception
    return ended.output


def _verbatims() -> list[Verbatim]:
    db.session.rollback()
    return list(db.session.scalars(select(Verbatim).order_by(Verbatim.id)))


def test_a_row_becomes_a_verbatim_with_all_that_it_says(
    journey: cast.Journey, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    assert "读到 1 行 = 新存 1 + 已有 0 + 未收 0" in _import(runner, _write(tmp_path, HEADER + GOOD))
    told = _verbatims()[0]
    assert (told.source, told.source_id, told.text, told.channel) == ("import:sept", "a1", "送得慢", "sms")
    assert told.at == datetime(2025, 11, 20, 0, 42, tzinfo=UTC)
    assert (told.touchpoint_id, told.place_id) == (journey.touchpoints["delivery"], journey.places["hz01"])
    assert (told.rating, told.rating_metric, told.pipeline) == (2, "rating", "")


REFUSED = [
    (",2025-11-20,配送,,,,b1", "评论", "空的"),
    ("好,去年,配送,,,,b2", "时间", "2026-11-20 08:42"),
    ("好,2999-01-01,,,,,b3", "时间", "还没有到"),
    ("好,,海运,,,,b4", "触点", "--value"),
    ("好,,,飞鸽,,,b5", "渠道", "短信链接"),
    ("好,,,,月球店,,b6", "门店", "--value"),
    ("好,,,,,9,b7", "评分", "1 到 5"),
    ("好,,,,,,", "编号", "补上"),
    ("好,,,,,," + "x" * 101, "编号", "改短"),
    ("别的话,,,,,,a1", "编号", "同一编号"),
]


def test_rows_in_are_rows_stored_there_and_refused_each_with_its_mend(
    journey: cast.Journey, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    lines = GOOD * 2 + "\n".join(row for row, _, _ in REFUSED) + "\n"
    report = tmp_path / "report.csv"
    said = _import(runner, _write(tmp_path, HEADER + lines), "--report", str(report))
    assert "读到 12 行 = 新存 1 + 已有 1 + 未收 10" in said
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["行", "列", "原因和改法"]
    for (number, column, why), (_, wanted, mend) in zip(rows[1:], REFUSED, strict=True):
        assert (column, mend in why) == (wanted, True), why
        assert f"第 {number} 行「{column}」：{why}" in said


def test_a_refusal_names_the_heading_that_the_file_has(
    journey: cast.Journey, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    report = tmp_path / "report.csv"
    file = _write(
        tmp_path, "内容,打分,Review_ID,环节\n,,c1,\n好,9,c2,\n好,,,\n好,,c3,海运\n好,,c4,\n坏,,c4,\n"
    )
    said = _import(runner, file, "--report", str(report))
    with report.open(encoding="utf-8-sig", newline="") as written:
        columns = [row[1] for row in csv.reader(written)]
    assert columns == ["列", "内容", "打分", "Review_ID", "环节", "Review_ID"]
    assert said.splitlines()[-1].startswith("有 5 行没有收，都在 ")


def test_the_last_line_counts_the_refused_rows_and_the_command_still_succeeds(
    journey: cast.Journey, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    path = _write(tmp_path, "评论,评分\n好,9\n坏,1\n")
    ended = runner.invoke(args=["feedback", "import", str(path)])
    assert ended.exit_code == 0
    assert ended.output.splitlines()[-1].startswith("有 1 行没有收，用 --report")
    assert "没有收" not in _import(runner, _write(tmp_path, "评论\n好\n", "good.csv"))


def test_a_touchpoint_or_place_that_is_none_hints_at_the_nearest_by_name_and_key(
    journey: cast.Journey, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    said = _import(
        runner, _write(tmp_path, "评论,触点,门店\n好,配送环节,\n好,delivry,\n好,,西湖\n好,月亮,\n")
    )
    assert "没有名为「配送环节」的触点，相近的有：配送（delivery）" in said
    assert "--value touchpoint:配送环节=代号" in said
    assert "没有名为「delivry」的触点，相近的有：配送（delivery）" in said
    assert "没有名为「西湖」的门店，相近的有：西湖店（hz01）" in said
    assert "没有名为「月亮」的触点；请改成已有的名称或代号" in said


@pytest.mark.parametrize(
    "rating", ["00059", "59", "５", "1" + "0" * 30, "4" + "0" * 5_000, "0" * 5_000, "-1"]
)
def test_a_rating_off_the_scale_is_refused_by_row_however_it_is_written(
    journey: cast.Journey, runner: FlaskCliRunner, tmp_path: Path, rating: str
) -> None:
    said = _import(runner, _write(tmp_path, f"评论,评分\n好,{rating}\n坏,00004\n"))
    assert "读到 2 行 = 新存 1 + 已有 0 + 未收 1" in said
    assert f"第 2 行「评分」：「{rating[:20]}」应是 1 到 5 的整数" in said
    assert [(one.text, one.rating) for one in _verbatims()] == [("坏", 4)]


def test_the_same_file_again_changes_nothing_with_or_without_an_id(
    journey: cast.Journey, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    path = _write(tmp_path, "评论\n好\n好\n坏\n")
    assert "新存 3 + 已有 0" in _import(runner, path)
    assert "新存 0 + 已有 3" in _import(runner, path)
    assert "新存 3 + 已有 0" in _import(runner, path, "--source", "other")
    assert len(_verbatims()) == 6


def test_an_interrupted_import_goes_on_where_it_was(
    journey: cast.Journey, runner: FlaskCliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "BATCH", 2)
    path = _write(tmp_path, "评论\n" + "".join(f"第{number}句\n" for number in range(5)))
    kept, calls = take_in_many, iter([True, True, False])

    def interrupted(*told: object) -> object:
        if not next(calls):
            raise KeyboardInterrupt
        return kept(*told)  # type: ignore[arg-type]  # handed through as it came

    monkeypatch.setattr(service, "take_in_many", interrupted)
    runner.invoke(args=["feedback", "import", str(path)])
    assert len(_verbatims()) == 4
    monkeypatch.setattr(service, "take_in_many", kept)
    assert "读到 5 行 = 新存 1 + 已有 4 + 未收 0" in _import(runner, path)


def test_a_touchpoint_is_said_for_the_whole_file_or_translated(
    journey: cast.Journey, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    path = _write(tmp_path, "text,domain\n好,酒店\n坏,外卖\n")
    translated = (
        "--map",
        "touchpoint=domain",
        "--value",
        "touchpoint:酒店=store-visit",
        "--value",
        "touchpoint:外卖=delivery",
    )
    with pytest.raises(VocError, match=r"没有代号为「store-visit」的触点，请改为其中之一：.*delivery"):
        _import(runner, path, *translated)
    _import(runner, path, "--touchpoint", "hotline", "--channel", "phone", "--place", "hz01")
    assert {(one.touchpoint_id, one.channel, one.place_id) for one in _verbatims()} == {
        (journey.touchpoints["hotline"], "phone", journey.places["hz01"])
    }


def test_words_without_a_time_are_of_now(
    journey: cast.Journey, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    _import(runner, _write(tmp_path, "评论\n好\n"))
    assert abs(_verbatims()[0].at - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--channel", "fax"), "没有代号为「fax」的渠道"),
        (("--metric", "stars"), "没有名为「stars」的评分方式"),
        (("--source", "x" * 51), "--source"),
        (("--place", "moon"), "没有代号为「moon」的门店"),
    ],
)
def test_a_choice_that_leads_nowhere_is_refused_before_a_row_is_read(
    journey: cast.Journey, runner: FlaskCliRunner, tmp_path: Path, options: tuple[str, ...], says: str
) -> None:
    with pytest.raises(VocError, match=says):
        _import(runner, _write(tmp_path, "评论\n好\n"), *options)
    assert _verbatims() == []


@both_databases
def test_an_import_that_waits_ends_with_every_verbatim_tagged_and_every_fact_in_the_reports(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.feedback.tagger import dozen

    cast.journey(db.session())
    db.session.commit()
    monkeypatch.setattr(pipelines, "chosen", lambda name: dozen())
    rows = "".join(f"送得慢{number}\n" for number in range(1_200))
    said = _import(runner, _write(tmp_path, "评论\n" + rows), "--wait")
    assert "读到 1,200 行 = 新存 1,200" in said
    assert "全部分析并汇总完" in said
    assert {one.overall for one in _verbatims()} == {"neg"}
    facts = db.session.execute(select(func.count(), func.sum(Fact.weight)).where(Fact.rolled)).one()
    assert tuple(facts) == (2_400, 2_400)
    db.session.rollback()
    assert progress.waiting().over


def test_waiting_ends_when_nothing_moves(
    app: Flask, monkeypatch: pytest.MonkeyPatch, runner: FlaskCliRunner
) -> None:
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr(progress, "IDLE_SECONDS", 0.0)
    monkeypatch.setattr(progress, "waiting", lambda: progress.Waiting(1, 0))
    app.extensions["voc.steps"] = {}
    ended = runner.invoke(args=["feedback", "tag"])
    assert ended.exit_code == 1


def test_every_real_comment_can_be_read(journey: cast.Journey) -> None:
    table = open_table(material("data/sentiment.tsv"))
    read = service.reader(
        db.session(), columns(table.header, Choices()), "real", ZoneInfo("Asia/Shanghai"), NOW
    )
    rows = [read.words(row) for row in table.rows]
    assert len(rows) == 54_971
    assert [row for row in rows if isinstance(row, Refusal)] == []
    assert len({row.source_id for row in rows if isinstance(row, Words)}) == 54_971
