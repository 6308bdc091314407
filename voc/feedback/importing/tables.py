"""A file as rows of text: CSV, TSV and workbooks, in whatever encoding they came."""

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from voc.feedback.importing.faults import FileFault
from voc.feedback.importing.workbook import ROWS, SUFFIXES, workbook_rows

CHUNK = 1 << 20
FILE_BYTES = 2 * 1024**3
"""The largest text file; it is streamed, so that this only stops a mistake."""

CELL_CHARACTERS = 1_000_000
"""The longest single cell that is read; a lost quotation mark would otherwise swallow the file."""

ENCODINGS = ("utf-8", "gb18030")
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the header. number: as a spreadsheet counts, the header being 1. broken: why it cannot be read."""

    number: int
    cells: tuple[str, ...]
    broken: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it, which are read as they are asked for; blank rows are left out."""

    header: tuple[str, ...]
    rows: Iterator[Row]


def open_table(path: Path, *, sheet: str = "", quoted: bool | None = None, most: int = ROWS) -> Table:
    """The table in a file: .csv, .tsv, .txt, .xlsx, .xls, .xlsb or .ods. Raises FileFault.

    sheet: name of a workbook's sheet, the first if empty. quoted: whether double quotes enclose cells; of
    itself, comma-separated files are quoted and tab-separated ones are not, but escaped by backslash.
    most: rows of a workbook; text is streamed and may have any number.
    """
    if not path.is_file():
        raise FileFault(f"没有文件「{path.name}」，请检查路径")
    if path.suffix.lower() in SUFFIXES:
        return _table(path, workbook_rows(path, sheet, most))
    return _table(path, _text_rows(path, quoted))


def encoding_of(path: Path) -> str:
    """utf-8-sig, utf-16 or gb18030, whichever the whole file can be read in. Raises FileFault."""
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        if not _readable(path, "utf-16"):
            raise FileFault(
                f"文件「{path.name}」是 UTF-16 编码，但中间或结尾坏了，请重新导出，或另存为 UTF-8 后再导入"
            )
        return "utf-16"
    for encoding in ENCODINGS:
        if _readable(path, encoding):
            return "utf-8-sig" if encoding == "utf-8" else encoding
    raise FileFault(f"文件「{path.name}」不是 UTF-8 也不是 GB18030 编码，请另存为 UTF-8 后再导入")


def _readable(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _text_rows(path: Path, quoted: bool | None) -> Iterator[list[str] | str]:
    """Cells of each line; a text where a line cannot be read."""
    if path.stat().st_size > FILE_BYTES:
        raise FileFault(f"文件「{path.name}」超过 2 GB，请分成几份")
    with path.open(encoding=encoding_of(path), newline="") as file:
        separator = _separator(path, file.readline(CELL_CHARACTERS))
        file.seek(0)
        if quoted is None:
            quoted = separator != "\t"
        yield from _quoted(file, separator) if quoted else _escaped(file, separator)


def _separator(path: Path, first: str) -> str:
    """The separator that the header has most of; by the file's name if it has none."""
    if path.suffix.lower() == ".tsv":
        return "\t"
    counts = {separator: first.count(separator) for separator in "\t,;"}
    best = max(counts, key=lambda separator: counts[separator])
    return best if counts[best] else ","


def _quoted(file: TextIO, separator: str) -> Iterator[list[str] | str]:
    before = csv.field_size_limit(CELL_CHARACTERS)
    try:
        reader = csv.reader(file, delimiter=separator)
        while True:
            try:
                yield next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield "这一行读不出来，多半少了一个引号，请检查引号是否成对"
    finally:
        csv.field_size_limit(before)


def _escaped(file: TextIO, separator: str) -> Iterator[list[str] | str]:
    while line := file.readline(CELL_CHARACTERS):
        cells = line.rstrip("\r\n").split(separator)
        if len(line) >= CELL_CHARACTERS:
            yield f"这一行超过 {CELL_CHARACTERS:,} 个字，请检查换行"
        elif "\\" in line:
            yield [ESCAPED.sub(_unescaped, cell) for cell in cells]
        else:
            yield cells


def _unescaped(found: re.Match[str]) -> str:
    return ESCAPES.get(found[1], found[1])


def _table(path: Path, lines: Iterator[list[str] | str]) -> Table:
    header = next(lines, None)
    if not isinstance(header, list) or not any(cell.strip() for cell in header):
        raise FileFault(f"文件「{path.name}」第 1 行应是列名，现在是空的或读不出来，请补上列名")
    return Table(tuple(cell.strip() for cell in header), _rows(lines))


def _rows(lines: Iterator[list[str] | str]) -> Iterator[Row]:
    for number, line in enumerate(lines, start=2):
        if isinstance(line, str):
            yield Row(number, (), line)
        elif any(cell.strip() for cell in line):
            yield Row(number, tuple(line))
