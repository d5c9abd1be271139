"""Reading appeals: every SELECT starts from visible_to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, select, true
from sqlalchemy.orm import Session, aliased, selectinload

from callcenter.accounts.vocabulary import Permission, Role
from callcenter.appeals import deputies, lifecycle, resolutions, secrecy
from callcenter.appeals.models import Answer, Appeal, AppealEvent, Suggestion, UnitPolicy
from callcenter.appeals.quality import Judged, place_of
from callcenter.appeals.reach import answered_with, beside_own, own_units
from callcenter.appeals.routing import Policy
from callcenter.appeals.unit_work import NEAREST, overdue_at
from callcenter.appeals.vocabulary import Action, Channel, Kind, Level, State
from callcenter.callers.models import Caller
from callcenter.callers.persons import same_person
from callcenter.core.clock import baku_date
from callcenter.core.errors import NotFound, Stale
from callcenter.core.ordered import Order, Waiting, waiting_of
from callcenter.core.paging import PAGE_SIZE, Page, read_cursor, write_cursor
from callcenter.core.wording import Sentence, say
from callcenter.directory.actors import Actor
from callcenter.directory.models import Body, Unit
from knowledge_base.articles.models import ArticleVersion
from knowledge_base.language.folding import fold
from knowledge_base.models import Competence

INBOX = 200
_NUMBER = re.compile(r"[A-Z0-9-]{1,40}")


class UnknownAppeal(NotFound):
    """There is no appeal of this number that the actor may see."""

    def __init__(self) -> None:
        super().__init__("unknown-appeal", say("Bu nömrə ilə müraciət tapılmadı: nömrəni yoxlayın."))


def visible_to(actor: Actor) -> Select[Appeal]:
    """Return the appeals that the actor may know of (the table of the design, section 2).

    Nobody sees an appeal that complains of them, their unit or their superiors, nor one that is too secret for
    them, whatever else is in their reach: both conditions stand in secrecy.py and nowhere else.
    """
    reach = or_(_in_reach(actor), secrecy.entrusted_to(actor))
    return select(Appeal).where(reach, clear_of(actor), secrecy.not_secret_to(actor))


def clear_of(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that an appeal may be counted before the actor: it complains of nobody in their line."""
    return and_(secrecy.not_against(actor), deputies.clear_where_standing_in(actor))


def kept_from(session: Session, actor: Actor) -> frozenset[int]:
    """Return the ids of the appeals that may not even be counted before the actor; none for most."""
    accuses = or_(Appeal.about_unit_id.is_not(None), Appeal.about_staff_id.is_not(None))
    return frozenset(session.scalars(select(Appeal.id).where(accuses, ~clear_of(actor))))


def _in_reach(actor: Actor) -> ColumnElement[bool]:
    if actor.user is None or actor.role in (Role.OPERATOR, Role.CENTRE_HEAD, Role.LEADERSHIP):
        return true()
    if actor.staff is None or actor.role not in (Role.UNIT_HEAD, Role.UNIT_STAFF):
        return false()
    return or_(_at_own_desk(actor), answered_with(_at_own_desk(actor)), beside_own(actor))


def _at_own_desk(actor: Actor) -> ColumnElement[bool]:
    given = {*actor.stood_in, *([actor.staff.id] if actor.staff else [])}
    own = or_(Appeal.unit_id.in_(own_units(actor)), resolutions.executed_by(given))
    if actor.role is Role.UNIT_HEAD:
        own = or_(own, _joint_for(actor))
    return or_(own, _to_be_approved_by(actor)) if actor.authors else own


def _joint_for(actor: Actor) -> ColumnElement[bool]:
    """A joint answer has no unit of its own: it waits for the head of the call centre or of the apparatus."""
    heads = exists().where(Unit.id.in_(actor.headed), Unit.head_of_apparatus)
    return and_(Appeal.state == State.AWAITING_APPROVAL, Appeal.unit_id.is_(None), heads)


def _to_be_approved_by(actor: Actor) -> ColumnElement[bool]:
    drafted = select(Answer.appeal_id).where(
        Answer.author_id.in_(actor.authors), Answer.approved_at.is_(None), Answer.revision.is_(None)
    )
    return and_(Appeal.state == State.AWAITING_APPROVAL, Appeal.id.in_(drafted))


def ids_visible_to(session: Session, actor: Actor, ids: Sequence[int]) -> frozenset[int]:
    """Return those of the appeals that the actor may know of; none for a role that sees no appeals."""
    if not actor.may(Permission.SEE_APPEALS):
        return frozenset()
    seen = visible_to(actor).where(Appeal.id.in_(ids)).with_only_columns(Appeal.id)
    return frozenset(session.scalars(seen))


def sees_in_full(actor: Actor, appeal: Appeal) -> bool:
    """Say whether the applicant's particulars, one with the main appeal's, are the actor's, of what they may see."""
    if appeal.merged_into is not None and sees_in_full(actor, appeal.merged_into):
        return True
    if actor.role is Role.UNIT_STAFF:
        return actor.staff is not None and appeal.executor_id in {actor.staff.id, *actor.stood_in}
    if actor.role is Role.UNIT_HEAD:
        # Those who were only asked about it, or have it laid before them, see the text alone.
        return appeal.unit_id in own_units(actor) or any(
            one.author_id in actor.authors for one in appeal.answers
        )
    return actor.role is not Role.LEADERSHIP


def read_number(number: str) -> str:
    """Return a registration number as it is kept; UnknownAppeal for what cannot be one."""
    tidy = number.strip().upper()
    if not _NUMBER.fullmatch(tidy):
        raise UnknownAppeal
    return tidy


def is_visible(session: Session, actor: Actor, appeal: Appeal) -> bool:
    """Say whether the actor may still see an appeal, for after an act that may have taken it away."""
    return session.scalar(visible_to(actor).where(Appeal.id == appeal.id)) is not None


def appeal_numbered(session: Session, actor: Actor, number: str) -> Appeal:
    """Return an appeal with all that its page shows; NotFound when there is none that the actor may see."""
    found = session.scalar(
        visible_to(actor)
        .where(Appeal.number == read_number(number))
        .options(
            selectinload(Appeal.events).options(
                selectinload(AppealEvent.user),
                selectinload(AppealEvent.api_key),
                selectinload(AppealEvent.unit),
                selectinload(AppealEvent.executor),
                selectinload(AppealEvent.article_version).selectinload(ArticleVersion.article),
            ),
            selectinload(Appeal.suggestions),
            selectinload(Appeal.answers),
            *LIST_PARTS,
        )
    )
    if found is None:
        raise UnknownAppeal
    return found


def appeal_to_change(session: Session, actor: Actor, number: str, version: int) -> Appeal:
    """Return the appeal, locked, if it still is as the actor read it; Stale with what changed since.

    That somebody was reminded meanwhile changes nothing of what was read.
    """
    found = session.scalar(
        visible_to(actor).where(Appeal.number == read_number(number)).with_for_update(of=Appeal)
    )
    if found is None:
        raise UnknownAppeal
    if found.version != version and not _only_reminded(session, found, version):
        raise Stale(found.version, changes_since(session, found, version))
    return found


def _only_reminded(session: Session, appeal: Appeal, version: int) -> bool:
    later = session.scalars(
        select(AppealEvent.action).where(AppealEvent.appeal_id == appeal.id, AppealEvent.version > version)
    ).all()
    return 0 < version < appeal.version and set(later) <= {Action.REMIND, Action.ESCALATE}


def changes_since(session: Session, appeal: Appeal, version: int) -> tuple[Sentence, ...]:
    """Return what happened to the appeal after a version of it, as sentences."""
    later = session.scalars(
        select(AppealEvent)
        .where(AppealEvent.appeal_id == appeal.id, AppealEvent.version > version)
        .options(selectinload(AppealEvent.user))
        .order_by(AppealEvent.version)
    )
    return tuple(
        say("%(who)s: %(what)s", who=event.user.display_name if event.user else "API", what=event.action)
        for event in later
    )


@dataclass(frozen=True)
class Filter:
    """What a reader of a list looks for; an empty field does not narrow."""

    state: State | None = None
    kind: Kind | None = None
    channel: Channel | None = None
    unit_id: int | None = None
    overdue: bool = False
    words: str = ""
    origin: str = ""


LIST_PARTS = (
    selectinload(Appeal.unit).selectinload(Unit.body),
    selectinload(Appeal.caller),
    selectinload(Appeal.executor),
    selectinload(Appeal.competence),
    selectinload(Appeal.body),
)


def inbox(session: Session, actor: Actor, *, cursor: str | None = None) -> Waiting[Appeal]:
    """Return a page of what waits at a unit's desk, the nearest due date first.

    An executor sees their own work first, by the day that the head gave where that is nearer.
    """
    waiting = visible_to(actor).where(
        _at_own_desk(actor), Appeal.state.in_(lifecycle.WITH_A_UNIT | lifecycle.WAITING)
    )
    order: Order = NEAREST
    if actor.role is Role.UNIT_STAFF and actor.staff is not None:
        mine = case((Appeal.executor_id == actor.staff.id, 0), else_=1)
        order = (mine, func.coalesce(Appeal.internal_due_on, Appeal.due_on), *NEAREST)
    return waiting_of(session, waiting.options(*LIST_PARTS), order, cursor=cursor, size=INBOX)


def some_visible_to(
    session: Session, actor: Actor, *conditions: ColumnElement[bool], most: int = 200
) -> Sequence[Appeal]:
    """Return the appeals of a heap that the actor may see, the nearest due date first."""
    chosen = visible_to(actor).where(*conditions).options(*LIST_PARTS, selectinload(Appeal.events))
    return session.scalars(chosen.order_by(*NEAREST).limit(most)).all()


def appeals(
    session: Session,
    actor: Actor,
    wanted: Filter,
    *,
    now: datetime,
    cursor: str | None = None,
    size: int = PAGE_SIZE,
) -> Page[Appeal]:
    """Return a page of the appeals that the actor may see, the newest first."""
    after = read_cursor(cursor)
    chosen = visible_to(actor).where(*_narrowed(wanted, now))
    if actor.role not in (Role.UNIT_STAFF, Role.UNIT_HEAD):
        # Who sees the whole does not count its parts; a unit has nothing but its part.
        chosen = chosen.where(Appeal.parent_id.is_(None))
    if after is not None:
        chosen = chosen.where(Appeal.id < after)
    rows = session.scalars(chosen.options(*LIST_PARTS).order_by(Appeal.id.desc()).limit(size + 1)).all()
    more = len(rows) > size
    return Page(rows[:size], write_cursor(rows[size - 1].id) if more else None)


def _narrowed(wanted: Filter, now: datetime) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    for column, value in (
        (Appeal.state, wanted.state),
        (Appeal.kind, wanted.kind),
        (Appeal.channel, wanted.channel),
        (Appeal.unit_id, wanted.unit_id),
    ):
        if value is not None:
            conditions.append(column == value)
    if wanted.origin:
        conditions.append(Appeal.origin == wanted.origin)
    if wanted.overdue:
        conditions.append(overdue_at(now))
    if wanted.words:
        conditions.append(_says(wanted.words))
    return conditions


def _says(words: str) -> ColumnElement[bool]:
    number = Appeal.number == words.strip().upper()
    folded = [Appeal.folded.contains(word, autoescape=True) for word in fold(words).split()[:8]]
    return or_(number, and_(*folded)) if folded else number


def of_caller(session: Session, actor: Actor, caller: Caller, *, limit: int = 20) -> Sequence[Appeal]:
    """Return the person's appeals that the actor may see, the newest first."""
    return session.scalars(
        visible_to(actor)
        .where(Appeal.caller_id.in_(same_person(session, [caller.id])), Appeal.parent_id.is_(None))
        .options(*LIST_PARTS)
        .order_by(Appeal.id.desc())
        .limit(limit)
    ).all()


def suggested_competence(session: Session, number: str, body: str) -> Competence | None:
    """Return the likeliest competence in use that was suggested for the appeal and is that body's, by code or name."""
    return session.scalar(
        select(Competence)
        .join(Competence.unit)
        .join(Unit.body)
        .join(Suggestion, Suggestion.competence_code == Competence.code)
        .join(Suggestion.appeal)
        .where(
            Appeal.number == read_number(number),
            or_(Body.code == body, Body.name == body),
            Competence.retired_at.is_(None),
        )
        .order_by(Suggestion.rank)
        .limit(1)
    )


def judged(session: Session, since: datetime) -> list[Judged]:
    """Return the appeals that a unit took into work since then and did not send back, with what was suggested.

    Complaints of a unit or an official are left out: the law says where they go, not the matching; reports of
    corruption too, because they go where the head of the centre says.
    """
    last = (
        select(func.max(AppealEvent.id))
        .where(AppealEvent.action.in_((Action.ACCEPT, Action.SEND_BACK)))
        .group_by(AppealEvent.appeal_id)
    )
    by_system = exists().where(
        AppealEvent.appeal_id == Appeal.id,
        AppealEvent.action == Action.ROUTE,
        AppealEvent.user_id.is_(None),
        AppealEvent.api_key_id.is_(None),
    )
    taken = aliased(AppealEvent)
    rows = session.execute(
        select(taken.appeal_id, taken.at, Unit.id, Unit.name, by_system)
        .join(Unit, Unit.id == taken.unit_id)
        .join(Appeal, Appeal.id == taken.appeal_id)
        .where(
            taken.id.in_(last),
            taken.action == Action.ACCEPT,
            taken.at >= since,
            Appeal.about_unit_id.is_(None),
            Appeal.about_staff_id.is_(None),
            Appeal.parent_id.is_(None),
            Appeal.level != Level.CORRUPTION,
        )
        .order_by(taken.id)
    ).all()
    suggested = _suggested_since(session, since)
    return [
        Judged(baku_date(at), unit, place_of(unit_id, suggested.get(appeal_id, ())), by_itself)
        for appeal_id, at, unit_id, unit, by_itself in rows
    ]


def _suggested_since(session: Session, since: datetime) -> dict[int, list[int]]:
    """The units suggested for the appeals that were taken into work since then, best first."""
    taken = aliased(AppealEvent)
    kept = (
        select(Suggestion.appeal_id, Suggestion.unit_id)
        .join(taken, taken.appeal_id == Suggestion.appeal_id)
        .where(taken.action == Action.ACCEPT, taken.at >= since)
        .order_by(Suggestion.rank)
    )
    suggested: dict[int, list[int]] = {}
    for appeal_id, unit_id in session.execute(kept):
        suggested.setdefault(appeal_id, []).append(unit_id)
    return suggested


def unit_policies(session: Session) -> Mapping[int, UnitPolicy]:
    """Return the units' policies as they are kept, with who set them."""
    kept = select(UnitPolicy).options(selectinload(UnitPolicy.changed_by))
    return {one.unit_id: one for one in session.scalars(kept)}


def policies(session: Session) -> Mapping[int, Policy]:
    """Return how boldly the advice speaks of each unit for which the ministry said so."""
    return {
        one.unit_id: Policy(
            not_ours_from=one.not_ours_from, ask_below=one.ask_below, auto_route_from=one.auto_route_from
        )
        for one in session.scalars(select(UnitPolicy))
    }
