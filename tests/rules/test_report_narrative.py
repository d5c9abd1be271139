"""The sentences for leadership: right numbers, natural Azerbaijani, three to six of them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from reports.editions import as_json
from reports.measures import COUNTS, measures_of
from reports.narrative import Facts, Surge, narrative

ZEROS = {one.name: 0 for one in COUNTS}


def facts(previous: int = 80, **counts: int) -> Facts:
    return Facts(
        measures=measures_of(ZEROS | counts, ZEROS | {"received": previous}),
        kinds=[("sorğu", counts.get("received", 0) // 2)] if counts.get("received") else [],
        topics=[("Wi-Fi və şəbəkə", 9), ("Elektron lisenziya", 7)],
    )


def texts(found: Facts) -> list[str]:
    content = {
        "groups": {},
        "signals": [],
        "narrative": [{"text": said.text, "values": dict(said.values)} for said in narrative(found)],
    }
    said: list[str] = as_json(content, language="az", translate=str)["narrative"]
    return said


def test_a_rise_is_told_in_percent() -> None:
    assert texts(facts(received=100))[0] == (
        "Hesabat dövründə 100 müraciət qeydə alınıb: əvvəlki dövrlə (80) müqayisədə 25 faiz çox."
    )


def test_a_fall_of_few_appeals_is_told_as_a_number() -> None:
    assert texts(facts(previous=12, received=9))[0] == (
        "Hesabat dövründə 9 müraciət qeydə alınıb: əvvəlki dövrlə müqayisədə 3 müraciət az."
    )


def test_a_number_of_thousands_is_written_as_the_language_does() -> None:
    assert "12.345 müraciət" in texts(facts(received=12345))[0]


def test_what_people_asked_names_kind_and_topics() -> None:
    assert texts(facts(received=100))[1] == (
        "Müraciətlərin ən böyük hissəsi «sorğu» növünə aiddir (50 faiz). "
        "Ən çox müraciət olunan mövzular: «Wi-Fi və şəbəkə» (9), «Elektron lisenziya» (7)."
    )


def test_a_surge_is_named_before_anything_late() -> None:
    found = Facts(
        measures=measures_of(ZEROS | {"received": 60, "open": 9, "overdue": 2}, ZEROS),
        kinds=[("şikayət", 40)],
        surges=[Surge("Elektron lisenziya", 23, 3)],
        overdue_units=[("Şəbəkə sektoru", 2)],
    )
    said = texts(found)
    assert said[2].startswith(
        "Diqqət: «Elektron lisenziya» mövzusunda kəskin artım var – 23 müraciət, "
        "əvvəlki dövrlərdə isə orta hesabla 3."
    )
    assert said[3] == (
        "Dövrün sonunda 9 müraciət icradadır, onlardan 2 müraciətin icra müddəti ötüb; ən çoxu – «Şəbəkə sektoru» (2)."
    )


def test_almost_all_on_time_is_not_called_all() -> None:
    said = texts(facts(received=1000, answered=1000, on_time=999, late=1))
    assert "payı 99 faizdir" in said[2]


def test_an_empty_week_is_told_in_words() -> None:
    assert texts(facts(previous=0)) == [
        "Hesabat dövründə müraciət qeydə alınmayıb.",
        "Dövrün sonunda icrada olan müraciət qalmayıb.",
    ]


@given(
    st.dictionaries(st.sampled_from([one.name for one in COUNTS]), st.integers(0, 3000)), st.integers(0, 3000)
)
def test_it_is_never_more_than_six_sentences_and_every_value_is_filled_in(
    counts: dict[str, int], previous: int
) -> None:
    said = texts(facts(previous, **counts))
    assert 2 <= len(said) <= 6
    assert not any(re.search(r"%\(|None", sentence) for sentence in said)


@given(st.dictionaries(st.sampled_from([one.name for one in COUNTS]), st.integers(0, 3000)))
def test_a_share_is_a_part_of_its_whole_or_unknown(counts: dict[str, int]) -> None:
    found = measures_of(ZEROS | counts, ZEROS)
    assert found["on_time_share"].previous is None
    answered = (ZEROS | counts)["answered"]
    assert (found["on_time_share"].value is None) is (answered == 0)
