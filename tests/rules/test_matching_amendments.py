"""An index that learns beside its foundation: additions, strikes, changed cards, layers, two matters, contrast."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from knowledge_base.matching.cards import Card, ConfirmedAppeal
from knowledge_base.matching.entities import entities
from knowledge_base.matching.index import Index, Ranking
from knowledge_base.matching.layers import Layer
from knowledge_base.matching.reading import read_plainly
from knowledge_base.matching.texts import letter_sequences, read_texts, together
from knowledge_base.matching.training import train


def card(code: str, unit: str, title: str, *phrases: str) -> Card:
    return Card(code, unit, "body", title, "", (f"1:{code}",), "duty", (), phrases)


GIFTS = card(
    "gifts", "Protokol", "Hədiyyələrin uçotu", "qonaqdan gələn hədiyyəni kim saxlayır", "suvenir hara verilir"
)
MAIL = card("mail", "Şəbəkə", "Elektron poçtun işi", "poçt qutusuna məktub gəlmir", "elektron poçtum açılmır")
LEAVE = card(
    "leave", "Kadrlar", "Məzuniyyət əmrləri", "məzuniyyət əmri nə vaxt verilir", "məzuniyyət pulum gəlməyib"
)
CARDS = [GIFTS, MAIL, LEAVE]
INDEX = Index.build(CARDS)
DRONE = ConfirmedAppeal("Dron uçuşuna icazə lazımdır", "mail", "Şəbəkə", 1.0, 7)
TEXTS = ("hədiyyə kimdədir", "poçtum işləmir", "məzuniyyət əmri", "dron uçurmaq olar?", "salam")


def best(index: Index, text: str) -> tuple[str, str]:
    found = index.rank(text).candidates[0]
    return found.unit, found.competence


def weights_by_name(row: csr_array, names: Sequence[str]) -> dict[str, float]:
    return {names[place]: float(weight) for place, weight in zip(row.indices.tolist(), row.data, strict=True)}


def told(ranking: Ranking) -> list[tuple[str, float]]:
    return [(one.competence, round(one.score, 3)) for one in ranking.candidates]


def test_an_added_appeal_asked_again_brings_its_unit_and_competence() -> None:
    index = INDEX.amended(added=[DRONE])
    assert best(index, DRONE.text) == ("Şəbəkə", "mail")
    assert index.rank(DRONE.text).candidates[0].confidence > 0.9


def test_an_added_appeal_outweighs_what_the_cards_say_of_the_same_text() -> None:
    text = "məzuniyyət əmri nə vaxt verilir"
    assert best(INDEX, text)[0] == "Kadrlar"
    assert best(INDEX.amended(added=[ConfirmedAppeal(text, "", "Protokol", 1.0, 1)]), text)[0] == "Protokol"


def test_an_appeal_of_little_trust_does_not() -> None:
    text = "məzuniyyət əmri nə vaxt verilir"
    assert best(INDEX.amended(added=[ConfirmedAppeal(text, "", "Protokol", 0.3, 1)]), text)[0] == "Kadrlar"


@pytest.mark.parametrize("text", TEXTS)
def test_an_appeal_added_and_struck_again_leaves_nothing(text: str) -> None:
    index = INDEX.amended(added=[DRONE])
    assert index.amendments == 1
    index = index.amended(struck=[7])
    assert told(index.rank(text)) == told(INDEX.rank(text))


def test_a_struck_appeal_of_the_foundation_loses_its_effect() -> None:
    built = Index.build(CARDS, confirmed=[DRONE])
    assert best(built, DRONE.text)[0] == "Şəbəkə"
    left = {one.unit: one.score for one in built.amended(struck=[7]).rank(DRONE.text).candidates}
    before = {one.unit: one.score for one in INDEX.rank(DRONE.text).candidates}
    assert left == pytest.approx(before, abs=0.1)


def test_an_appeal_added_under_a_known_id_takes_the_place_of_that_one() -> None:
    built = Index.build(CARDS, confirmed=[DRONE])
    other = replace(DRONE, competence="gifts", unit="Protokol")
    assert best(built.amended(added=[other]), DRONE.text) == ("Protokol", "gifts")


@pytest.mark.parametrize("text", TEXTS)
def test_an_amended_index_names_the_same_unit_as_one_built_anew(text: str) -> None:
    added = [DRONE, ConfirmedAppeal("hədiyyə kimdədir", "gifts", "Protokol", 1.0, 8)]
    assert best(INDEX.amended(added=added), text) == best(Index.build(CARDS, confirmed=added), text)


def test_a_new_card_is_found_and_a_retired_one_never() -> None:
    water = card("water", "Su idarəsi", "Su təchizatı", "evimizdə su yoxdur", "kran damcılayır")
    index = INDEX.amended(cards=[water])
    assert best(index, "kran damcılayır, su yoxdur") == ("Su idarəsi", "water")
    assert best(index, "poçt qutusuna məktub gəlmir") == ("Şəbəkə", "mail")
    gone = index.amended(retired=["water", "mail"])
    assert {one.competence for one in gone.rank("su yoxdur, poçt gəlmir").candidates} == {"gifts", "leave"}
    assert {one.code for one in gone.cards} == {"gifts", "leave"}
    assert best(gone.amended(cards=[MAIL]), "elektron poçtum açılmır") == ("Şəbəkə", "mail")


def test_a_changed_card_speaks_by_its_new_words_and_not_by_the_old() -> None:
    changed = replace(MAIL, title="Pasport", phrases=("pasportum itib", "pasport almaq istəyirəm"))
    index = INDEX.amended(cards=[changed])
    assert best(index, "pasportum itdi") == ("Şəbəkə", "mail")
    old, new = (i.rank("elektron poçtum açılmır").candidates[0].score for i in (INDEX, index))
    assert new < old - 0.3


def test_a_card_that_changed_its_unit_brings_that_one() -> None:
    index = INDEX.amended(cards=[replace(MAIL, unit="Rabitə")])
    assert best(index, "elektron poçtum açılmır") == ("Rabitə", "mail")
    assert index.owners("1:mail") == {"Rabitə"}


def test_synonyms_are_exchanged_at_once() -> None:
    index = INDEX.amended(synonyms={"mübarək": ["hədiyyə"]})
    assert best(index, "Mübarək etdilər") == ("Protokol", "gifts")


def test_an_index_of_nothing_takes_in_cards_and_appeals() -> None:
    index = Index.build([]).amended(cards=[GIFTS], added=[DRONE])
    assert best(index, "hədiyyə") == ("Protokol", "gifts")


@settings(max_examples=25)
@given(st.text(st.characters(codec=None), max_size=400))
def test_any_text_can_be_added_and_ranked(text: str) -> None:
    index = INDEX.amended(added=[ConfirmedAppeal(text, "gifts", "Protokol", 0.7, 1)])
    assert 0.0 <= index.rank(text).out_of_scope <= 1.0


def test_a_layer_comes_back_from_its_bytes() -> None:
    layer = train(CARDS, [DRONE])
    again = Layer.from_bytes(layer.to_bytes())
    assert (again.units, again.space.stems, again.taught.tolist()) == (layer.units, layer.space.stems, [7])
    assert np.allclose(again.weights, layer.weights, atol=1e-2)
    assert best(Index.build(CARDS, confirmed=[DRONE], layer=again), DRONE.text)[0] == "Şəbəkə"


@settings(max_examples=40)
@given(st.integers(0, 400), st.integers(1, 255))
def test_broken_bytes_are_no_layer(place: int, change: int) -> None:
    kept = bytearray(LAYER)
    kept[place] ^= change
    with pytest.raises(ValueError, match="layer"):
        Layer.from_bytes(bytes(kept))


@pytest.mark.parametrize("kept", [b"", b"nothing", b"\0" * 64])
def test_other_bytes_are_no_layer(kept: bytes) -> None:
    with pytest.raises(ValueError, match="layer"):
        Layer.from_bytes(kept)


LAYER = train(CARDS, []).to_bytes()


def test_an_appeal_that_a_layer_has_not_seen_stands_beside_it() -> None:
    index = Index.build(CARDS, confirmed=[DRONE], layer=Layer.from_bytes(LAYER))
    assert best(index, DRONE.text) == ("Şəbəkə", "mail")


@pytest.mark.parametrize("text", TEXTS)
def test_an_index_put_under_a_layer_says_what_one_that_was_built_with_it_says(text: str) -> None:
    layer = train(CARDS, [DRONE])
    plain, built = (Index.build(CARDS, confirmed=[DRONE], layer=one) for one in (None, layer))
    assert plain.under(layer).rank(text) == built.rank(text)
    assert built.under(None).rank(text) == plain.rank(text)
    # The one it was made from is as it was.
    assert plain.rank(text) == Index.build(CARDS, confirmed=[DRONE]).rank(text)


@settings(max_examples=40)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_many_texts_are_read_as_each_alone(texts: list[str]) -> None:
    read = read_texts(texts, entities())
    grams = read.by_gram(together([[place] for place in range(len(texts))], len(texts)))
    for place, text in enumerate(texts):
        alone = read_plainly(text, entities())
        assert weights_by_name(read.by_stem[[place]], read.stems) == pytest.approx(dict(alone.weights))
        sequences = letter_sequences(alone.tokens)
        assert weights_by_name(grams[[place]], read.grams) == pytest.approx(sequences, abs=1e-5)


def test_a_run_of_words_of_the_card_is_shown_as_a_phrase() -> None:
    text = "Salam, poçt qutusuna məktub gəlmir ay qardaş"
    (match,) = [one for one in INDEX.rank(text).candidates[0].matched if one.kind == "phrase"]
    assert (match.word, match.met) == ("poçt qutusuna məktub gəlmir", "poçt qutusuna məktub gəlmir")


def test_the_words_for_the_best_and_for_the_runner_up_are_told_apart() -> None:
    text = "Məzuniyyət pulum gəlməyib, poçt da işləmir"
    contrast = INDEX.rank(text).contrast
    assert contrast is not None
    assert (contrast.best, contrast.runner_up) == ("leave", "mail")
    assert contrast.for_best[0].word == "Məzuniyyət"
    assert contrast.for_runner_up[0].word == "poçt"
    for word in (*contrast.for_best, *contrast.for_runner_up):
        assert text[word.start : word.end] == word.word


def test_two_matters_in_one_appeal_name_both_units() -> None:
    text = "Elektron poçtum açılmır. Həm də məzuniyyət pulum gəlməyib."
    assert set(INDEX.rank(text).concerns) == {"Şəbəkə", "Kadrlar"}


def test_one_matter_in_two_sentences_names_one() -> None:
    assert INDEX.rank("Elektron poçtum açılmır. Poçt qutusuna məktub gəlmir.").concerns == ("Şəbəkə",)


FIRST = (
    "Elektron poçtum açılmır.",
    "Poçt qutusuna məktub gəlmir!",
    "elektron pocta gire bilmirem.",
    "Qonaqdan gələn suvenir hara verilir?",
    "Hədiyyəni kim saxlayır?",
    "suvenirleri kim uçota alır?",
)
SECOND = (
    "Həm də məzuniyyət pulum gəlməyib.",
    "bundan başqa məzuniyyət əmri verilmir",
    "Bir də məzuniyyət əmri nə vaxt verilir?",
    "mezuniyyet pulum gelmeyib axi",
    "Həmçinin məzuniyyət əmrimi göndərin.",
)


def test_most_appeals_of_two_matters_name_both_units() -> None:
    said = [INDEX.rank(f"{one} {other}").concerns for one in FIRST for other in SECOND]
    assert sum(len(units) == 2 and "Kadrlar" in units for units in said) >= 0.7 * len(said)


def test_none_of_these_matters_alone_names_two() -> None:
    assert {len(INDEX.rank(text).concerns) for text in (*FIRST, *SECOND)} == {1}
