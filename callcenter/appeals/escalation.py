"""Whose approval a draft needs, and to whom a late appeal goes next: the reporting line, without the accused."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.appeals import conflicts, lifecycle
from callcenter.appeals.accused import accused_of
from callcenter.appeals.models import Answer, Appeal
from callcenter.appeals.reach import heads_apparatus
from callcenter.appeals.vocabulary import State
from callcenter.core.clock import baku_date
from callcenter.core.errors import NotAllowed
from callcenter.core.wording import say
from callcenter.directory import queries as directory
from callcenter.directory import rank
from callcenter.directory.actors import Actor
from callcenter.directory.models import StaffMember
from callcenter.directory.rank import Line, Person


def may_approve(session: Session, appeal: Appeal, by: Actor) -> bool:
    """Say whether the actor may approve the newest wording, as far as author, rank and line go.

    Another system approves what its scope allows, but not its own text.
    """
    answer = appeal.answer
    if answer is None:
        return by.heads(appeal.unit_id)
    if _is_author(answer, by):
        return False
    if by.user is None:
        return True
    if is_joint(appeal):
        return _approves_joint(session, appeal, by)
    if by.staff is None or appeal.unit_id is None or by.staff.id == appeal.about_staff_id:
        return False
    line = directory.reporting_line(session, by.day)
    author = line.of_user(answer.author_id)
    places = line.places_of(by.staff.id)
    return any(rank.may_approve(line, place, author, appeal.unit_id) for place in places)


def must_approve(session: Session, appeal: Appeal, by: Actor) -> None:
    """Refuse who may not approve the newest wording, naming whose approval it needs."""
    if may_approve(session, appeal, by):
        return
    answer = appeal.answer
    whose = whose_approval(session, appeal, by.day)
    if answer is not None and _is_author(answer, by):
        raise NotAllowed(
            "own-text",
            say(
                "Öz yazdığınız cavabı təsdiq edə bilməzsiniz: onu %(whose)s təsdiq etməlidir.",
                whose=whose.standing,
            )
            if whose
            else say("Öz yazdığınız cavabı təsdiq edə bilməzsiniz: onu başqa rəhbər təsdiq etməlidir."),
        )
    if whose is not None and by.heads(appeal.unit_id):
        raise NotAllowed(
            "rank-too-low",
            say(
                "Cavabı hazırlayanın vəzifəsi sizinkindən yüksəkdir: onu %(whose)s təsdiq etməlidir.",
                whose=whose.standing,
            ),
        )
    raise NotAllowed


def whose_approval(session: Session, appeal: Appeal, day: date | None = None) -> StaffMember | None:
    """Return the nearest who may approve the newest wording on the day; None where the directory has nobody."""
    line = directory.reporting_line(session, day)
    if is_joint(appeal):
        author = appeal.answer.author_id if appeal.answer else None
        found = next((one for one in _joint_approvers(session, line) if one.user_id != author), None)
    else:
        found = _approver(appeal, line)
    return directory.staff_by_id(session, [found.id])[found.id] if found else None


def is_joint(appeal: Appeal) -> bool:
    """Say whether the answer is the joint one of several units, which no unit's head approves alone."""
    return appeal.unit_id is None and bool(appeal.parts)


def users_who_approve_joint(session: Session, appeal: Appeal, day: date | None = None) -> list[int]:
    """Return the users to whom a joint answer goes: heads of the call centre and of the apparatus, not its author."""
    author = appeal.answer.author_id if appeal.answer else None
    heads = session.scalars(select(User.id).where(User.role == Role.CENTRE_HEAD)).all()
    there = _joint_approvers(session, directory.reporting_line(session, day))
    return sorted(
        {one for one in (*heads, *(person.user_id for person in there)) if one not in (None, author)}
    )


def _approves_joint(session: Session, appeal: Appeal, by: Actor) -> bool:
    line = directory.reporting_line(session, by.day)
    if by.staff is not None and by.staff.id in barred(appeal, line):
        return False
    return by.role is Role.CENTRE_HEAD or heads_apparatus(by)


def _joint_approvers(session: Session, line: Line) -> list[Person]:
    """Who is there of the heads of the call centre, then who heads the Apparatus, also by standing in."""
    centre = session.scalars(
        select(StaffMember.id)
        .join(StaffMember.user)
        .where(User.role == Role.CENTRE_HEAD)
        .order_by(StaffMember.id)
    )
    heads = [line.people[one] for one in centre if one in line.people and not line.people[one].away]
    return [*heads, *(line.heads_of(line.apparatus) if line.apparatus is not None else ())]


def is_overdue(appeal: Appeal, now: datetime) -> bool:
    """Say whether an answer was owed before the moment and is still not given; as unit_work.overdue_at does."""
    owed = lifecycle.RUNNING if appeal.parent_id is None else lifecycle.PART_OWED
    missed = appeal.due_at is not None and appeal.due_at < now
    return appeal.state in owed and (missed or appeal.due_on < baku_date(now))


def line_of(appeal: Appeal, line: Line) -> tuple[Person | None, Sequence[Person]]:
    """Return with whom the appeal waits, and everybody above them, the nearest first; the accused are left out."""
    passed_over, holder = barred(appeal, line), _holder(appeal, line)
    if holder is None or holder.id in passed_over:
        nearest = rank.head_of(line, appeal.unit_id, passed_over) if appeal.unit_id is not None else None
        return nearest, rank.line_above(line, nearest, passed_over) if nearest else ()
    return holder, rank.line_above(line, holder, passed_over)


def next_above(appeal: Appeal, line: Line) -> Person | None:
    """Return who stands above whoever holds the appeal up now."""
    passed_over = barred(appeal, line)
    holder = _holder(appeal, line)
    if holder is not None:
        return rank.next_in_line(line, holder, passed_over)
    return rank.head_of(line, appeal.unit_id, passed_over) if appeal.unit_id is not None else None


def _holder(appeal: Appeal, line: Line) -> Person | None:
    """Return with whom the appeal waits: approver, executor, head of the unit, or who logged it."""
    if appeal.state not in lifecycle.WITH_A_UNIT | lifecycle.WAITING or appeal.unit_id is None:
        return line.of_user(appeal.logged_by_id)
    if appeal.state is State.AWAITING_APPROVAL:
        return _approver(appeal, line)
    if appeal.executor_id is not None:
        return line.people.get(appeal.executor_id)
    heads = line.heads_of(appeal.unit_id)
    return heads[-1] if heads else None


def _approver(appeal: Appeal, line: Line) -> Person | None:
    """Return the nearest who may approve; that its unit may examine the appeal was decided when it was routed."""
    if appeal.unit_id is None or appeal.answer is None:
        return None
    author, accused = line.of_user(appeal.answer.author_id), frozenset({appeal.about_staff_id or 0})
    return next(iter(rank.approvers(line, author, appeal.unit_id, accused)), None)


def _is_author(answer: Answer, by: Actor) -> bool:
    return (answer.author_id, answer.author_key_id) == (by.user_id, by.api_key_id)


def barred(appeal: Appeal, line: Line) -> frozenset[int]:
    """Return the people of whom the appeal complains, and everybody in their units and below them."""
    accused = accused_of(appeal)
    if not accused:
        return frozenset()
    return frozenset(
        one.id
        for one in line.people.values()
        if one.id == appeal.about_staff_id or conflicts.may_not_examine(one.unit_id, accused, line.parents)
    )
