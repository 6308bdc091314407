"""The OpenAPI 3.1 document of the JSON API: what APIFlask cannot know by itself."""

from typing import Any

from apiflask import APIFlask

from voc.feedback.bodies import Problem

SECURITY = "token"
DESCRIPTION = (
    "Programs tell what customers said. Every answer that is not a success is problem JSON (RFC 9457) with a "
    "lasting `code`. A token comes from `voc accounts token create` and is sent as `Authorization: Bearer voc_…`."
)
REASONS = {
    400: "The body is not JSON.",
    401: "No token, or one that is unknown or revoked.",
    403: "The token does not open this, or not for this touchpoint and place.",
    404: "No such touchpoint or place.",
    409: "Other words were told under this source and id before; these were not stored.",
    413: "The body is larger than 128 KB.",
    415: "The body is not application/json.",
    422: "Fields that cannot be used; `faults` names each.",
    503: "The database is away: nothing was stored, send the same again later.",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The documented answers of these statuses, each with problem JSON."""
    reference = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {
        status: {"description": REASONS[status], "content": {"application/problem+json": reference}}
        for status in statuses
    }


def prepare(app: APIFlask) -> None:
    """Settings of the document, before it is asked for the first time."""
    app.config.update(
        OPENAPI_VERSION="3.1.0",
        AUTO_SERVERS=False,
        AUTO_404_RESPONSE=False,
        AUTO_AUTH_ERROR_RESPONSE=False,
        AUTO_VALIDATION_ERROR_RESPONSE=False,
        SECURITY_SCHEMES={SECURITY: {"type": "http", "scheme": "bearer", "description": "Begins with voc_."}},
    )
    app.description = DESCRIPTION
    app.spec_processor(_complete)


def _complete(document: dict[Any, Any] | str) -> dict[Any, Any] | str:
    """Add the schema of problems, with its inner schema where references can find it; require bodies."""
    if isinstance(document, str):  # YAML, which we do not serve
        return document
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    schemas["Problem"] = problem
    for operations in document.get("paths", {}).values():
        for operation in operations.values():
            if "requestBody" in operation:
                operation["requestBody"]["required"] = True
    return document
