"""Masking: nothing that tells who somebody is, everything that the appeal is about."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.language.masking import mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Nömrəm +994 50 123 45 67-dir", "Nömrəm [telefon]-dir"),
        ("zəng edin: 050-123-45-67.", "zəng edin: [telefon]."),
        ("(012) 498 76 54", "[telefon]"),
        ("0551234567 nömrəsi", "[telefon] nömrəsi"),
        ("994702223344", "[telefon]"),
        ("evə 498-76-54", "evə [telefon]"),
        ("+7 (916) 123-45-67", "[telefon]"),
        ("8 (916) 123-45-67", "[telefon]"),
        ("ali.veli@mail.az yazın", "[e-poçt] yazın"),
        ("FİN kodum 5ABC12D", "FİN kodum [FİN]"),
        ("fin: 7xk2m9p", "fin: [FİN]"),
        ("VÖEN 1234567891", "VÖEN [VÖEN]"),
        ("vöenim 1234567891", "vöenim [VÖEN]"),
        ("VÖEN: 1234 567 891", "VÖEN: [VÖEN]"),
        ("kart 4169 7388 1234 5678", "kart [kart]"),
        ("4169738812345678", "[kart]"),
        ("AZE12345678 pasportum", "[sənəd] pasportum"),
        ("vəsiqə AA1234567", "vəsiqə [sənəd]"),
        ("AZ21NABZ00000000137010001944", "[hesab]"),
        ("müqavilə 123456789012", "müqavilə [nömrə]"),
    ],
)
def test_what_tells_who_somebody_is_gives_way_to_a_word(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "500 manat ödədim, 1 250,50 AZN qalıb",
        "büdcə 1 000 000 manatdır",
        "01.02.2024 tarixində, 15 nəfər",
        "2024-05-12 saat 09:30",
        "2.1.2 və 3.1.18-ci bəndlər, 002:3.0.4",
        "2023 2024 illər",
        "bu 150000 manat, cəmi 200 000 nəfər",
        "COVID19 və kovid19 zamanı, 102 və 112",
        "telefon nömrəm var, şəbəkə işləmir",
    ],
)
def test_sums_dates_clauses_and_words_stay(text: str) -> None:
    assert mask(text) == text


typed = st.text(st.sampled_from("0123456789 -+().@/:abcdefinAZEFİNvöəş,\n"), max_size=80) | st.text(
    max_size=80
)


@given(typed)
def test_masking_again_changes_nothing(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@given(typed)
def test_no_long_number_survives(text: str) -> None:
    assert re.search(r"\d{7}", mask(text)) is None


@given(
    st.sampled_from(["050", "051", "055", "070", "077", "099", "010", "060", "012"]),
    st.integers(1000000, 9999999),
    st.sampled_from(["", " ", "-", ".", ") "]),
    st.sampled_from(["", "+994"]),
)
def test_a_telephone_number_is_masked_however_it_is_grouped(
    operator: str, number: int, apart: str, country: str
) -> None:
    digits = str(number)
    code = operator.removeprefix("0") if country else operator
    written = f"{country and country + apart}{code}{apart}{digits[:3]}{apart}{digits[3:5]}{apart}{digits[5:]}"
    assert re.search(r"\d{2}", mask(f"yazın {written} gözləyirəm")) is None
