"""Workbooks, read by a process of their own that may be killed: a small file can unpack into a huge one.

``python -m voc.feedback.importing.workbook FILE SHEET ROWS`` writes one JSON array of texts a row.
"""

import json
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from voc.feedback.importing.faults import FileFault

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
FILE_BYTES = 64 * 1024**2
UNPACKED_BYTES = 512 * 1024**2
HARMLESS_BYTES = 8 * 1024**2
RATIO = 100
"""A part that unpacks beyond HARMLESS_BYTES may do so to this many times its size; sheets with real words stay below 60."""

MEMORY_BYTES = 256 * 1024**2
"""Enough for some 400,000 rows of five columns; a larger table comes as CSV, which is streamed."""

CPU_SECONDS = 120
ROWS = 1_000_000
"""Rows below the header, unless more are allowed."""

COLUMNS = 500
"""Cells of a row beyond these are left out."""

NO_SUCH_SHEET, TOO_MANY_ROWS = 3, 4
"""Exit codes of the reading process."""


def workbook_rows(path: Path, sheet: str = "", most: int = ROWS) -> Iterator[list[str] | str]:
    """Cells of each row as texts. Raises FileFault for what is broken, too large, or no workbook.

    most: rows below the header; a sheet with more is refused before its first row is given.
    """
    _check(path)
    command = [sys.executable, "-m", __name__, str(path.resolve()), sheet, str(most)]
    with subprocess.Popen(  # noqa: S603 - our own module; the path is an argument, never a shell's
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    ) as child:
        try:
            if child.stdout is not None:
                for line in child.stdout:
                    yield json.loads(line)
            complaint = child.stderr.read() if child.stderr is not None else ""
            if ended := child.wait():
                raise FileFault(_complaint(path, ended, complaint, most))
        finally:
            child.kill()


def _check(path: Path) -> None:
    """Refuse what is plainly too large before anything is unpacked."""
    if path.stat().st_size > FILE_BYTES:
        raise FileFault(f"工作簿「{path.name}」超过 64 MB，请分成几份，或另存为 CSV")
    if path.suffix.lower() == ".xls":
        return
    try:
        with ZipFile(path) as packed:
            parts = packed.infolist()
    except BadZipFile as error:
        raise FileFault(f"「{path.name}」不是完好的工作簿，请用表格软件重新另存一次") from error
    if sum(part.file_size for part in parts) > UNPACKED_BYTES:
        raise FileFault(f"工作簿「{path.name}」展开后超过 512 MB，请分成几份，或另存为 CSV")
    for part in parts:
        if part.file_size > max(HARMLESS_BYTES, RATIO * part.compress_size):
            raise FileFault(
                f"工作簿「{path.name}」里的「{part.filename[:60]}」展开后是压缩时的 {RATIO} 倍以上，"
                "不像正常的表格；请在表格软件里打开看过，确认无误再另存为 CSV 导入"
            )


def _complaint(path: Path, ended: int, complaint: str, most: int) -> str:
    """What the reading process died of, with the mend. ended: its exit code, or a signal's number below 0."""
    told = complaint.strip().partition(":")[2]
    if ended == NO_SUCH_SHEET:
        return f"工作簿「{path.name}」里没有这张表，请改为其中之一：{told}"
    if ended == TOO_MANY_ROWS:
        return (
            f"工作簿「{path.name}」的表有 {int(told):,} 行，超过 {most:,} 行；请删去表格下方多余的内容，"
            "或分成几份；确实有这么多行，请加 --rows 说明最多几行"
        )
    if ended == -signal.SIGXCPU:
        return f"工作簿「{path.name}」{CPU_SECONDS} 秒还没有读完，请分成几份，或另存为 CSV 再导入"
    if ended < 0 or "MemoryError" in complaint:
        return (
            f"工作簿「{path.name}」展开后太大，超过 {MEMORY_BYTES >> 20} MB 内存；请删去远离表格的零散内容"
            "（按 Ctrl+End 看表格到哪里为止），或另存为 CSV 再导入"
        )
    return f"工作簿「{path.name}」打不开：已损坏或有密码；请去掉密码，或用表格软件另存为 CSV 再导入"


def cell_text(value: object) -> str:
    """A cell as a person sees it: whole numbers without a point, moments in ISO form."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)


def _main(path: str, sheet: str, most: int) -> int:
    """Write the rows of a sheet, with memory and time bounded."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    if sheet and sheet not in book.sheet_names:
        sys.stderr.write("sheets:" + "、".join(book.sheet_names))
        return NO_SUCH_SHEET
    chosen = book.get_sheet_by_name(sheet) if sheet else book.get_sheet_by_index(0)
    if chosen.height - 1 > most:
        sys.stderr.write(f"rows:{chosen.height - 1}")
        return TOO_MANY_ROWS
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a pipe is a TextIOWrapper
    for row in chosen.iter_rows():
        sys.stdout.write(json.dumps([cell_text(value) for value in row[:COLUMNS]], ensure_ascii=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
