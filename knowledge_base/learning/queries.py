"""Reading what the matching is built from: cards, examples with their weights, synonyms, the layer in force."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

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
PAGE = 50

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
    """Return the newest live examples that came or changed after a number, each with how much it may teach."""
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
    found = []
    for unit_id, by_id, standing, example_id, text, unit, competence in rows:
        taught = Taught(unit_id, by_id, standing is ExampleStanding.CONFIRMED)
        weight = weights[unit_id, by_id].of(taught)
        found.append(ConfirmedAppeal(text, competence or "", unit, trust=weight, id=example_id))
    return found[::-1]


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
