"""What rests on clauses: the one list that an import and the pages ask. A new kind of text adds its reader here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge_base.articles import queries as articles
from knowledge_base.models import Competence, CompetenceClause
from knowledge_base.vocabulary import Resting


@dataclass(frozen=True, slots=True)
class Rest:
    """A card or an article that rests on a clause."""

    rests: Resting
    code: str
    title: str


Reader = Callable[[Session, Sequence[str]], Iterator[tuple[str, Rest]]]


def _cards(session: Session, keys: Sequence[str]) -> Iterator[tuple[str, Rest]]:
    found = session.execute(
        select(CompetenceClause.clause_key, Competence.code, Competence.title)
        .join(CompetenceClause.competence)
        .where(CompetenceClause.clause_key.in_(keys), Competence.retired_at.is_(None))
        .order_by(Competence.code, CompetenceClause.position)
    )
    for key, code, title in found:
        yield key, Rest(Resting.CARD, code, title)


def _articles(session: Session, keys: Sequence[str]) -> Iterator[tuple[str, Rest]]:
    for version in articles.resting_on(session, keys):
        for key in version.clause_keys:
            if key in keys:
                yield key, Rest(Resting.ARTICLE, version.article.code, version.title)


# Each reader yields (clause key, what rests on it) for the keys asked for.
READERS: tuple[Reader, ...] = (_cards, _articles)


def resting_on(session: Session, keys: Sequence[str]) -> Mapping[str, Sequence[Rest]]:
    """Return by clause key what rests on the clauses."""
    found: dict[str, list[Rest]] = {}
    for reader in READERS:
        for key, rest in reader(session, keys):
            if rest not in found.setdefault(key, []):
                found[key].append(rest)
    return found
