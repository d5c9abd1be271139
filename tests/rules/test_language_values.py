"""Typed values: what a text names by number or as a paper, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.language.values import find_values


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("mənə 500 manat lazımdır", "money", "500 manat"),
        ("20 azn çıxılıb", "money", "20 azn"),
        ("3 min rubl göndərdim", "money", "3 min rubl"),
        ("1 250,50 ₼ ödədim", "money", "1 250,50 ₼"),
        ("заплатил 100 манатов", "money", "100 манатов"),
        ("18 faizlə kredit", "percent", "18 faizlə"),
        ("20% endirim", "percent", "20%"),
        ("01.02.2024 tarixində", "date", "01.02.2024"),
        ("5 may 2023", "date", "5 may 2023"),
        ("12 января 2024", "date", "12 января 2024"),
        ("yazın ali@mail.az", "email", "ali@mail.az"),
        ("economy.gov.az açılmır", "site", "economy.gov.az"),
        ("https://e-gov.az/giris.", "site", "https://e-gov.az/giris"),
        ("+994 50 123 45 67", "phone", "+994 50 123 45 67"),
        ("VÖENimi itirdim", "document", "VÖENimi"),
        ("şəxsiyyət vəsiqəsi", "document", "vəsiqəsi"),
        ("потерял паспорт", "document", "паспорт"),
        ("3.1.18 bəndi", "clause", "3.1.18"),
        ("15 nəfər", "number", "15"),
    ],
)
def test_a_value_is_found_at_its_place(text: str, kind: str, part: str) -> None:
    (value,) = find_values(text)
    assert (value.kind, text[value.start : value.end]) == (kind, part)


def test_words_alone_are_no_values() -> None:
    assert find_values("Salam, internet işləmir və heç kim cavab vermir.") == []


@given(st.text(max_size=120) | st.text(st.sampled_from("0123456789 .,%$manatazn@-+"), max_size=60))
def test_values_lie_in_the_text_in_order_and_apart(text: str) -> None:
    end = 0
    for value in find_values(text):
        assert end <= value.start < value.end <= len(text)
        end = value.end
