"""Labels known by a few examples, and what everyday words are about."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.language.folding import tokens
from knowledge_base.matching.labels import Labels
from knowledge_base.matching.meanings import FILES, MARK, Meanings, meanings
from knowledge_base.matching.names import shipped

SHOTS = [
    ("kredit faizi çox yüksəkdir", "Banklar"),
    ("kartımdan pul çıxılıb", "Banklar"),
    ("sürücü gec gəldi", "Taksi"),
    ("gediş haqqı baha çıxdı", "Taksi"),
    ("su üç gündür gəlmir", "Su"),
    ("kran quru qalıb", "Su"),
]


def about(text: str) -> set[str]:
    return {value.removeprefix(MARK) for found in meanings().find(tokens(text)) for value in found.values}


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("kreditimi bağladım", "credit"),
        ("ипотеку не дают", "credit"),
        ("sokak köpekleri saldırdı", "stray_animal"),
        ("küçə itləri", "stray_animal"),
        ("çöplər daşınmır", "rubbish"),
        ("мусор не вывозят", "rubbish"),
        ("VÖEN itirmişəm", "tax"),
        ("kapitalbankda hesab", "bank_name"),
        ("Kapital Bankın filialı", "bank_name"),
    ],
)
def test_a_word_is_about_its_meaning_in_every_language(text: str, meaning: str) -> None:
    assert meaning in about(text)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("belə olmaz", "municipality"),
        ("saat beşdə", "waiting"),
        ("rahatsız oluyoruz", "supermarket_name"),
        ("kanalizasyon taştı", "television"),
        ("geri dönüş yapılmadı", "rubbish"),
    ],
)
def test_a_word_that_only_looks_alike_is_not(text: str, meaning: str) -> None:
    assert meaning not in about(text)


def test_the_longest_run_of_words_wins() -> None:
    listed = Meanings({"bank": ["bank"], "name": ["Xalq Bank"]})
    assert [found.values for found in listed.find(tokens("xalq bankı"))] == [("#name",)]


def test_a_marked_word_stands_for_itself_alone() -> None:
    listed = Meanings({"a": ["=metro"], "b": ["kredit"]})
    assert listed.find(tokens("metrosu")) == []
    assert len(listed.find(tokens("metro kreditləşmə"))) == 2


@given(st.text(max_size=80))
def test_what_is_found_lies_in_the_text_from_left_to_right(text: str) -> None:
    words = tokens(text)
    ends = -1
    for found in meanings().find(words):
        assert ends < found.first <= found.last < len(words)
        ends = found.last


@pytest.mark.parametrize("file", FILES)
def test_every_listed_word_can_be_found(file: str) -> None:
    for meaning, words in shipped(f"meanings/{file}.yaml").items():
        lost = [word for word in words if meaning not in about(word.removeprefix("="))]
        assert lost == [], meaning


def test_an_example_teaches_about_words_it_does_not_have() -> None:
    labels = Labels.learn(SHOTS)
    assert labels.rank("ipoteka verilmir")[0][0] == "Banklar"
    assert labels.rank("şofer kobud danışdı")[0][0] == "Taksi"


def test_the_name_of_a_label_is_an_example_of_it() -> None:
    assert Labels.learn([("birinci", "Taksi"), ("ikinci", "Su")]).rank("taksi gəlmədi")[0][0] == "Taksi"


def test_texts_without_labels_teach_words_that_no_example_has() -> None:
    examples = [("zurbalaq qırılıb", "A"), ("tomqaran itib", "B")]
    past = [f"{own} {other} {end}" for own, other in (("zurbalaq", "pelşik"), ("tomqaran", "vüqdər"))
            for end in ("gəldi", "getdi", "qaldı", "düşdü")]  # fmt: skip
    labels = Labels.learn(examples, past)
    assert labels.likeliest(["pelşik", "vüqdər"]) == ["A", "B"]
    assert labels.rank("pelşik")[0][0] == "A"


def test_the_turkish_that_is_no_water() -> None:
    examples = [
        ("şu yolu yapın", "Yol"),
        ("bu yol şu an kapalı", "Yol"),
        ("su kesik", "Su"),
        ("su akmıyor", "Su"),
    ]
    assert Labels.learn(examples).rank("şu an")[0][1] == Labels.learn(examples).rank("an")[0][1]


@given(st.text(max_size=60), st.booleans())
def test_any_text_is_ranked_among_all_labels_with_probabilities(text: str, read: bool) -> None:
    ranked = (READ if read else LEARNED).rank(text)
    assert {name for name, _ in ranked} == {"Banklar", "Taksi", "Su"}
    assert math.isclose(sum(likely for _, likely in ranked), 1.0, rel_tol=1e-5)
    assert [likely for _, likely in ranked] == sorted((likely for _, likely in ranked), reverse=True)


LEARNED = Labels.learn(SHOTS)
READ = Labels.learn(SHOTS, ["kredit verilmir", "taksi gəlmir", "", "borudan su axır", "..."])
