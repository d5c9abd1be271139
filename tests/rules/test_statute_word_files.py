"""Word files: numbers that Word counts, tracked changes, footnotes, tables, and what is not part of the text."""

import pytest

from knowledge_base.statutes.parsing import parse
from knowledge_base.statutes.reading import read_text
from tests.rules.statute_files import listed, numbering, paragraph, word_file

LAW = numbering(("decimal", "%1."), ("decimal", "%1.%2."), ("decimal", "%1.%2.%3."))


def lines(body: str, **parts: str) -> list[str]:
    return read_text(word_file(body, **parts), "a.docx").splitlines()


def test_numbers_that_word_counts_are_written_out() -> None:
    body = (
        listed("Ümumi müddəalar", 0)
        + listed("Şöbə işləyir;", 1)
        + listed("hesabat verir:", 1)
        + listed("ayda bir dəfə;", 2)
        + listed("ildə bir dəfə.", 2)
        + listed("Vəzifələr", 0)
        + listed("yolları yoxlamaq.", 1)
    )
    assert lines(body, numbering=LAW) == [
        "1. Ümumi müddəalar",
        "1.1. Şöbə işləyir;",
        "1.2. hesabat verir:",
        "1.2.1. ayda bir dəfə;",
        "1.2.2. ildə bir dəfə.",
        "2. Vəzifələr",
        "2.1. yolları yoxlamaq.",
    ]


@pytest.mark.parametrize(
    ("form", "text", "printed"),
    [
        ("upperRoman", "%1.", ["I.", "II.", "III.", "IV."]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)", "d)"]),
        ("decimalZero", "%1", ["01", "02", "03", "04"]),
        ("bullet", "\uf0b7", ["–", "–", "–", "–"]),
        ("decimal", "3.0.%1.", ["3.0.1.", "3.0.2.", "3.0.3.", "3.0.4."]),
    ],
)
def test_forms_of_numbers(form: str, text: str, printed: list[str]) -> None:
    body = "".join(listed("bir", 0) for _ in printed)
    assert lines(body, numbering=numbering((form, text))) == [f"{number} bir" for number in printed]


def test_a_second_list_may_start_over_and_a_style_may_bear_the_number() -> None:
    twice = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    styles = (
        '<w:style w:styleId="Clause"><w:name w:val="Bənd"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'
        '</w:style><w:style w:styleId="Child"><w:name w:val="Alt"/><w:basedOn w:val="Clause"/></w:style>'
    )
    styled = paragraph("beş", '<w:pStyle w:val="Clause"/>') + paragraph("altı", '<w:pStyle w:val="Child"/>')
    body = listed("bir", 0) + listed("iki", 0) + styled
    found = lines(body, numbering=numbering(("decimal", "%1."), numbers=twice), styles=styles)
    assert found == ["1. bir", "2. iki", "5. beş", "6. altı"]


def test_a_paragraph_without_words_bears_no_number_and_a_number_may_be_switched_off() -> None:
    off = paragraph("nömrəsiz", '<w:pStyle w:val="S"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    styles = '<w:style w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    assert lines(off + listed("bir", 0), numbering=LAW, styles=styles) == ["nömrəsiz", "1. bir"]


def test_deleted_text_is_out_and_inserted_text_is_in() -> None:
    body = (
        "<w:p><w:r><w:t>1.1. Şöbə </w:t></w:r><w:del><w:r><w:delText>köhnə</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>yeni</w:t></w:r></w:ins><w:r><w:t> işdir</w:t></w:r></w:p>"
        "<w:p><w:moveFrom><w:r><w:t>burada idi</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:moveTo><w:r><w:t>buraya gəldi</w:t></w:r></w:moveTo></w:p>"
    )
    assert lines(body) == ["1.1. Şöbə yeni işdir", "buraya gəldi"]


def test_a_deleted_end_of_paragraph_joins_two_and_a_deleted_row_is_gone() -> None:
    body = (
        paragraph("1.1. birinci ", "<w:rPr><w:del/></w:rPr>")
        + paragraph("hissə")
        + f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('silinib')}</w:tc></w:tr></w:tbl>"
    )
    assert lines(body) == ["1.1. birinci hissə"]


def test_a_deleted_numbered_paragraph_does_not_count() -> None:
    deleted = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
        "<w:del><w:r><w:delText>silinib</w:delText></w:r></w:del></w:p>"
    )
    assert lines(listed("bir", 0) + deleted + listed("iki", 0), numbering=LAW) == ["1. bir", "2. iki"]


def test_footnotes_follow_under_marks_counted_after_the_typed_ones() -> None:
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{paragraph("")}</w:footnote>'
        f'<w:footnote w:id="7">{paragraph("2 may 2019-cu il tarixli 5 nömrəli Fərman ilə dəyişdirilib.")}</w:footnote>'
    )
    body = (
        paragraph("1. Ümumi müddəalar")
        + '<w:p><w:r><w:t>1.1. Şöbə işləyir</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r>'
        "<w:r><w:t>;</w:t></w:r></w:p>"
        + paragraph("1.2. hesabat verir. [1]")
        + paragraph("[1] 1 may 2018-ci il tarixli 4 nömrəli Qərar ilə əlavə edilib.")
    )
    statute = parse(read_text(word_file(body, footnotes=notes), "a.docx"), code="900")
    assert [(note.number, note.clause) for note in statute.footnotes] == [("1", "900:1.2"), ("2", "900:1.1")]
    assert statute.footnotes[1].text == "2 may 2019-cu il tarixli 5 nömrəli Fərman ilə dəyişdirilib."
    assert [clause.text for clause in statute.clauses] == ["Şöbə işləyir;", "hesabat verir."]


def test_raised_figures_are_a_mark_an_inserted_number_or_a_power() -> None:
    up = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
    body = (
        f"<w:p><w:r><w:t>2.3</w:t></w:r>{up.format(1)}<w:r><w:t>. əlavə iş;</w:t></w:r></w:p>"
        f"<w:p><w:r><w:t>100 m</w:t></w:r>{up.format(2)}<w:r><w:t> sahə</w:t></w:r>{up.format(7)}</w:p>"
    )
    assert lines(body) == ["2.3-1. əlavə iş;", "100 m² sahə[7]"]


def test_cells_of_a_table_follow_one_another() -> None:
    row = f"<w:tr><w:tc>{paragraph('1.1.')}</w:tc><w:tc>{paragraph('yolları yoxlamaq;')}</w:tc></w:tr>"
    assert lines(f"<w:tbl>{row}</w:tbl>") == ["1.1.", "yolları yoxlamaq;"]


def test_hidden_text_contents_and_field_codes_are_left_out() -> None:
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('1. Ümumi müddəalar 3')}</w:sdtContent></w:sdt>"
    )
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>gizli</w:t></w:r><w:r><w:t>açıq</w:t></w:r></w:p>"
    field = "<w:p><w:r><w:instrText>PAGEREF x</w:instrText></w:r><w:r><w:t>3 səhifə</w:t></w:r></w:p>"
    styles = '<w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    toc = paragraph("2. Vəzifələr 4", '<w:pStyle w:val="T1"/>')
    assert lines(contents + toc + hidden + field, styles=styles) == ["açıq", "3 səhifə"]


def test_text_boxes_are_read_once() -> None:
    box = (
        f"<w:txbxContent>{paragraph('qutuda')}</w:txbxContent>"
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    )
    both = f"{box[box.index('<mc:') :]}<mc:Choice>{box[: box.index('<mc:')]}</mc:Choice><mc:Fallback>{box[: box.index('<mc:')]}</mc:Fallback></mc:AlternateContent>"
    assert lines(f"<w:p><w:r><w:t>abzas</w:t>{both}</w:r></w:p>") == ["abzas", "qutuda"]


def test_breaks_tabs_and_odd_hyphens() -> None:
    body = "<w:p><w:r><w:t>1.1.</w:t><w:tab/><w:t>bir</w:t><w:noBreakHyphen/><w:t>iki</w:t><w:br/><w:t>üç</w:t></w:r></w:p>"
    assert lines(body) == ["1.1. bir-iki", "üç"]
