"""Typed errors, names and synonyms: what an appeal's words are taken to mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.language.folding import tokens
from knowledge_base.language.stems import stem
from knowledge_base.matching.entities import FEATURES, entities
from knowledge_base.matching.names import Names, shipped
from knowledge_base.matching.reading import read
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


READ_WITH = Vocabulary(entities().stems, VOCABULARY)
SYNONYMS = synonyms_of(None)


@given(
    st.text(max_size=120)
    | st.lists(
        st.sampled_from(
            [
                "hediye",
                "Latviya",
                "sayt",
                "министру",
                "is",
                "the",
                "economy.gov.az",
                "500",
                "manat",
                "Cənubi",
                "Koreya",
                "̇",
                "--",
            ]
        )
    ).map(" ".join)
)
def test_every_term_covers_letters_of_the_text_as_typed(text: str) -> None:
    reading = read(text, READ_WITH, entities(), SYNONYMS)
    for term in reading.terms:
        assert 0 <= term.first <= term.last < len(reading.tokens)
        start, end = reading.tokens[term.first].start, reading.tokens[term.last].end
        assert 0 <= start < end <= len(text)
        assert any(letter.isalnum() for letter in text[start:end])


def test_an_address_on_the_net_and_a_sum_are_entities_at_their_place() -> None:
    text = "economy.gov.az açılmır, 500 manat ödədim"
    reading = read(text, READ_WITH, entities(), synonyms_of({}))
    found = {
        term.stem: text[reading.tokens[term.first].start : reading.tokens[term.last].end]
        for term in reading.terms
        if term.reason == "entity"
    }
    assert found == {"@site": "economy.gov.az", "@money": "500 manat"}


def test_an_english_text_is_not_corrected_into_azerbaijani() -> None:
    reading = read("What is the rank of the nazr", VOCABULARY, entities(), synonyms_of({}))
    assert [term.stem for term in reading.terms] == ["rank", "nazr"]


def test_what_english_words_translate_to_counts_as_said() -> None:
    table = synonyms_of({"gift": ["hədiyyə"]})
    english = read("Where is the gift of the minister", VOCABULARY, entities(), table)
    assert stem("hediyye") in english.weights(expanded=False)
    assert stem("hediyye") not in read("gift haradadır", VOCABULARY, entities(), table).weights(
        expanded=False
    )


def meant_by(text: str) -> set[str]:
    return {
        term.stem
        for term in read(text, VOCABULARY, entities(), synonyms_of({})).terms
        if term.reason == "typo"
    }


def test_words_run_together_are_read_as_both() -> None:
    assert {stem("nazir"), stem("sened")} <= meant_by("nazirsened")
    assert stem("hediyye") in meant_by("elektronhediyye")


def test_a_word_torn_apart_is_read_as_one() -> None:
    (term,) = (
        t for t in read("elek tron", VOCABULARY, entities(), synonyms_of({})).terms if t.reason == "typo"
    )
    assert (term.stem, term.first, term.last) == (stem("elektron"), 0, 1)


def test_two_known_words_are_not_made_one() -> None:
    assert meant_by("nazir sened") == set()


def test_drawn_out_letters_count_once() -> None:
    assert [token.folded for token in tokens("salammmm çoooox yaxşı 10000")] == [
        "salam",
        "cox",
        "yaxsi",
        "10000",
    ]
