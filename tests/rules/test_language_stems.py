import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.language.folding import tokens
from knowledge_base.language.stems import LENGTH, stem


def stems_of(text: str) -> set[str]:
    return {token.stem for token in tokens(text)}


@pytest.mark.parametrize(
    "forms",
    [
        "nazirlik nazirliyin nazirliklər nazirlikdə",
        "səfər səfəri səfərdən səfərlərində",
        "hədiyyə hədiyyələrin hədiyyələr",
        "müqavilə müqaviləyə müqavilələrin",
        "соглашение соглашению соглашения",
    ],
)
def test_inflected_forms_of_a_word_share_one_stem(forms: str) -> None:
    assert len(stems_of(forms)) <= 2
    assert len({word[:6] for word in stems_of(forms)}) == 1


def test_the_hard_k_that_softens_before_a_vowel_keeps_the_stem() -> None:
    assert stems_of("otaq otağı otağında") == {"otag"}


@given(st.text("abcdefgilmnorstuyz", max_size=40))
def test_a_stem_is_the_beginning_of_its_word_and_no_longer_than_agreed(word: str) -> None:
    assert word.startswith(stem(word))
    assert len(stem(word)) <= LENGTH
