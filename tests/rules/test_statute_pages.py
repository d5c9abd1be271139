"""Printed pages: what returns on every page goes, what was broken by the paper is whole again."""

import pytest

from knowledge_base.statutes.pages import PageLine, paragraphs, without_edges
from knowledge_base.statutes.parsing import parse
from knowledge_base.statutes.reading import UnreadableStatute, read_file, read_text
from tests.rules.statute_files import pdf_of, torn_pdf_of


def page(*texts: str, x: float = 50.0, step: float = 12.0) -> list[PageLine]:
    return [PageLine(text, x, 800 - step * at) for at, text in enumerate(texts)]


def spaced(*groups: tuple[str, ...]) -> list[PageLine]:
    """A page of paragraphs set apart by a wider gap."""
    lines: list[PageLine] = []
    height = 800.0
    for group in groups:
        height -= 8
        for text in group:
            height -= 12
            lines.append(PageLine(text, 50, height))
    return lines


def kept(*pages: list[PageLine]) -> list[list[str]]:
    return [[line.text for line in found] for found in without_edges(pages)]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("Hüquqi aktlar toplusu", "{at}"),
        ("Əsasnamə, səhifə {at}", "- {at} -"),
        ("Səhifə {at} / 3", "Bakı 2024"),
        ("1.1. Köhnə başlıq", "{at}/3"),
    ],
)
def test_running_lines_and_page_numbers_are_left_out(head: str, foot: str) -> None:
    pages = [
        page(head.format(at=at), f"{at}.1. bənd", f"{at}.2. bənd;", foot.format(at=at)) for at in (1, 2, 3)
    ]
    assert kept(*pages) == [[f"{at}.1. bənd", f"{at}.2. bənd;"] for at in (1, 2, 3)]


def test_a_first_page_without_a_header_and_headers_of_two_kinds() -> None:
    pages = [
        spaced(("Başlıq" if at % 2 else "Toplu",), (f"{at}.7. iş;", f"{at}.8. iş.", f"{at}.9. iş."))
        for at in range(2, 8)
    ]
    found = kept(spaced(("1.1. ad",), ("1.2. iş.", "1.3. son.")), *pages)
    assert found[0] == ["1.1. ad", "1.2. iş.", "1.3. son."]
    assert found[1:] == [[f"{at}.7. iş;", f"{at}.8. iş.", f"{at}.9. iş."] for at in range(2, 8)]


def test_words_that_happen_to_return_at_the_edge_of_pages_stay() -> None:
    pages = [page("yolları yoxlamaq", f"{at} dəfə", "və ölçmək") for at in (1, 2)]
    assert kept(*pages, page("başqa", "sözlər")) == [
        *([line.text for line in found] for found in pages),
        ["başqa", "sözlər"],
    ]


def test_clauses_at_the_edges_of_pages_stay() -> None:
    pages = [page(f"{at}.1. bənd", "orta", f"{at}.2. son") for at in (1, 2, 3)]
    assert kept(*pages) == [[line.text for line in found] for found in pages]


def test_the_only_page_s_own_number_is_left_out() -> None:
    assert kept(page("1.1. bənd", "- 1 -")) == [["1.1. bənd"]]
    assert kept(page("1.1. otaq", "12")) == [["1.1. otaq", "12"]]


def test_lines_of_a_paragraph_join_and_paragraphs_stay_apart() -> None:
    found = spaced(("1.1. Şöbə yolları", "yoxlayır;"), ("Qeyd: bu", "ayrıca abzasdır."), ("1.2. son", "iş."))
    assert paragraphs([found]) == ["1.1. Şöbə yolları yoxlayır;", "Qeyd: bu ayrıca abzasdır.", "1.2. son iş."]


def indented(*texts: str) -> list[PageLine]:
    """A page without gaps whose paragraphs begin with an indent, told by a `>`."""
    return [
        PageLine(text.removeprefix(">"), 75 if text.startswith(">") else 50, 800 - 12 * at)
        for at, text in enumerate(texts)
    ]


def test_a_paragraph_of_one_line_stays_apart_where_indents_alone_tell() -> None:
    full = ("1.1. Şöbə yolları və körpüləri yoxlayır, onların", "vəziyyəti barədə hesabat verir;")
    more = ("1.2. Şöbə tunelləri və keçidləri sayır, onların", "vəziyyəti barədə hesabat verir;")
    found = indented(">Şöbə haqqında", ">ƏSASNAMƏ", f">{full[0]}", full[1], f">{more[0]}", more[1], ">Qeyd.")
    assert paragraphs([found]) == ["Şöbə haqqında", "ƏSASNAMƏ", " ".join(full), " ".join(more), "Qeyd."]


def test_lines_beside_a_number_that_stands_out_are_its_paragraph() -> None:
    clauses = [f"1.{at}. Şöbə yolları və körpüləri yoxlayır, onların" for at in range(1, 5)]
    found = indented(
        *(
            line
            for one in clauses
            for line in (one, ">vəziyyətini yazır, saxlayır və onlar haqqında", ">nazirə hesabat verir;")
        )
    )
    assert [line for line in paragraphs([found]) if line.startswith("1.4")] == [
        f"{clauses[-1]} vəziyyətini yazır, saxlayır və onlar haqqında nazirə hesabat verir;"
    ]


def test_a_heading_at_the_foot_of_a_page_does_not_take_the_next_page_s_text() -> None:
    first = spaced(("4.4. Digər tələblər qanunvericiliklə", "müəyyən edilir."), ("V. Keçid müddəaları [83]",))
    second = spaced(
        ("Toplu tətbiq edilənədək vəzifələr", "uyğunlaşdırılır."), ("Son abzas bu", "sətirdədir.")
    )
    assert paragraphs([first, second])[1:3] == [
        "V. Keçid müddəaları [83]",
        "Toplu tətbiq edilənədək vəzifələr uyğunlaşdırılır.",
    ]


def test_letters_of_another_font_do_not_tear_words() -> None:
    lines = [
        "1. Ümumi müddəalar",
        "1.1. vəzifələri yerinə yetirir;",
        "1.2. əməkdaşların hesabatını əldə edir.",
    ]
    assert "1.2. əməkdaşların hesabatını əldə edir." in read_text(torn_pdf_of(lines), "a.pdf")


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = spaced(("1.1. Şöbə yolları yoxlayır və",), ("1.2. Şöbə körpüləri və tunelləri",))
    second = spaced(("sayır və ölçür;", "sonra yazır;"), ("1.3. hesabat verir.",))
    assert paragraphs([first, second])[1] == "1.2. Şöbə körpüləri və tunelləri sayır və ölçür; sonra yazır;"


def test_a_number_opens_a_line_even_without_a_gap() -> None:
    found = spaced(("1.1. Şöbə yolları", "yoxlayır;", "1.2. sayır;"), ("1.3. son", "iş."))
    assert paragraphs([found]) == ["1.1. Şöbə yolları yoxlayır;", "1.2. sayır;", "1.3. son iş."]


def test_a_number_inside_a_sentence_opens_nothing() -> None:
    found = spaced(("1.1. (Toplu, 2007-ci il, № 3, maddə", "227) ilə verilir;"), ("1.2. son", "iş."))
    assert paragraphs([found])[0] == "1.1. (Toplu, 2007-ci il, № 3, maddə 227) ilə verilir;"


def test_rare_hyphens_at_line_ends_belong_to_the_words_and_dashes_stay_closed() -> None:
    groups = [(f"1.{at}. uzun bir sətir", "burada bitir;") for at in range(1, 40)]
    found = paragraphs([spaced(*groups, ("2.1. milli adət-", "ənənələr;"), ("2.2. birinci–", "yeddinci."))])
    assert found[-2:] == ["2.1. milli adət-ənənələr;", "2.2. birinci–yeddinci."]


def test_many_hyphens_at_line_ends_are_breaks() -> None:
    groups = [(f"1.{at}. yolların keçiril-", "məsi;") for at in range(1, 9)]
    assert paragraphs([spaced(*groups)])[0] == "1.1. yolların keçirilməsi;"


def test_clauses_broken_over_real_pages_are_whole() -> None:
    texts = [
        " ".join(f"{at * part} nömrəli yolun vəziyyətini yoxlamaq," for part in range(1, 15)) + " yazmaq;"
        for at in range(1, 40)
    ]
    lines = ["1. Şöbənin vəzifələri", *(f"1.{at}. {text}" for at, text in enumerate(texts, start=1))]
    clauses = parse(read_text(pdf_of(lines), "a.pdf"), code="900").clauses
    assert [clause.text for clause in clauses] == texts


HEADED_PAGE = """#set page(width: 210mm, height: 297mm, margin: 20mm, foreground: {
  place(top + left, dx: 90mm, dy: 5mm)[Hüquqi aktlar toplusu]
  place(bottom + left, dx: 5mm, dy: -5mm)[akt.az 1/1]
})
#for line in json(bytes(sys.inputs.lines)) { par(line) }
"""


def test_a_header_printed_after_the_text_is_no_second_column() -> None:
    lines = ["1. Ümumi müddəalar", *(f"1.{number}. Şöbə işləyir;" for number in range(1, 30))]
    assert read_file(pdf_of(lines, HEADED_PAGE), "a.pdf").doubts == ()


def test_text_in_two_columns_is_doubted() -> None:
    layout = "#set page(columns: 2)\n#for line in json(bytes(sys.inputs.lines)) { par(line) }"
    lines = ["1. Şöbənin vəzifələri", *(f"1.{at}. yolları yoxlamaq;" for at in range(1, 60))]
    doubts = read_file(pdf_of(lines, layout), "a.pdf").doubts
    assert [doubt.where for doubt in doubts] == ["səhifə 1"]
    assert "iki sütunla" in doubts[0].what


def test_a_pdf_of_pictures_only_is_said_to_be_a_scan() -> None:
    with pytest.raises(UnreadableStatute) as refused:
        read_file(pdf_of([], "#rect(width: 5cm, height: 5cm)"), "a.pdf")
    assert refused.value.code == "scanned-statute"
