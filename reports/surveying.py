"""Reads the competence map of a period: what the home body's units are competent for, and what was asked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from callcenter.directory import queries as directory
from knowledge_base import queries as knowledge
from knowledge_base.models import Clause, Competence
from knowledge_base.vocabulary import CardRole, ClauseRole
from reports.figures import Figures
from reports.gaps import Claim, CompetenceMap, Duty, Refusal, competence_map
from reports.measures import NONE
from reports.periods import Period


def map_of(figures: Figures, period: Period) -> CompetenceMap:
    """Return the competence map of the home body, with the appeals registered or sent back in the period."""
    session = figures.session
    units = {unit.id: unit for unit in directory.home_units(session)}
    codes = {key: unit.code for key, unit in units.items()}
    above = {
        unit.code: units[unit.parent_id].code if unit.parent_id in units else None for unit in units.values()
    }
    every = knowledge.competences(session)
    cards = [card for card in every if card.unit_id in units]
    return competence_map(
        _claims(figures, period, cards, codes),
        _duties(session, cards, codes),
        _refusals(figures, period),
        {
            "" if unit == NONE else unit: count
            for unit, (count,) in figures.group("by_unit", "uncovered", [period]).items()
        },
        above,
        _elsewhere(card for card in every if card.unit_id not in units),
    )


def clauses_of(session: Session) -> dict[str, Clause]:
    """Return the clauses in force by key, for their texts."""
    return dict(knowledge.clauses_in_force(session))


def _claims(
    figures: Figures, period: Period, cards: Sequence[Competence], units: Mapping[int, str]
) -> list[Claim]:
    asked = figures.group("by_competence", "received", [period])
    return [
        Claim(clause, card.code, card.title, units[card.unit_id], place == 0, asked.get(card.code, [0])[0])
        for card in cards
        if card.role is CardRole.DUTY
        for place, clause in enumerate(card.clauses)
    ]


def _elsewhere(cards: Iterable[Competence]) -> dict[str, list[str]]:
    """Return the units of other bodies by the clauses that cards first rest on."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for card in cards:
        for clause in card.clauses[:1]:
            found[clause][card.unit.code] = None
    return {clause: list(units) for clause, units in found.items()}


def _duties(session: Session, cards: Sequence[Competence], units: Mapping[int, str]) -> list[Duty]:
    """Nobody is expected to call about how a unit itself works, such as its plans and reports."""
    internal = {clause for card in cards if card.role is not CardRole.DUTY for clause in card.clauses}
    internal -= {clause for card in cards if card.role is CardRole.DUTY for clause in card.clauses}
    return [
        Duty(key, unit, clause.text)
        for key, clause in clauses_of(session).items()
        if (unit := units.get(clause.unit_id or 0)) is not None
        and clause.role is ClauseRole.DUTY
        and not clause.lead
        and not clause.catch_all
        and key not in internal
    ]


def _refusals(figures: Figures, period: Period) -> list[Refusal]:
    found = figures.group("by_refusal", "returned", [period])
    return [
        Refusal(unit, clause, count)
        for key, (count,) in found.items()
        if key != NONE
        for unit, _, clause in [key.partition(" ")]
    ]
