"""A newer version over the old one: what it changes, and what has to be looked at because of it."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from callcenter.core.numbering import next_number
from knowledge_base import queries
from knowledge_base.models import Statute, StatuteVersion
from knowledge_base.resting import Rest, resting_on
from knowledge_base.statutes import statute as texts
from knowledge_base.statutes.amendments import Change
from knowledge_base.statutes.comparing import Compared, Provision, compare
from knowledge_base.statutes.wordings import histories_of, standing_texts
from knowledge_base.vocabulary import Recheck, Turn
from knowledge_base.wording_models import ClauseRecheck, ClauseTurn, ClauseWording, Revision

IMPORTS = "statute-imports"


def take_turn(session: Session) -> None:
    """Wait for an import that is under way, and let the next one wait until this transaction is over.

    A statute, its body and its units may all be new: there is no row of theirs that could be held.
    """
    next_number(session, IMPORTS)


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


def write_wordings(session: Session, version: StatuteVersion, statute: texts.StatuteText) -> bool:
    """Write the dated wordings that the footnotes tell of; say whether they are not those that were kept.

    They are worked out: an import of the same text by a better rule puts those of the former rule right.
    """
    kept = session.scalars(
        select(ClauseWording).where(ClauseWording.version_id == version.id).order_by(ClauseWording.id)
    ).all()
    told = [
        ClauseWording(
            version_id=version.id,
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
    ]
    if sorted(map(_said, kept)) == sorted(map(_said, told)):
        return False
    session.execute(delete(ClauseWording).where(ClauseWording.version_id == version.id))
    session.add_all(told)
    session.flush()
    return True


def _said(one: ClauseWording) -> tuple[str, ...]:
    """All that a wording says, for comparing."""
    return (
        one.clause_key,
        *map(str, (one.position, one.since, one.until, one.known, one.text, one.fragment, one.in_being)),
        json.dumps(one.changes, sort_keys=True),
    )


def read_otherwise(session: Session) -> list[str]:
    """Return the codes of the statutes in force whose kept words in force are not what the rules of today read."""
    kept = queries.texts_in_force(session)
    codes = []
    for version in queries.statutes(session):
        standing = standing_texts(_as_read(version))
        of_this = {clause.key for clause in version.clauses}
        if standing != {key: text for key, text in kept.items() if key in of_this}:
            codes.append(version.statute.code)
    return codes


def _as_read(version: StatuteVersion) -> texts.StatuteText:
    """Return what the wordings are worked out from, as it was read from the file."""
    return texts.StatuteText(
        code=version.statute.code,
        body=version.body_name,
        title=version.title,
        act=texts.Act(version.title, version.act_number, version.act_date),
        sections=tuple(texts.Section(one.number, one.title, one.position + 1) for one in version.sections),
        clauses=tuple(
            texts.Clause(
                number=one.number,
                key=one.key,
                section=one.section,
                unit=one.unit_name,
                text=one.text,
                role=one.role.value,
                items=tuple(texts.Item(item["number"], item["text"]) for item in one.items),
            )
            for one in version.clauses
        ),
        footnotes=tuple(
            texts.Footnote(note.number, note.clause_key, note.text, cast("texts.Place", note.place), note.at)
            for note in version.footnotes
        ),
        amending_acts=tuple(
            texts.AmendingAct(act.number, act.made_on, act.text) for act in version.amending_acts
        ),
    )


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
