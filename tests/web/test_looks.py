"""What the style sheets and templates must keep to, read from the files themselves."""

import re
from pathlib import Path

import pytest

from voc.web.brand import contrast

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "voc" / "static"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
TOKEN = re.compile(r"--([\w-]+): (#[0-9a-f]{3,6})")


def tokens(name: str, light: str) -> dict[str, str]:
    text = (STATIC / name).read_text()
    first = {"light": text.index(":root {"), "dark": text.index("color-scheme: dark;")}[light]
    found = dict(TOKEN.findall(text[first : text.index("}", first)]))
    return {
        name: one if len(one) == 7 else "#" + "".join(digit * 2 for digit in one[1:])
        for name, one in found.items()
    }


def test_contrast_agrees_with_the_extremes_of_the_standard() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "surface"])
def test_words_stand_out_from_their_ground(light: str, ground: str) -> None:
    found = tokens("voc.css", light)
    for name in ("ink", "ink2", "ink3", "accent", "worse", "amber"):
        assert contrast(found[name], found[ground]) >= 4.5, name
    assert contrast(found["line2"], found[ground]) >= 3


@pytest.mark.parametrize("light", ["light", "dark"])
def test_words_on_a_tinted_ground_stand_out(light: str) -> None:
    found = tokens("voc.css", light)
    for name in ("accent", "worse", "amber"):
        assert contrast(found[name], found[f"{name}-t"]) >= 4.5, name
        assert contrast(found["ink"], found[f"{name}-t"]) >= 7, name
    assert contrast(found["ink3"], found["sunk"]) >= 4.5


@pytest.mark.parametrize("light", ["light", "dark"])
def test_the_brand_stands_out_on_respondents_pages(light: str) -> None:
    found = tokens("respond.css", light)
    assert contrast(found["brand"], found["paper"]) >= 4.5
    assert contrast(found["on-brand"], found["brand"]) >= 4.5
    assert contrast(found["ink"], found["brand-t"]) >= 7
    assert contrast(found["worse"], found["worse-t"]) >= 4.5


@pytest.mark.parametrize("light", ["light", "dark"])
def test_respondents_and_staff_pages_share_their_tokens(light: str) -> None:
    staff, respondent = tokens("voc.css", light), tokens("respond.css", light)
    shared = staff.keys() & respondent.keys()
    assert {"paper", "ink", "line2", "worse"} <= shared
    assert {name: staff[name] for name in shared} == {name: respondent[name] for name in shared}


def test_dark_by_choice_is_dark_by_system() -> None:
    text = (STATIC / "voc.css").read_text()
    blocks = re.findall(r"color-scheme: dark;(.*?)}", text, re.DOTALL)
    assert len(blocks) == 2
    assert blocks[0].split() == blocks[1].split()


@pytest.mark.parametrize(
    ("name", "most"), [("voc.css", 26), ("respond.css", 10), ("voc.js", 6), ("charts.js", 6)]
)
def test_what_a_page_loads_stays_small(name: str, most: int) -> None:
    assert (STATIC / name).stat().st_size <= most * 1024


def test_every_vendored_file_is_listed_with_version_and_licence() -> None:
    listed = (STATIC / "vendor" / "README.md").read_text()
    for path in (STATIC / "vendor").iterdir():
        assert path.name == "README.md" or f"| {path.name} |" in listed, path.name


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_keeps_to_the_policy(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle=", text), "inline style"
    assert not re.search(r"\son[a-z]+=", text), "inline handler"
    assert not re.search(r"\|\s*safe\b", text), "unescaped text"
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text), "outside asset"
    for script in re.findall(r"<script[^>]*>", text):
        assert "src=" in script or 'type="application/json"' in script, script
