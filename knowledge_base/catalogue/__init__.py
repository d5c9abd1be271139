"""The competence cards shipped with the product, one YAML file a unit, in our own plain words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from knowledge_base.catalogue.bodies import BODIES
from knowledge_base.matching.cards import Card


@dataclass(frozen=True, slots=True)
class LookAlike:
    """What looks like a card's competence but is another unit's."""

    when: str
    unit: str


@dataclass(frozen=True, slots=True)
class CatalogueCard:
    """A card as its file has it; `phrases` are by language (az, ru, en)."""

    code: str
    title: str
    summary: str
    clauses: tuple[str, ...]
    role: str
    keywords: tuple[str, ...]
    phrases: Mapping[str, tuple[str, ...]]
    not_this: tuple[LookAlike, ...]


@dataclass(frozen=True, slots=True)
class CatalogueUnit:
    """A unit, named as in its statute, with its cards."""

    unit: str
    statute: str
    cards: tuple[CatalogueCard, ...]


def read_catalogue() -> tuple[CatalogueUnit, ...]:
    """Return every shipped unit, in the order of the file names; KeyError where a file lacks a field."""
    beside = files("knowledge_base.catalogue").iterdir()
    shipped = sorted((file for file in beside if file.name.endswith(".yaml")), key=lambda file: file.name)
    return tuple(
        _unit(yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)) for file in shipped
    )


def _unit(content: Mapping[str, Any]) -> CatalogueUnit:
    return CatalogueUnit(content["unit"], str(content["statute"]), tuple(map(_card, content["cards"])))


def _card(content: Mapping[str, Any]) -> CatalogueCard:
    return CatalogueCard(
        code=content["code"],
        title=content["title"],
        summary=" ".join(content["summary"].split()),
        clauses=tuple(content["clauses"]),
        role=content["role"],
        keywords=_words(content["keywords"]),
        phrases={language: _words(said) for language, said in content["phrases"].items()},
        not_this=tuple(LookAlike(**other) for other in content.get("not_this") or ()),
    )


def _words(listed: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(word) for word in listed)


def cards_of(catalogue: Iterable[CatalogueUnit]) -> list[Card]:
    """Return the cards as matching takes them, each with the code of the body that its statute is of."""
    body_of = {statute: body.code for body in BODIES for *_, statute in body.units if statute}
    return [
        Card(
            code=card.code,
            unit=unit.unit,
            body=body_of.get(unit.statute, ""),
            title=card.title,
            summary=card.summary,
            clauses=card.clauses,
            role=card.role,
            keywords=card.keywords,
            phrases=tuple(phrase for said in card.phrases.values() for phrase in said),
        )
        for unit in catalogue
        for card in unit.cards
    ]
