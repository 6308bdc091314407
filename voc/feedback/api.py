"""The JSON API of feedback: programs tell what customers said."""

import json
from typing import Any, cast

from apiflask import APIBlueprint, APIFlask, HTTPError
from flask import Response, current_app, jsonify, request
from flask.blueprints import BlueprintSetupState
from flask.json.provider import DefaultJSONProvider
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import RequestEntityTooLarge, ServiceUnavailable, UnsupportedMediaType

from voc.accounts.access import public
from voc.accounts.tokens import api_allow, api_caller
from voc.db import db
from voc.errors import Conflict, Forbidden
from voc.feedback.bodies import Receipt, Telling, TouchpointList, TouchpointName
from voc.feedback.moments import moment
from voc.feedback.openapi import SECURITY, prepare, problems
from voc.feedback.service import Taken, take_in
from voc.feedback.words import API, Words
from voc.journey.channels import Channel
from voc.journey.metrics import Metric
from voc.journey.service import place_by_key, touchpoint_by_key, touchpoints
from voc.settings import Settings
from voc.web.clock import now
from voc.web.errors import problem
from voc.web.protection import csrf

LARGEST_BODY = 128 * 1024

bp = APIBlueprint("api", __name__, url_prefix="/api", tag="feedback")
csrf.exempt(bp)  # a bearer token is sent on purpose; no cookie is read


class StrictJson(DefaultJSONProvider):
    """JSON as RFC 8259 has it: no NaN, no infinity, and no nesting that exhausts the stack."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """The value; ValueError for what is not JSON."""
        try:
            return super().loads(s, parse_constant=_refuse, **kwargs)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


class OtherWords(Conflict):
    """这个来源的同一编号已有不同的文字，没有存；请换一个编号。"""

    code = "feedback.other_words"


@bp.record_once
def _prepare(state: BlueprintSetupState) -> None:
    app = state.app
    if isinstance(app, APIFlask):
        app.json = StrictJson(app)
        prepare(app)


@bp.before_request
def _only_json() -> None:
    """Refuse what is too large or no JSON before it is read."""
    request.max_content_length = LARGEST_BODY
    if request.method == "POST" and request.mimetype != "application/json":
        raise UnsupportedMediaType


@bp.errorhandler(HTTPError)
def _faulty(error: HTTPError) -> ResponseReturnValue:
    """Fields that cannot be used, each with its place."""
    told: dict[str, list[str]] = error.detail.get("json", {}) if isinstance(error.detail, dict) else {}
    faults = [
        {"place": "" if place == "_schema" else place, "why": why}
        for place, whys in told.items()
        for why in whys
    ]
    said = problem(error.status_code, "；".join(f"{fault['place']}: {fault['why']}" for fault in faults))
    return _problem(
        {
            "title": said.title,
            "status": said.status,
            "detail": said.text,
            "code": "api.fields",
            "faults": faults,
        }
    )


@bp.errorhandler(RequestEntityTooLarge)
def _too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """The limit of this API, which is not that of the pages."""
    said = problem(413, _("请求不能超过 %(most)s KB，请分成几条来发。", most=LARGEST_BODY // 1024))
    return _problem({"title": said.title, "status": said.status, "detail": said.text, "code": said.code})


@bp.errorhandler(OperationalError)
@bp.errorhandler(InterfaceError)
@bp.errorhandler(PoolTimeout)
def _away(error: Exception) -> ResponseReturnValue:
    """The database is away: nothing was stored, and the caller may send the same again."""
    db.session.rollback()
    return current_app.handle_http_exception(ServiceUnavailable(retry_after=60))


@bp.post("/v1/feedback")
@bp.doc(
    operation_id="tellFeedback",
    security=SECURITY,
    responses={
        **problems(400, 401, 403, 404, 409, 413, 415, 422, 503),
        200: {
            "description": "The same words of this source and id were told before.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Receipt"}}},
        },
    },
)
@bp.input(Telling, location="json", arg_name="telling")
@bp.output(Receipt, status_code=201, description="The words were stored and will be tagged.")
@api_allow("feedback:write")
def tell(telling: Telling) -> tuple[Receipt, int]:
    """Tell what a customer said.

    Safe to repeat: the same source and id is one verbatim. It is tagged within seconds.
    """
    session = db.session()
    became = take_in(session, _words(telling), now())
    if became is Taken.OTHER:
        raise OtherWords
    session.commit()
    receipt = Receipt(source=telling.source, id=telling.id, state="new" if became is Taken.NEW else "there")
    return receipt, 201 if became is Taken.NEW else 200


@bp.get("/v1/touchpoints")
@bp.doc(operation_id="listTouchpoints", security=SECURITY, responses=problems(401, 403, 503))
@bp.output(TouchpointList, description="Every touchpoint in use that the token may tell about.")
@api_allow("feedback:write")
def list_touchpoints() -> TouchpointList:
    """List the touchpoints that words may be told for."""
    scope = api_caller().staff.scope
    return TouchpointList(
        touchpoints=[
            TouchpointName(key=one.key, name=one.name, stage=one.stage_name)
            for one in touchpoints(db.session())
            if scope.sees_touchpoint(one.id)
        ]
    )


@bp.get("/openapi.json")
@bp.doc(hide=True)
@public
def openapi() -> ResponseReturnValue:
    """This API as an OpenAPI 3.1 document."""
    app = cast("APIFlask", current_app)
    return jsonify(app.spec)


def _words(telling: Telling) -> Words:
    """The words with everything they name looked up. Raises NotFound, Forbidden, MomentFault."""
    session = db.session()
    settings: Settings = current_app.config["VOC"]
    touchpoint = touchpoint_by_key(session, telling.touchpoint) if telling.touchpoint else None
    place = place_by_key(session, telling.place) if telling.place else None
    words = Words(
        source=API + telling.source,
        source_id=telling.id,
        text=telling.text,
        at=moment(telling.at, settings.zone, now()) if telling.at else now(),
        channel=Channel(telling.channel),
        touchpoint_id=touchpoint.id if touchpoint else None,
        place_id=place.id if place else None,
        rating=telling.rating.value if telling.rating else None,
        rating_metric=Metric(telling.rating.metric) if telling.rating else None,
    )
    if not api_caller().staff.scope.sees(words.touchpoint_id, words.place_id):
        raise Forbidden("这个令牌只能写入它自己的触点和地点")
    return words


def _problem(body: dict[str, Any]) -> Response:
    response = current_app.response_class(json.dumps({"type": "about:blank", **body}), status=body["status"])
    response.content_type = "application/problem+json"
    response.headers["Cache-Control"] = "no-store"
    return response
