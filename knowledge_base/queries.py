"""Reading the knowledge base."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, exists, func, select, update
from sqlalchemy.orm import Session, selectinload

from callcenter.core.errors import NotFound, Refused
from callcenter.core.wording import say
from callcenter.directory.models import Unit
from knowledge_base.models import (
    Clause,
    Competence,
    CompetenceClause,
    KnowledgeVersion,
    Statute,
    StatuteVersion,
)
from knowledge_base.statutes.comparing import Provision
from knowledge_base.vocabulary import ClauseRole
from knowledge_base.wording_models import ClauseWording


def version_number(session: Session) -> int:
    """Return the number that grows with every change of the knowledge base."""
    return session.scalar(select(KnowledgeVersion.number)) or 0


def note_change(session: Session) -> int:
    """Tell every process, once this transaction commits, that cards, statutes or units changed."""
    number = _next_number(session)
    session.execute(update(KnowledgeVersion).values(cards=number))
    return number


def note_lesson(session: Session) -> int:
    """Tell every process, once this transaction commits, that examples or synonyms changed; return the number.

    The row stays locked until the commit, so numbers become visible in their order.
    """
    return _next_number(session)


def _next_number(session: Session) -> int:
    number = session.scalar(
        update(KnowledgeVersion).values(number=KnowledgeVersion.number + 1).returning(KnowledgeVersion.number)
    )
    if number is None:
        session.add(KnowledgeVersion(id=1, number=1, cards=0))
        session.flush()
    return number or 1


def standing_of(session: Session) -> tuple[int, int]:
    """Return the number of the knowledge base, and the one with which its cards or statutes last changed."""
    found = session.execute(select(KnowledgeVersion.number, KnowledgeVersion.cards)).first()
    return (found.number, found.cards) if found else (0, 0)


def competences(session: Session, *, retired: bool = False) -> Sequence[Competence]:
    """Return the cards in use, or the retired ones, each with its clauses, phrases, unit and body."""
    return session.scalars(
        select(Competence)
        .where(Competence.retired_at.is_not(None) if retired else Competence.retired_at.is_(None))
        .options(
            selectinload(Competence.bases),
            selectinload(Competence.phrases),
            selectinload(Competence.unit).selectinload(Unit.body),
        )
        .order_by(Competence.id)
    ).all()


def competence_coded(session: Session, code: str) -> Competence:
    """Return the card of a code; NotFound (unknown-competence) when there is none."""
    found = session.scalar(select(Competence).where(Competence.code == code))
    if found is None:
        raise NotFound(
            "unknown-competence", say("Belə səlahiyyət kartı yoxdur: «%(code)s».", code=code[:120])
        )
    return found


def check_in_use(competence: Competence | None) -> None:
    """Refuse (retired-competence) an act by a card that is no longer in use; none is named, none is refused."""
    if competence is not None and competence.retired_at is not None:
        raise Refused(
            "retired-competence",
            say("«%(card)s» kartı istifadədən çıxarılıb: başqa kart seçin.", card=competence.title),
        )


def in_being(clause: type[Clause] = Clause) -> ColumnElement[bool]:
    """The condition that a clause of a version is not repealed; a source prints many a repealed one all the same."""
    return ~exists().where(
        ClauseWording.version_id == clause.version_id,
        ClauseWording.clause_key == clause.key,
        ClauseWording.until.is_(None),
        ClauseWording.in_being.is_(False),
    )


def words_in_force(clause: type[Clause] = Clause) -> ColumnElement[str]:
    """The words of a clause of a version without those that were removed and are printed all the same."""
    standing = (
        select(ClauseWording.text)
        .where(
            ClauseWording.version_id == clause.version_id,
            ClauseWording.clause_key == clause.key,
            ClauseWording.until.is_(None),
            ClauseWording.in_being,
        )
        .correlate(clause)
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(standing, clause.text)


def texts_in_force(session: Session) -> dict[str, str]:
    """Return the words in force of every clause in force, by key."""
    found = session.execute(
        select(Clause.key, words_in_force())
        .join(Clause.version)
        .where(StatuteVersion.in_force, in_being())
        .order_by(Clause.version_id, Clause.position)
    )
    return dict(found.all())


def provisions_of(session: Session, version: StatuteVersion) -> list[Provision]:
    """Return the clauses that a version has in force, as comparing takes them; a repealed one is none of them."""
    found = session.execute(
        select(Clause.key, words_in_force(), Clause.unit_name)
        .where(Clause.version_id == version.id, in_being())
        .order_by(Clause.position)
    )
    return [Provision(key, text, unit) for key, text, unit in found]


def clauses_in_force(session: Session, keys: Sequence[str] | None = None) -> Mapping[str, Clause]:
    """Return the clauses in force by key, all of them or those asked for; a repealed one is not among them."""
    return _clauses(session, keys, in_being())


def clauses_printed(session: Session, keys: Sequence[str]) -> Mapping[str, Clause]:
    """Return by key those of the clauses that the versions in force print, also when they were repealed."""
    return _clauses(session, keys)


def _clauses(
    session: Session, keys: Sequence[str] | None, *only: ColumnElement[bool]
) -> Mapping[str, Clause]:
    wanted = select(Clause).join(Clause.version).where(StatuteVersion.in_force, *only)
    if keys is not None:
        wanted = wanted.where(Clause.key.in_(keys))
    return {
        clause.key: clause for clause in session.scalars(wanted.order_by(Clause.version_id, Clause.position))
    }


def statutes(session: Session) -> Sequence[StatuteVersion]:
    """Return the wordings in force, by code."""
    return session.scalars(
        select(StatuteVersion)
        .join(StatuteVersion.statute)
        .where(StatuteVersion.in_force)
        .options(selectinload(StatuteVersion.statute).selectinload(Statute.body))
        .order_by(Statute.code)
    ).all()


def statute_coded(session: Session, code: str) -> StatuteVersion:
    """Return the wording in force of a statute; NotFound (unknown-statute) when it is not imported."""
    found = session.scalar(
        select(StatuteVersion)
        .join(StatuteVersion.statute)
        .where(Statute.code == code, StatuteVersion.in_force)
    )
    if found is None:
        raise NotFound(
            "unknown-statute", say("Bu kodla əsasnamə idxal edilməyib: «%(code)s».", code=code[:120])
        )
    return found


def version_of_clause(session: Session, key: str | None) -> StatuteVersion | None:
    """Return the version in force of a clause's statute, None when the clause is not in it or nothing is imported."""
    return session.scalar(
        select(StatuteVersion).join(StatuteVersion.clauses).where(StatuteVersion.in_force, Clause.key == key)
    )


def cards_by_statute(session: Session) -> Mapping[str, int]:
    """Return how many cards rest on clauses of each statute, by its code."""
    found = session.execute(select(CompetenceClause.competence_id, CompetenceClause.clause_key))
    return Counter(code for _, code in {(card, key.partition(":")[0]) for card, key in found})


def imported_codes(session: Session) -> frozenset[str]:
    """Return the codes of the statutes whose text is here."""
    return frozenset(session.scalars(select(Statute.code)))


def clauses_without_a_card(session: Session) -> Sequence[Clause]:
    """Return the duty clauses in force of units in the directory that no card in use rests on."""
    rested_on = (
        select(CompetenceClause.clause_key)
        .join(CompetenceClause.competence)
        .where(Competence.retired_at.is_(None))
    )
    return session.scalars(
        select(Clause)
        .join(Clause.version)
        .where(
            StatuteVersion.in_force,
            Clause.role == ClauseRole.DUTY,
            Clause.unit_id.is_not(None),
            Clause.lead.is_(False),
            Clause.key.not_in(rested_on),
            in_being(),
        )
        .order_by(Clause.version_id, Clause.position)
    ).all()


def cards_of_lost_clauses(session: Session) -> Sequence[tuple[Competence, str]]:
    """Return each card with a clause that its imported statute does not, or no longer, have in force."""
    known = clauses_in_force(session)
    here = imported_codes(session)
    return [
        (competence, key)
        for competence in competences(session)
        for key in competence.clauses
        if key.partition(":")[0] in here and key not in known
    ]
