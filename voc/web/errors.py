"""Error pages: a mistake in words with the next step, a fault of ours with a number that the log has too."""

import secrets
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, g, got_request_exception, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, InternalServerError

from voc.errors import VocError
from voc.settings import Settings
from voc.web.addresses import url_with
from voc.web.navigation import Label, signed_in

WORDS: dict[int, tuple[Label, Label]] = {
    400: (_l("这一步没有做成"), _l("页面可能放得太久了。请回上一页，重新打开再做一次。")),
    401: (_l("请先登录"), _l("登录后再打开这个页面。")),
    403: (_l("您的角色不能看这里"), _l("需要的话，请管理员开通。")),
    404: (_l("没有找到这个页面"), _l("地址可能少了几个字，或者内容已经移走。")),
    405: (_l("这里不能这样打开"), _l("请回上一页，用页面上的按钮再做一次。")),
    409: (_l("内容刚被别人改过"), _l("请重新打开页面，看过最新内容再改。")),
    410: (_l("这个链接已经到期"), _l("请联系发给您链接的人，要一个新的。")),
    413: (_l("内容太大了"), _l("请写短一些，或者分成几份再发。")),
    415: (_l("这种格式读不了"), _l("请换成页面上写明的格式再传。")),
    422: (_l("有几处要改"), _l("请回上一页，照提示改好再继续。")),
    429: (_l("点得太快了"), _l("请等一分钟再试，已经填好的内容还在。")),
    500: (_l("系统出了点问题"), _l("多半再试一次就好。还是不行，请把编号告诉管理员。")),
    503: (_l("系统正忙"), _l("请过一分钟再试，已经保存的内容不会丢。")),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, ready to be said. number: of a fault of ours, as in the log; "" otherwise."""

    status: int
    title: str
    text: str
    code: str
    number: str = ""


def init_app(app: Flask, _settings: Settings) -> None:
    """Turn every error of an application into words."""
    app.register_error_handler(VocError, _mistake)
    app.register_error_handler(HTTPException, _refusal)
    got_request_exception.connect(_count, app)


def problem(status: int, text: str = "", code: str = "", number: str = "") -> Problem:
    """The words for a status, with a more exact text where there is one."""
    title, advice = WORDS.get(status, WORDS[500 if status >= HTTPStatus.INTERNAL_SERVER_ERROR else 400])
    return Problem(status, str(title), text or str(advice), code or f"http.{status}", number)


def _mistake(error: Exception) -> ResponseReturnValue:
    if not isinstance(error, VocError):
        raise error
    return _say(problem(error.status, _(error.message), error.code))


def _refusal(error: Exception) -> ResponseReturnValue:
    if not isinstance(error, HTTPException):
        raise error
    status = error.code or 500
    if error.response is not None or status < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    number = str(g.get("error_number", "")) if isinstance(error, InternalServerError) else ""
    response = _say(problem(status, number=number))
    for name, value in error.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    return response


def _say(said: Problem) -> Response:
    """Problem details for programs, a page for people: with the staff's frame where there is a session."""
    if request.path.startswith("/api/"):
        body = {"type": "about:blank", "title": said.title, "status": said.status, "detail": said.text}
        response = jsonify(body | {"code": said.code} | ({"number": said.number} if said.number else {}))
        response.content_type = "application/problem+json"
    else:
        page = _page(said)
        again = url_with() if request.method == "GET" else ""
        response = make_response(render_template(page, problem=said, again=again))
    response.status_code = said.status
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(said: Problem) -> str:
    """The template: the usual frame only while the database can say who is signed in."""
    if "voc" not in request.cookies:
        return "web/error_public.html"
    if said.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "web/error.html"
    try:
        return "web/error_staff.html" if signed_in() else "web/error.html"
    except SQLAlchemyError:
        return "web/error.html"


def _count(_app: Flask, **_exception: object) -> None:
    g.error_number = "E-" + secrets.token_hex(3).upper()
