import re

from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from tests.web.conftest import bare_app
from voc.settings import Settings, read
from voc.web import brand

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOURS)
def test_any_colour_can_be_read_in_both_lights(colour: str) -> None:
    light, tint, on_light, dark, dark_tint, on_dark = re.findall(r"#[0-9a-f]{6}", brand.stylesheet(colour))
    assert brand.contrast(light, brand.LIGHT_PAPER) >= 4.5
    assert brand.contrast(on_light, light) >= 4.5
    assert brand.contrast(dark, brand.DARK_PAPER) >= 7
    assert brand.contrast(on_dark, dark) >= 7
    assert brand.contrast("#1c2320", tint) >= 7
    assert brand.contrast("#ecefea", dark_tint) >= 7


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert "--brand: #1f5c46;" in brand.stylesheet("#1F5C46")


def test_respondents_pages_take_the_companys_colour() -> None:
    app = bare_app(Settings(env="test", brand="#8a1f5a"))
    css = app.test_client().get("/static/respond.css", buffered=True)
    assert css.mimetype == "text/css"
    assert css.text.rstrip().endswith("}")
    assert "--brand: #8a1f5a" in css.text
    assert address_of(app) != address_of(bare_app())


def test_without_a_colour_the_file_is_sent_as_it_is(visitor: FlaskClient) -> None:
    assert visitor.get("/static/respond.css", buffered=True).text.count("--brand:") == 2


def test_a_colour_is_read_from_the_environment() -> None:
    assert read({"VOC_BRAND": "#8A1F5A"}).brand == "#8A1F5A"


def address_of(app: Flask) -> str:
    page = app.test_client().get("/nowhere").text
    found = re.search(r"/static/respond\.css\?v=\w+", page)
    assert found
    return found.group()
