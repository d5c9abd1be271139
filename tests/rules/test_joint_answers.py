"""The joint answer begins with what each part was answered; a text is divided by what its sentences are about."""

import pytest

from callcenter.appeals.dividing import divided, sentences_of
from callcenter.appeals.joint_texts import Answered, Letter, joint_outcome, joint_text
from callcenter.appeals.vocabulary import Outcome

S, P, E, R, F = (
    Outcome.SATISFIED,
    Outcome.PARTLY_SATISFIED,
    Outcome.EXPLAINED,
    Outcome.REFUSED,
    Outcome.FORWARDED,
)


@pytest.mark.parametrize(
    ("outcomes", "whole"),
    [
        ([S, S], S),
        ([S, R], P),
        ([S, F], P),
        ([P, E], P),
        ([E, F], E),
        ([R, F], R),
        ([F, F], F),
        ([R, R, E], E),
        ([], None),
    ],
)
def test_the_outcome_of_the_whole_follows_from_its_parts(
    outcomes: list[Outcome], whole: Outcome | None
) -> None:
    assert joint_outcome(outcomes) == whole


@pytest.mark.parametrize(
    ("language", "said"),
    [("az", "aidiyyəti üzrə göndərilib"), ("ru", "направлена"), ("en", "forwarded"), ("de", "göndərilib")],
)
def test_the_joint_answer_says_of_each_part_what_became_of_it(language: str, said: str) -> None:
    parts = [
        Answered(S, "Bağlantı bərpa olundu."),
        Answered(
            F, letters=[Letter("Əmək Nazirliyi", "4-12/7", "13.10.2026"), Letter("DMX", "8", "14.10.2026")]
        ),
    ]
    text = joint_text(parts, language)
    assert text.startswith("1. Bağlantı bərpa olundu.\n\n2. ")
    assert said in text
    assert "Əmək Nazirliyi" in text
    assert "DMX" in text


def test_each_unit_gets_the_sentences_of_its_matter() -> None:
    text = "Salam. İnternet kəsilir. Bu gün də kəsildi! Portal açılmır? Gözləyirəm."
    units = {"İnternet": "network", "Portal": "egov"}

    def unit_of(sentence: str) -> str | None:
        return next((unit for word, unit in units.items() if word in sentence), None)

    assert divided(text, ["network", "egov"], unit_of) == [
        ("network", "Salam. İnternet kəsilir. Bu gün də kəsildi!"),
        ("egov", "Portal açılmır? Gözləyirəm."),
    ]


def test_a_unit_of_which_no_sentence_speaks_gets_the_whole_text() -> None:
    assert divided("İnternet kəsilir.", ["network", "egov"], lambda _: "network") == [
        ("network", "İnternet kəsilir."),
        ("egov", "İnternet kəsilir."),
    ]
    assert divided("Mətn.", [], lambda _: None) == []


def test_lines_and_marks_divide_sentences() -> None:
    assert sentences_of("Bir. İki!\nÜç\n\nDörd;  beş") == ["Bir.", "İki!", "Üç", "Dörd;", "beş"]
