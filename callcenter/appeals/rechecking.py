"""Open appeals that were routed by a clause which is no longer what it was: list them, say that they still stand.

Nothing is moved by itself: an appeal that is another unit's now goes back or on by the ordinary acts.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true
from sqlalchemy.orm import Session, aliased, selectinload

from callcenter.accounts.vocabulary import Permission, Role
from callcenter.appeals import lifecycle, queries, secrecy
from callcenter.appeals.models import Appeal
from callcenter.appeals.recheck_models import AppealRecheck
from callcenter.appeals.vocabulary import Level
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.wording import say
from callcenter.directory.actors import Actor
from knowledge_base import queries as knowledge_base
from knowledge_base.language.differences import Piece, difference
from knowledge_base.models import Clause, StatuteVersion
from knowledge_base.statutes.comparing import Compared
from knowledge_base.vocabulary import Recheck, Turn

# Only what is still going on: an answered or forwarded appeal was right by the law of its day.
STILL_OPEN = lifecycle.RUNNING


@dataclass(frozen=True)
class Unsettled:
    """An open appeal with the clause of its day and the clause in force that bears the number now, if any does.

    words: those of both as they were in force, without what was removed and is printed all the same.
    """

    appeal: Appeal
    then: Clause
    now: Clause | None
    words: tuple[str, str]

    @property
    def pieces(self) -> Sequence[Piece]:
        """What differs between the two, word by word."""
        return difference(*self.words)

    @property
    def differs(self) -> bool:
        """Whether the clause is no longer what it was."""
        if self.now is None or self.words[0] != self.words[1]:
            return True
        return self.then.unit_name != self.now.unit_name


def unsettled(
    session: Session, actor: Actor, *, keys: Sequence[str] | None = None, limit: int = 500
) -> Sequence[Unsettled]:
    """Return the open appeals that the actor may see and that nobody looked at since their clause changed."""
    return _found(session, queries.visible_to(actor), keys=keys, limit=limit)


def unsettled_for_editors(
    session: Session, editor: Actor, *, keys: Sequence[str] | None = None, limit: int = 500
) -> Sequence[Unsettled]:
    """Return those that are neither secret nor against the editor, for the knowledge base; show texts masked."""
    reach = select(Appeal).where(Appeal.level == Level.ORDINARY, secrecy.not_against(editor))
    return _found(session, reach, keys=keys, limit=limit)


def count(session: Session, actor: Actor) -> int:
    """Return how many of them the actor may look at; none for those who decide nothing about appeals."""
    if not actor.may(Permission.RECHECK_APPEAL):
        return 0
    waiting = _changed(queries.visible_to(actor), None).subquery()
    return session.scalar(select(func.count()).select_from(waiting)) or 0


def count_by_clause(session: Session, keys: Sequence[str] | None = None) -> dict[str, int]:
    """Return how many open appeals wait for a look, by the clause they were routed by."""
    found = _changed(select(Appeal), keys).subquery()
    counted = select(found.c.clause, func.count()).group_by(found.c.clause)
    return {key: number for key, number in session.execute(counted) if key is not None}


def open_by_clauses(
    session: Session, compared: Sequence[Compared], *, reader: Actor | None = None
) -> dict[str, int]:
    """Return how many open appeals would wait for a look, by clause, were what was compared in force.

    What complains of the reader is not counted before them; the command line has no reader.
    They are those that are offered once it is: an appeal whose clause would again be what it was routed by is none.
    """
    after = {one.to_key: one.after for one in compared}
    then = aliased(Clause)
    counted = session.execute(
        select(then.key, knowledge_base.words_in_force(then), then.unit_name, func.count())
        .join(Appeal, and_(then.version_id == _routed_by(), then.key == Appeal.clause))
        .where(
            Appeal.clause.in_([one.key for one in compared if one.turn is not Turn.ADDED]),
            Appeal.state.in_(STILL_OPEN),
            secrecy.not_against(reader) if reader else true(),
        )
        .group_by(then.id, then.key, then.text, then.unit_name, then.version_id)
    )
    found: Counter[str] = Counter()
    for key, words, unit, number in counted:
        now = after.get(key)
        if now is None or (now.text, now.unit or "") != (words, unit or ""):
            found[key] += number
    return dict(found)


def confirm(
    session: Session, numbers: Sequence[str], *, by: Actor, now: datetime, note: str = ""
) -> Sequence[AppealRecheck]:
    """Note that appeals stay where they are although their clause changed («qüvvədə qalır»).

    Those that somebody looked at in the meantime are left out; Refused (nothing-to-recheck) when none is left.
    """
    if not numbers:
        raise InvalidInput({"number": say("Ən azı bir müraciət seçin.")})
    asked = _found(
        session, queries.visible_to(by).where(Appeal.number.in_(numbers)), keys=None, limit=len(numbers)
    )
    if not asked:
        raise Refused(
            "nothing-to-recheck", say("Seçilən müraciətlərin bəndi dəyişməyib və ya onlar artıq yoxlanılıb.")
        )
    for one in asked:
        if by.role is not Role.CENTRE_HEAD:
            by.must_head(one.appeal.unit_id)

    present = {version.statute_id: version for version in knowledge_base.statutes(session)}
    looked = [
        AppealRecheck(
            appeal=one.appeal,
            version=present[one.then.version.statute_id],
            routed_by_id=one.then.version_id,
            standing=Recheck.CONFIRMED,
            by_id=by.user_id,
            at=now,
            note=note or None,
        )
        for one in asked
    ]
    session.add_all(looked)
    session.flush()
    return looked


def clause_of_the_day(session: Session, appeal: Appeal) -> Unsettled | None:
    """Return the clause as it was worded when the appeal was routed, beside what bears its number now."""
    if appeal.statute_version_id is None or appeal.clause is None:
        return None
    then = session.scalar(
        select(Clause).where(Clause.version_id == appeal.statute_version_id, Clause.key == appeal.clause)
    )
    if then is None:
        return None
    now = knowledge_base.clauses_in_force(session, [appeal.clause]).get(appeal.clause)
    words = _words(session, [then, now])
    return Unsettled(appeal, then, now, (words[then.id], words[now.id] if now else ""))


def _found(
    session: Session, reach: Select[Appeal], *, keys: Sequence[str] | None, limit: int
) -> Sequence[Unsettled]:
    routed_by = _routed_by()
    appeals = session.execute(
        _changed(reach, keys)
        .add_columns(routed_by)
        .options(selectinload(Appeal.unit), selectinload(Appeal.competence))
        .order_by(Appeal.clause, routed_by, Appeal.due_on, Appeal.id)
        .limit(limit)
    ).all()
    wanted = {one.clause for one, _ in appeals if one.clause}
    then = {
        (clause.version_id, clause.key): clause
        for clause in session.scalars(
            select(Clause)
            .where(
                Clause.key.in_(wanted),
                Clause.version_id.in_({version for _, version in appeals}),
            )
            .options(selectinload(Clause.version))
        )
    }
    present = knowledge_base.clauses_in_force(session, sorted(wanted))
    words = _words(session, [*then.values(), *present.values()])
    found = []
    for one, version in appeals:
        was, now = then[version, one.clause or ""], present.get(one.clause or "")
        found.append(Unsettled(one, was, now, (words[was.id], words[now.id] if now else "")))
    return found


def _words(session: Session, clauses: Sequence[Clause | None]) -> dict[int, str]:
    """Return by id the words of the clauses that were in force."""
    ids = [one.id for one in clauses if one is not None]
    return dict(
        session.execute(select(Clause.id, knowledge_base.words_in_force()).where(Clause.id.in_(ids))).all()
    )


def _routed_by() -> ColumnElement[int]:
    """The version that an appeal was routed by: before any import, the first one that has its clause."""
    clause = aliased(Clause)
    first = select(func.min(clause.version_id)).where(clause.key == Appeal.clause).correlate(Appeal)
    return func.coalesce(Appeal.statute_version_id, first.scalar_subquery())


def _changed(reach: Select[Appeal], keys: Sequence[str] | None) -> Select[Appeal]:
    """Narrow to open appeals whose clause, in the version they were routed by, is not the clause in force."""
    then, now = aliased(Clause), aliased(Clause)
    routed_by, present = aliased(StatuteVersion), aliased(StatuteVersion)
    looked = exists().where(
        AppealRecheck.appeal_id == Appeal.id,
        AppealRecheck.version_id == present.id,
        AppealRecheck.routed_by_id == routed_by.id,
    )
    narrowed = (
        reach.join(routed_by, routed_by.id == _routed_by())
        .join(then, and_(then.version_id == routed_by.id, then.key == Appeal.clause))
        .join(present, and_(present.statute_id == routed_by.statute_id, present.in_force))
        .outerjoin(
            now,
            and_(now.version_id == present.id, now.key == then.key, knowledge_base.in_being(now)),
        )
        .where(Appeal.state.in_(STILL_OPEN), routed_by.id != present.id, _differ(then, now), ~looked)
    )
    return narrowed if keys is None else narrowed.where(Appeal.clause.in_(keys))


def _differ(then: type[Clause], now: type[Clause]) -> ColumnElement[bool]:
    return or_(
        now.id.is_(None),
        knowledge_base.words_in_force(now) != knowledge_base.words_in_force(then),
        func.coalesce(now.unit_name, "") != func.coalesce(then.unit_name, ""),
    )
