"""What administrators do to stages and touchpoints. Keys never change. Nothing here commits.

Nothing is deleted that a survey, a fact or a verbatim may name: a touchpoint is retired instead.
"""

import re
from dataclasses import asdict, dataclass, replace
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from voc.accounts.audit import Hand, note
from voc.errors import NotFound, VocError
from voc.journey.metrics import Metric
from voc.journey.models import Place, Stage, Touchpoint
from voc.journey.promises import promise_fault
from voc.journey.service import new_code

KEY = re.compile(r"[a-z][a-z0-9_]{1,39}")


class KeyUnfit(VocError):
    """代号：以小写字母开头，只用小写字母、数字和下划线，2 到 40 个字符，例如 delivery。"""

    code, status = "journey.key_unfit", 422


class KeyTaken(VocError):
    """代号：已经用过了，请换一个。代号一旦用过就不能再改。"""

    code, status = "journey.key_taken", 409


class PromiseUnfit(VocError):
    """承诺：不在量表的范围里。"""

    code, status = "journey.promise_unfit", 422


class StageInUse(VocError):
    """这个阶段下面还有触点。请先把触点移到别的阶段，再删阶段。"""

    code, status = "journey.stage_in_use", 409


@dataclass(frozen=True, slots=True)
class TouchpointPlan:
    """What may be changed of a touchpoint; see voc.journey.models.Touchpoint for the meaning of each."""

    stage_id: int
    name: str
    owner: str = ""
    metric: Metric = Metric.NPS
    promise: float | None = None
    promise_words: str = ""
    aspects: tuple[str, ...] = ()


def stage_by_id(session: Session, stage_id: int) -> Stage:
    """The stage with that number; raises NotFound."""
    return _known(session.get(Stage, stage_id))


def touchpoint_by_id(session: Session, touchpoint_id: int) -> Touchpoint:
    """The touchpoint with that number, retired or not; raises NotFound."""
    return _known(session.get(Touchpoint, touchpoint_id))


def add_stage(session: Session, key: str, name: str, by: Hand) -> Stage:
    """A new stage at the end of the journey; raises KeyUnfit, KeyTaken."""
    require_new_key(session, Stage, key)
    last = session.scalar(select(func.max(Stage.position)))
    stage = Stage(key=key, name=name, position=0 if last is None else last + 1)
    session.add(stage)
    session.flush()
    note(session, by.actor, "stage.add", f"stage:{key}", by.at, name=name)
    return stage


def rename_stage(session: Session, stage: Stage, name: str, by: Hand) -> None:
    """Give a stage another name; its key, and what happened there, stay."""
    if stage.name != name:
        note(session, by.actor, "stage.rename", f"stage:{stage.key}", by.at, before=stage.name, after=name)
        stage.name = name


def move_stage(session: Session, stage: Stage, steps: int, by: Hand) -> None:
    """Move a stage earlier (−1) or later (1) in the journey; at the end it stays."""
    row = list(session.scalars(select(Stage).order_by(Stage.position, Stage.id)))
    if _moved(row, stage, steps):
        note(session, by.actor, "stage.move", f"stage:{stage.key}", by.at, order=[one.key for one in row])


def remove_stage(session: Session, stage: Stage, by: Hand) -> None:
    """Take an empty stage out of the journey; raises StageInUse where touchpoints, even retired, belong to it."""
    if stage.touchpoints:
        raise StageInUse
    session.delete(stage)
    session.flush()
    note(session, by.actor, "stage.remove", f"stage:{stage.key}", by.at, name=stage.name)


def add_touchpoint(session: Session, key: str, plan: TouchpointPlan, by: Hand) -> Touchpoint:
    """A new touchpoint at the end of its stage; raises KeyUnfit, KeyTaken, PromiseUnfit, NotFound."""
    require_new_key(session, Touchpoint, key)
    _require_promise(plan)
    stage = stage_by_id(session, plan.stage_id)
    touchpoint = Touchpoint(key=key, code=new_code(), position=_end_of(stage))
    _take_over(touchpoint, plan)
    stage.touchpoints.append(touchpoint)
    session.flush()
    note(session, by.actor, "touchpoint.add", f"touchpoint:{key}", by.at, **_words(plan))
    return touchpoint


def change_touchpoint(session: Session, touchpoint: Touchpoint, plan: TouchpointPlan, by: Hand) -> None:
    """Change everything but the key; scores, surveys and links stay. Raises PromiseUnfit, NotFound."""
    _require_promise(plan)
    stands = plan_of(touchpoint)
    if set(plan.aspects) == set(stands.aspects):  # their order means nothing
        plan = replace(plan, aspects=stands.aspects)
    before, after = _words(stands), _words(plan)
    if before == after:
        return
    if plan.stage_id != touchpoint.stage_id:
        touchpoint.position = _end_of(stage_by_id(session, plan.stage_id))
    _take_over(touchpoint, plan)
    session.flush()
    session.expire(touchpoint, ["stage"])
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    note(session, by.actor, "touchpoint.change", f"touchpoint:{touchpoint.key}", by.at, **changed)


def move_touchpoint(session: Session, touchpoint: Touchpoint, steps: int, by: Hand) -> None:
    """Move a touchpoint earlier (−1) or later (1) within its stage; at the end it stays."""
    row = list(touchpoint.stage.touchpoints)
    if _moved(row, touchpoint, steps):
        session.expire(touchpoint.stage, ["touchpoints"])
        order = [one.key for one in row]
        note(session, by.actor, "touchpoint.move", f"touchpoint:{touchpoint.key}", by.at, order=order)


def retire_touchpoint(session: Session, touchpoint: Touchpoint, by: Hand) -> None:
    """Take a touchpoint out of use: its public page closes, its past stays. Twice changes nothing."""
    if touchpoint.active:
        touchpoint.active = False
        note(session, by.actor, "touchpoint.retire", f"touchpoint:{touchpoint.key}", by.at)


def restore_touchpoint(session: Session, touchpoint: Touchpoint, by: Hand) -> None:
    """Take a touchpoint into use again, with the code it had."""
    if not touchpoint.active:
        touchpoint.active = True
        note(session, by.actor, "touchpoint.restore", f"touchpoint:{touchpoint.key}", by.at)


def plan_of(touchpoint: Touchpoint) -> TouchpointPlan:
    """The touchpoint as it stands."""
    return TouchpointPlan(
        stage_id=touchpoint.stage_id,
        name=touchpoint.name,
        owner=touchpoint.owner,
        metric=Metric(touchpoint.metric),
        promise=touchpoint.promise,
        promise_words=touchpoint.promise_words,
        aspects=tuple(aspect for aspect in touchpoint.aspects.split(",") if aspect),
    )


def require_new_key(session: Session, table: type[Stage] | type[Touchpoint] | type[Place], key: str) -> None:
    """Nothing, if the key is fit and free in that table; raises KeyUnfit, KeyTaken."""
    if not KEY.fullmatch(key):
        raise KeyUnfit
    if session.scalar(select(table.id).where(table.key == key)) is not None:
        raise KeyTaken


def _take_over(touchpoint: Touchpoint, plan: TouchpointPlan) -> None:
    values = asdict(plan) | {"aspects": ",".join(plan.aspects)}
    for name, value in values.items():
        setattr(touchpoint, name, value)


def _words(plan: TouchpointPlan) -> dict[str, object]:
    return asdict(plan) | {"metric": plan.metric.value, "aspects": ",".join(plan.aspects)}


def _require_promise(plan: TouchpointPlan) -> None:
    fault = promise_fault(plan.metric, plan.promise)
    if fault:
        raise PromiseUnfit(f"承诺：{fault}")


def _end_of(stage: Stage) -> int:
    return max((one.position for one in stage.touchpoints), default=-1) + 1


Row = TypeVar("Row", Stage, Touchpoint)


def _moved(row: list[Row], one: Row, steps: int) -> bool:
    """Whether the row was reordered; every position is then written anew, so that ties end."""
    old = row.index(one)
    new = min(max(old + steps, 0), len(row) - 1)
    if new == old:
        return False
    row.insert(new, row.pop(old))
    for position, moved in enumerate(row):
        moved.position = position
    return True


Known = TypeVar("Known")


def _known(found: Known | None) -> Known:
    if found is None:
        raise NotFound
    return found
