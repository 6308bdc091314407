"""Every text for people has its English, and the compiled catalogue is the written one."""

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
ENGLISH = ROOT / "voc" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
PLACE = re.compile(r"%\((\w+)\)[sd]")


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="en")


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    pot = tmp_path_factory.mktemp("texts") / "voc.pot"
    command = [
        sys.executable,
        "-m",
        "babel.messages.frontend",
        "-q",
        "extract",
        "-F",
        str(ROOT / "deploy" / "babel.cfg"),
        "-k",
        "_l",
        "-o",
        str(pot),
    ]
    subprocess.run([*command, str(ROOT)], check=True, cwd=ROOT)  # where deploy/ can be found
    return catalogue(pot)


@pytest.fixture(scope="module")
def english() -> Catalog:
    return catalogue(ENGLISH)


def words(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def test_every_text_has_its_english(gathered: Catalog, english: Catalog) -> None:
    missing = []
    for message in gathered:
        if message.id:
            found = english.get(message.id)
            if found is None or not all(words(found.string)) or found.fuzzy:
                missing.append(words(message.id)[0])
    assert missing == [], "run make translations and write the English of these"


def test_no_english_is_left_from_a_text_that_is_gone(gathered: Catalog, english: Catalog) -> None:
    assert [message.id for message in english if message.id and gathered.get(message.id) is None] == []


def test_every_place_for_a_value_is_kept_in_english(english: Catalog) -> None:
    for message in english:
        for string in words(message.string):
            assert set(PLACE.findall(string)) == set(PLACE.findall(words(message.id)[0])), message.id


def test_english_is_written_in_english(english: Catalog) -> None:
    chinese = [
        message.id
        for message in english
        for string in words(message.string)
        if re.search("[\u3400-\u9fff]", string)
    ]
    assert chinese == []


def test_the_compiled_catalogue_is_the_written_one(english: Catalog) -> None:
    with ENGLISH.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    assert pairs(compiled) == pairs(english), "run make translations"


def pairs(messages: Catalog) -> dict[str, tuple[str, ...]]:
    return {words(message.id)[0]: words(message.string) for message in messages if message.id}
