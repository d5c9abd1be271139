"""Whose approval a draft needs, and to whom a late appeal goes next: the reporting line, without the accused."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy.orm import Session

from callcenter.appeals import conflicts, lifecycle, secrecy
from callcenter.appeals.models import Answer, Appeal
from callcenter.appeals.vocabulary import State
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
    line = directory.reporting_line(session)
    approver = line.people.get(by.staff.id) if by.staff else None
    return (
        approver is not None
        and appeal.unit_id is not None
        and approver.id != appeal.about_staff_id
        and rank.may_approve(line, approver, line.of_user(answer.author_id), appeal.unit_id)
    )


def must_approve(session: Session, appeal: Appeal, by: Actor) -> None:
    """Refuse who may not approve the newest wording, naming whose approval it needs."""
    if may_approve(session, appeal, by):
        return
    answer = appeal.answer
    whose = whose_approval(session, appeal)
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


def whose_approval(session: Session, appeal: Appeal) -> StaffMember | None:
    """Return the nearest who may approve the newest wording; None where the directory has nobody."""
    line = directory.reporting_line(session)
    found = _approver(appeal, line)
    return directory.staff_by_id(session, [found.id])[found.id] if found else None


def is_overdue(appeal: Appeal, day: date) -> bool:
    """Say whether an answer was owed before the day and is still not given."""
    return appeal.state in lifecycle.RUNNING and appeal.due_on < day


def goes_next_to(session: Session, appeals: Iterable[Appeal], day: date) -> Mapping[int, StaffMember]:
    """Return, by id of those of the appeals that are overdue, to whom each is to be brought next."""
    late = [appeal for appeal in appeals if is_overdue(appeal, day)]
    if not late:
        return {}
    line = directory.reporting_line(session)
    found = {appeal.id: _next(appeal, line) for appeal in late}
    staff = directory.staff_by_id(session, [one.id for one in found.values() if one])
    return {appeal: staff[one.id] for appeal, one in found.items() if one}


def _next(appeal: Appeal, line: Line) -> Person | None:
    """Return who stands above whoever holds the appeal up now."""
    barred = _barred(appeal, line)
    holder = _holder(appeal, line)
    if holder is not None:
        return rank.next_in_line(line, holder, barred)
    return rank.head_of(line, appeal.unit_id, barred) if appeal.unit_id is not None else None


def _holder(appeal: Appeal, line: Line) -> Person | None:
    """Return with whom the appeal waits: approver, executor, head of the unit, or who logged it."""
    if appeal.state not in lifecycle.WITH_A_UNIT or appeal.unit_id is None:
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


def _barred(appeal: Appeal, line: Line) -> frozenset[int]:
    """Return the people of whom the appeal complains, and everybody in their units and below them."""
    accused = secrecy.accused_of(appeal)
    if not accused:
        return frozenset()
    return frozenset(
        one.id
        for one in line.people.values()
        if one.id == appeal.about_staff_id or conflicts.may_not_examine(one.unit_id, accused, line.parents)
    )
