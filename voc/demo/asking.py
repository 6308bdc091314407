"""Publishes the demonstration's surveys and opens their ways in. Nothing here commits."""

import json
import secrets
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from sqlalchemy.orm import Session

from voc.accounts.audit import Hand
from voc.demo import odds
from voc.demo.writing import Ways
from voc.journey.channels import CHANNEL_LABELS, Channel
from voc.journey.models import Place, Touchpoint
from voc.surveys.compiled import Version
from voc.surveys.models import Collector, Survey, SurveyVersion
from voc.surveys.parsing import parse

CODE_BYTES = 8
"""Randomness of a collector's code: 64 bits behind a readable beginning."""

VISITORS = ("delivery", Channel.SMS.value, "yuhang")
"""The way in that visitors are shown: 送货回访 by the link in a text message, at the warehouse of the story."""


def definition(survey: str) -> dict[str, Any]:
    """A survey's definition as it is published, from ``surveys/*.json``."""
    written = files("voc.demo").joinpath("surveys", f"{survey}.json").read_text("utf-8")
    read: dict[str, Any] = json.loads(written)
    return read


def ask(
    session: Session, by: Hand, touchpoints: Mapping[str, Touchpoint], sites: Mapping[str, Place]
) -> tuple[Ways, str]:
    """Publish every survey and open every way in; the ways, and the code of the one for visitors."""
    ids = {key: row.id for key, row in touchpoints.items()}
    versions: dict[str, tuple[int, Version]] = {}
    collectors: dict[tuple[str, str, str], Collector] = {}
    for key, flow in odds.FLOWS.items():
        survey_id, version_id = _published(session, key, by)
        versions[key] = (survey_id, Version(version_id, parse(definition(key), ids), ids))
        for place in flow.places or ("",):
            for channel in flow.channels:
                collectors[key, channel, place] = _collector(
                    session, survey_id, key, Channel(channel), sites.get(place)
                )
    session.flush()
    known = {way: collector.id for way, collector in collectors.items()}
    return Ways(versions, known, {key: site.id for key, site in sites.items()}), collectors[VISITORS].code


def _published(session: Session, key: str, by: Hand) -> tuple[int, int]:
    """The ids of the survey and of its first version."""
    raw = definition(key)
    survey = Survey(title=raw["title"]["zh"], state="draft", draft=raw, created_at=by.at)
    session.add(survey)
    session.flush()
    version = SurveyVersion(
        survey_id=survey.id, number=1, definition=raw, published_at=by.at, published_by=by.actor
    )
    session.add(version)
    session.flush()
    survey.live_version_id, survey.state = version.id, "open"
    session.flush()
    return survey.id, version.id


def _collector(
    session: Session, survey_id: int, survey: str, channel: Channel, site: Place | None
) -> Collector:
    """A way in with a code that can be read and not guessed, "yuhang-9f86d081884c7d65"."""
    label = CHANNEL_LABELS[channel]
    collector = Collector(
        survey_id=survey_id,
        name=f"{label} · {site.name}" if site else label,
        code=f"{site.key if site else survey}-{secrets.token_hex(CODE_BYTES)}".replace("_", "-"),
        channel=channel.value,
        place_id=site.id if site else None,
        active=True,
    )
    session.add(collector)
    return collector
