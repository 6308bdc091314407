"""Files are read in whatever encoding and shape they came, row by row."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_bytes

import pytest
import xlsxwriter

from voc.feedback.importing import workbook
from voc.feedback.importing.faults import FileFault
from voc.feedback.importing.tables import encoding_of, open_table
from voc.feedback.importing.workbook import cell_text


def _rows(path: Path, **chosen: object) -> list[tuple[int, tuple[str, ...]]]:
    table = open_table(path, **chosen)  # type: ignore[arg-type]  # a test's keywords
    return [(row.number, row.cells) for row in table.rows]


def _file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _book(folder: Path, *rows: list[object], name: str = "words.xlsx") -> Path:
    path = folder / name
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm"})
    sheet = book.add_worksheet("原声")
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(number, place, value.replace(tzinfo=None))
            else:
                sheet.write(number, place, value)
    book.add_worksheet("空")
    book.close()
    return path


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8-sig"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
    ],
)
def test_the_encoding_is_found_out(tmp_path: Path, encoding: str, name: str) -> None:
    path = _file(tmp_path, "a.csv", "评论,时间\r\n送得慢，等了三天,2026-11-20\r\n".encode(encoding))
    assert encoding_of(path) == name
    assert open_table(path).header == ("评论", "时间")
    assert _rows(path) == [(2, ("送得慢，等了三天", "2026-11-20"))]


def test_what_is_in_no_known_encoding_is_refused_with_the_mend(tmp_path: Path) -> None:
    with pytest.raises(FileFault, match="另存为 UTF-8"):
        open_table(_file(tmp_path, "a.csv", b"text\n\xff\x81\xff\xff\n"))


@pytest.mark.parametrize(
    "content",
    [
        "评论\n好\n".encode("utf-16")[:-1],
        "评论\n".encode("utf-16") + b"\x3d\xd8",
        b"\xfe\xff\xd8\x3d\x00\x0a",
    ],
    ids=["odd length", "half a character at the end", "half a character within"],
)
def test_a_broken_utf_16_file_is_refused_with_the_mend(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FileFault, match="UTF-16 编码，但中间或结尾坏了"):
        open_table(_file(tmp_path, "a.csv", content))


def test_a_comma_separated_cell_may_hold_commas_quotes_and_lines(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.csv", 'text,id\n"他说""好""，\n真的",1\n\n,,\n坏,2\n')
    assert _rows(path) == [(2, ('他说"好"，\n真的', "1")), (5, ("坏", "2"))]


def test_a_tab_separated_cell_is_escaped_by_a_backslash_and_quotes_mean_nothing(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.tsv", 'text\tid\n"好，a\\\\b\\tc\\nd\t1\n')
    assert _rows(path) == [(2, ('"好，a\\b\tc\nd', "1"))]


def test_a_tab_separated_file_of_a_spreadsheet_is_read_with_quotes_when_asked(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.txt", 'text\tid\n"好\n坏"\t1\n')
    assert _rows(path, quoted=True) == [(2, ("好\n坏", "1"))]


def test_semicolons_separate_where_the_header_has_them(tmp_path: Path) -> None:
    assert _rows(_file(tmp_path, "a.csv", "text;id\n好,真好;1\n")) == [(2, ("好,真好", "1"))]


def test_a_row_that_swallows_the_file_is_one_broken_row(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.csv", 'text\n"没有结尾' + "好" * 1_000_100 + "\n")
    broken = [row for row in open_table(path).rows if row.broken]
    assert "引号" in broken[0].broken


@pytest.mark.parametrize("content", ["", "\n好\n", ",,\n好\n"])
def test_a_file_without_a_header_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(FileFault, match="列名"):
        open_table(_file(tmp_path, "a.csv", content))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileFault, match=r"没有文件「a\.csv」"):
        open_table(tmp_path / "a.csv")


def test_a_workbook_gives_numbers_and_moments_as_a_person_sees_them(tmp_path: Path) -> None:
    path = _book(
        tmp_path,
        ["评论", "编号", "时间"],
        ["好", 17, datetime(2026, 11, 20, 8, 42, tzinfo=UTC)],
        ["", "", ""],
        ["坏", 2.5, ""],
    )
    assert _rows(path) == [(2, ("好", "17", "2026-11-20T08:42:00")), (4, ("坏", "2.5", ""))]
    assert _rows(path, sheet="原声")


def test_a_sheet_that_is_not_there_is_said_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(FileFault, match="请改为其中之一：原声、空"):
        open_table(_book(tmp_path, ["评论"]), sheet="另一张")


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    for name, content in (("a.xlsx", b"PK nonsense"), ("a.xls", b"nonsense")):
        with pytest.raises(FileFault, match="另存"):
            open_table(_file(tmp_path, name, content))


def test_a_workbook_that_unpacks_into_too_much_is_refused_before_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "UNPACKED_BYTES", 20 << 20)
    path = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/worksheets/sheet1.xml", "w") as inner,
    ):
        for _ in range(21):
            inner.write(bytes(1 << 20))
    assert path.stat().st_size < 1 << 20
    with pytest.raises(FileFault, match="512 MB"):
        open_table(path)


def test_a_part_that_unpacks_to_more_than_a_hundred_times_its_size_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "HARMLESS_BYTES", 1 << 20)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/noise.png", token_bytes(1 << 18))
        packed.writestr("xl/worksheets/sheet1.xml", "<row><c><v>1</v></c></row>" * 100_000)
    with pytest.raises(FileFault, match=r"「xl/worksheets/sheet1\.xml」展开后是压缩时的 100 倍以上"):
        open_table(path)


@pytest.mark.parametrize("corner", [(1_048_575, 16_383), (9_999, 16_383), (999, 16_383)])
def test_a_stray_cell_far_away_is_refused_with_the_mend_before_it_takes_the_memory(
    tmp_path: Path, corner: tuple[int, int]
) -> None:
    path = tmp_path / "wide.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "评论")
    sheet.write(*corner, "好")
    book.close()
    with pytest.raises(FileFault, match=r"展开后太大，超过 256 MB 内存；请删去远离表格的零散内容.*Ctrl\+End"):
        open_table(path)


def test_a_sheet_of_more_rows_than_allowed_gives_none_of_them_unless_more_are_allowed(tmp_path: Path) -> None:
    path = _book(tmp_path, ["评论"], ["好"], ["坏"], ["慢"])
    with pytest.raises(FileFault, match=r"的表有 3 行，超过 2 行.*--rows"):
        open_table(path, most=2)
    assert len(_rows(path, most=3)) == 3


def test_a_workbook_file_may_not_be_larger_than_what_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "FILE_BYTES", 10)
    with pytest.raises(FileFault, match="64 MB"):
        open_table(_book(tmp_path, ["评论"]))


@pytest.mark.parametrize(
    ("value", "text"), [(1.0, "1"), (1.5, "1.5"), (True, "true"), ("=1+1", "=1+1"), (7, "7")]
)
def test_a_cell_is_text(value: object, text: str) -> None:
    assert cell_text(value) == text
