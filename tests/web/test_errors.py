import logging
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from voc.web.errors import WORDS, problem


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 422, 429, 503])
def test_an_error_says_what_happened_and_what_to_do(visitor: FlaskClient, status: int) -> None:
    response = visitor.get(f"/stop/{status}")
    assert response.status_code == status
    title, text = WORDS[status]
    assert str(title) in response.text
    assert str(text) in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_a_status_without_words_of_its_own_is_answered_in_general_words() -> None:
    assert problem(418).title == str(WORDS[400][0])
    assert problem(507).title == str(WORDS[500][0])


def test_a_customer_sees_the_company_and_staff_see_the_product(visitor: FlaskClient) -> None:
    assert "禾木生活" in visitor.get("/nowhere").text
    visitor.set_cookie("voc", "anything")
    page = visitor.get("/nowhere").text
    assert "客户之声" in page
    assert 'href="/"' in page


def test_a_mistake_is_told_in_its_own_words(visitor: FlaskClient) -> None:
    response = visitor.get("/forbidden")
    assert response.status_code == 403
    assert "您的角色不能看这里" in response.text


def test_a_program_is_told_the_lasting_code(visitor: FlaskClient) -> None:
    response = visitor.get("/api/forbidden")
    assert response.content_type == "application/problem+json"
    assert response.json == {
        "type": "about:blank",
        "title": "您的角色不能看这里",
        "status": 403,
        "detail": "您的角色不能看这里。",
        "code": "forbidden",
    }


def test_a_fault_of_ours_has_a_number_that_the_log_has_too(
    bare: Flask, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "not.ours")
    response = bare.test_client().get("/broken")
    assert response.status_code == 500
    number = re.search(r"E-[0-9A-F]{6}", response.text)
    assert number
    logged = capsys.readouterr().err
    assert f"[{number.group()}]" in logged
    assert "\n    ValueError: broken" in logged
    assert "\nforged line" not in logged
    assert "ValueError" not in response.text


def test_a_program_is_told_the_number_of_a_fault(visitor: FlaskClient) -> None:
    answer = visitor.get("/api/broken").json
    assert answer
    assert re.fullmatch(r"E-[0-9A-F]{6}", answer["number"])
    assert answer["code"] == "http.500"


def test_what_is_allowed_instead_stays_in_the_answer(visitor: FlaskClient) -> None:
    response = visitor.get("/form")
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]


def test_a_stranger_in_the_address_is_escaped(visitor: FlaskClient) -> None:
    page = visitor.get('/stop/503?x="><script>alert(1)</script>').text
    assert "<script>alert" not in page


def test_an_error_is_told_in_english_to_those_who_chose_it(visitor: FlaskClient) -> None:
    visitor.set_cookie("lang", "en")
    page = visitor.get("/nowhere").text
    assert 'lang="en"' in page
    assert "没有找到" not in page


def test_what_is_too_large_names_no_limit_that_another_page_has() -> None:
    assert "MB" not in str(WORDS[413][1])
