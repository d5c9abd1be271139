"""Reading the appeals that belong to another one: its parts, its letters, what was said before and by whom."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session, selectinload

from callcenter.appeals import lifecycle, queries, repeats
from callcenter.appeals.forwarding_models import Forwarding
from callcenter.appeals.likeness_models import LikenessMark
from callcenter.appeals.models import Appeal
from callcenter.appeals.repeats import Earlier
from callcenter.core.clock import baku_date, midnight
from callcenter.directory.actors import Actor

# So many earlier appeals of a person are compared, so many others of one mark are read.
OWN, OF_A_MARK, SHOWN = 50, 20, 3


def letters_of(session: Session, appeal: Appeal) -> Sequence[Forwarding]:
    """Return the letters by which the appeal went to other bodies, the first one first."""
    return session.scalars(
        select(Forwarding)
        .where(Forwarding.appeal_id == appeal.id)
        .options(selectinload(Forwarding.user))
        .order_by(Forwarding.id)
    ).all()


def of_callers(
    session: Session, actor: Actor, caller_ids: Iterable[int], *, limit: int = OWN
) -> Sequence[Appeal]:
    """Return the callers' appeals that the actor may see: those that run, then the rest, the newest first."""
    running = Appeal.state.in_(lifecycle.RUNNING)
    return session.scalars(
        queries.visible_to(actor)
        .where(Appeal.caller_id.in_(list(caller_ids)), Appeal.parent_id.is_(None))
        .options(selectinload(Appeal.unit), selectinload(Appeal.suggestions), selectinload(Appeal.competence))
        .order_by(running.desc(), Appeal.id.desc())
        .limit(limit)
    ).all()


def earlier(appeal: Appeal) -> Earlier:
    """Return an appeal as the rule of repeats takes it."""
    first = appeal.suggestions[0].competence_code if appeal.suggestions else ""
    return Earlier(
        appeal.number,
        appeal.text,
        baku_date(appeal.registered_at),
        appeal.language,
        appeal.competence.code if appeal.competence else first,
    )


def repeated_of(
    text: str, said: Sequence[Appeal], *, today: date, language: str = "", matter: str = ""
) -> Appeal | None:
    """Return which of the same person's appeals the text repeats; a follow-up leads to the one that it was joined to."""
    found = repeats.repeated(text, map(earlier, said), today=today, language=language, matter=matter)
    named = {one.number: one for one in said}
    appeal = named[found.number] if found else None
    return appeal.merged_into if appeal is not None and appeal.merged_into is not None else appeal


def said_by_others(
    session: Session,
    actor: Actor,
    text: str,
    *,
    today: date,
    but: Iterable[int] = (),
    own: Iterable[int] = (),
) -> list[Appeal]:
    """Return recent appeals of nearly the same words that somebody else made, the nearest first.

    own are the ids of the person's callers, but those of appeals to leave out. Only rows that share a mark are read.
    """
    marks = repeats.marks_of(text)
    if not marks:
        return []
    newest = [
        select(LikenessMark.appeal_id)
        .where(LikenessMark.mark == mark)
        .order_by(LikenessMark.appeal_id.desc())
        .limit(OF_A_MARK)
        .subquery()
        for mark in marks
    ]
    ids = set(session.scalars(union_all(*(select(one.c.appeal_id) for one in newest)))) - set(but)
    near = session.scalars(
        queries.visible_to(actor)
        .where(Appeal.id.in_(ids), Appeal.registered_at >= midnight(today - repeats.LOOK_BACK_AT_OTHERS))
        .options(selectinload(Appeal.unit))
        .order_by(Appeal.id.desc())
    ).all()
    persons = set(own)
    others = [one for one in near if one.caller_id is None or one.caller_id not in persons]
    return repeats.the_same(text, others, lambda one: one.text)[:SHOWN]
