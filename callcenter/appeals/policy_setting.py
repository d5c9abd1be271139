"""Act: say how boldly the advice speaks of a unit, and whether appeals go to it without a click."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.appeals.models import UnitPolicy
from callcenter.core import trail
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.wording import say
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor


@dataclass(frozen=True)
class PolicyDraft:
    """The thresholds as a person set them: shares of 0..1, auto_route_from none for never."""

    unit: str
    ask_below: float
    not_ours_from: float
    auto_route_from: float | None = None


def set_policy(session: Session, draft: PolicyDraft, *, by: Actor, now: datetime) -> UnitPolicy:
    """Keep the unit's policy, and who set it so in the trail; InvalidInput for thresholds that make no sense."""
    unit = directory.unit_named(session, draft.unit)
    _check(draft)
    if draft.auto_route_from is not None and not unit.body.home:
        raise Refused(
            "not-home-unit", say("Avtomatik yönləndirmə yalnız qurumumuzun bölmələri üçün açıla bilər.")
        )

    policy = session.get(UnitPolicy, unit.id) or UnitPolicy(unit_id=unit.id)
    policy.ask_below, policy.not_ours_from = draft.ask_below, draft.not_ours_from
    policy.auto_route_from = draft.auto_route_from
    policy.changed_by_id, policy.changed_at = by.user_id, now
    session.add(policy)
    session.flush()
    trail.record(
        session,
        "policy.set",
        now=now,
        user_id=by.user_id,
        about=unit.code,
        ask_below=draft.ask_below,
        not_ours_from=draft.not_ours_from,
        auto_route_from=draft.auto_route_from,
    )
    return policy


def _check(draft: PolicyDraft) -> None:
    shares = {
        "ask_below": draft.ask_below,
        "not_ours_from": draft.not_ours_from,
        "auto_route_from": draft.auto_route_from,
    }
    wrong = {
        name: say("0 ilə 100 arasında faiz yazın.")
        for name, share in shares.items()
        if share is not None and not 0.0 <= share <= 1.0
    }
    if wrong:
        raise InvalidInput(wrong)
    if draft.auto_route_from is not None and draft.auto_route_from < draft.ask_below:
        raise InvalidInput(
            {"auto_route_from": say("Avtomatik yönləndirmə həddi dəqiqləşdirmə həddindən aşağı ola bilməz.")}
        )
