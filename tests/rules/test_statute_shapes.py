"""Statutes in other shapes: each is read, and what had to be left out or counted is said."""

from datetime import date

import pytest

from knowledge_base.statutes.parsing import parse
from knowledge_base.statutes.refusals import UnreadableStatute
from knowledge_base.statutes.statute import StatuteText

FIRST = ("1.1. Şöbə yollara baxır;", "1.2. Şöbə hesabat verir.")
SECOND = ("2.1. yolları ölçür;", "2.2. körpüləri sayır.")


def read(*lines: str) -> StatuteText:
    return parse("\n".join(lines), code="900")


def numbers(statute: StatuteText) -> list[tuple[str, str]]:
    return [(clause.section, clause.key.partition(":")[2]) for clause in statute.clauses]


def doubts(statute: StatuteText) -> list[str]:
    return [doubt.where for doubt in statute.doubts if doubt.where != "başlıq"]


@pytest.mark.parametrize(
    ("first", "second", "sections"),
    [
        ("I. ÜMUMİ MÜDDƏALAR", "II. ŞÖBƏNİN VƏZİFƏLƏRİ", ("I", "II")),
        ("Fəsil I. ÜMUMİ MÜDDƏALAR", "Fəsil II. ŞÖBƏNİN VƏZİFƏLƏRİ", ("I", "II")),
        ("Fəsil 1\nÜMUMİ MÜDDƏALAR", "Fəsil 2\nŞÖBƏNİN VƏZİFƏLƏRİ", ("1", "2")),
        ("I FƏSİL\nÜMUMİ MÜDDƏALAR", "II FƏSİL\nŞÖBƏNİN VƏZİFƏLƏRİ", ("I", "II")),
        ("I fəsil. ÜMUMİ MÜDDƏALAR", "II fəsil. ŞÖBƏNİN VƏZİFƏLƏRİ", ("I", "II")),
        ("1-ci fəsil. ÜMUMİ MÜDDƏALAR", "2-ci fəsil. ŞÖBƏNİN VƏZİFƏLƏRİ", ("1", "2")),
        ("Maddə 1. ÜMUMİ MÜDDƏALAR", "Maddə 2. ŞÖBƏNİN VƏZİFƏLƏRİ", ("1", "2")),
        ("1.\nÜMUMİ MÜDDƏALAR", "2.\nŞÖBƏNİN VƏZİFƏLƏRİ", ("1", "2")),
        ("1.ÜMUMİ MÜDDƏALAR", "2.ŞÖBƏNİN VƏZİFƏLƏRİ", ("1", "2")),
    ],
)
def test_chapters_may_be_called_by_name(first: str, second: str, sections: tuple[str, str]) -> None:
    statute = read(first, *FIRST, second, *SECOND)
    assert [(one.number, one.title) for one in statute.sections] == [
        (sections[0], "ÜMUMİ MÜDDƏALAR"),
        (sections[1], "ŞÖBƏNİN VƏZİFƏLƏRİ"),
    ]
    assert [clause.number for clause in statute.clauses] == ["1.1", "1.2", "2.1", "2.2"]
    assert statute.clauses[-1].role == "duty"
    assert doubts(statute) == []


def test_a_sentence_about_a_chapter_is_no_heading() -> None:
    statute = read("1. Ümumi müddəalar", "1.1. Qaydanın", "II fəsil üzrə hissəsi qalır;", "1.2. digər iş.")
    assert statute.clauses[0].text == "Qaydanın II fəsil üzrə hissəsi qalır;"


def test_chapters_above_articles_are_left_out_and_said() -> None:
    statute = read(
        "I fəsil. Ümumi", "Maddə 1. Anlayış", *FIRST, "II fəsil", "YEKUN", "Maddə 2. Vəzifə", *SECOND
    )
    assert numbers(statute) == [("1", "1.1"), ("1", "1.2"), ("2", "2.1"), ("2", "2.2")]
    assert statute.clauses[1].text == "Şöbə hesabat verir."
    assert doubts(statute) == ["fəsil I", "fəsil II"]


HEADLESS = ("Yol şöbəsinin ƏSASNAMƏSİ", "Ümumi müddəalar", "1. Şöbə işləyir.", "2. Şöbə hesabat verir.")


def test_headings_without_numbers_over_plain_clauses_are_counted() -> None:
    statute = read(*HEADLESS, "Şöbənin vəzifələri", "3. yolları ölçür;", "4. körpüləri sayır.")
    assert numbers(statute) == [("I", "1"), ("I", "2"), ("II", "3"), ("II", "4")]
    assert [section.title for section in statute.sections] == ["Ümumi müddəalar", "Şöbənin vəzifələri"]
    assert doubts(statute) == ["fəsil I", "fəsil II"]


@pytest.mark.parametrize("head", ["Şöbənin vəzifələri", "II. Şöbənin vəzifələri"])
def test_plain_numbers_may_start_over_and_keys_stay_unique(head: str) -> None:
    start = HEADLESS if head.startswith("Ş") else ("I. Ümumi müddəalar", *HEADLESS[2:])
    statute = read(*start, head, "1. yolları ölçür;", "2. körpüləri sayır.")
    assert numbers(statute) == [("I", "1"), ("I", "2"), ("II", "1/2"), ("II", "2/2")]
    assert any("yenidən 1-dən başlayır" in doubt.what for doubt in statute.doubts)


COUNTED = (
    ("1. Şöbə işləyir.", "2. Şöbə hesabat verir."),
    ("3. Şöbə:", "3.1. yolları ölçür;", "3.2. körpüləri sayır.", "4. Digər işi görür."),
    ("5. Şöbə ləğv edilir.",),
)


@pytest.mark.parametrize(
    "head", ["{roman}. {title}", "Fəsil {number}. {title}", "{number}-ci fəsil\n{title}", "{title}"]
)
def test_clauses_below_counted_clauses_make_no_chapter_of_them(head: str) -> None:
    lines = ["Nazirliyin qərarı", "1. Qayda təsdiq edilsin.", "2. Dərc edilsin.", "Yol şöbəsinin ƏSASNAMƏSİ"]
    titles = ("Ümumi müddəalar", "Vəzifələr", "Yekun")
    for number, (title, clauses) in enumerate(zip(titles, COUNTED, strict=True), start=1):
        lines += [head.format(number=number, roman="I" * number, title=title), *clauses]
    statute = read(*lines)
    assert numbers(statute) == [
        *(("I", "1"), ("I", "2"), ("II", "3"), ("II", "3.1"), ("II", "3.2"), ("II", "4"), ("III", "5"))
    ]
    assert [section.title for section in statute.sections] == list(titles)
    assert [point.number for point in statute.decision_points] == ["1", "2"]
    assert [clause.number for clause in statute.clauses if clause.lead] == ["3"]


def test_a_counted_clause_that_is_missing_is_doubted_and_swallows_nothing() -> None:
    statute = read(
        "I. Ümumi müddəalar", *COUNTED[0], "II. Vəzifələr", "4. ölçür:", "4.1. yolu.", "6.1. körpü."
    )
    assert [clause.number for clause in statute.clauses] == ["1", "2", "4", "4.1", "6.1"]
    assert doubts(statute) == ["3", "6"]


def test_entries_in_brackets_are_no_counted_clauses() -> None:
    statute = read("I. Ümumi", "1. Şöbə:", "1) yol;", "2) körpü.", "2. İşləyir.", "II. Yekun", "3. Sayır.")
    assert numbers(statute) == [("I", "1"), ("I", "2"), ("II", "3")]
    assert [item.number for item in statute.clauses[0].items] == ["1", "2"]
    assert doubts(statute) == []


def test_units_stay_in_their_chapter_when_numbers_start_over() -> None:
    duties = ("1. Yol sektorunun vəzifələri:", "1.1. yolları ölçür;", "2. Hesabat verir.")
    statute = read("I. Vəzifələr", *duties, "II. Yekun", "1. Nazirlik:", "1.1. sayır;", "2. Verir.")
    assert [clause.unit for clause in statute.clauses] == ["Yol sektoru"] * 2 + [None] * 4


def test_a_lone_chapter_without_numbers_does_not_make_chapters_clauses() -> None:
    statute = read("1. Ümumi müddəalar", *FIRST, "2. Vəzifələr", *SECOND, "3. Yekun", "Bu qayda qüvvədədir.")
    assert numbers(statute) == [("1", "1.1"), ("1", "1.2"), ("2", "2.1"), ("2", "2.2")]


def test_a_roman_heading_out_of_order_is_doubted() -> None:
    statute = read("I. Ümumi müddəalar", *FIRST, "III. Keçid müddəaları", "1.3. Şöbə sayır.")
    assert "1.2" in doubts(statute)


def test_dotted_numbers_that_start_over_are_doubted_and_keys_stay_unique() -> None:
    statute = read("1. Ümumi müddəalar", *FIRST, "2. Vəzifələr", "1.1. yolları ölçür;", "1.2. sayır.")
    assert numbers(statute) == [("1", "1.1"), ("1", "1.2"), ("2", "1.1/2"), ("2", "1.2/2")]
    assert set(doubts(statute)) == {"1.1", "1.2"}


def test_points_of_a_decision_alone_are_no_statute() -> None:
    with pytest.raises(UnreadableStatute):
        read("Nazirliyin qərarı", "1. Qayda təsdiq edilsin.", "2. Şöbəyə tapşırılsın.")


@pytest.mark.parametrize(
    "contents",
    [
        ("Mündəricat", "1. Ümumi müddəalar ........ 3", "2. Vəzifələr …… 4"),
        ("MÜNDƏRİCAT", "1. Ümumi müddəalar 3", "1.1. Məqsəd 3", "1.2. Anlayışlar 4", "2. Vəzifələr 5"),
        ("1. Ümumi müddəalar . . . . 3", "2. Vəzifələr . . . . 4"),
    ],
)
def test_a_table_of_contents_is_no_text(contents: tuple[str, ...]) -> None:
    statute = read("Yol haqqında Əsasnamə", *contents, "1. Ümumi müddəalar", *FIRST, "2. Vəzifələr", *SECOND)
    assert numbers(statute) == [("1", "1.1"), ("1", "1.2"), ("2", "2.1"), ("2", "2.2")]
    assert doubts(statute) == ["mündəricat"]


@pytest.mark.parametrize(
    "word",
    ["Əlavə 1", "ƏLAVƏ", "Əlavə № 2", "1 nömrəli əlavə", "Əsasnaməyə 1 nömrəli əlavə", "Əsasnaməyə əlavə"],
)
def test_an_appendix_after_the_clauses_is_left_out_and_said(word: str) -> None:
    statute = read("1. Ümumi müddəalar", *FIRST, word, "Hesabatın forması", "1. Ad", "1.1. Soyad")
    assert numbers(statute) == [("1", "1.1"), ("1", "1.2")]
    assert statute.clauses[-1].text == "Şöbə hesabat verir."
    assert doubts(statute) == [word]


def test_a_statute_that_is_itself_an_appendix_is_read() -> None:
    decision = ("Qərar", "1. Qayda təsdiq edilsin.", "1.1. birinci;", "1.2. ikinci.", "Əlavə")
    statute = read(*decision, "1. Ümumi müddəalar", *FIRST, "2. Vəzifələr", *SECOND)
    assert [clause.number for clause in statute.clauses][-4:] == ["1.1", "1.2", "2.1", "2.2"]


@pytest.mark.parametrize(
    "entries", [("– yol;", "– körpü."), ("1) yol;", "2) körpü."), ("a) yol;", "b) körpü.")]
)
def test_entries_of_a_list_stay_in_their_clause(entries: tuple[str, str]) -> None:
    statute = read("1. Ümumi müddəalar", "1.1. Şöbə:", *entries, "1.2. Şöbə işləyir.")
    assert statute.clauses[0].text == f"Şöbə: {entries[0]} {entries[1]}"
    assert len(statute.clauses) == 2
    assert doubts(statute) == []


def test_lettered_entries_are_items_in_either_alphabet() -> None:
    for letters in ("abcçdeə", "abcdef"):
        entries = [f"{letter}) iş;" for letter in letters]
        statute = read("1. Ümumi müddəalar", "1.1. Şöbə:", *entries, "1.2. Şöbə işləyir.")
        assert [item.number for item in statute.clauses[0].items] == list(letters)


def test_the_publisher_s_notes_keep_their_wording() -> None:
    note = "[1] 2 may 2019-cu il tarixli 5 nömrəli Fərman ilə dəyişdirilib. Əvvəlki redaksiyada deyilirdi:"
    former = ("Maddə 1. Köhnə vəzifələr", "Əlavə 1", "Fəsil II")
    statute = read("Maddə 1. Ümumi müddəalar", "1.1. Şöbə işləyir; [1]", "1.2. hesabat verir.", note, *former)
    assert statute.footnotes[0].text.split()[-8:] == " ".join(former).split()
    assert doubts(statute) == []


def test_a_mention_of_an_article_at_the_start_of_a_line_is_no_heading() -> None:
    statute = read(
        "1. Ümumi müddəalar", "1.1. Qanunun", "Maddə 5. Təminat bölməsi tətbiq edilir;", "1.2. iş."
    )
    assert statute.clauses[0].text == "Qanunun Maddə 5. Təminat bölməsi tətbiq edilir;"


@pytest.mark.parametrize("named", ["Maddə {}.", "{}."])
def test_an_inserted_chapter_holds_its_own_clauses(named: str) -> None:
    heads = [
        f"{named.format(number)} {title}" for number, title in (("1", "Ad"), ("1-1", "Əlavə"), ("2", "Son"))
    ]
    statute = read(
        heads[0], *FIRST, heads[1], "1-1.1. təcili işlər;", "1-1.2. digər işlər.", heads[2], *SECOND
    )
    assert numbers(statute) == [
        ("1", "1.1"),
        ("1", "1.2"),
        ("1-1", "1-1.1"),
        ("1-1", "1-1.2"),
        ("2", "2.1"),
        ("2", "2.2"),
    ]
    assert doubts(statute) == []


def test_a_heading_between_chapter_and_clause_is_no_clause_s_text() -> None:
    statute = read(
        "I FƏSİL. ÜMUMİ", "§ 1. Ad", "1. Şöbə var.", "§ 2. Yer", "2. Bakı.", "II FƏSİL. SON", "3. Bitdi."
    )
    assert [clause.text for clause in statute.clauses] == ["Şöbə var.", "Bakı.", "Bitdi."]
    assert [doubt.what for doubt in statute.doubts if "§" in doubt.where] == [
        "«§ 1. Ad» başlığı bölgüyə daxil edilmədi.",
        "«§ 2. Yer» başlığı bölgüyə daxil edilmədi.",
    ]


def test_numbered_paragraphs_that_no_chapter_takes_are_doubted() -> None:
    plain = (
        "1. Ümumi müddəalar",
        "1. Qayda budur.",
        "2. Vəzifələr",
        "2. Vəzifələr bunlardır:",
        "2.1. bir;",
        "2.2. iki.",
    )
    statute = read("Yol haqqında", "QAYDALARI", *plain)
    assert statute.clauses[0].number == "2.1"
    assert any("«1. Ümumi müddəalar» ilə başlayan" in doubt.what for doubt in statute.doubts)


def test_a_statute_whose_unit_is_not_understood_says_so() -> None:
    statute = read("Turizm inspeksiyası haqqında", "ƏSASNAMƏ", "1. Ümumi müddəalar", "1.1. bir;", "1.2. iki.")
    assert "Struktur bölmənin adı oxunmadı: bəndlər heç bir bölməyə aid edilmədi." in [
        doubt.what for doubt in statute.doubts
    ]


@pytest.mark.parametrize(
    ("opening", "body"),
    [
        ("Yol şöbəsi Azərbaycan Respublikası Nəqliyyat Nazirliyinin bölməsidir.", "Nəqliyyat Nazirliyi"),
        ("Yol şöbəsi Azərbaycan Respublikasının Dövlət Yol Agentliyinin bölməsidir.", "Dövlət Yol Agentliyi"),
        (
            "Yol departamenti (bundan sonra – Departament) Nəqliyyat Nazirliyinin bölməsidir.",
            "Nəqliyyat Nazirliyi",
        ),
    ],
)
def test_a_body_s_name_does_not_begin_with_its_unit(opening: str, body: str) -> None:
    title = f"{' '.join(opening.split()[:2])} haqqında Əsasnamə"
    statute = read(title, "1. Ümumi müddəalar", f"1.1. {opening}", "1.2. hesabat verir.")
    assert (statute.body or "").removeprefix("Azərbaycan Respublikası").removeprefix("nın").strip() == body
    assert [unit.name for unit in statute.units] == [" ".join(opening.split()[:2])]


def test_a_day_may_be_written_with_its_year_first() -> None:
    stamp = "Nazirlər Kabinetinin 2015-ci il 25 fevral tarixli 50 nömrəli qərarı ilə təsdiq edilmişdir"
    statute = read(stamp, "Yol haqqında ƏSASNAMƏ", "1. Ümumi müddəalar", *FIRST)
    assert (statute.act.number, statute.act.date) == ("50", date(2015, 2, 25))
