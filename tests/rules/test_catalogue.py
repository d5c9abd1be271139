"""The shipped cards: what each must have so that callers' words can meet it."""

from collections import Counter

import pytest

from knowledge_base.catalogue import CatalogueCard, CatalogueUnit, read_catalogue
from knowledge_base.catalogue.bodies import BODIES
from knowledge_base.language.folding import fold

SHELVES = read_catalogue()
CARDS = [card for shelf in SHELVES for card in shelf.cards]


def named(card: CatalogueCard) -> str:
    return card.code


def test_each_of_the_ten_units_has_its_cards() -> None:
    units = {(unit[4], unit[0]) for body in BODIES for unit in body.units if unit[4]}
    assert {(shelf.statute, shelf.unit) for shelf in SHELVES} == units
    assert len(units) == 10


def test_a_code_names_one_card() -> None:
    assert [code for code, count in Counter(card.code for card in CARDS).items() if count > 1] == []


@pytest.mark.parametrize("card", CARDS, ids=named)
def test_a_card_is_whole(card: CatalogueCard) -> None:
    assert card.title
    assert card.summary
    assert 1 <= len(card.clauses) <= 4
    assert len(set(card.clauses)) == len(card.clauses)
    assert len(card.keywords) >= 3
    assert len(set(card.phrases["az"])) >= 8
    assert card.phrases["ru"]


@pytest.mark.parametrize("card", CARDS, ids=named)
def test_a_card_knows_callers_who_type_without_diacritics(card: CatalogueCard) -> None:
    plain = [phrase for phrase in card.phrases["az"] if phrase.isascii()]
    assert plain
    assert len(plain) < len(card.phrases["az"])


def test_no_two_cards_are_known_by_the_same_sentence() -> None:
    said = Counter(fold(phrase) for card in CARDS for phrases in card.phrases.values() for phrase in phrases)
    assert [phrase for phrase, count in said.items() if count > 1] == []


def test_every_unit_that_a_card_points_to_exists() -> None:
    units = {unit[0] for body in BODIES for unit in body.units}
    assert {other.unit for card in CARDS for other in card.not_this} <= units


@pytest.mark.parametrize("shelf", SHELVES, ids=lambda shelf: shelf.unit)
def test_every_unit_says_what_does_not_compete(shelf: CatalogueUnit) -> None:
    roles = {card.role for card in shelf.cards}
    assert "duty" in roles
    assert roles & {"internal", "catch_all"}
