"""A newer version over the old one: what it changes, and what has to be looked at because of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge_base import queries
from knowledge_base.models import Statute, StatuteVersion
from knowledge_base.resting import Rest, resting_on
from knowledge_base.statutes import statute as texts
from knowledge_base.statutes.amendments import Change
from knowledge_base.statutes.comparing import Compared, Provision, compare
from knowledge_base.statutes.wordings import histories_of, standing_texts
from knowledge_base.vocabulary import Recheck, Turn
from knowledge_base.wording_models import ClauseRecheck, ClauseTurn, ClauseWording, Revision


def in_force(session: Session, code: str) -> StatuteVersion | None:
    """Return the version in force of a statute, None when none was imported."""
    return session.scalar(
        select(StatuteVersion)
        .join(StatuteVersion.statute)
        .where(Statute.code == code, StatuteVersion.in_force)
    )


def compared_with(
    session: Session, present: StatuteVersion | None, statute: texts.StatuteText
) -> list[Compared]:
    """Return what a text that was read changes in the version in force; every clause is new where there is none."""
    standing = standing_texts(statute)
    return compare(
        queries.provisions_of(session, present) if present else [],
        [
            Provision(clause.key, standing[clause.key], clause.unit)
            for clause in statute.clauses
            if clause.key in standing
        ],
    )


def rests_on(session: Session, compared: Sequence[Compared]) -> dict[str, Sequence[Rest]]:
    """Return by clause key the cards and articles that rest on clauses which are no longer what they were."""
    keys = [one.key for one in compared if one.turn is not Turn.ADDED]
    return dict(resting_on(session, keys)) if keys else {}


def write_revision(
    session: Session,
    earlier: StatuteVersion,
    version: StatuteVersion,
    compared: Sequence[Compared],
    *,
    now: datetime,
) -> Revision:
    """Write what the import changed, and an open recheck for each card and article that rests on it.

    A card that already rests on a number which the newer version gives to another clause is rechecked, too.
    """
    resting = rests_on(session, compared)
    revision = Revision(statute_id=version.statute_id, earlier=earlier, version=version, at=now)
    revision.turns = [
        ClauseTurn(
            position=place,
            turn=one.turn,
            key=one.key,
            to_key=one.to_key,
            rechecks=[
                ClauseRecheck(rests=rest.rests, code=rest.code, title=rest.title[:400], standing=Recheck.OPEN)
                for rest in (resting.get(one.key, ()) if one.turn is not Turn.ADDED else ())
            ],
        )
        for place, one in enumerate(compared)
    ]
    session.add(revision)
    session.flush()
    return revision


def write_wordings(session: Session, version: StatuteVersion, statute: texts.StatuteText) -> None:
    """Write the dated wordings that the footnotes tell of, once for each version."""
    if session.scalar(select(ClauseWording.id).where(ClauseWording.version_id == version.id).limit(1)):
        return
    session.add_all(
        ClauseWording(
            version=version,
            clause_key=one.key,
            position=place,
            since=one.since,
            until=one.until,
            known=one.known,
            text=one.text,
            fragment=one.fragment,
            in_being=one.in_being,
            changes=[_provenance(change) for change in one.changes],
        )
        for wordings in histories_of(statute).wordings.values()
        for place, one in enumerate(wordings)
    )
    session.flush()


def _provenance(change: Change) -> dict[str, Any]:
    item = change.place.item if change.place else None
    return {
        "act": change.act,
        "date": change.day.isoformat() if change.day else None,
        "note": change.note,
        "what": change.what.value,
        "item": (item.label or str(item.place)) if item else None,
        "before": change.before,
        "after": change.after,
        "told": change.told,
    }
