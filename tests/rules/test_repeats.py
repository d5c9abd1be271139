"""What was said before is found again in any spelling, and nothing else is taken for it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.appeals import repeats
from callcenter.appeals.ledger import Reasoned, reasoned
from callcenter.appeals.repeats import Earlier, marks_of, repeated, the_same
from callcenter.appeals.vocabulary import Outcome
from knowledge_base.matching.reading import STOP_WORDS
from tests.clauses import clause

TODAY = date(2026, 10, 13)
BRIDGE = "Vergi güzəşti üçün sənədləri iki həftədir ki, göndərmişəm, cavab gəlmir."


def earlier(text: str, *, days: int = 3, **more: str) -> Earlier:
    return Earlier("M-2026-000001", text, TODAY - timedelta(days=days), **more)


@pytest.mark.parametrize(
    "again",
    [
        BRIDGE,
        "Vergi guzesti ucun senedleri gondermisem, cavab gelmir",
        "Верҝи ҝүзәшти үчүн сәнәдләри ҝөндәрмишәм, ҹаваб ҝәлмир",
        "Salam, xahiş edirəm deyin: vergi güzəşti sənədlərinə nə vaxt cavab gələcək? Göndərmişəm.",
        "VERGİ GÜZƏŞTİ SƏNƏDLƏRİ GÖNDƏRMİŞƏM CAVAB GƏLMİR",
    ],
)
def test_the_same_matter_is_known_again_in_any_spelling(again: str) -> None:
    assert repeated(again, [earlier(BRIDGE)], today=TODAY) is not None


@pytest.mark.parametrize(
    "other",
    [
        "Salam, zəhmət olmasa deyin, iş saatınız necədir?",
        "Kənd yolunun təmiri nə vaxt başlayacaq?",
        "Vergi",
        "",
    ],
)
def test_another_matter_is_no_repeat(other: str) -> None:
    assert repeated(other, [earlier(BRIDGE)], today=TODAY) is None


def test_greetings_alone_make_no_repeat() -> None:
    hello = "Salam, sabahınız xeyir, zəhmət olmasa, xahiş edirəm, mən bir şey soruşmaq istəyirəm: yol"
    other = (
        "Salam, sabahınız xeyir, zəhmət olmasa, xahiş edirəm, mən bir şey soruşmaq istəyirəm: vergi ödənişi"
    )
    assert repeats.words_of(hello).isdisjoint(STOP_WORDS)
    assert repeats.words_of(other) != repeats.words_of(hello)


def test_a_year_ago_is_too_long_ago() -> None:
    assert repeated(BRIDGE, [earlier(BRIDGE, days=365)], today=TODAY) is not None
    assert repeated(BRIDGE, [earlier(BRIDGE, days=366)], today=TODAY) is None


def test_in_another_language_the_same_card_speaks_for_a_repeat() -> None:
    russian = "Отправил документы на налоговую льготу, ответа нет."
    said = earlier(BRIDGE, language="az", matter="tax-relief")
    found = {
        matter: repeated(russian, [said], today=TODAY, language="ru", matter=matter)
        for matter in ("tax-relief", "roads", "")
    }
    assert [matter for matter, one in found.items() if one is not None] == ["tax-relief"]
    same_language = repeated(
        "Kənd yolu təmir olunmur.", [said], today=TODAY, language="az", matter="tax-relief"
    )
    assert same_language is None


def test_nearly_the_same_text_of_another_person_shares_a_mark() -> None:
    again = f"Salam. {BRIDGE} Gözləyirəm."
    assert set(marks_of(BRIDGE)) & set(marks_of(again))
    assert the_same(again, [BRIDGE, "Kənd yolunun təmiri nə vaxt başlayacaq?"], str) == [BRIDGE]


def test_marks_do_not_hang_on_order_spelling_or_process() -> None:
    assert marks_of("sənədləri göndərmişəm vergi güzəşti cavab") == marks_of(
        "Cavab: vergi guzesti, senedleri GONDERMISEM!"
    )
    assert marks_of("vergi güzəşti sənədləri göndərmişəm")[:2] == [-2628633656510150465, 7877814183557758525]


@given(st.text(max_size=300))
def test_any_text_has_marks_that_a_column_can_hold(text: str) -> None:
    marks = marks_of(text)
    assert len(marks) in (0, repeats.MARKS)
    assert all(-(1 << 63) <= mark < 1 << 63 for mark in marks)
    assert marks == marks_of(text)


@given(st.text(max_size=200), st.text(max_size=200))
def test_a_text_is_always_a_repeat_of_itself(text: str, other: str) -> None:
    if repeats.words_of(text):
        assert repeated(text, [earlier(text)], today=TODAY) is not None
        assert the_same(text, [text], str) == [text]
    repeated(text, [earlier(other)], today=TODAY)


def answered(number: int, *, days: int, outcome: Outcome = Outcome.EXPLAINED, text: str = BRIDGE) -> Reasoned:
    one = Earlier(f"M-2026-{number:06d}", text, TODAY - timedelta(days=days + 10))
    return Reasoned(one, TODAY - timedelta(days=days), outcome, "Cavab.")


@clause("001:5.12")
def test_only_answers_on_the_merits_of_the_same_matter_within_a_year_count() -> None:
    answers = [
        answered(1, days=5),
        answered(2, days=300, outcome=Outcome.REFUSED),
        answered(3, days=366),
        answered(4, days=20, outcome=Outcome.FORWARDED),
        answered(5, days=20, outcome=Outcome.UNCONSIDERED),
        answered(6, days=30, text="Kənd yolunun təmiri nə vaxt başlayacaq?"),
        answered(7, days=365, outcome=Outcome.PARTLY_SATISFIED),
    ]
    found = reasoned(BRIDGE, answers, day=TODAY, years=1)
    assert [one.appeal.number[-1] for one in found] == ["7", "2", "1"]
