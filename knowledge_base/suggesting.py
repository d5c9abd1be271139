"""The knowledge base in memory, ready to say who is competent, and read again when it changes."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from sqlalchemy.orm import Session

from knowledge_base import queries
from knowledge_base.language.kinds import KindGuess, guess_kind
from knowledge_base.matching.cards import Card
from knowledge_base.matching.index import Candidate, Index, Ranking
from knowledge_base.models import Competence

LOOK_EVERY = 2.0


@dataclass(frozen=True)
class CompetenceFacts:
    """What a page says of a competence, with the ids under which it is kept."""

    id: int
    code: str
    title: str
    summary: str
    unit_id: int
    unit_code: str
    unit: str
    body_id: int
    body: str
    body_name: str
    home: bool
    not_this: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Suggestions:
    """What the knowledge base says of a text: ranked competences with their facts, and the likely kinds."""

    candidates: tuple[tuple[Candidate, CompetenceFacts], ...]
    out_of_scope: float
    kind: KindGuess


@dataclass(frozen=True)
class Knowledge:
    """One version of the knowledge base, never changed once built."""

    version: int
    index: Index
    facts: Mapping[str, CompetenceFacts]

    def suggest(self, text: str, *, limit: int = 5) -> Suggestions:
        """Return the likeliest competences for a text, best first."""
        ranking: Ranking = self.index.rank(text, limit=limit)
        return Suggestions(
            tuple((one, self.facts[one.competence]) for one in ranking.candidates),
            ranking.out_of_scope,
            guess_kind(text),
        )


class Library:
    """Keeps the newest Knowledge of a process; asks the database for its number at most every two seconds."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._knowledge: Knowledge | None = None
        self._looked = float("-inf")

    def knowledge(self, session: Session) -> Knowledge:
        """Return the knowledge base as it is now; the old version serves while a new one is being built."""
        present = self._knowledge
        if present is not None and time.monotonic() - self._looked < LOOK_EVERY:
            return present
        number = queries.version_number(session)
        self._looked = time.monotonic()
        if present is not None and present.version == number:
            return present
        if present is None:
            self._lock.acquire()
        elif not self._lock.acquire(blocking=False):
            return present
        try:
            if self._knowledge is None or self._knowledge.version != number:
                self._knowledge = read_knowledge(session)
            return self._knowledge
        finally:
            self._lock.release()


def read_knowledge(session: Session) -> Knowledge:
    """Return the knowledge base of the database, built anew."""
    number = queries.version_number(session)
    competences = queries.competences(session)
    texts = {key: clause.text for key, clause in queries.clauses_in_force(session).items()}
    index = Index.build([_card(one) for one in competences], clause_texts=texts)
    return Knowledge(number, index, {one.code: _facts(one) for one in competences})


def _card(competence: Competence) -> Card:
    return Card(
        code=competence.code,
        unit=competence.unit.name,
        body=competence.unit.body.code,
        title=competence.title,
        summary=competence.summary,
        clauses=competence.clauses,
        role=competence.role.value,
        keywords=tuple(competence.keywords),
        phrases=tuple(phrase.text for phrase in competence.phrases),
    )


def _facts(competence: Competence) -> CompetenceFacts:
    unit = competence.unit
    return CompetenceFacts(
        id=competence.id,
        code=competence.code,
        title=competence.title,
        summary=competence.summary,
        unit_id=unit.id,
        unit_code=unit.code,
        unit=unit.name,
        body_id=unit.body_id,
        body=unit.body.code,
        body_name=unit.body.name,
        home=unit.body.home,
        not_this=tuple((other["when"], other["unit"]) for other in competence.not_this),
    )
