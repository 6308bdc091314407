"""What programs send and get: the models of the JSON API, exact enough for its OpenAPI document."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from voc.feedback.words import LONGEST, LONGEST_ID, UNSEEN

RFC_3339 = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$"
SOMETHING_VISIBLE = rf"^[^\x00]*[^{UNSEEN}][^\x00]*$"
KEY = r"^[A-Za-z0-9_.\-]{1,40}$"


def _whole(value: object) -> object:
    """5.0 is the integer 5, as JSON Schema has it; 2.7 stays what it is and is refused."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = Annotated[int, BeforeValidator(_whole)]
Key = Annotated[str, Field(pattern=KEY)]


class Body(BaseModel):
    """A JSON object without surprises: no unknown fields, no numbers as texts."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Recommendation(Body):
    """How likely the customer is to recommend us: 0 to 10."""

    metric: Literal["nps"]
    value: Whole = Field(ge=0, le=10)


class Satisfaction(Body):
    """How satisfied the customer is: 1 to 5."""

    metric: Literal["csat"]
    value: Whole = Field(ge=1, le=5)


class Ease(Body):
    """How easy it was for the customer: 1 to 7."""

    metric: Literal["ces"]
    value: Whole = Field(ge=1, le=7)


class Stars(Body):
    """A rating in stars: 1 to 5."""

    metric: Literal["rating"]
    value: Whole = Field(ge=1, le=5)


class Telling(Body):
    """A customer's own words."""

    source: Annotated[
        str, Field(pattern=KEY, description="The system that tells, such as crm.", examples=["crm"])
    ]
    id: Annotated[
        str,
        Field(
            pattern=r"^[!-~]+$",
            min_length=1,
            max_length=LONGEST_ID,
            description="The words' id in that system. The same source and id is told once, however often it is sent.",
            examples=["T-20261120-17"],
        ),
    ]
    text: Annotated[
        str,
        Field(
            pattern=SOMETHING_VISIBLE,
            min_length=1,
            max_length=LONGEST,
            description="The words, as the customer wrote them. Personal data is masked wherever they are shown.",
            examples=["等了三天才送到，师傅倒是挺客气。"],
        ),
    ]
    touchpoint: Key | None = Field(
        default=None,
        description="Key of the touchpoint; left out, the tagger guesses.",
        examples=["delivery"],
    )
    at: Annotated[str, Field(pattern=RFC_3339, json_schema_extra={"format": "date-time"})] | None = Field(
        default=None,
        description="When it was said, with a time zone; from 2000 on and not ahead. Left out: now.",
        examples=["2026-11-20T08:42:00+08:00"],
    )
    channel: Literal[
        "link", "sms", "wechat", "qr", "email", "kiosk", "paper", "phone", "web", "import", "api"
    ] = Field(default="api", description="The way it reached us.")
    place: Key | None = Field(default=None, description="Key of the store or warehouse.", examples=["hz01"])
    rating: Annotated[Recommendation | Satisfaction | Ease | Stars, Field(discriminator="metric")] | None = (
        Field(
            default=None,
            description="The scale answer given beside the words. It does not count in any score.",
        )
    )


class Receipt(BaseModel):
    """What became of the words. state: new, or there if the same words of that id were told before."""

    source: str
    id: str
    state: Literal["new", "there"]


class TouchpointName(BaseModel):
    """A touchpoint that words may be told for."""

    key: str
    name: str
    stage: str


class TouchpointList(BaseModel):
    """Every touchpoint in use, in the journey's order."""

    touchpoints: list[TouchpointName]


class Fault(BaseModel):
    """One field that cannot be used. place: "rating.value"; "" for the whole body."""

    place: str
    why: str


class Problem(BaseModel):
    """Why nothing was done, as in RFC 9457. code is lasting; detail is for people and may be reworded."""

    model_config = ConfigDict(title="Problem")

    type: str
    title: str
    status: int
    detail: str
    code: str
    number: str | None = Field(default=None, description="Number of a fault of ours, as in the server's log.")
    faults: list[Fault] | None = Field(default=None, description="The fields at fault, with status 422.")
