"""Typed errors, names and synonyms: what an appeal's words are taken to mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.language.stems import stem
from knowledge_base.matching.entities import FEATURES, entities
from knowledge_base.matching.names import Names, shipped
from knowledge_base.matching.synonyms import synonyms_of
from knowledge_base.matching.typos import Vocabulary

VOCABULARY = Vocabulary(map(stem, ["hediyye", "nazir", "sened", "elektron", "bet"]))


def features_of(text: str) -> set[str]:
    stems = [stem(word) for word in text.split()]
    return {value for found in entities().find(stems) for value in found.values}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hedyye", "hediyye"),
        ("ehdiyye", "hediyye"),
        ("nzair", "nazir"),
        ("sened", "sened"),
        ("eletron", "elektron"),
    ],
)
def test_a_word_with_a_typed_error_finds_the_stem_it_was_meant_to_be(typed: str, meant: str) -> None:
    assert VOCABULARY.near(typed, stem(typed))[0][0] == stem(meant)


def test_a_short_word_is_never_corrected() -> None:
    assert VOCABULARY.near("bat", "bat") == ()


@given(st.text("abcdehnrstyz", max_size=30))
def test_a_correction_is_always_of_the_vocabulary_and_less_than_sure(word: str) -> None:
    for meant, likeness in VOCABULARY.near(word, stem(word)):
        assert meant in VOCABULARY.stems
        assert 0.0 < likeness <= 1.0


@pytest.mark.parametrize("text", ["latviyanin", "cenubi koreya", "macar", "astanada"])
def test_countries_their_people_and_cities_are_one_kind_of_thing(text: str) -> None:
    assert features_of(text) == {"@country"}


@pytest.mark.parametrize("text", ["bmt", "avropa ittifaqi", "dunya bankinin"])
def test_international_organisations_are_one_kind_of_thing(text: str) -> None:
    assert features_of(text) == {"@organisation"}


def test_every_heading_of_the_entity_list_has_its_feature() -> None:
    assert set(shipped("entities.yaml")) == set(FEATURES)


def test_the_longest_name_at_a_place_wins() -> None:
    names = Names([("Koreya", ("a",)), ("Cənubi Koreya", ("b",))])
    assert [found.values for found in names.find([stem("cenubi"), stem("koreya")])] == [("b",)]


def test_a_name_is_not_found_in_the_beginning_of_itself() -> None:
    assert Names([("Avropa İttifaqı", ("a",))]).find([stem("avropa")]) == []


def test_an_own_synonym_table_replaces_the_shipped_one() -> None:
    found = synonyms_of({"sayt": ["internet səhifəsi"]}).find(["sayt"])
    assert found[0].values == (stem("internet"), stem("sehifesi"))
    assert synonyms_of({}).find(["sayt"]) == []
