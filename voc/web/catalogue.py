"""Gathers the texts of our Python files for translators, with the words of errors, which are docstrings.

Babel calls ``texts`` by the name in deploy/babel.cfg.
"""

import ast
from collections.abc import Iterator, Mapping
from typing import IO, Any

from babel.messages.extract import extract_python


def texts(
    file: IO[bytes], keywords: Mapping[str, Any], comment_tags: list[str], options: Mapping[str, Any]
) -> Iterator[tuple[Any, ...]]:
    """Every text marked with a keyword, then the docstring of every class that declares an error ``code``."""
    yield from extract_python(file, keywords, comment_tags, options)  # type: ignore[arg-type]  # a mapping will do
    file.seek(0)
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.ClassDef) and _declares_code(node):
            words = ast.get_docstring(node)
            if words and not words.isascii():
                yield node.lineno, None, words, []


def _declares_code(node: ast.ClassDef) -> bool:
    names = {
        name.id
        for statement in node.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        for name in ast.walk(target)
        if isinstance(name, ast.Name)
    }
    return "code" in names
