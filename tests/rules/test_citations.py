"""Which clauses a letter cites, however it is written, and what is no citation."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.statutes.citations import citations


def read(text: str) -> list[tuple[str, str]]:
    return [(one.act, one.number) for one in citations(text)]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("003: 6.1.6 üzrə baxıldı", [("003", "6.1.6")]),
        ("002:4.0.09-cu bəndə əsasən", [("002", "4.0.09")]),
        ("000:6.2.6/2", [("000", "6.2.6/2")]),
        ("1308-IVQ-nin 10.1-ci bəndi", [("1308-IVQ", "10.1")]),
        ("1308-IVQ, 7.10", [("1308-IVQ", "7.10")]),
        ("1308-IVQ nömrəli Qanunun 10.1-ci maddəsinə əsasən", [("1308-IVQ", "10.1")]),
        (
            "1308-IVQ-nin 10.1-ci, 1024-IIQ-nin isə 24.1-ci maddəsi",
            [("1308-IVQ", "10.1"), ("1024-IIQ", "24.1")],
        ),
        ("10.1, 10.2-ci bəndlər (1308-IVQ)", [("1308-IVQ", "10.1"), ("1308-IVQ", "10.2")]),
        ("Əsasnamənin 3.0.4-cü bəndi", [("", "3.0.4")]),
        ("Əsasnamənin 3.0.4-cü və 3.0.5-ci bəndlərinə uyğun", [("", "3.0.4"), ("", "3.0.5")]),
        ("bənd 3.0.4", [("", "3.0.4")]),
        ("10.1-1-ci bənd", [("", "10.1-1")]),
        ("Qanunun 10.1-ci maddəsi", [("Qanun", "10.1")]),
        ("пункт 3.0.4 Положения и п. 3.0.5", [("", "3.0.4"), ("", "3.0.5")]),
        ("ст. 10.1 Закона № 1308-IVQ", [("1308-IVQ", "10.1")]),
        ("under clause 3.0.4 of the statute", [("", "3.0.4")]),
        ("002-nin 4.0.4 bəndi", [("002", "4.0.4")]),
        ("002-ci Əsasnamənin 4.0.4-cü bəndi", [("002", "4.0.4")]),
        ("003-ün 6.2.6-cı bəndinə əsasən", [("003", "6.2.6")]),
        (
            "Əsasnamənin 6.2.6 bəndi, 1308-IVQ-nin 10.1-ci maddəsi",
            [("", "6.2.6"), ("1308-IVQ", "10.1")],
        ),
        ("6.2.6 bəndi, 1308-IVQ-nin 10.1 bəndi", [("", "6.2.6"), ("1308-IVQ", "10.1")]),
        (
            "1308-IVQ-nin 10.1-ci bəndi və Əsasnamənin 3.0.4-cü bəndi",
            [("1308-IVQ", "10.1"), ("", "3.0.4")],
        ),
        ("1308-IVQ-nin 10.1-ci bəndi və 10.2-ci bəndi", [("1308-IVQ", "10.1"), ("1308-IVQ", "10.2")]),
        ("911 nömrəli Fərmanın 2.1-ci bəndi", [("911", "2.1")]),
        ("12 nömrəli qərarla təsdiq edilmiş Əsasnamənin 3.1-ci bəndi", [("12", "3.1")]),
        ("müqavilənin 3.2-ci bəndi", [("müqavilə", "3.2")]),
        ("314-IQ nömrəli Qanunun 7-ci maddəsinə əsasən", [("314-IQ", "7")]),
        ("52 nömrəli Fərmana uyğun", [("52", "")]),
        ("Prezidentin 2020-ci il 5 may tarixli 52 nömrəli Fərmanı", [("52", "")]),
        ("Указ № 52", [("52", "")]),
        ("under Law No. 314-IQ", [("314-IQ", "")]),
    ],
)
def test_a_citation_is_read_in_every_way_in_which_it_is_written(
    text: str, cited: list[tuple[str, str]]
) -> None:
    assert read(text) == cited


@pytest.mark.parametrize(
    "text",
    [
        "12.10.2026 tarixində qeydə alınıb",
        "məbləğ 10.1 faiz artıb",
        "050 212.44.87 nömrəsinə zəng edin",
        "saat 10:30.5",
        "M-2026-000123 nömrəli müraciət",
        "qiymət 1.250.000 manatdır",
        "12 nömrəli otaqda, 2026-cı ilin 7-ci ayında",
        "cavab 15 gün ərzində, qanuna uyğun verilir",
        "",
    ],
)
def test_dates_sums_and_telephones_are_no_citations(text: str) -> None:
    assert read(text) == []


parts = st.integers(0, 99).map(str)
numbers = st.lists(parts, min_size=2, max_size=4).map(".".join)
acts = st.sampled_from(["002", "003", "1308-IVQ", "1024-IIQ", "580-IIQ"])
FORMS = (
    "{act}: {number}",
    "{act}:{number}",
    "{act}, {number}-ci bəndi",
    "{act}-nin {number}-cü bəndinə əsasən",
)


@given(
    act=acts, number=numbers, form=st.sampled_from(FORMS), before=st.sampled_from(["", "Cavab: ", "Bax, "])
)
def test_what_is_written_as_a_citation_is_read_back(act: str, number: str, form: str, before: str) -> None:
    text = before + form.format(act=act, number=number)
    assert (act, number) in [*read(text), *((act, one) for given, one in read(text) if not given)]
    assert number in [one for _, one in read(text)]


@given(st.lists(numbers, min_size=1, max_size=6))
def test_a_list_of_clauses_is_read_whole(listed: list[str]) -> None:
    text = "Əsasnamənin " + ", ".join(f"{one}-ci" for one in listed) + " bəndləri"
    assert [one for _, one in read(text)] == listed


@given(st.text(max_size=400))
def test_any_text_is_read_without_a_fault_and_each_place_holds_its_number(text: str) -> None:
    for one in citations(text):
        assert text[one.start : one.end] == one.number


@given(st.text(alphabet="0123456789.-/,: bəndmaIVQ1308cüi", max_size=300))
def test_likely_letters_too(text: str) -> None:
    found = citations(text)
    assert list(found) == sorted(found)
    assert all(text[one.start : one.end] == one.number for one in found)


@pytest.mark.parametrize(
    "evil",
    [
        "1308-IVQ ",
        "3.0.4, ",
        "3.0.4-",
        "1",
        "1.1",
        "bənd ",
        "1.1-ci və ",
        ":1.1",
        "002: ",
        "п. 1.1 и ",
        "7-ci maddə ",
        "52 nömrəli a a qanun ",
    ],
)
def test_a_text_of_twenty_thousand_characters_is_read_at_once(evil: str) -> None:
    began = time.process_time()
    citations((evil * 20_000)[:20_000])
    assert time.process_time() - began < 0.5
