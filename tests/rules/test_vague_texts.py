"""Texts that say nothing: no unit is relied upon, whatever one word of them stands in."""

import pytest

from callcenter.appeals.routing import Ranked, advise
from callcenter.appeals.vocabulary import Decision
from knowledge_base.suggesting import Knowledge

SAYING_NOTHING = [
    "hmm nəsə var, bilmirəm",
    "salam",
    "12345",
    "alo",
    "Alo, salam, eşidirsiniz?",
    "asdf qwer",
    "test",
]


@pytest.mark.parametrize("text", SAYING_NOTHING)
def test_a_text_that_says_nothing_makes_no_unit_likely(knowledge: Knowledge, text: str) -> None:
    said = knowledge.suggest(text)
    assert said.vague
    assert max(one.confidence for one, _ in said.candidates) < 0.5


@pytest.mark.parametrize("text", ["internet", "printer", "internet internet internet"])
def test_one_word_is_asked_about_and_still_shows_the_likeliest_unit_first(
    knowledge: Knowledge, text: str
) -> None:
    said = knowledge.suggest(text)
    assert said.vague
    assert said.candidates[0][1].unit.startswith("Şəbəkə")
    assert said.candidates[0][0].confidence < 0.5


@pytest.mark.parametrize(
    "text", ["internet işləmir", "Wi-Fi yoxdur", "printer xarab olub", "internt kesilib"]
)
def test_two_telling_words_are_enough(knowledge: Knowledge, text: str) -> None:
    said = knowledge.suggest(text)
    assert not said.vague
    assert said.candidates[0][0].confidence > 0.5


def test_a_vague_text_is_asked_about_however_sure_its_best_unit_is() -> None:
    sure = [Ranked("Şəbəkə sektoru", True, False, 0.99)]
    assert advise(sure, 0.0) is Decision.ROUTE
    assert advise(sure, 0.0, vague=True) is Decision.ASK
