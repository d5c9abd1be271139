"""Differences of two texts, word by word: nothing of either is lost, and no word is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.language.differences import (
    DoesNotFit,
    Fate,
    Piece,
    applied,
    difference,
    in_marks,
    likeness,
)

WORDS = st.sampled_from(
    [
        "İdarə",
        "idarə",
        "ışıq",
        "2.1.4-cü",
        "bənd",
        "“Nazirliyin”",
        "və",
        ",",
        ";",
        "ABŞ-ın",
        "  ",
        "\n",
        "i̇şçi",
        "№ 7",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=20).map(" ".join))


@given(TEXTS, TEXTS)
def test_applying_a_difference_to_the_earlier_text_gives_the_later_one(before: str, after: str) -> None:
    assert applied(before, difference(before, after)) == after


@given(TEXTS, TEXTS)
def test_a_difference_turned_round_leads_back(before: str, after: str) -> None:
    back: dict[Fate, Fate] = {"same": "same", "removed": "added", "added": "removed"}
    turned = [Piece(back[piece.fate], piece.text) for piece in difference(before, after)]
    assert applied(after, turned) == before


@given(TEXTS, TEXTS)
def test_what_both_texts_have_is_same_and_only_equal_texts_are_same_throughout(
    before: str, after: str
) -> None:
    pieces = difference(before, after)
    assert "".join(piece.text for piece in pieces if piece.fate != "added") == before
    assert "".join(piece.text for piece in pieces if piece.fate != "removed") == after
    assert all(piece.fate == "same" for piece in pieces) == (before == after)


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(piece.fate == "same" for piece in difference(text, text))


@given(TEXTS, TEXTS)
def test_no_word_is_cut_in_two(before: str, after: str) -> None:
    for piece in difference(before, after):
        for word in piece.text.split():
            assert word.strip("“”,;") in f"{before} {after}"


def test_a_replaced_word_is_marked_whole_with_its_punctuation_kept() -> None:
    pieces = difference("sənədləri qəbul edir, yoxlayır;", "sənədləri qəbul edir, qeydə alır;")
    assert in_marks(pieces) == "sənədləri qəbul edir, [-yoxlayır-]{+qeydə alır+};"


def test_a_phrase_that_changed_throughout_is_one_change() -> None:
    assert (
        in_marks(difference("əvvəl bir iki son", "əvvəl üç dörd son")) == "əvvəl [-bir iki-]{+üç dörd+} son"
    )


def test_a_number_with_its_suffix_is_one_word() -> None:
    assert in_marks(difference("2.1.4-cü bənd", "2.1.5-ci bənd")) == "[-2.1.4-cü-]{+2.1.5-ci+} bənd"


def test_dotted_and_dotless_i_are_different_letters() -> None:
    assert in_marks(difference("qız", "qiz")) == "[-qız-]{+qiz+}"


def test_a_difference_of_another_text_is_refused() -> None:
    with pytest.raises(DoesNotFit):
        applied("başqa mətn", difference("bir", "iki"))


def test_spelling_does_not_make_texts_unlike() -> None:
    assert likeness("İnformasiya təhlükəsizliyi", "informasiya TƏHLÜKƏSİZLİYİ") == 1.0
    assert likeness("", "söz") == 0.0
