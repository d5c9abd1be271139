"""Checking the clauses that a text cites against the law in force: statutes that were imported, and legal limits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.core.words import Word
from callcenter.directory.models import Body
from callcenter.law import queries as law
from knowledge_base import queries
from knowledge_base.models import Clause, Statute, StatuteVersion
from knowledge_base.statutes.citations import Citation, citations
from knowledge_base.wording_models import ClauseWording


class Standing(Word):
    """How a clause that is cited stands today."""

    IN_FORCE = "in_force", "qüvvədədir"
    REPEALED = "repealed", "qüvvədən düşüb"
    UNKNOWN = "unknown", "belə bənd yoxdur"
    NO_TEXT = "no_text", "aktın mətni bazada yoxdur"


@dataclass(frozen=True)
class Cited:
    """A clause that the text names, the key under which it is known, how it stands, and its words in force."""

    name: str
    key: str
    standing: Standing
    text: str = ""

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at it."""
        return self.standing is not Standing.IN_FORCE


def cited(session: Session, text: str, *, today: date, near: str | None = None) -> tuple[Cited, ...]:
    """Return the clauses that the text cites, each once.

    near is a clause beside which the text is written (003:6.1.6): where the text names no act, its statute is asked
    first, then every other statute of the home body.
    """
    found = tuple({(one.act, one.number): one for one in citations(text)}.values())
    if not found:
        return ()
    codes = _codes(session)
    home = _home_first(session, near)
    keys = {one: _keys(one, codes, home) for one in found}
    wanted = {key for several in keys.values() for key in several}
    in_force = queries.clauses_in_force(session, sorted(wanted))
    gone = _gone(session, wanted, in_force)
    limits: dict[tuple[str, str], bool] = {}
    for row in law.parameters(session).rows:
        limits[row.act, row.clause] = row.in_force(today) or limits.get((row.act, row.clause), False)
    return tuple(_read(one, keys[one], in_force, gone, limits) for one in found)


def not_in_force(found: Iterable[Cited]) -> tuple[Cited, ...]:
    """Return those that the law no longer has, or that a statute which is known never had."""
    return tuple(one for one in found if one.standing in (Standing.REPEALED, Standing.UNKNOWN))


def _read(
    one: Citation,
    keys: list[str],
    in_force: Mapping[str, Clause],
    gone: frozenset[str],
    limits: Mapping[tuple[str, str], bool],
) -> Cited:
    name = ": ".join(part for part in (one.act, one.number) if part)
    if not one.number:
        return _whole(one.act, keys, limits)
    for key in keys:
        if key in in_force:
            return Cited(name, key, Standing.IN_FORCE, in_force[key].text)
    if ended := [key for key in keys if key in gone]:
        return Cited(name, ended[0], Standing.REPEALED)
    if (one.act, one.number) in limits:
        standing = Standing.IN_FORCE if limits[one.act, one.number] else Standing.REPEALED
        return Cited(name, f"{one.act}:{one.number}", standing)
    return Cited(name, keys[0] if keys else "", Standing.UNKNOWN if keys else Standing.NO_TEXT)


def _whole(act: str, codes: list[str], limits: Mapping[tuple[str, str], bool]) -> Cited:
    """How an act stands that is cited without a clause: a statute or a law whose limits run is in force."""
    running = [valid for (of, _), valid in limits.items() if of == act]
    if codes or any(running):
        return Cited(act, codes[0] if codes else act, Standing.IN_FORCE)
    return Cited(act, act, Standing.REPEALED if running else Standing.NO_TEXT)


def _codes(session: Session) -> Mapping[str, str]:
    """The code of each imported statute, by its code and by the number of its act."""
    rows = session.execute(
        select(Statute.code, StatuteVersion.act_number)
        .join(StatuteVersion.statute)
        .where(StatuteVersion.in_force)
    ).all()
    return {name: code for code, number in rows for name in (number, code) if name}


def _home_first(session: Session, near: str | None) -> list[str]:
    """The codes of the home body's statutes, that of the clause nearby first."""
    codes = list(
        session.scalars(
            select(Statute.code)
            .join(Statute.versions)
            .join(Body, Body.id == Statute.body_id)
            .where(StatuteVersion.in_force, Body.home)
            .order_by(Statute.code)
        )
    )
    first = (near or "").partition(":")[0]
    return sorted(codes, key=lambda code: code != first)


def _keys(one: Citation, codes: Mapping[str, str], home: list[str]) -> list[str]:
    if one.act:
        known = [codes[one.act]] if one.act in codes else []
        return [f"{code}:{one.number}" for code in known] if one.number else known
    return [f"{code}:{one.number}" for code in home]


def _gone(session: Session, keys: set[str], in_force: Mapping[str, Clause]) -> frozenset[str]:
    """Those of the clauses that a footnote of the version in force repeals, or that only earlier versions have."""
    repealed_by_note = session.scalars(
        select(ClauseWording.clause_key)
        .join(ClauseWording.version)
        .where(
            StatuteVersion.in_force,
            ClauseWording.clause_key.in_(keys),
            ClauseWording.in_being.is_(False),
            ClauseWording.until.is_(None),
        )
    )
    printed = session.scalars(select(Clause.key).where(Clause.key.in_(keys)))
    return (frozenset(repealed_by_note) | frozenset(printed)) - in_force.keys()
