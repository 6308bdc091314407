"""Gathers the texts of our Python files for translators: those that are marked, and those that are shown by name.

Shown by name, with ``_(label)`` or ``_(error.message)``, are: the docstrings of errors, the words that a function
raises or returns, and the tables of labels of the pure core, which knows no translation.
Babel calls ``texts`` by the name in deploy/babel.cfg.
"""

import ast
from collections.abc import Iterator, Mapping
from typing import IO, Any

from babel.messages.extract import extract_python

TABLES = ("LABELS", "GROUPS")
"""How the names of tables of labels end."""


def texts(
    file: IO[bytes], keywords: Mapping[str, Any], comment_tags: list[str], options: Mapping[str, Any]
) -> Iterator[tuple[Any, ...]]:
    """Every text marked with a keyword, then every Chinese text that is shown by name."""
    yield from extract_python(file, keywords, comment_tags, options)  # type: ignore[arg-type]  # a mapping will do
    file.seek(0)
    for line, words in shown_by_name(ast.parse(file.read())):
        if not words.isascii():
            yield line, None, words, []


def shown_by_name(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of what is shown without being marked where it stands."""
    for node in ast.walk(module):
        match node:
            case ast.ClassDef() if _declares_code(node):
                yield node.lineno, ast.get_docstring(node) or ""
            case ast.Raise(exc=ast.Call(args=[ast.Constant(value=str(words)), *_])):
                yield node.lineno, words
            case ast.Return(value=ast.Constant(value=str(words))):
                yield node.lineno, words
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=table)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as table)
            ) if name.endswith(TABLES):
                yield from _constants(table)
            case _:
                pass


def _constants(table: ast.expr) -> Iterator[tuple[int, str]]:
    for node in ast.walk(table):
        match node:
            case ast.Constant(value=str(words)):
                yield node.lineno, words


def _declares_code(node: ast.ClassDef) -> bool:
    return any(
        isinstance(name, ast.Name) and name.id == "code"
        for statement in node.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        for name in ast.walk(target)
    )
