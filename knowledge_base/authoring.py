"""Act: put the shipped catalogue into a database whose knowledge base is empty."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.directory import upkeep as directory
from callcenter.directory.models import Unit, UnitKind
from knowledge_base import queries
from knowledge_base.catalogue import CatalogueCard, read_catalogue
from knowledge_base.catalogue.bodies import BODIES, CatalogueBody
from knowledge_base.models import Competence, CompetenceClause, Phrase
from knowledge_base.vocabulary import CardRole, PhraseSource


def load_catalogue(session: Session, *, home_body: str) -> bool:
    """Write the shipped bodies, units and cards; False, and nothing done, when there are cards already."""
    if session.scalar(select(Competence.id).limit(1)) is not None:
        return False
    units: dict[tuple[str | None, str], Unit] = {}
    for body in BODIES:
        units |= _found(session, body, home=body.code == home_body)
    for shelf in read_catalogue():
        for card in shelf.cards:
            session.add(_competence(card, units[shelf.statute, shelf.unit]))
    queries.note_change(session)
    session.flush()
    return True


def _found(session: Session, shipped: CatalogueBody, *, home: bool) -> dict[tuple[str | None, str], Unit]:
    body = directory.found_body(session, shipped.code, shipped.name, home=home)
    by_name: dict[str, Unit] = {}
    for name, code, kind, parent, statute in shipped.units:
        by_name[name] = directory.found_unit(
            session,
            body,
            name,
            code=code,
            kind=UnitKind(kind),
            parent=by_name[parent] if parent else None,
            statute_code=statute,
            head_of_apparatus=name == shipped.head_of_apparatus,
        )
    return {(unit.statute_code, name): unit for name, unit in by_name.items()}


def _competence(card: CatalogueCard, unit: Unit) -> Competence:
    return Competence(
        code=card.code,
        unit=unit,
        title=card.title,
        summary=card.summary,
        role=CardRole(card.role),
        keywords=list(card.keywords),
        not_this=[{"when": other.when, "unit": other.unit} for other in card.not_this],
        bases=[CompetenceClause(position=place, clause_key=key) for place, key in enumerate(card.clauses)],
        phrases=[
            Phrase(language=language, text=text, source=PhraseSource.CATALOGUE)
            for language, said in card.phrases.items()
            for text in said
        ],
    )
