"""Reading what the matching is built from: cards, examples with their weights, synonyms, the layer in force."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session, selectinload

from callcenter.accounts.models import User
from callcenter.core.paging import PAGE_SIZE, Page, read_cursor, write_cursor
from callcenter.directory.models import Unit
from knowledge_base.learning import trust
from knowledge_base.learning.models import LearnedLayer
from knowledge_base.learning.trust import Taught
from knowledge_base.matching.cards import Card, ConfirmedAppeal
from knowledge_base.matching.names import shipped
from knowledge_base.models import Competence, Example, Synonym
from knowledge_base.vocabulary import ExampleStanding

MOST_EXAMPLES = 20_000
"""The newest of a unit's lessons that an index holds; what is older lives on in the linear layer."""

Synonyms = Mapping[str, Sequence[str]]


def cards(competences: Iterable[Competence]) -> list[Card]:
    """Return competences as the matching takes them."""
    return [
        Card(
            code=one.code,
            unit=one.unit.name,
            body=one.unit.body.code,
            title=one.title,
            summary=one.summary,
            clauses=one.clauses,
            role=one.role.value,
            keywords=tuple(one.keywords),
            phrases=tuple(phrase.text for phrase in one.phrases),
        )
        for one in competences
    ]


def examples(session: Session, *, after: int = 0, most: int = MOST_EXAMPLES) -> list[ConfirmedAppeal]:
    """Return the newest live examples that came or changed after a number, each with how much it may teach.

    The same words routed to the same place teach once, however often they were said. Oldest first.
    """
    weights = trust.weights_of(tallies(session))
    rows = session.execute(
        select(
            Example.unit_id,
            Example.by_id,
            Example.standing,
            Example.id,
            Example.text,
            Unit.name,
            Competence.code,
        )
        .join(Example.unit)
        .outerjoin(Example.competence)
        .where(Example.struck_at.is_(None), Example.change > after)
        .order_by(Example.id.desc())
        .limit(most)
    )
    found: dict[tuple[str, str, str], ConfirmedAppeal] = {}
    for unit_id, by_id, standing, example_id, text, unit, competence in rows:
        taught = Taught(unit_id, by_id, standing is ExampleStanding.CONFIRMED)
        weight = weights[unit_id, by_id].of(taught)
        place = (text, unit, competence or "")
        if weight > 0 and (place not in found or found[place].trust < weight):
            found[place] = ConfirmedAppeal(text, competence or "", unit, trust=weight, id=example_id)
    return list(found.values())[::-1]


def touched(session: Session, after: int) -> frozenset[int]:
    """Return the ids of the examples, live or struck, that came or changed after a number."""
    return frozenset(session.scalars(select(Example.id).where(Example.change > after)))


def tallies(session: Session) -> Counter[Taught]:
    """Return how many live examples each person gave each unit, those that a second agreed with apart."""
    counted = (
        select(Example.unit_id, Example.by_id, Example.standing, func.count())
        .where(Example.struck_at.is_(None))
        .group_by(Example.unit_id, Example.by_id, Example.standing)
    )
    return Counter(
        {
            Taught(unit, by, standing is ExampleStanding.CONFIRMED): count
            for unit, by, standing, count in session.execute(counted)
        }
    )


@dataclass(frozen=True)
class Wanted:
    """Which examples to list: units none is every unit; by_id is who routed; only is the id of a single one."""

    units: Collection[int] | None = None
    by_id: int | None = None
    corrected: bool = False
    struck: bool = False
    only: int | None = None


class Teacher(NamedTuple):
    """A person, how many examples stand or stood on their word, and of these how many were corrected or struck."""

    user: User
    examples: int
    corrected: int
    struck: int


CORRECTED = and_(Example.suggested_unit_id.is_not(None), Example.suggested_unit_id != Example.unit_id)


def example_page(
    session: Session, wanted: Wanted, *, cursor: str | None = None, size: int = PAGE_SIZE
) -> Page[Example]:
    """Return a page of examples, the newest first."""
    after = read_cursor(cursor)
    chosen = select(Example).where(*_conditions(wanted)).options(*_SHOWN)
    if after is not None:
        chosen = chosen.where(Example.id < after)
    rows = session.scalars(chosen.order_by(Example.id.desc()).limit(size + 1)).all()
    more = len(rows) > size
    return Page(rows[:size], write_cursor(rows[size - 1].id) if more else None)


_SHOWN = (
    selectinload(Example.unit),
    selectinload(Example.suggested_unit),
    selectinload(Example.competence),
    selectinload(Example.by),
    selectinload(Example.confirmed_by),
    selectinload(Example.struck_by),
    selectinload(Example.restored_by),
)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    # Of erased words nothing is left to be shown.
    conditions: list[ColumnElement[bool]] = [Example.text != ""]
    if wanted.units is not None:
        conditions.append(Example.unit_id.in_(wanted.units))
    if wanted.by_id is not None:
        conditions.append(Example.by_id == wanted.by_id)
    if wanted.only is not None:
        conditions.append(Example.id == wanted.only)
    if wanted.corrected:
        conditions.append(CORRECTED)
    if wanted.struck:
        conditions.append(Example.struck_at.is_not(None))
    return conditions


def teachers(session: Session, units: Collection[int] | None) -> list[Teacher]:
    """Return the people whose word examples rest on, those with the most first."""
    counted = (
        select(
            Example.by_id,
            func.count().label("examples"),
            func.sum(case((CORRECTED, 1), else_=0)).label("corrected"),
            func.sum(case((Example.struck_at.is_not(None), 1), else_=0)).label("struck"),
        )
        .where(*_conditions(Wanted(units=units)))
        .group_by(Example.by_id)
        .subquery()
    )
    found = counted.c
    rows = session.execute(
        select(User, found.examples, found.corrected, found.struck)
        .join(counted, found.by_id == User.id)
        .order_by(found.examples.desc(), User.id)
    )
    return [Teacher(*row) for row in rows]


def own_synonyms(session: Session) -> Sequence[Synonym]:
    """Return the ministry's own rows of synonyms, by what callers say."""
    return session.scalars(select(Synonym).options(selectinload(Synonym.by)).order_by(Synonym.said)).all()


def shipped_synonyms() -> dict[str, list[str]]:
    """Return the shipped table: callers' word -> the statute's words."""
    table: dict[str, list[str]] = {}
    for meant, said in shipped("synonyms.yaml").items():
        for word in said:
            table.setdefault(str(word), []).append(str(meant))
    return table


def synonyms(session: Session) -> Synonyms | None:
    """Return the table that the matching takes; None while the ministry has no rows of its own."""
    own = {one.said: one.meant for one in own_synonyms(session)}
    if not own:
        return None
    return {said: meant for said, meant in (shipped_synonyms() | own).items() if meant}


def layer_in_force(session: Session) -> LearnedLayer | None:
    """Return the layer in force, without its weights until they are asked for."""
    return session.scalar(select(LearnedLayer).where(LearnedLayer.in_force))


def layers(session: Session) -> Sequence[LearnedLayer]:
    """Return the layers kept, the newest first."""
    return session.scalars(
        select(LearnedLayer).options(selectinload(LearnedLayer.put_by)).order_by(LearnedLayer.id.desc())
    ).all()
