import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.statutes.reading import MAX_BYTES, UnreadableStatute, latin_words, read_text

TEXT = "1. Ümumi müddəalar\n1.1. Şöbə öz işini qanuna uyğun təşkil edir;\n1.2. İdarə ğ, ı, ö, ç hərflərini saxlayır.\n"


def refusal(data: bytes, name: str = "əsasnamə.txt") -> UnreadableStatute:
    with pytest.raises(UnreadableStatute) as refused:
        read_text(data, name)
    return refused.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_are_found_with_and_without_a_mark(encoding: str) -> None:
    assert read_text(TEXT.encode(encoding), "a.txt") == TEXT


def test_a_turkish_code_page_is_found_and_its_schwa_restored() -> None:
    typed = TEXT.replace("ə", "ä").replace("Ə", "Ä")
    assert read_text(typed.encode("cp1254"), "a.txt") == TEXT


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_cyrillic_encodings_are_found(encoding: str) -> None:
    text = "1. Общие положения\n1.1. Отдел обеспечивает международные связи Министерства.\n"
    assert read_text(text.encode(encoding), "a.txt") == text


def test_the_turkish_standard_encoding_is_read_like_the_code_page() -> None:
    text = "1.1. Çağrı mərkəzi şikayətləri dinləyir, sualları cavablandırır.\n"
    assert read_text(text.replace("ə", "ä").encode("iso8859-9"), "a.txt") == text


@pytest.mark.parametrize(("typed", "meant"), [("oﬁs", "ofis"), ("eﬀekt", "effekt"), ("\u202bvə\u202c", "və")])
def test_ligatures_and_marks_of_direction_are_undone(typed: str, meant: str) -> None:
    assert read_text(typed.encode(), "a.txt") == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2.3¹. iş;", "2.3-1. iş;"),
        ("2.3¹². iş;", "2.3-12. iş;"),
        ("2.3. işlər;⁷", "2.3. işlər;[7]"),
        ("¹ 5 may 2019-cu il", "[1] 5 may 2019-cu il"),
        ("2.3. 100 m²", "2.3. 100 m²"),
    ],
)
def test_raised_characters_are_read_like_raised_figures(typed: str, meant: str) -> None:
    assert read_text(typed.encode(), "a.txt") == meant


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0c", "\u2028", "\x0b", "\x85"])
def test_every_kind_of_line_end_and_page_break_becomes_one(end: str) -> None:
    assert read_text(TEXT.replace("\n", end).encode(), "a.txt") == TEXT


def test_decomposed_letters_are_composed() -> None:
    assert read_text(unicodedata.normalize("NFD", TEXT).encode(), "a.txt") == TEXT


def test_a_dot_left_behind_by_a_foreign_lower_case_is_dropped() -> None:
    assert read_text("İdarə".lower().encode(), "a.txt") == "idarə"


def test_soft_hyphens_and_invisible_characters_vanish() -> None:
    assert (
        read_text("təş\xadkilati iş\xad\n  çilər\u200b \ufeffvə".encode(), "a.txt") == "təşkilati işçilər və"
    )


def test_full_width_digits_and_odd_spaces_become_plain() -> None:
    assert (
        read_text("３．０．１．\u3000nömrə\xa0və\u2009boşluq\u2011lar".encode(), "a.txt")
        == "3.0.1. nömrə və boşluq-lar"
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Шöbə", "Шöbə"),
        ("Nаzirliyin", "Nazirliyin"),
        ("nәzarət", "nəzarət"),
        ("ІХ", "IX"),
        ("Отдел", "Отдел"),
        ("о cümlədən", "o cümlədən"),
        ("“Göstəriş”ә uyğun", "“Göstəriş”ə uyğun"),
        ("on(lar)а verilir", "on(lar)a verilir"),
        ("“Закон о труде” qanunu", "“Закон о труде” qanunu"),
        ("Отдел о", "Отдел о"),
        ("o, А və Б hərfləri", "o, A və Б hərfləri"),
        ("ǝ", "ə"),
    ],
)
def test_cyrillic_letters_are_mended_only_inside_latin_words(typed: str, meant: str) -> None:
    assert read_text(typed.encode(), "a.txt") == meant


@pytest.mark.parametrize("data", [b"", b"  \n\t ", codecs.BOM_UTF8, "\u200b\u200b".encode()])
def test_an_empty_file_is_refused(data: bytes) -> None:
    refused = refusal(data)
    assert refused.code == "empty-statute"
    assert str(refused) == "«əsasnamə.txt» faylı boşdur: içində oxunacaq mətn yoxdur."


def test_a_file_over_ten_megabytes_is_refused_with_its_size() -> None:
    refused = refusal(b"a" * (MAX_BYTES + 1))
    assert refused.code == "statute-too-large"
    assert refused.sentence.values["limit"] == 10
    assert "10,0 MB" in str(refused)


@pytest.mark.parametrize("data", [b"abc\x00def", bytes(range(256)), b"\xff\xfea", b"\x01\x02\x03 abc"])
def test_binary_files_are_refused(data: bytes) -> None:
    assert refusal(data).code == "binary-statute"


def test_utf8_with_broken_letters_is_refused_instead_of_read_as_another_alphabet() -> None:
    assert refusal((TEXT * 40).encode()[:-40] + b"\xc9 a").code == "broken-encoding"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x89PNG\r\n", "a.txt"),
        (b"{\\rtf1 abc}", "a.docx"),
        (b"7z\xbc\xaf\x27\x1c", "a.pdf"),
        (b"x", "a.DOC"),
    ],
)
def test_formats_that_are_not_read_are_named_as_such(data: bytes, name: str) -> None:
    assert refusal(data, name).code == "unsupported-format"


def test_a_refusal_carries_sentence_and_values_apart_for_translation() -> None:
    refused = refusal(b"", "x.txt")
    assert refused.sentence.values == {"name": "x.txt"}
    assert str(refused.sentence) == str(refused)


def outcome(data: bytes) -> str | UnreadableStatute:
    try:
        return read_text(data, "a.txt")
    except UnreadableStatute as refused:
        return refused


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    found = outcome(data)
    if isinstance(found, str):
        assert found.strip()
        assert "\x00" not in found
        assert "\r" not in found
    else:
        assert found.code
        assert str(found)


@given(st.text())
def test_mending_letters_twice_changes_nothing_more(text: str) -> None:
    assert latin_words(latin_words(text)) == latin_words(text)


@given(st.text(alphabet="abcçdeəfgğhxıijkqlmnoöprsştuüvyzABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZ .,;\n", min_size=1))
def test_azerbaijani_text_survives_every_encoding_unchanged(text: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        found = outcome(text.encode(encoding))
        assert found == text if text.strip() else isinstance(found, UnreadableStatute)
