"""Reading how a statute and each of its clauses were worded, and what imports asked people to look at."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from callcenter.core.errors import NotFound, Refused
from callcenter.core.wording import say
from knowledge_base import queries, timelines
from knowledge_base.models import Clause, Statute, StatuteVersion
from knowledge_base.statutes.comparing import Compared, Provision, compare
from knowledge_base.timelines import Read
from knowledge_base.vocabulary import Recheck, Turn
from knowledge_base.wording_models import ClauseRecheck, ClauseTurn, ClauseWording, Revision

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# What stands for a text that nobody can know; never taken for the statute's own words.
UNKNOWN_TEXT = "[…]"


@dataclass(frozen=True)
class ClauseHistory:
    """A clause with its wordings, oldest first; clause is None when it is no longer in the statute."""

    key: str
    version: StatuteVersion
    clause: Clause | None
    wordings: Sequence[Read]


@dataclass(frozen=True)
class Comparison:
    """Two versions or days of a statute, and every clause that is not the same in both."""

    code: str
    earlier: str
    later: str
    clauses: Sequence[Compared]


def clause_key(session: Session, named: str, statute: str | None) -> str:
    """Return the key that a person means by `004:2.1.2`, or by `2.1.2` with the statute's code or without it.

    Where no code is given and several statutes have the number, it is the only one of them whose wording ever
    changed; Refused (which-statute) when that names none or several.
    """
    if ":" in named:
        return named
    if statute is not None:
        return f"{statute}:{named}"
    known = session.scalars(
        select(Clause.key)
        .join(Clause.version)
        .where(StatuteVersion.in_force, Clause.number == named)
        .order_by(Clause.key)
    ).all()
    if len(known) > 1:
        changed = [key for key in known if len(clause_history(session, key).wordings) > 1]
        if len(changed) == 1:
            return changed[0]
        raise Refused(
            "which-statute",
            say("Bu nömrəli bənd bir neçə əsasnamədə var: %(keys)s. Birini göstərin.", keys=", ".join(known)),
        )
    return known[0] if known else named


def statute_of(session: Session, key: str) -> StatuteVersion:
    """Return the version in force of a clause's statute; NotFound (unknown-clause, unknown-statute)."""
    code, colon, _ = key.partition(":")
    if not colon:
        raise unknown_clause(key)
    return queries.statute_coded(session, code)


def unknown_clause(key: str) -> NotFound:
    """The refusal for a clause that no version of its statute has."""
    return NotFound("unknown-clause", say("Belə bənd yoxdur: «%(clause)s».", clause=key[:60]))


def clause_history(session: Session, key: str) -> ClauseHistory:
    """Return every wording of a clause that is known; NotFound when there never was such a clause."""
    version = statute_of(session, key)
    clause = queries.clauses_printed(session, [key]).get(key)
    wordings = timelines.wordings(session, version, key).get(key)
    if not wordings:
        raise unknown_clause(key)
    return ClauseHistory(key, version, clause, wordings)


def versions(session: Session, code: str) -> Sequence[StatuteVersion]:
    """Return every imported version of a statute, the oldest first; NotFound when there is none."""
    queries.statute_coded(session, code)
    return session.scalars(
        select(StatuteVersion)
        .join(StatuteVersion.statute)
        .where(Statute.code == code)
        .order_by(StatuteVersion.imported_at, StatuteVersion.id)
    ).all()


def provisions_at(session: Session, code: str, named: str | None) -> tuple[str, list[Provision]]:
    """Return the clauses of a statute as they stood, and what that is called.

    named is the number of an imported version (1 is the first), a day (2017-05-30) of which the footnotes of the
    version in force tell, or None for the version in force. NotFound (unknown-version) for anything else.
    """
    known = versions(session, code)
    present = next(one for one in known if one.in_force)
    if named is None:
        return version_name(known, present), queries.provisions_of(session, present)
    if named.isascii() and named.isdigit() and 1 <= int(named) <= len(known):
        chosen = known[int(named) - 1]
        return version_name(known, chosen), queries.provisions_of(session, chosen)
    if _DAY.fullmatch(named):
        try:
            return named, _on_day(session, present, date.fromisoformat(named))
        except ValueError:
            pass  # no such day in the calendar: refused below like any unknown version
    raise NotFound(
        "unknown-version",
        say("«%(code)s» əsasnaməsinin belə versiyası yoxdur: «%(named)s».", code=code, named=named[:40]),
    )


def version_name(known: Sequence[StatuteVersion], version: StatuteVersion) -> str:
    """Return the number of an imported version among all of its statute."""
    return str([one.id for one in known].index(version.id) + 1)


def as_provision(key: str, wording: Read, unit: str | None = None) -> Provision:
    """Return a wording as comparing takes it; a text that is not wholly known is like no other."""
    unknown = None if wording.text else f"{wording.since} - {wording.until}"
    return Provision(key, wording.text or wording.fragment or UNKNOWN_TEXT, unit, unknown)


def _on_day(session: Session, version: StatuteVersion, day: date) -> list[Provision]:
    replaced = timelines.replacements(session, version)
    then = next((earlier for earlier, until in reversed(replaced) if day < until), version.id)
    rows = session.execute(
        select(Clause.key, Clause.unit_name, Clause.position)
        .where(Clause.version_id.in_({version.id, then}))
        # The units of the day win over those of today.
        .order_by(Clause.version_id == then)
    ).all()
    units = {row.key: row.unit_name for row in rows}
    places = {row.key: row.position for row in rows}
    found = []
    for key, line in timelines.wordings(session, version).items():
        standing = timelines.standing_on(line, day)
        if standing is not None and standing.in_being:
            found.append(as_provision(key, standing, units.get(key)))
    return sorted(found, key=lambda one: (places.get(one.key, len(places)), one.key))


def compared(session: Session, code: str, earlier: str | None, later: str | None) -> Comparison:
    """Return what differs between two versions or days of a statute; without earlier, the version before."""
    known = versions(session, code)
    if earlier is None and later is None:
        names = [version_name(known, one) for one in known if not one.in_force]
        earlier = names[-1] if names else None
    first, before = provisions_at(session, code, earlier)
    last, after = provisions_at(session, code, later)
    return Comparison(code, first, last, compare(before, after))


def revisions(session: Session, *, limit: int = 50) -> Sequence[Revision]:
    """Return what imports changed, the newest first, with what is to be looked at."""
    return session.scalars(
        select(Revision)
        .options(
            selectinload(Revision.statute),
            selectinload(Revision.version),
            selectinload(Revision.turns).selectinload(ClauseTurn.rechecks).selectinload(ClauseRecheck.by),
        )
        .order_by(Revision.id.desc())
        .limit(limit)
    ).all()


def open_rechecks(session: Session) -> int:
    """Return how many cards and articles wait for somebody to look at them."""
    return (
        session.scalar(
            select(func.count()).select_from(ClauseRecheck).where(ClauseRecheck.standing == Recheck.OPEN)
        )
        or 0
    )


def texts_of(session: Session, revision: Revision) -> Mapping[int, tuple[Provision | None, Provision | None]]:
    """Return by id of a turn the clause before and after the revision, as it was in force."""
    before, after = (
        {one.key: one for one in queries.provisions_of(session, version)}
        for version in (revision.earlier, revision.version)
    )
    return {
        turn.id: (
            None if turn.turn is Turn.ADDED else before.get(turn.key),
            after.get(turn.to_key) if turn.to_key else None,
        )
        for turn in revision.turns
    }


def days_of_change(session: Session, version: StatuteVersion) -> Sequence[date]:
    """Return the days on which, as the footnotes tell, an act changed the statute."""
    days = select(ClauseWording.since).where(
        ClauseWording.version_id == version.id, ClauseWording.since.is_not(None)
    )
    return [one for one in session.scalars(days.distinct().order_by(ClauseWording.since)) if one]


def changed_clauses(session: Session, version: StatuteVersion) -> Mapping[str, bool]:
    """Return the keys of the clauses that have more than their printed wording, with whether each is in being."""
    newest = session.execute(
        select(ClauseWording.clause_key, ClauseWording.in_being)
        .where(ClauseWording.version_id == version.id)
        .order_by(ClauseWording.position)
    )
    return {row.clause_key: row.in_being for row in newest}


def moved_to(session: Session, clauses: Sequence[Clause]) -> Mapping[int, str]:
    """Return by id of an earlier clause the number under which the version in force has it now."""
    found = session.execute(
        select(Revision.earlier_id, ClauseTurn.key, ClauseTurn.to_key)
        .join(ClauseTurn.revision)
        .join(Revision.version)
        .where(
            StatuteVersion.in_force,
            ClauseTurn.turn == Turn.MOVED,
            Revision.earlier_id.in_({one.version_id for one in clauses}),
            ClauseTurn.key.in_({one.key for one in clauses}),
        )
        .order_by(Revision.id)
    )
    now = {(earlier, key): to_key for earlier, key, to_key in found}
    return {one.id: key for one in clauses if (key := now.get((one.version_id, one.key)))}
