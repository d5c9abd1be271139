"""Between the rows of a card or a unit and its content: read as one value, written back as one value."""

from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.directory.models import Unit, UnitKind
from knowledge_base.editing.contents import CardContent, LookAlike, Said, UnitContent
from knowledge_base.editing.models import KnowledgeChange
from knowledge_base.editing.vocabulary import Subject
from knowledge_base.matching.cards import Card
from knowledge_base.models import Competence, CompetenceClause, Phrase
from knowledge_base.vocabulary import CardRole, PhraseSource

AnyContent = CardContent | UnitContent


def card_content(card: Competence) -> CardContent:
    """Return a card as one value."""
    return CardContent(
        unit=card.unit.code,
        title=card.title,
        summary=card.summary,
        role=card.role.value,
        keywords=tuple(card.keywords),
        clauses=card.clauses,
        phrases=tuple(Said(one.language, one.text, one.source.value) for one in card.phrases),
        not_this=tuple(LookAlike(one["when"], one["unit"]) for one in card.not_this),
        retired=card.retired_at is not None,
    )


def unit_content(unit: Unit) -> UnitContent:
    """Return a unit as one value."""
    return UnitContent(
        body=unit.body.code,
        name=unit.name,
        kind=unit.kind.value,
        parent=unit.parent.code if unit.parent else None,
        statute=unit.statute_code,
        retired=unit.retired_at is not None,
    )


def content_of(of: Competence | Unit) -> AnyContent:
    """Return a card or a unit as one value."""
    return card_content(of) if isinstance(of, Competence) else unit_content(of)


def matching_card(code: str, content: CardContent, unit: Unit) -> Card:
    """Return the card as matching takes it."""
    return Card(
        code=code,
        unit=unit.name,
        body=unit.body.code,
        title=content.title,
        summary=content.summary,
        clauses=content.clauses,
        role=content.role,
        keywords=content.keywords,
        phrases=tuple(one.text for one in content.phrases),
    )


def proposed(change: KnowledgeChange) -> AnyContent:
    """Return what a change proposes."""
    if change.subject is Subject.CARD:
        return CardContent.from_json(change.proposed)
    return UnitContent.from_json(change.proposed)


def before(change: KnowledgeChange) -> AnyContent | None:
    """Return what stood there when the change was written; None for something new."""
    if change.before is None:
        return None
    if change.subject is Subject.CARD:
        return CardContent.from_json(change.before)
    return UnitContent.from_json(change.before)


def present(change: KnowledgeChange) -> AnyContent | None:
    """Return what stands there now; None while something new is not published."""
    if change.subject is Subject.CARD:
        return card_content(change.competence) if change.competence else None
    return unit_content(change.unit) if change.unit else None


def write_card(
    session: Session, card: Competence, content: CardContent, unit: Unit, *, now: datetime
) -> None:
    """Make the card's rows say the content; rows are written over in order, so that order is kept too."""
    card.unit, card.title, card.summary = unit, content.title, content.summary
    card.role, card.keywords = CardRole(content.role), list(content.keywords)
    card.not_this = [{"when": one.when, "unit": one.unit} for one in content.not_this]
    card.retired_at = (card.retired_at or now) if content.retired else None
    del card.bases[len(content.clauses) :]
    for place, key in enumerate(content.clauses):
        if place < len(card.bases):
            card.bases[place].clause_key = key
        else:
            card.bases.append(CompetenceClause(position=place, clause_key=key))
    del card.phrases[len(content.phrases) :]
    for place, said in enumerate(content.phrases):
        if place == len(card.phrases):
            card.phrases.append(Phrase(language="az", text="", source=PhraseSource.EDITOR))
        row = card.phrases[place]
        row.language, row.text, row.source = said.language, said.text, PhraseSource(said.source)
    session.add(card)
    session.flush()


def write_unit(
    session: Session, unit: Unit, content: UnitContent, parent: Unit | None, *, now: datetime
) -> None:
    """Make the unit's row say the content."""
    unit.name, unit.kind, unit.parent = content.name, UnitKind(content.kind), parent
    unit.statute_code = content.statute
    unit.retired_at = (unit.retired_at or now) if content.retired else None
    session.add(unit)
    session.flush()
