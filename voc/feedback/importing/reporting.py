"""What an import tells the person who started it."""

import csv
from collections.abc import Sequence
from pathlib import Path

from voc.feedback.importing.rows import Refusal
from voc.feedback.importing.service import Tally

SHOWN = 10
"""Refused rows that are printed; the report file has them all."""


def summary(tally: Tally) -> list[str]:
    """The count of rows, which adds up, and the first refused rows with their mends."""
    lines = [
        f"读到 {tally.rows:,} 行 = 新存 {tally.stored:,} + 已有 {tally.there:,} + 未收 {len(tally.refused):,}",
        *(_line(refusal) for refusal in tally.refused[:SHOWN]),
    ]
    if len(tally.refused) > SHOWN:
        lines.append(f"……另有 {len(tally.refused) - SHOWN:,} 行，用 --report 文件.csv 看全部")
    return lines


def closing(tally: Tally, report: Path | None) -> str:
    """The last line where rows were refused: how many, and where all of them stand; "" if none were."""
    if not tally.refused:
        return ""
    where = f"都在 {report} 里" if report else "用 --report 文件.csv 看全部"
    return f"有 {len(tally.refused):,} 行没有收，{where}；改好后再导入一次，已收的不会重复"


def write_report(path: Path, refused: Sequence[Refusal]) -> None:
    """Every refused row as CSV with a byte-order mark, for spreadsheets. No cell begins like a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("行", "列", "原因和改法"))
        writer.writerows((refusal.number, refusal.column, refusal.why) for refusal in refused)


def _line(refusal: Refusal) -> str:
    place = f"第 {refusal.number} 行" + (f"「{refusal.column}」" if refusal.column else "")
    return f"{place}：{refusal.why}"
