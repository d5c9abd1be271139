"""The knowledge base in memory, ready to say who is competent, and kept as new as the database."""

import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Event, Thread
from typing import NamedTuple

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from knowledge_base import queries
from knowledge_base.language.kinds import KindGuess, guess_kind
from knowledge_base.learning import fitting
from knowledge_base.learning import queries as learning
from knowledge_base.matching import rankings
from knowledge_base.matching.cards import Card, ConfirmedAppeal
from knowledge_base.matching.index import Candidate, Index
from knowledge_base.models import Competence
from knowledge_base.newest import Newest

log = logging.getLogger(__name__)

LOOK_EVERY = 1.5
"""Seconds between two looks at the number of the knowledge base: a change is seen within two."""
REBUILD_AFTER = 60.0
"""Seconds after which what is only beside the index is worked into it."""
LOOK_UNASKED = 20.0
"""Seconds between two looks while nobody asks: a whole new index is there within sixty all the same."""
MOST_BESIDE = 500
MOST_CARDS_AT_ONCE = 2_000
"""More cards than this are never read on a request's time."""


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
class Contrast:
    """Which words of the text speak for the best unit, and which for the next one."""

    best: tuple[str, ...] = ()
    runner_up: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestions:
    """What the knowledge base says of a text: ranked competences with their facts, and the likely kinds.

    concerns names the units that the text is about: two when it speaks of two matters. vague: too few of its
    words tell anything.
    """

    candidates: tuple[tuple[Candidate, CompetenceFacts], ...]
    out_of_scope: float
    kind: KindGuess
    concerns: tuple[str, ...] = ()
    contrast: Contrast = Contrast()
    vague: bool = False


@dataclass(frozen=True)
class Knowledge:
    """One version of the knowledge base, never changed once built."""

    version: int
    index: Index
    facts: Mapping[str, CompetenceFacts]

    def suggest(self, text: str, *, limit: int = 5) -> Suggestions:
        """Return the likeliest competences for a text, best first."""
        ranking = self.index.rank(text, limit=limit)
        return Suggestions(
            tuple((one, self.facts[one.competence]) for one in ranking.candidates),
            ranking.out_of_scope,
            guess_kind(text),
            ranking.concerns,
            _contrast(ranking.contrast),
            ranking.vague,
        )


@dataclass(frozen=True)
class Material:
    """All that an index is built from, as it stood under one number."""

    version: int
    cards_version: int
    cards: Mapping[str, Card]
    facts: Mapping[str, CompetenceFacts]
    clause_texts: Mapping[str, str]
    examples: tuple[ConfirmedAppeal, ...]
    synonyms: learning.Synonyms | None
    layer_id: int | None
    weights: bytes | None


@dataclass(frozen=True)
class Base:
    """A whole index with its material; what changed since stands beside it."""

    material: Material
    index: Index
    built: float

    @property
    def knowledge(self) -> Knowledge:
        """The index as knowledge, with nothing beside it."""
        return Knowledge(self.material.version, self.index, self.material.facts)


class _Standing(NamedTuple):
    """An index, and the knowledge of now: with what came since beside it."""

    base: Base
    knowledge: Knowledge


def _standing_alone(base: Base) -> _Standing:
    return _Standing(base, base.knowledge)


class TooMuch(Exception):
    """What changed is better worked into a whole new index."""


class Library:
    """Keeps the newest Knowledge of a process.

    It asks the database for its number at most every LOOK_EVERY seconds. What came since the index was built is
    put beside it at once; a whole new index is built by a thread of its own while the old one serves.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._newest = Newest[_Standing]()
        self._building: Thread | None = None

    def knowledge(self, session: Session) -> Knowledge:
        """Return the knowledge base as it is now. Only the first call of a process waits for an index."""
        return self._newest.seen(lambda known: self._looked_up(session, known), every=LOOK_EVERY).knowledge

    def keep_up(self, ended: Event) -> None:
        """Look until ended. A process that nobody asked for an hour would else answer by the index of an hour ago."""
        while not ended.wait(LOOK_UNASKED):
            try:
                with Session(self._engine, expire_on_commit=False) as session:
                    self.knowledge(session)
            except Exception as fault:  # noqa: BLE001 - whatever failed, it is looked again
                log.error("the knowledge base was not looked at: %s", type(fault).__name__)  # noqa: TRY400 - a traceback may hold a text

    def _looked_up(self, session: Session, known: _Standing | None) -> _Standing:
        number, cards_number = queries.standing_of(session)
        # A number smaller than ours: the database was put back to an earlier day.
        if known is None or number < known.base.material.version:
            known = _standing_alone(build(read_material(session)))
        elif known.knowledge.version != number:
            try:
                known = _Standing(known.base, brought_up(known.base, session, number, cards_number))
            except TooMuch:
                self._rebuild()
        if number > known.base.material.version and time.monotonic() - known.base.built > REBUILD_AFTER:
            self._rebuild()
        return known

    def _rebuild(self) -> None:
        if self._building is None or not self._building.is_alive():
            self._building = Thread(target=self._build_anew, name="index", daemon=True)
            self._building.start()

    def _build_anew(self) -> None:
        try:
            with Session(self._engine, expire_on_commit=False) as session:
                material = read_material(session)
            fresh = build(material)
        except Exception as fault:  # noqa: BLE001 - the old index serves on, and the next look tries again
            log.error("a new index could not be built: %s", type(fault).__name__)  # noqa: TRY400 - a traceback may hold a text
            return
        self._newest.put(_standing_alone(fresh))


def read_knowledge(session: Session) -> Knowledge:
    """Return the knowledge base of the database, built anew."""
    return build(read_material(session)).knowledge


def read_material(session: Session) -> Material:
    """Read everything that an index is built from."""
    number, cards_number = queries.standing_of(session)
    competences = queries.competences(session)
    clause_texts = queries.texts_in_force(session)
    layer = learning.layer_in_force(session)
    return Material(
        version=number,
        cards_version=cards_number,
        cards=_cards(session, competences, clause_texts),
        facts={one.code: _facts(one) for one in competences},
        clause_texts=clause_texts,
        examples=tuple(learning.examples(session)),
        synonyms=learning.synonyms(session),
        layer_id=layer.id if layer else None,
        weights=layer.weights if layer else None,
    )


def build(material: Material) -> Base:
    """Build the index of the material."""
    index = fitting.index_of(
        list(material.cards.values()),
        clause_texts=material.clause_texts,
        confirmed=material.examples,
        synonyms=material.synonyms,
        weights=material.weights,
    )
    return Base(material, index, time.monotonic())


def brought_up(base: Base, session: Session, number: int, cards_number: int) -> Knowledge:
    """Return the base with all that changed since beside it, read by its number; TooMuch when it is too much."""
    old = base.material
    touched = learning.touched(session, old.version)
    synonyms, layer = learning.synonyms(session), learning.layer_in_force(session)
    if len(touched) > MOST_BESIDE or (layer.id if layer else None) != old.layer_id:
        raise TooMuch
    cards, facts = old.cards, old.facts
    if cards_number != old.cards_version:
        cards, facts = _cards_now(session, old)
    changed = [card for code, card in cards.items() if old.cards.get(code) != card]
    retired = old.cards.keys() - cards.keys()
    added = learning.examples(session, after=old.version) if touched else []
    struck = touched & {one.id for one in old.examples}
    if not (added or struck or changed or retired) and synonyms == old.synonyms:
        return Knowledge(number, base.index, facts)
    index = fitting.amended(
        base.index,
        added=added,
        struck=struck,
        cards=changed,
        retired=retired,
        synonyms=None if synonyms == old.synonyms else synonyms or learning.shipped_synonyms(),
    )
    return Knowledge(number, index, facts)


def _cards_now(session: Session, old: Material) -> tuple[Mapping[str, Card], Mapping[str, CompetenceFacts]]:
    if len(old.cards) > MOST_CARDS_AT_ONCE or queries.texts_in_force(session) != old.clause_texts:
        raise TooMuch
    competences = queries.competences(session)
    cards = _cards(session, competences, old.clause_texts)
    units = {card.unit for card in old.cards.values()}
    if any(card.unit not in units for card in cards.values()):
        raise TooMuch
    return cards, {one.code: _facts(one) for one in competences}


def _cards(
    session: Session, competences: Sequence[Competence], clause_texts: Mapping[str, str]
) -> dict[str, Card]:
    """Return the cards by code, without the clauses that their imported statutes do not have in force."""
    here = queries.imported_codes(session)
    return {
        one.code: replace(
            one,
            clauses=tuple(
                key for key in one.clauses if key in clause_texts or key.partition(":")[0] not in here
            ),
        )
        for one in learning.cards(competences)
    }


def _contrast(found: rankings.Contrast | None) -> Contrast:
    if found is None:
        return Contrast()
    return Contrast(_words(found.for_best), _words(found.for_runner_up))


def _words(weighed: Iterable[rankings.Weighed]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.word for one in weighed))


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
