"""What administrators do to the journey: keys stay, nothing measured is lost, every change is noted."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask

from tests import cast
from tests.conftest import both_databases
from voc.accounts.audit import Hand
from voc.accounts.models import AuditEntry
from voc.db import db
from voc.journey import editing, places, service
from voc.journey.editing import TouchpointPlan, plan_of
from voc.journey.metrics import Metric
from voc.journey.models import Fact
from voc.journey.places import PlacePlan
from voc.surveys.models import Answer, Collector, Response, Survey, SurveyVersion

MOMENT = datetime(2026, 11, 20, tzinfo=UTC)
ADMIN = Hand("admin", MOMENT)


def notes() -> list[tuple[str, str]]:
    return [(entry.act, entry.target) for entry in db.session.query(AuditEntry).order_by(AuditEntry.id)]


def keys_of(stage_key: str) -> list[str]:
    stages = {stage.key: stage for stage in service.stages(db.session(), retired=True)}
    return [one.key for one in stages[stage_key].touchpoints]


@both_databases
def test_scores_surveys_and_links_stay_when_a_touchpoint_is_renamed_and_moved(app: Flask) -> None:
    known = cast.journey(db.session())
    delivery = service.touchpoint_by_key(db.session(), "delivery")
    definition = {"pages": [{"questions": [{"key": "recommend", "type": "nps", "touchpoint": "delivery"}]}]}
    survey = Survey(title="送货回访", draft=definition, created_at=MOMENT)
    db.session.add(survey)
    db.session.flush()
    version = SurveyVersion(
        survey_id=survey.id, number=1, definition=definition, published_at=MOMENT, published_by="admin"
    )
    collector = Collector(survey_id=survey.id, name="短信", code="c0de", channel="sms")
    db.session.add_all([version, collector])
    db.session.flush()
    response = Response(
        client_id="0" * 32, survey_id=survey.id, version_id=version.id, collector_id=collector.id,
        channel="sms", started_at=MOMENT,
    )  # fmt: skip
    db.session.add(response)
    db.session.flush()
    db.session.add_all(
        [
            Fact(
                touchpoint_id=delivery.id,
                metric="nps",
                value=9,
                at=MOMENT,
                channel="sms",
                source="response:1",
            ),
            Answer(response_id=response.id, question="recommend", number=9, touchpoint_id=delivery.id),
        ]
    )
    service_stage = next(stage for stage in service.stages(db.session()) if stage.key == "service")
    plan = TouchpointPlan(stage_id=service_stage.id, name="送货上门", metric=Metric.CSAT, promise=90)
    editing.change_touchpoint(db.session(), delivery, plan, ADMIN)
    db.session.commit()
    renamed = service.touchpoint_by_key(db.session(), "delivery")
    assert (renamed.id, renamed.name, renamed.code) == (
        known.touchpoints["delivery"],
        "送货上门",
        known.codes["delivery"],
    )
    assert db.session.query(Fact).one().touchpoint_id == renamed.id
    assert db.session.query(Answer).one().touchpoint_id == renamed.id
    named = db.session.query(SurveyVersion).one().definition["pages"][0]["questions"][0]["touchpoint"]
    assert service.touchpoint_by_key(db.session(), named) is renamed
    assert keys_of("service")[-1] == "delivery"


def test_a_change_is_noted_with_what_it_was_before_and_no_change_is_not(app: Flask) -> None:
    cast.journey(db.session())
    hotline = service.touchpoint_by_key(db.session(), "hotline")
    plan = plan_of(hotline)
    editing.change_touchpoint(db.session(), hotline, plan, ADMIN)
    assert notes() == []
    editing.change_touchpoint(db.session(), hotline, _with(plan, owner="何嘉", promise=90.0), ADMIN)
    noted = db.session.query(AuditEntry).one()
    assert (noted.actor, noted.act, noted.target) == ("admin", "touchpoint.change", "touchpoint:hotline")
    assert noted.details == {"owner": ["", "何嘉"], "promise": [85.0, 90.0]}


def test_a_promise_outside_the_scale_is_refused(app: Flask) -> None:
    cast.journey(db.session())
    hotline = service.touchpoint_by_key(db.session(), "hotline")
    with pytest.raises(editing.PromiseUnfit, match="满意率要在 0 到 100 之间"):
        editing.change_touchpoint(db.session(), hotline, _with(plan_of(hotline), promise=101), ADMIN)


@pytest.mark.parametrize("key", ["配送", "Delivery", "1st", "d", "a b", "x" * 41, ""])
def test_an_unfit_key_is_refused(app: Flask, key: str) -> None:
    with pytest.raises(editing.KeyUnfit):
        editing.add_stage(db.session(), key, "阶段", ADMIN)


def test_a_key_is_taken_once_in_its_kind(app: Flask) -> None:
    cast.journey(db.session())
    stage = editing.add_stage(db.session(), "delivery", "同名的阶段", ADMIN)
    with pytest.raises(editing.KeyTaken):
        editing.add_touchpoint(db.session(), "delivery", TouchpointPlan(stage.id, "又一个"), ADMIN)
    with pytest.raises(editing.KeyTaken):
        places.add_place(db.session(), "hz01", PlacePlan("又一个"), ADMIN)


def test_a_new_touchpoint_comes_last_in_its_stage_with_a_code_of_its_own(app: Flask) -> None:
    known = cast.journey(db.session())
    stage = service.touchpoint_by_key(db.session(), "delivery").stage
    added = editing.add_touchpoint(db.session(), "unpacking", TouchpointPlan(stage.id, "开箱"), ADMIN)
    assert keys_of("fulfilment") == ["delivery", "unpacking"]
    assert added.code not in known.codes.values()
    assert notes() == [("touchpoint.add", "touchpoint:unpacking")]


def test_touchpoints_and_stages_change_places_and_stop_at_the_ends(app: Flask) -> None:
    cast.journey(db.session())
    chat = service.touchpoint_by_key(db.session(), "chat")
    editing.move_touchpoint(db.session(), chat, -1, ADMIN)
    assert keys_of("service")[:3] == ["chat", "hotline", "returns"]
    editing.move_touchpoint(db.session(), chat, -1, ADMIN)
    editing.move_touchpoint(db.session(), chat, 1, ADMIN)
    assert keys_of("service")[:3] == ["hotline", "chat", "returns"]
    last = editing.stage_by_id(db.session(), service.stages(db.session())[-1].id)
    editing.move_stage(db.session(), last, -1, ADMIN)
    assert [stage.key for stage in service.stages(db.session())][-2:] == ["membership", "service"]
    assert [act for act, _ in notes()] == ["touchpoint.move", "touchpoint.move", "stage.move"]


def test_a_stage_goes_only_when_nothing_belongs_to_it(app: Flask) -> None:
    cast.journey(db.session())
    full = service.touchpoint_by_key(db.session(), "delivery").stage
    with pytest.raises(editing.StageInUse):
        editing.remove_stage(db.session(), full, ADMIN)
    empty = editing.add_stage(db.session(), "farewell", "告别", ADMIN)
    editing.remove_stage(db.session(), empty, ADMIN)
    assert "farewell" not in [stage.key for stage in service.stages(db.session())]


def test_retiring_and_restoring_keep_the_code_and_are_noted_once(app: Flask) -> None:
    known = cast.journey(db.session())
    repair = service.touchpoint_by_key(db.session(), "repair")
    for _ in range(2):
        editing.retire_touchpoint(db.session(), repair, ADMIN)
    for _ in range(2):
        editing.restore_touchpoint(db.session(), repair, ADMIN)
    assert repair.code == known.codes["repair"]
    assert [act for act, _ in notes()] == ["touchpoint.retire", "touchpoint.restore"]


def test_a_place_may_change_its_name_and_city_and_close(app: Flask) -> None:
    known = cast.journey(db.session())
    place = places.place_by_id(db.session(), known.places["hz02"])
    places.change_place(db.session(), place, PlacePlan("临平仓", "杭州", "华东"), ADMIN)
    places.change_place(db.session(), place, PlacePlan("临平仓", "杭州", "华东"), ADMIN)
    places.close_place(db.session(), place, ADMIN)
    places.reopen_place(db.session(), place, ADMIN)
    assert service.place_by_key(db.session(), "hz02").name == "临平仓"
    assert [act for act, _ in notes()] == ["place.change", "place.close", "place.reopen"]


def _with(plan: TouchpointPlan, *, owner: str | None = None, promise: float | None = None) -> TouchpointPlan:
    return replace(plan, owner=plan.owner if owner is None else owner, promise=promise)
