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
from voc.surveys import publishing
from voc.surveys.compiled import Version
from voc.surveys.models import Collector
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
        survey = publishing.create(session, definition(key), by)
        version = publishing.publish(session, survey, by)
        versions[key] = (survey.id, Version(version.id, parse(version.definition, ids), ids))
        for place in flow.places or ("",):
            for channel in map(Channel, flow.channels):
                site = sites.get(place)
                collector = publishing.add_collector(session, survey, _way(channel, site), by)
                collector.code = _code(site.key if site else key)
                collectors[key, channel.value, place] = collector
    session.flush()
    known = {way: collector.id for way, collector in collectors.items()}
    return Ways(versions, known, {key: site.id for key, site in sites.items()}), collectors[VISITORS].code


def _way(channel: Channel, site: Place | None) -> publishing.Way:
    """A way in named for its channel and its place."""
    label = CHANNEL_LABELS[channel]
    return (
        publishing.Way(f"{label} · {site.name}", channel, site.id) if site else publishing.Way(label, channel)
    )


def _code(beginning: str) -> str:
    """A code that can be read and not guessed, "yuhang-9f86d081884c7d65"."""
    return f"{beginning.replace('_', '-')}-{secrets.token_hex(CODE_BYTES)}"
