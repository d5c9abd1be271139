"""Ranking: competences, explanation, scope, and texts that nobody should be able to break it with."""

from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.matching.index import Card, ConfirmedAppeal, Index

CARDS = [
    Card(
        code="protocol-gifts",
        unit="Protokol sektoru",
        body="labour",
        title="Nazirə verilən hədiyyələrin uçotu",
        summary="Qonaqların nazirə bağışladığı hədiyyələri qeydə alır və saxlayır.",
        clauses=("000:6.3.6",),
        role="duty",
        keywords=("hədiyyə", "suvenir", "inventar"),
        phrases=("Qonaqdan gələn xalçanı kim təhvil götürür?", "Куда сдают подарки, вручённые министру?"),
    ),
    Card(
        code="foreign-agreements",
        unit="Xarici dövlətlərlə əlaqələr sektoru",
        body="labour",
        title="Xarici dövlətlərlə sazişlər",
        summary="Xarici ölkələrlə saziş layihələrini hazırlayır.",
        clauses=("000:6.2.2", "000:3.1.13"),
        role="duty",
        keywords=("saziş", "xarici dövlət", "danışıqlar"),
        phrases=("Gürcüstanla pensiya sazişi nə vaxt imzalanacaq?",),
    ),
    Card(
        code="organisations-agreements",
        unit="Beynəlxalq təşkilatlarla iş sektoru",
        body="labour",
        title="Beynəlxalq təşkilatlarla sazişlər",
        summary="Beynəlxalq təşkilatlarla saziş layihələrini hazırlayır.",
        clauses=("000:6.1.3", "000:3.1.13"),
        role="duty",
        keywords=("saziş", "beynəlxalq təşkilat", "memorandum"),
        phrases=("Dünya Bankı ilə memorandum hazırlanırmı?",),
    ),
    Card(
        code="network-mail",
        unit="Şəbəkə sektoru",
        body="economy",
        title="Elektron poçtun işi",
        summary="Elektron poçt qutularını açır və poçtun fasiləsiz işini təmin edir.",
        clauses=("003:6.1.8",),
        role="duty",
        keywords=("elektron poçt", "server", "poçt qutusu"),
        phrases=("İş poçtuma məktub gəlmir, baxın.",),
    ),
]
INDEX = Index.build(CARDS)
HOSTILE = st.text(st.characters(codec=None), max_size=20_000)


def first(text: str, index: Index = INDEX) -> str:
    return index.rank(text).candidates[0].competence


@pytest.mark.parametrize(
    ("text", "competence"),
    [
        ("Hədiyyələri kim qeydə alır?", "protocol-gifts"),
        ("hediyyeleri kim qeyde alir", "protocol-gifts"),
        ("hedyyələri kmi qyedə alır", "protocol-gifts"),
        ("Кому передать подарок для министра?", "protocol-gifts"),
        ("elektron poctum isləmir", "network-mail"),
    ],
)
def test_a_competence_is_found_however_the_appeal_is_typed(text: str, competence: str) -> None:
    assert first(text) == competence


def test_a_country_no_card_names_still_speaks_for_foreign_states() -> None:
    assert first("Latviya ilə saziş bağlanacaqmı?") == "foreign-agreements"


def test_an_organisation_no_card_names_still_speaks_for_organisations() -> None:
    assert first("Avropa Şurası ilə saziş bağlanacaqmı?") == "organisations-agreements"


def test_a_candidate_carries_its_unit_body_and_clauses() -> None:
    best = INDEX.rank("hədiyyə").candidates[0]
    assert (best.unit, best.body, best.clauses) == ("Protokol sektoru", "labour", ("000:6.3.6",))


def test_every_match_points_at_the_letters_as_typed() -> None:
    text = "Salam! HƏDİYYƏLƏRİ nazirə verdim, poçt qutusuna da yazdım."
    for candidate in INDEX.rank(text).candidates:
        for match in candidate.matched:
            assert text[match.start : match.end] == match.word


@pytest.mark.parametrize(
    ("text", "word", "met", "kind"),
    [
        ("hədiyyə verildi", "hədiyyə", "hədiyyə", "same"),
        ("hediyyelerden danışaq", "hediyyelerden", "hədiyyələrin", "stem"),
        ("hedyyeler hara", "hedyyeler", "hədiyyələrin", "typo"),
    ],
)
def test_the_explanation_says_how_a_word_met_the_card(text: str, word: str, met: str, kind: str) -> None:
    match = INDEX.rank(text).candidates[0].matched[0]
    assert (match.word, match.kind) == (word, kind)
    assert match.met in (met, "hədiyyə")


@pytest.mark.parametrize("text", ["Kim iki gündür hədiyyəni götürüb?", "Hədiyyə xarab olub, nə vaxt və kim?"])
def test_words_that_any_appeal_has_are_not_shown_beside_one_that_tells(text: str) -> None:
    words = {match.word.lower() for match in INDEX.rank(text).candidates[0].matched}
    assert words & {"hədiyyəni", "hədiyyə"}
    assert not words & {"kim", "iki", "gündür", "nə", "xarab", "olub"}


def test_a_numeral_that_met_the_card_is_shown_only_when_nothing_else_did() -> None:
    card = replace(CARDS[0], code="two", phrases=("İki min manatlıq suvenir",))
    index = Index.build([card, *CARDS[1:]])

    def shown(text: str) -> list[str]:
        return [
            one.word
            for found in index.rank(text).candidates
            if found.competence == "two"
            for one in found.matched
        ]

    assert shown("iki suvenir") == ["suvenir"]
    assert shown("iki nəfər gəlir") == ["iki"]


def test_a_country_is_explained_by_what_the_card_says_of_countries() -> None:
    matched = INDEX.rank("Latviya ilə saziş bağlanacaqmı?").candidates[0].matched
    assert ("Latviya", "Xarici dövlətlərlə", "entity") in [(one.word, one.met, one.kind) for one in matched]


def test_a_caller_s_word_from_the_synonym_table_is_explained_as_one() -> None:
    index = Index.build(CARDS, synonyms={"mübarək": ["hədiyyə"]})
    best = index.rank("Mübarək etdilər").candidates[0]
    assert (best.competence, best.matched[0].kind) == ("protocol-gifts", "synonym")


def test_the_probabilities_of_different_units_make_no_more_than_one() -> None:
    by_unit = {one.unit: one.confidence for one in INDEX.rank("saziş layihəsi").candidates}
    assert 0.99 < sum(by_unit.values()) <= 1.0 + 1e-6


def test_an_everyday_matter_sounds_less_ours_than_a_duty() -> None:
    ours = INDEX.rank("Nazirə verilən hədiyyəni kim təhvil götürür?").out_of_scope
    other = INDEX.rank("Evimizdə üç gündür su yoxdur, kran damcılayır").out_of_scope
    assert ours < 0.5 < other


def test_three_units_are_offered_even_where_one_unit_fills_the_first_places() -> None:
    twin = [
        Card(
            f"mail-{number}",
            "Şəbəkə sektoru",
            "economy",
            f"Poçt {number}",
            "",
            (),
            "duty",
            (),
            ("poçt qutum",),
        )
        for number in range(6)
    ]
    candidates = Index.build([*CARDS, *twin]).rank("poçt qutum açılmır", limit=5).candidates
    assert len(candidates) == 5
    assert len({candidate.unit for candidate in candidates}) == 3


def test_a_confirmed_appeal_draws_the_next_like_it() -> None:
    confirmed = [ConfirmedAppeal("Dron uçuşuna icazə lazımdır", "network-mail", "Şəbəkə sektoru")]
    assert first("dron uçuşu üçün icazə verin", Index.build(CARDS, confirmed=confirmed)) == "network-mail"


def test_a_confirmed_appeal_of_an_unknown_competence_is_left_out() -> None:
    confirmed = [ConfirmedAppeal("Dron uçuşuna icazə", "gone", "Ləğv edilmiş şöbə")]
    assert first("hədiyyə", Index.build(CARDS, confirmed=confirmed)) == "protocol-gifts"


def test_the_statute_s_words_reach_a_card_that_does_not_have_them() -> None:
    texts = {"003:6.1.8": "daxil olmuş məktubların çatdırılmasını təşkil etmək"}
    assert first("çatdırılma təşkil edin", Index.build(CARDS, clause_texts=texts)) == "network-mail"


def test_an_index_without_cards_has_no_candidates() -> None:
    ranking = Index.build([]).rank("hədiyyə")
    assert (ranking.candidates, ranking.out_of_scope) == ((), 1.0)


def test_the_owners_of_a_shared_clause_are_all_named() -> None:
    assert INDEX.owners("000:3.1.13") == {
        "Xarici dövlətlərlə əlaqələr sektoru",
        "Beynəlxalq təşkilatlarla iş sektoru",
    }


@settings(max_examples=30)
@given(HOSTILE)
def test_any_text_is_ranked(text: str) -> None:
    ranking = INDEX.rank(text)
    assert ranking.text == text
    assert 0.0 <= ranking.out_of_scope <= 1.0


@pytest.mark.parametrize(
    "text",
    [
        "ə" * 20_000,
        "hədiyə " * 2_800,
        "\x00\ud800😀" * 6_000,
        "\u0301" * 20_000,
        "".join(chr(0x100 + at % 300) + (" " if at % 5 == 0 else "") for at in range(16_000)),
    ],
)
def test_a_very_long_text_is_ranked_in_bounded_time(text: str) -> None:
    began = process_time()
    INDEX.rank(text)
    assert process_time() - began < 2.0


def test_a_greeting_is_no_misspelling_of_anything() -> None:
    index = Index.build([replace(CARDS[3], phrases=("Məktub salar, poçt açılmır.",))])
    (found,) = index.rank("Salam, poçt açılmır").candidates
    assert "Salam" not in [match.word for match in found.matched]
