"""Workbooks, read by a process of their own that may be killed: a small file can unpack into a huge one.

``python -m voc.feedback.importing.workbook FILE [SHEET]`` writes one JSON array of texts a row.
"""

import json
import resource
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
MEMORY_BYTES = 2 * 1024**3
CPU_SECONDS = 120
COLUMNS = 500
"""Cells of a row beyond these are left out."""


def workbook_rows(path: Path, sheet: str = "") -> Iterator[list[str] | str]:
    """Cells of each row as texts. Raises FileFault for what is broken, too large, or no workbook."""
    _check(path)
    command = [sys.executable, "-m", __name__, str(path.resolve()), sheet]
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
            if child.wait():
                raise FileFault(_complaint(path, complaint))
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
            unpacked = sum(one.file_size for one in packed.infolist())
    except BadZipFile as error:
        raise FileFault(f"「{path.name}」不是完好的工作簿，请用表格软件重新另存一次") from error
    if unpacked > UNPACKED_BYTES:
        raise FileFault(f"工作簿「{path.name}」展开后超过 512 MB，请分成几份，或另存为 CSV")


def _complaint(path: Path, complaint: str) -> str:
    sheets = complaint.removeprefix("sheets:").strip()
    if complaint.startswith("sheets:"):
        return f"工作簿「{path.name}」里没有这张表，请改为其中之一：{sheets}"
    return f"工作簿「{path.name}」打不开：已损坏、有密码，或展开后太大；请另存为 CSV 再导入"


def cell_text(value: object) -> str:
    """A cell as a person sees it: whole numbers without a point, moments in ISO form."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)


def _main(path: str, sheet: str) -> int:
    """Write the rows of a sheet, with memory and time bounded."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    if sheet and sheet not in book.sheet_names:
        sys.stderr.write("sheets:" + "、".join(book.sheet_names))
        return 3
    chosen = book.get_sheet_by_name(sheet) if sheet else book.get_sheet_by_index(0)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a pipe is a TextIOWrapper
    for row in chosen.iter_rows():
        sys.stdout.write(json.dumps([cell_text(value) for value in row[:COLUMNS]], ensure_ascii=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""))  # noqa: PLR2004 - program, file, sheet
