import itertools
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.language.folding import LONGEST_WORD, fold, tokens

ANY_TEXT = st.text(st.characters(codec=None), max_size=200)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("İşıq", "isiq"),
        ("ISIQ", "isiq"),
        ("şöbə", "sobe"),
        ("shobe", "sobe"),
        ("wöbə", "sobe"),
        ("çağrı", "cagri"),
        ("chaghri", "cagri"),
        ("  iki\u00a0 boşluq ", "iki bosluq"),
    ],
)
def test_one_word_typed_in_different_ways_folds_to_one_form(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize("schwa", ["\u0259", "\u01dd", "\u04d9", "\u018f", "\u04d8"])
def test_every_schwa_is_an_e(schwa: str) -> None:
    assert fold(schwa) == "e"


def test_composed_and_decomposed_letters_fold_alike() -> None:
    word = "Gömrük işçisi, ğəribə й"
    assert fold(unicodedata.normalize("NFD", word)) == fold(unicodedata.normalize("NFC", word))


def test_cyrillic_and_latin_spellings_of_a_shared_word_meet() -> None:
    assert fold("протокол миграция") == fold("protokol miqrasiya")


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_each_token_points_at_its_own_letters_in_the_text_as_typed(text: str) -> None:
    for token in tokens(text):
        own = fold(text[token.start : token.end][:LONGEST_WORD])
        # Letters drawn out ("salammmm") count once in a word.
        assert re.sub(r"([^\W\d_])\1{2,}", r"\1", own) == token.folded


@given(ANY_TEXT)
def test_tokens_come_in_order_and_do_not_overlap(text: str) -> None:
    places = [(token.start, token.end) for token in tokens(text)]
    assert all(start < end for start, end in places)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(places))


def test_an_ending_after_a_hyphen_is_a_word_of_its_own() -> None:
    assert [token.folded for token in tokens("BMT-nin")] == ["bmt", "nin"]
