"""How clauses were worded from day to day: as the notes of the version in force tell it, and as earlier imports had it.

A day on which an import put another text in force ends a wording only where no note tells of an act that did.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.core.clock import baku_date
from knowledge_base import queries
from knowledge_base.models import Clause, StatuteVersion
from knowledge_base.vocabulary import Known
from knowledge_base.wording_models import ClauseWording, Revision


@dataclass(frozen=True)
class Read:
    """A wording as it is shown: told by footnotes, or (imported) found in a version that was imported earlier."""

    since: date | None
    until: date | None
    known: Known
    text: str | None
    fragment: str | None
    in_being: bool
    changes: Sequence[Mapping[str, str | None]]
    version_id: int
    imported: bool = False


@dataclass(frozen=True)
class _Was:
    """What an earlier version said of a clause (None: nothing in force) until the day it was replaced.

    acts are the days of the acts whose changes of the clause its notes tell of.
    """

    text: str | None
    until: date
    acts: Collection[date]
    version_id: int

    def read(
        self, since: date | None, until: date | None, changes: Sequence[Mapping[str, str | None]]
    ) -> Read:
        """Return its text as a wording."""
        return Read(since, until, Known.PRINTED, self.text, None, True, changes, self.version_id, True)


def wordings(session: Session, version: StatuteVersion, key: str | None = None) -> dict[str, list[Read]]:
    """Return the wordings of each clause that the statute has or had, or of one, oldest first, none over another.

    The oldest is from the day of the statute's own act, where that is known and no note tells another.
    """
    replaced = replacements(session, version)
    present = _texts(session, version.id, key)
    lines = _told(session, version.id, key)
    for known, text in present.items():
        lines.setdefault(known, [Read(None, None, Known.PRINTED, text, None, True, (), version.id)])
    ends: dict[str, int] = {}
    for earlier_id, day in replaced:
        texts, acts = _texts(session, earlier_id, key), _acts(session, earlier_id, key)
        for known in {**lines, **texts}:
            line = lines.setdefault(known, [_nothing(version.id)])
            was = _Was(texts.get(known), day, acts.get(known, ()), earlier_id)
            ends[known] = _put_in(line, ends.get(known, len(line)), was)
    found = {known: _from_its_act(line, version.act_date) for known, line in lines.items()}
    return {known: line for known, line in found.items() if line}


def replacements(session: Session, version: StatuteVersion) -> list[tuple[int, date]]:
    """Return the earlier versions of the statute and the days on which they were replaced, the last one first."""
    rows = session.execute(
        select(Revision.earlier_id, Revision.at)
        .where(Revision.statute_id == version.statute_id)
        .order_by(Revision.id.desc())
    )
    return [(earlier_id, baku_date(at)) for earlier_id, at in rows]


def standing_on(line: Sequence[Read], day: date) -> Read | None:
    """Return the wording of a day; None where the clause was not there."""
    return next(
        (
            one
            for one in reversed(line)
            if (one.since is None or one.since <= day) and (one.until is None or day < one.until)
        ),
        None,
    )


def _texts(session: Session, version_id: int, key: str | None) -> dict[str, str]:
    wanted = select(Clause.key, queries.words_in_force()).where(
        Clause.version_id == version_id, queries.in_being()
    )
    if key is not None:
        wanted = wanted.where(Clause.key == key)
    return dict(session.execute(wanted.order_by(Clause.position)).all())


def _notes(session: Session, version_id: int, key: str | None) -> Iterator[ClauseWording]:
    wanted = select(ClauseWording).where(ClauseWording.version_id == version_id)
    if key is not None:
        wanted = wanted.where(ClauseWording.clause_key == key)
    yield from session.scalars(wanted.order_by(ClauseWording.clause_key, ClauseWording.position))


def _told(session: Session, version_id: int, key: str | None) -> dict[str, list[Read]]:
    told: dict[str, list[Read]] = {}
    for one in _notes(session, version_id, key):
        told.setdefault(one.clause_key, []).append(
            Read(
                one.since, one.until, one.known, one.text, one.fragment, one.in_being, one.changes, version_id
            )
        )
    return told


def _acts(session: Session, version_id: int, key: str | None) -> dict[str, set[date]]:
    acts: dict[str, set[date]] = {}
    for one in _notes(session, version_id, key):
        if one.since:
            acts.setdefault(one.clause_key, set()).add(one.since)
    return acts


def _nothing(version_id: int) -> Read:
    """A time in which the statute did not have the clause, told by no note: never shown."""
    return Read(None, None, Known.PRINTED, None, None, False, (), version_id, imported=True)


def _put_in(line: list[Read], end: int, was: _Was) -> int:
    """Put what an earlier version said among the first wordings of a line; return how many come before what follows it.

    Where the notes tell of acts that the earlier version did not know yet, its text is what stood before them.
    Otherwise another text came with the import itself, and the wording of that day is from two versions.
    """
    last = max(
        (at for at, one in enumerate(line[:end]) if one.since is None or one.since <= was.until), default=-1
    )
    same = [at for at in range(last + 1) if line[at].text == was.text and line[at].in_being]
    if was.text is not None and same:
        return same[-1] + 1
    at = last
    while at >= 0 and line[at].changes and line[at].since and line[at].since not in was.acts:
        at -= 1
    if was.text is None:
        return _not_there(line, at, was) if at == last else at + 1
    if at < 0:
        line.insert(0, was.read(None, line[0].since, ()))
        return 1
    there = line[at]
    if at < last:
        line[at] = was.read(there.since, there.until, there.changes)
        return at + 1
    line[at : at + 1] = [
        was.read(there.since, was.until, there.changes),
        replace(there, since=was.until, changes=()),
    ]
    return at + 1


def _not_there(line: list[Read], at: int, was: _Was) -> int:
    """Let a wording begin with the import that brought the clause, where no note tells of an act that did."""
    if at < 0 or not line[at].in_being or line[at].changes:
        return at + 1
    there = line[at]
    nothing = replace(_nothing(was.version_id), since=there.since, until=was.until)
    line[at : at + 1] = [nothing, replace(there, since=was.until)]
    return at + 1


def _from_its_act(line: Sequence[Read], act_date: date | None) -> list[Read]:
    shown = [one for one in line if one.in_being or not one.imported]
    if shown and shown[0].in_being and shown[0].since is None and act_date:
        until = shown[0].until
        if until is None or act_date < until:
            shown[0] = replace(shown[0], since=act_date)
    return shown
