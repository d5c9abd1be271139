from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.language.kind_cues import as_written, cues_of
from knowledge_base.language.kind_examples import likeness
from knowledge_base.language.kinds import KINDS, guess_kind, read_kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Qəbul günü cümədir, yoxsa şənbə?", "question"),
        ("Keçən ilin hesabatını almaq istəyirəm, siyahını haradan götürə bilərəm?", "inquiry"),
        ("Arayışın mənə poçtla göndərilməsini xahiş edirəm.", "application"),
        ("Rayonlarda səyyar məsləhət məntəqələri yaradılsın.", "proposal"),
        ("Üç gündür kompüter açılmır, zənglərimə baxan yoxdur, yenə gecikdirirlər.", "complaint"),
    ],
)
def test_a_clear_appeal_of_each_kind_is_recognised(text: str, kind: str) -> None:
    assert guess_kind(text).value == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("bunun üçün kimə və hara getmək lazımdır", "question"),
        ("qəbul günü cümədir yoxsa şənbə", "question"),
        ("mənim sənədim sizə çatıbmı", "question"),
        ("salam necəsiz bir sualım var", "question"),
        ("kak k vam popast v ponedelnik", "question"),
        ("üç gündür kompüterimi düzəldən yoxdur zənglərimə baxmırlar", "complaint"),
        ("rayonlarda səyyar məsləhət məntəqələri yaradılsın", "proposal"),
    ],
)
def test_dictated_speech_is_understood_without_its_signs(text: str, kind: str) -> None:
    assert guess_kind(text).value == kind


def test_what_is_punctuated_is_read_as_it_is_punctuated() -> None:
    assert as_written("kim bilir, bilmirem. gelin") == "kim bilir, bilmirem. gelin"
    assert as_written("") == ""


def test_missing_diacritics_do_not_change_the_guess() -> None:
    assert guess_kind("Sənəd itib, cavab vermirlər.") == guess_kind("Sened itib, cavab vermirler.")


@given(st.text(max_size=300))
def test_the_five_probabilities_are_ordered_and_make_one(text: str) -> None:
    ranked = guess_kind(text).ranked
    assert {kind for kind, _ in ranked} == set(KINDS)
    assert sum(share for _, share in ranked) == pytest.approx(1.0)
    assert list(ranked) == sorted(ranked, key=lambda pair: -pair[1])


@pytest.mark.parametrize("text", ["mir" * 7000, "sın " * 5000, "?" * 20000, "\x00\ud800" * 10000])
def test_a_hostile_text_costs_no_more_than_a_moment(text: str) -> None:
    began = process_time()
    guess_kind(text)
    assert process_time() - began < 1.0


def test_the_cues_of_a_guess_can_be_named() -> None:
    assert {"asks", "which"} <= set(cues_of("Hansı şöbə baxır?"))


@pytest.mark.parametrize(
    ("word", "kind"), [("şikayət", "complaint"), ("SUAL", "question"), ("inquiry", "inquiry")]
)
def test_a_kind_is_read_in_english_and_azerbaijani(word: str, kind: str) -> None:
    assert read_kind(word) == kind


def test_an_unknown_kind_is_none() -> None:
    assert read_kind("zəng") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Предлагаю открыть приёмную и в выходные дни.", "proposal"),
        ("Прошу выдать мне дубликат договора.", "application"),
        ("Pəncərənin şüşəsi qırılıb, iki aydır dəyişən yoxdur.", "complaint"),
        ("Bu arayışı kim imzalayır?", "question"),
        ("Keçən rübün rəqəmlərini göndərə bilərsiniz?", "inquiry"),
    ],
)
def test_what_no_cue_knows_is_guessed_by_how_it_is_put(text: str, kind: str) -> None:
    assert max(zip(likeness(text, KINDS), KINDS, strict=True))[1] == kind


@given(st.text(max_size=200))
def test_the_likeness_to_all_kinds_adds_up_to_one(text: str) -> None:
    assert sum(likeness(text, KINDS)) == pytest.approx(1.0, abs=1e-6)


def test_a_text_without_words_is_like_none_in_particular() -> None:
    assert max(likeness("", KINDS)) - min(likeness("", KINDS)) < 0.1


@pytest.mark.parametrize(
    "text",
    ["", "salam", "12345", "alo", "Alo, salam, eşidirsiniz?", "hmm nəsə var, bilmirəm", "...", "Алло?"],
)
def test_a_text_that_says_nothing_gets_no_kind(text: str) -> None:
    guess = guess_kind(text)
    assert not guess.spoken
    assert {share for _, share in guess.ranked} == {0.2}


@pytest.mark.parametrize(
    "text", ["Salam, internet işləmir", "Alo, arayış lazımdır", "Hədiyyəni kim saxlayır?"]
)
def test_a_greeting_takes_no_kind_away(text: str) -> None:
    assert guess_kind(text).spoken
