import io
import logging
import sys

from voc.web.logs import FORMAT, PlainFormatter


def logged(message: str, *args: object, exc_info: bool = False) -> str:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(PlainFormatter(FORMAT))
    record = logging.LogRecord(
        "voc.test", logging.INFO, "", 0, message, args, sys.exc_info() if exc_info else None
    )
    handler.handle(record)
    return stream.getvalue()


def test_a_line_break_in_a_strangers_words_does_not_begin_a_record() -> None:
    text = logged("place %s", "西溪\n2026-11-20 INFO voc: 管理员已登录\r\x1b[31m")
    assert text.count("\n") == 1
    assert "\\x0a2026-11-20" in text
    assert "\x1b" not in text
    assert "\r" not in text


def test_marks_that_turn_the_writing_direction_are_shown_as_text() -> None:
    assert "\\u202e" in logged("x\u202ey")


def test_chinese_is_logged_as_it_is() -> None:
    assert "第 3 题「满意度」" in logged("第 3 题「满意度」")


def test_a_traceback_stands_indented_below_its_record() -> None:
    try:
        int("one\n2026-11-20 forged")
    except ValueError:
        lines = logged("failed", exc_info=True).splitlines()
    assert all(line.startswith("    ") for line in lines[1:])
    assert len(lines) > 2
