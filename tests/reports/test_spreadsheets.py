"""Whatever a customer wrote, a spreadsheet shows it and runs nothing."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from voc.reports import spreadsheets
from voc.reports.spreadsheets import FORMATS, Probability, Table, Value, file, safe

DANGEROUS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\x00=1+1",
    "\ufeff=1+1",
    "\u200b=1+1",
    "\u3000=1+1",
    "＝1+1",
    "＋cmd|' /C calc'!A0",
    "－2+3",
    "＠SUM(A1)",
    "﹦1+1",
    '=HYPERLINK("http://example.com","看")',
    "-好",
    "=",
]
HARMLESS = [
    "送得快",
    "5",
    "-5",
    "+3.2",
    "-12.5%",
    "1,306",
    "－5",
    "a=b",
    "好 - 还行",
    "",
    "138****8001",
    "'引号'",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_starts_like_a_formula_is_made_a_text(text: str) -> None:
    assert safe(text).startswith("'")


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_text_and_a_number_stay_what_they_are(text: str) -> None:
    assert safe(text) == text


@given(st.text())
def test_no_text_at_all_starts_like_a_formula_afterwards(text: str) -> None:
    made = safe(text)
    made.encode("utf-8")
    assert made[:1] not in set("=@＝＠\t\r\n\x00")
    assert made[:1] not in set("+-＋－") or spreadsheets.NUMBER.fullmatch(
        made.translate({0xFF0B: "+", 0xFF0D: "-"})
    )


def table(*rows: Sequence[Value]) -> Table:
    return Table("主题 [1/2]", ["=主题", "条数"], rows)


def csv_rows(written: Table) -> list[list[str]]:
    with file(written, "csv") as whole:
        return list(csv.reader(io.StringIO(whole.read().decode("utf-8-sig"), newline="")))


def sheets(written: Table) -> list[list[list[object]]]:
    with file(written, "xlsx") as whole:
        book = load_workbook(io.BytesIO(whole.read()), read_only=True)
        found: list[list[list[object]]] = [
            [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets
        ]
        book.close()
    return found


def test_csv_begins_with_a_byte_order_mark_so_that_excel_reads_chinese() -> None:
    with file(table(["包装", 3]), "csv") as whole:
        assert whole.read().startswith(b"\xef\xbb\xbf\"'=")


def test_csv_holds_what_was_given_safely() -> None:
    tricky = '他说"快",\n真的'
    assert csv_rows(table([tricky, 3], ["=1+1", -2.5], [None, float("nan")], [date(2026, 11, 20), "+5"])) == [
        ["'=主题", "条数"],
        [tricky, "3"],
        ["'=1+1", "-2.5"],
        ["", ""],
        ["2026-11-20", "+5"],
    ]


def test_excel_holds_numbers_days_and_texts_by_their_kind() -> None:
    (rows,) = sheets(table(["=1+1", -2.5], ["http://example.com", 3], [None, date(2026, 11, 20)]))
    assert rows[0] == ["'=主题", "条数"]
    assert rows[1] == ["'=1+1", -2.5]
    assert rows[2] == ["http://example.com", 3]
    assert str(rows[3][1]).startswith("2026-11-20")


def test_excel_holds_no_formula_and_no_link() -> None:
    with file(table(*[(text, 1) for text in DANGEROUS], ("http://example.com", 1)), "xlsx") as whole:
        book = load_workbook(io.BytesIO(whole.read()))
    (sheet,) = book.worksheets
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)


def test_what_is_not_known_is_an_empty_cell_of_a_sheet() -> None:
    (rows,) = sheets(table([None, float("nan")], ["a", 1]))
    assert rows[1] == [None, None]


def test_a_p_value_is_rounded_for_the_eye_and_whole_in_csv() -> None:
    small = table([Probability(1.2e-16), 3])
    with file(small, "xlsx") as whole:
        cell = load_workbook(io.BytesIO(whole.read())).worksheets[0]["A2"]
    assert (cell.value, cell.number_format) == (1.2e-16, '[<0.001]"<0.001";0.000')
    assert csv_rows(small)[1] == ["1.2e-16", "3"]


def test_columns_are_as_wide_as_they_need_and_long_texts_are_wrapped() -> None:
    written = Table("t", ["打分", "原声", "区间下限（百分点）"], [[3, "很长" * 50, 1.5]], {"原声": 80})
    with file(written, "xlsx") as whole:
        sheet = load_workbook(io.BytesIO(whole.read())).worksheets[0]
    assert [round(sheet.column_dimensions[letter].width) for letter in "ABC"] == [10, 81, 22]
    assert sheet["B2"].alignment.wrap_text
    assert not sheet["A2"].alignment.wrap_text


def test_more_rows_than_a_sheet_holds_go_on_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "ROWS_A_SHEET", 2)
    found = sheets(table(["a", 1], ["b", 2], ["c", 3]))
    assert [len(rows) for rows in found] == [3, 2]
    assert found[1] == [["'=主题", "条数"], ["c", 3]]


def test_a_very_long_text_is_cut_rather_than_lost() -> None:
    (rows,) = sheets(table(["好" * 40_000, 1]))
    assert len(str(rows[1][0])) == spreadsheets.CHARACTERS_A_CELL


def test_characters_that_no_file_can_hold_are_left_out() -> None:
    assert csv_rows(table(["a\x00b\ud800c\uffffd", 1]))[1] == ["abcd", "1"]
    assert sheets(table(["a\x00b\ud800c\uffffd", 1]))[0][1] == ["abcd", 1]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_that_fails_half_way_is_not_handed_out(kind: str) -> None:
    def failing() -> Iterator[list[Value]]:
        yield ["a", 1]
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk"):
        file(Table("t", ["x", "y"], failing()), kind)
