"""The texts that an appeal is likened to: phrases of cards, appeals a person confirmed, appeals to other bodies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge_base.matching.cards import Card, ConfirmedAppeal
from knowledge_base.matching.names import shipped

UNKNOWN = -1
# The id of a text that is no confirmed appeal.
UNNAMED = -1


@dataclass(frozen=True, slots=True)
class Example:
    """A text, of one or more parts, with the numbers of its card and unit, UNKNOWN where not known.

    `trust` is how much it teaches, 0 to 1. `id` is that of a confirmed appeal; others are UNNAMED.
    """

    parts: tuple[str, ...]
    card: int
    unit: int
    trust: float = 1.0
    id: int = UNNAMED


def examples_of(
    cards: Sequence[Card],
    units: Mapping[str, int],
    clause_texts: Mapping[str, str],
    confirmed: Sequence[ConfirmedAppeal],
) -> list[Example]:
    """Return every example of a knowledge base; appeals to other bodies have the number after the last."""
    place = {card.code: number for number, card in enumerate(cards)}
    return [
        *(
            Example(parts, number, units[card.unit])
            for number, card in enumerate(cards)
            for parts in said_of(card, clause_texts)
        ),
        *confirmed_examples(confirmed, place, units),
        *(Example((text,), len(cards), len(units)) for text in _elsewhere()),
    ]


def said_of(card: Card, clause_texts: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return the texts by which a card is known, each as its parts: what it says of itself, and how callers say it.

    The statute's own words are an example only where there are no phrases.
    """
    said = card.phrases or texts_of_clauses(card, clause_texts)
    every = ((card.title, card.summary, *card.keywords), *((text,) for text in said))
    return [parts for parts in every if any(part.strip(". ") for part in parts)]


def confirmed_examples(
    confirmed: Iterable[ConfirmedAppeal], cards: Mapping[str, int], units: Mapping[str, int]
) -> Iterable[Example]:
    """Return what confirmed appeals teach; one whose competence and unit no card has teaches nothing."""
    for appeal in confirmed:
        card, unit = cards.get(appeal.competence, UNKNOWN), units.get(appeal.unit, UNKNOWN)
        if max(card, unit) >= 0 and appeal.trust > 0:
            yield Example((appeal.text,), card, unit, min(appeal.trust, 1.0), appeal.id)


def texts_of_clauses(card: Card, clause_texts: Mapping[str, str]) -> list[str]:
    """Return the statute's words for the card's clauses, as far as they are known."""
    return [clause_texts[clause] for clause in card.clauses if clause in clause_texts]


def fields_of(card: Card, clause_texts: Mapping[str, str]) -> dict[str, Sequence[str]]:
    """Return the card's texts by field, its own words first: a match is shown by the first field that has it."""
    return {
        "title": (card.title,),
        "keywords": card.keywords,
        "summary": (card.summary,),
        "clauses": texts_of_clauses(card, clause_texts),
        "phrases": card.phrases,
    }


def _elsewhere() -> tuple[str, ...]:
    return tuple(phrase for phrases in shipped("elsewhere.yaml").values() for phrase in phrases)
