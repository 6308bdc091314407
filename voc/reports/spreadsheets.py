"""Tables that leave as CSV or Excel, row by row, and cannot run anything in a spreadsheet.

A file is written whole before it is handed out, so that nobody downloads half of one and no reader of the
database waits for a slow line; memory stays flat however many rows there are.
"""

import csv
import io
import math
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import IO, Any


class Probability(float):
    """A p-value: whole in a CSV file; a sheet shows three decimals, or that it is below 0.001."""


Value = str | int | float | date | None

BOM = "\ufeff"
"""Without it Excel reads UTF-8 as the machine's old encoding, and Chinese becomes rubbish."""

ROWS_A_SHEET = 1_048_575
"""What a sheet holds below its header; further rows go on another sheet."""

CHARACTERS_A_CELL = 32_000
"""Excel refuses a cell of more than 32,767 UTF-16 units and xlsxwriter would drop it whole."""

NARROWEST, WRAPPED = 9, 40
"""Widths of columns in characters: the least, and from which on a text is broken into lines."""

SHEET_NAME = 26
"""Excel takes 31 characters; the rest is for a number."""

STARTERS = frozenset("=+-@")
"""What makes a spreadsheet take a text for a formula, also in their full-width and small forms."""

NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)*%?")
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
INVISIBLE = re.compile("^[\\s\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
SHEET_FORBIDS = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header. name: of the sheet and the file, without ending. rows: iterated once.

    widths: title -> width in a sheet, in characters, of columns that need more than their title does.
    """

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Value]]
    widths: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its ending, its media type, and what writes it."""

    ending: str
    media_type: str
    write: Callable[[Table, IO[bytes]], None]


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula; a number, "-5" or "+3.2%", stays what it is.

    A text that starts like a formula, after any blanks that a reader would not see, gets a leading
    apostrophe, as OWASP advises against CSV injection; characters that no file can hold are left out.
    """
    kept = UNSTORABLE.sub("", text)
    seen = INVISIBLE.sub("", kept)
    starts = unicodedata.normalize("NFKC", seen[:1])[:1] in STARTERS if seen else False
    if kept[:1] in {"\t", "\r", "\n"} or (
        starts and not NUMBER.fullmatch(unicodedata.normalize("NFKC", kept))
    ):
        return "'" + kept
    return kept


def write_csv(table: Table, file: IO[bytes]) -> None:
    """Write UTF-8 with a byte order mark, CRLF, every text quoted."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
    text.write(BOM)
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([safe(title) for title in table.header])
    for row in table.rows:
        writer.writerow([_plain(value) for value in row])
    text.flush()
    text.detach()


def write_excel(table: Table, file: IO[bytes]) -> None:
    """Write a workbook: numbers as numbers, days as days, everything else as text; further sheets if needed."""
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    workbook = xlsxwriter.Workbook(file, options)
    try:
        _fill(workbook, table)
    finally:  # also after a fault: closing is what removes xlsxwriter's own temporary files
        workbook.close()


@dataclass(frozen=True, slots=True)
class _Looks:
    """The formats of a workbook's cells, by what they hold."""

    day: Any
    probability: Any
    plain: Any
    wrapped: Any
    title: Any


def _fill(workbook: Any, table: Table) -> None:
    """Put the rows on as many sheets as they need."""
    looks = _Looks(
        day=workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
        probability=workbook.add_format({"num_format": '[<0.001]"<0.001";0.000', "valign": "top"}),
        plain=workbook.add_format({"valign": "top"}),
        wrapped=workbook.add_format({"text_wrap": True, "valign": "top"}),
        title=workbook.add_format({"bold": True}),
    )
    sheet, at = _sheet(workbook, table, looks), 0
    for row in table.rows:
        if at == ROWS_A_SHEET:
            sheet, at = _sheet(workbook, table, looks), 0
        at += 1
        for column, value in enumerate(row):
            if not _unknown(value):
                _put(sheet, at, column, value, looks)


FORMATS: Mapping[str, Format] = {
    "csv": Format("csv", "text/csv; charset=utf-8", write_csv),
    "xlsx": Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_excel),
}
"""What a table can be downloaded as, by the name that the URL uses."""


def file(table: Table, kind: str) -> IO[bytes]:
    """The whole table as a temporary file, rewound; it vanishes when it is closed. kind: a key of FORMATS."""
    whole = tempfile.TemporaryFile(prefix="voc-export-")  # noqa: SIM115 - the caller closes it
    try:
        FORMATS[kind].write(table, whole)
    except BaseException:
        whole.close()
        raise
    whole.seek(0)
    return whole


def _unknown(value: Value) -> bool:
    return value is None or (isinstance(value, float) and not math.isfinite(value))


def _plain(value: Value) -> str | int | float:
    """A value as CSV holds it; what is not known is empty."""
    if value is None or _unknown(value):
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return safe(value) if isinstance(value, str) else value


def _put(sheet: Any, row: int, column: int, value: Value, looks: _Looks) -> None:
    """Put a value in its cell by its type; nothing is ever guessed from a text."""
    plain = _plain(value)
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, looks.day)
    elif isinstance(plain, str):
        sheet.write_string(row, column, plain[:CHARACTERS_A_CELL])
    else:
        sheet.write_number(row, column, plain, looks.probability if isinstance(value, Probability) else None)


def _sheet(workbook: Any, table: Table, looks: _Looks) -> Any:
    """A new sheet with its header, which stays in sight; the second and later ones are numbered."""
    number = len(workbook.worksheets()) + 1
    name = SHEET_FORBIDS.sub(" ", table.name)[:SHEET_NAME].strip() or "1"
    sheet = workbook.add_worksheet(name if number == 1 else f"{name} {number}")
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(table.header):
        width = table.widths.get(title, _width(title))
        sheet.set_column(column, column, width, looks.wrapped if width >= WRAPPED else looks.plain)
        sheet.write_string(0, column, safe(title), looks.title)
    return sheet


def _width(title: str) -> int:
    """What a title needs in a sheet, in characters; Chinese ones are two wide."""
    wide = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in title)
    return max(NARROWEST, wide + 3)
