"""The articles shipped with the product and the acts to watch, in our own words.

Every fact that a number, rate or fee could make untrue is left to the official source; an act whose number
was not certain stands without it, and its article says that the source is to be confirmed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class ShippedText:
    """An article in one language."""

    title: str
    questions: tuple[str, ...]
    answer: str
    details: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShippedSource:
    """An act that an article rests on."""

    name: str
    number: str | None
    made_on: date | None
    clauses: str
    address: str


@dataclass(frozen=True, slots=True)
class ShippedArticle:
    """An article as its file has it; `texts` are by language."""

    code: str
    topic: str
    certainty: str
    valid_from: date
    review_due: date
    clause_keys: tuple[str, ...]
    sources: tuple[ShippedSource, ...]
    texts: Mapping[str, ShippedText]


@dataclass(frozen=True, slots=True)
class ShippedAct:
    """An act to look at every so many days."""

    name: str
    number: str | None
    made_on: date | None
    address: str
    every_days: int
    statute_code: str | None


def read_articles() -> tuple[ShippedArticle, ...]:
    """Return every shipped article, in the order of the file names; KeyError where a file lacks a field."""
    return tuple(_article(one) for name, content in _files() if name != _ACTS for one in content["articles"])


def read_acts() -> tuple[ShippedAct, ...]:
    """Return the acts to watch."""
    content = dict(_files())[_ACTS]
    return tuple(
        ShippedAct(
            name=one["name"],
            number=one.get("number"),
            made_on=one.get("made_on"),
            address=one["address"],
            every_days=one["every_days"],
            statute_code=one.get("statute_code"),
        )
        for one in content["acts"]
    )


_ACTS = "watched-acts.yaml"


def _files() -> list[tuple[str, Mapping[str, Any]]]:
    beside = files("knowledge_base.articles.catalogue").iterdir()
    shipped = sorted((file for file in beside if file.name.endswith(".yaml")), key=lambda file: file.name)
    return [
        (file.name, yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)) for file in shipped
    ]


def _article(content: Mapping[str, Any]) -> ShippedArticle:
    return ShippedArticle(
        code=content["code"],
        topic=content["topic"],
        certainty=content["certainty"],
        valid_from=content["valid_from"],
        review_due=content["review_due"],
        clause_keys=tuple(content.get("clause_keys") or ()),
        sources=tuple(
            ShippedSource(
                one["name"],
                one.get("number"),
                one.get("made_on"),
                one.get("clauses") or "",
                one["address"],
            )
            for one in content["sources"]
        ),
        texts={language: _text(content[language]) for language in ("az", "ru", "en") if language in content},
    )


def _text(content: Mapping[str, Any]) -> ShippedText:
    return ShippedText(
        title=content["title"],
        questions=tuple(content["questions"]),
        answer=" ".join(content["answer"].split()),
        details=" ".join((content.get("details") or "").split()),
        steps=tuple(content.get("steps") or ()),
    )
