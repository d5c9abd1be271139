"""The rules of editing: the table of review, what a card must satisfy, and what differs word by word."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.core.errors import NotAllowed, Refused
from knowledge_base.editing import checking, review
from knowledge_base.editing.checking import Surroundings
from knowledge_base.editing.contents import CardContent, LookAlike, Said, UnitContent
from knowledge_base.editing.differences import card_differences, unit_differences
from knowledge_base.editing.vocabulary import Standing, Step
from knowledge_base.language.differences import in_marks

AUTHOR, REVIEWER, OTHER = 1, 2, 3
CARD = CardContent(
    unit="economy-network",
    title="Şəbəkənin qurulması",
    summary="Binada kabel və simsiz şəbəkənin qurulması və işlək saxlanılması.",
    role="duty",
    keywords=("şəbəkə",),
    clauses=("003:6.1.2",),
    phrases=(Said("az", "İnternet kəsilir.", "catalogue"), Said("ru", "Нет сети.", "catalogue")),
    not_this=(LookAlike("Portal barədədir", "Elektron idarəetmə şöbəsi"),),
)
AROUND = Surroundings("Şəbəkə sektoru")


@given(st.sampled_from(Standing), st.lists(st.sampled_from(Step), max_size=12))
def test_no_way_leads_to_publication_past_the_review(standing: Standing, steps: list[Step]) -> None:
    """Whatever steps are tried from a draft, the step into publication is a reviewer's."""
    now = Standing.DRAFT
    for step in steps:
        try:
            after = review.after(now, step)
        except Refused:
            continue
        if after is Standing.PUBLISHED:
            assert step is Step.PUBLISH
            assert now is Standing.IN_REVIEW
        now = after


@pytest.mark.parametrize("step", sorted(review.OF_REVIEWER))
def test_the_author_is_never_the_reviewer(step: Step) -> None:
    with pytest.raises(NotAllowed):
        review.check_person(step, author=AUTHOR, reviewer=None, by=AUTHOR)
    review.check_person(step, author=AUTHOR, reviewer=None, by=OTHER)


@pytest.mark.parametrize("step", sorted(review.OF_AUTHOR))
def test_what_is_the_author_s_is_nobody_else_s(step: Step) -> None:
    review.check_person(step, author=AUTHOR, reviewer=None, by=AUTHOR)
    with pytest.raises(NotAllowed):
        review.check_person(step, author=AUTHOR, reviewer=REVIEWER, by=REVIEWER)


def test_each_reader_is_offered_the_own_steps() -> None:
    def offered(standing: Standing, by: int) -> set[Step]:
        return set(review.offered(standing, author=AUTHOR, reviewer=REVIEWER, by=by))

    assert offered(Standing.DRAFT, AUTHOR) == {Step.REVISE, Step.SEND, Step.WITHDRAW}
    assert offered(Standing.DRAFT, OTHER) == set()
    assert offered(Standing.IN_REVIEW, OTHER) == {Step.PUBLISH, Step.RETURN}
    assert offered(Standing.IN_REVIEW, AUTHOR) == {Step.WITHDRAW}
    assert offered(Standing.PUBLISHED, AUTHOR) == offered(Standing.PUBLISHED, REVIEWER) == {Step.UNDO}
    assert offered(Standing.PUBLISHED, OTHER) == set()


def test_a_sound_card_has_no_errors() -> None:
    assert checking.card_errors(CARD, AROUND) == {}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": "Ad"}, "title"),
        ({"title": "a" * 201}, "title"),
        ({"summary": "Qısa."}, "summary"),
        ({"clauses": ()}, "clauses"),
        ({"clauses": ("altıncı bənd",)}, "clauses"),
        ({"clauses": ("900:1.1",)}, "clauses"),
        ({"phrases": ()}, "phrases.az"),
        ({"phrases": (Said("az", "...", "editor"),)}, "phrases.az"),
        ({"phrases": (Said("az", "a" * 401, "editor"),)}, "phrases.az"),
        ({"phrases": tuple(Said("az", f"ifadə {n}", "editor") for n in range(121))}, "phrases.az"),
        ({"keywords": ("a" * 81,)}, "keywords"),
        ({"not_this": (LookAlike("Məsələ", "Bölmə"),) * 13}, "not_this"),
    ],
)
def test_each_mistake_is_said_at_its_field(changed: dict[str, Any], field: str) -> None:
    around = replace(AROUND, imported=frozenset({"900"}), clauses={"900:1.2": None})
    assert list(checking.card_errors(replace(CARD, **changed), around)) == [field]


@pytest.mark.parametrize(
    "text",
    ["Nömrəm +994 50 212 44 87", "yazın: ad.soyad@mail.az", "FİN kodum 5XK2A7B budur", "zəng 0502124487"],
)
def test_no_phrase_carries_what_identifies_a_person(text: str) -> None:
    found = checking.card_errors(replace(CARD, phrases=(Said("az", text, "editor"),)), AROUND)
    assert list(found) == ["phrases.az"]
    assert "212" not in str(found["phrases.az"])


@pytest.mark.parametrize(
    "text",
    [
        "003 əsasnaməsi haqqında",
        "2025-2026-cı tədris ili",
        "2026-cı ildə 911 nömrəli qərar",
        "WINDOWS işləmir",
    ],
)
def test_ordinary_numbers_and_words_are_no_personal_data(text: str) -> None:
    assert checking.card_errors(replace(CARD, phrases=(Said("az", text, "editor"),)), AROUND) == {}


def test_what_deserves_a_second_look_is_said() -> None:
    around = Surroundings(
        "Şəbəkə sektoru",
        clauses={"003:6.1.2": "Proqram sektoru"},
        imported=frozenset({"003"}),
        taken={"internet kesilir.": ("Başqa kart", "Proqram sektoru")},
    )
    said = [str(one) for one in checking.card_warnings(CARD, around)]
    assert len(said) == 2
    assert "003:6.1.2" in said[0]
    assert "Başqa kart" in said[1]
    assert "idxal edilməyib" in str(checking.card_warnings(CARD, AROUND)[0])


def test_codes_are_made_by_us_and_never_twice() -> None:
    assert checking.card_code("economy-network", ["economy-network-1"]) == "economy-network-2"
    assert checking.unit_code("economy", "Rəqəmsal inkişaf şöbəsi", []) == "economy-reqemsal-inkisaf-sobesi"
    taken = ["economy-protokol"]
    assert checking.unit_code("economy", "Protokol", taken) == "economy-protokol-2"


def test_a_long_appeal_becomes_a_phrase_of_whole_words() -> None:
    text = "müraciət\n" * 100
    phrase = checking.phrase_of(text)
    assert len(phrase) <= checking.PHRASE_LIMIT
    assert set(phrase.split()) == {"müraciət"}


def test_only_the_fields_that_differ_are_told() -> None:
    after = replace(
        CARD, title="Şəbəkənin qorunması", phrases=CARD.phrases[:1], clauses=("003:6.1.2", "003:5.1")
    )
    title, clauses, phrases = card_differences(CARD, after)
    assert in_marks(title.pieces) == "Şəbəkənin [-qurulması-]{+qorunması+}"
    assert (clauses.field, clauses.come, clauses.gone) == ("clauses", ("003:5.1",), ())
    assert (phrases.field, phrases.gone) == ("phrases", ("Нет сети.",))
    assert card_differences(CARD, CARD) == []
    moved = card_differences(CARD, replace(CARD, phrases=CARD.phrases[::-1]))
    assert [one.moved for one in moved] == [True]


def test_a_renamed_unit_is_told_word_by_word() -> None:
    unit = UnitContent("economy", "Şəbəkə sektoru", "sector", None, "003")
    (only,) = unit_differences(unit, replace(unit, name="Şəbəkə şöbəsi"))
    assert in_marks(only.pieces) == "Şəbəkə [-sektoru-]{+şöbəsi+}"


def test_a_form_keeps_the_order_and_the_sources_of_known_phrases() -> None:
    typed = replace(CARD, phrases=tuple(Said(one.language, one.text, "editor") for one in (
        Said("az", "Yeni ifadə.", ""), *CARD.phrases)))  # fmt: skip
    assert typed.with_sources_of(CARD).phrases == (*CARD.phrases, Said("az", "Yeni ifadə.", "editor"))


def test_a_phrase_from_an_appeal_is_in_the_language_of_its_letters() -> None:
    assert CARD.with_phrase("Не работает интернет", "editor").phrases[-1].language == "ru"
    assert CARD.with_phrase("Şəbəkə yoxdur", "editor").phrases[-1].language == "az"
    assert CARD.with_phrase("Нет сети.", "editor") == CARD


def test_what_is_kept_reads_back_as_it_was() -> None:
    unit = UnitContent("economy", "Şəbəkə sektoru", "sector", None, "003")
    assert CardContent.from_json(CARD.to_json()) == CARD
    assert UnitContent.from_json(unit.to_json()) == unit
    assert CARD.fingerprint != replace(CARD, title="Başqa ad").fingerprint
