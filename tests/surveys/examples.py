"""Surveys for tests: one page of ten questions, and three pages with a follow-up after a low score."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from voc.surveys.models import Collector, Survey, SurveyVersion

MORNING = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def _about(key: str, kind: str, touchpoint: str, words: str) -> dict[str, Any]:
    ends = {"low": {"zh": "很不满意"}, "high": {"zh": "很满意"}} if kind in {"csat", "ces"} else {}
    return {"key": key, "type": kind, "label": {"zh": words}, "touchpoint": touchpoint, **ends}


TEN: Mapping[str, Any] = {
    "title": {"zh": "送货回访"},
    "languages": ["zh"],
    "pages": [
        {
            "key": "p1",
            "questions": [
                {
                    **_about("recommend", "nps", "delivery", "您愿意把我们推荐给亲友吗？"),
                    "required": True,
                    "low": {"zh": "完全不会"},
                    "high": {"zh": "一定会"},
                },
                _about("punctual", "csat", "delivery", "送货准时，您满意吗？"),
                _about("manner", "csat", "delivery", "送货师傅的态度，您满意吗？"),
                _about("packing", "csat", "delivery", "包装完好，您满意吗？"),
                _about("ease", "ces", "delivery", "约送货时间方便吗？"),
                _about("hotline", "rating", "hotline", "给客服热线打个分"),
                {
                    "key": "when",
                    "type": "single",
                    "label": {"zh": "什么时候送到的？"},
                    "options": [
                        {"key": "morning", "label": {"zh": "上午"}},
                        {"key": "noon", "label": {"zh": "下午"}},
                        {"key": "evening", "label": {"zh": "晚上"}},
                    ],
                },
                {
                    "key": "better",
                    "type": "multiple",
                    "label": {"zh": "哪些地方可以更好？"},
                    "other": True,
                    "options": [
                        {"key": "early", "label": {"zh": "提前打电话"}},
                        {"key": "upstairs", "label": {"zh": "送上楼"}},
                        {"key": "clean", "label": {"zh": "带走包装"}},
                    ],
                },
                _about("story", "text", "delivery", "当时是怎么回事？"),
                _about("wish", "text", "delivery", "还想对我们说什么？"),
            ],
        }
    ],
}

THREE: Mapping[str, Any] = {
    "title": {"zh": "送货回访", "en": "After delivery"},
    "languages": ["zh", "en"],
    "pages": [
        {
            "key": "score",
            "questions": [
                {
                    "key": "recommend",
                    "type": "nps",
                    "label": {"zh": "您愿意推荐吗？", "en": "Would you recommend us?"},
                    "low": {"zh": "完全不会", "en": "Not at all"},
                    "high": {"zh": "一定会", "en": "Certainly"},
                    "required": True,
                    "touchpoint": "delivery",
                }
            ],
        },
        {
            "key": "why",
            "show_if": "recommend <= 6",
            "questions": [
                {
                    "key": "cause",
                    "type": "single",
                    "label": {"zh": "最让您不满意的是哪一点？", "en": "What went wrong most?"},
                    "required": True,
                    "other": True,
                    "options": [
                        {"key": "late", "label": {"zh": "没有按日期送到", "en": "Not on the day"}},
                        {
                            "key": "untold",
                            "label": {"zh": "改了时间没有告诉我", "en": "Changed without notice"},
                        },
                    ],
                },
                {"key": "words", "type": "text", "label": {"zh": "愿意多说几句吗？", "en": "Tell us more"}},
            ],
        },
        {
            "key": "end",
            "questions": [
                {
                    "key": "ease",
                    "type": "ces",
                    "label": {"zh": "约时间方便吗？", "en": "Was it easy?"},
                    "low": {"zh": "很费事", "en": "Very hard"},
                    "high": {"zh": "很方便", "en": "Very easy"},
                    "touchpoint": "delivery",
                }
            ],
        },
    ],
}

FILLED = {
    "q_recommend": "9",
    "q_punctual": "4",
    "q_manner": "5",
    "q_packing": "3",
    "q_ease": "6",
    "q_hotline": "4",
    "q_when": "noon",
    "q_better": ["early", "other"],
    "o_better": "周末也送",
    "q_story": "说好周三上午，等到下午三点才来电话说改周五，我那天请了假。",
    "q_wish": "师傅人很客气，谢谢。",
}
"""A whole answer to TEN."""


@dataclass(frozen=True, slots=True)
class Published:
    """A published survey with one way in."""

    survey_id: int
    version_id: int
    code: str


def published(
    session: Session,
    raw: Mapping[str, Any],
    *,
    code: str = "Open-the_door1",
    channel: str = "sms",
    place_id: int | None = None,
) -> Published:
    """The survey, open, with one collector; committed."""
    survey = Survey(title="送货回访", draft=copy.deepcopy(dict(raw)), created_at=MORNING)
    session.add(survey)
    session.flush()
    version = SurveyVersion(
        survey_id=survey.id,
        number=1,
        definition=copy.deepcopy(dict(raw)),
        published_at=MORNING,
        published_by="designer",
    )
    session.add(version)
    session.flush()
    survey.live_version_id, survey.state = version.id, "open"
    session.add(Collector(survey_id=survey.id, name="短信", code=code, channel=channel, place_id=place_id))
    made = Published(survey.id, version.id, code)
    session.commit()
    return made
