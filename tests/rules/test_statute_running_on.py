"""Where clauses, numbers, units or statutes run into each other, the reader tells them apart or says so."""

import pytest

from knowledge_base.statutes.parsing import parse
from knowledge_base.statutes.refusals import UnreadableStatute
from knowledge_base.statutes.statute import StatuteText

FIRST = ("1. Ümumi müddəalar", "1.1. Şöbə yollara baxır;", "1.2. Şöbə hesabat verir.")
SECOND = ("2. Vəzifələr", "2.1. yolları ölçür;", "2.2. körpüləri sayır.")
TRAILER = ("İSTİFADƏ OLUNMUŞ MƏNBƏ SƏNƏDLƏRİNİN SİYAHISI", "1. 2 may 2019-cu il tarixli 5 nömrəli Fərman")
STAMP = "Nazirliyin 2 may 2019-cu il tarixli 5 nömrəli qərarı ilə təsdiq edilmişdir"


def read(*lines: str) -> StatuteText:
    return parse("\n".join(lines), code="900")


def numbers(statute: StatuteText) -> list[str]:
    return [clause.number for clause in statute.clauses]


def doubts(statute: StatuteText) -> list[str]:
    return [doubt.where for doubt in statute.doubts if doubt.where != "başlıq"]


@pytest.mark.parametrize("title", ["İnformasiya şöbəsi", "İNFORMASİYA ŞÖBƏSİ", "İnformasiya Şöbəsi:"])
def test_a_chapter_called_like_a_unit_holds_its_clauses(title: str) -> None:
    opening = "1.1. Aparatın Yol idarəsi (bundan sonra – İdarə) işləyir."
    structure = "1.2. İdarənin strukturuna İnformasiya şöbəsi daxildir."
    duties = ("2.1. Şöbənin vəzifələri:", "2.1.1. ölçür;", "2.2. Şöbə sayır.")
    statute = read(FIRST[0], opening, structure, f"2. {title}", *duties, "3. Yekun", "3.1. Ləğv edilir.")
    unit = statute.units[1].name
    assert unit.casefold() == "İnformasiya şöbəsi".casefold()
    assert [clause.unit for clause in statute.clauses] == ["Yol idarəsi"] * 2 + [unit] * 3 + ["Yol idarəsi"]


@pytest.mark.parametrize(
    "run_on",
    [
        ("2.1. Şöbə: 2.1.1. yolu ölçür; 2.1.2. körpünü sayır.",),
        ("2.1. Şöbə yolu ölçür; 2.2. körpünü sayır.",),
        ("2.1. Şöbə yolu ölçür;", "tuneli təmir edir; 2.2. körpünü", "sayır."),
    ],
)
def test_several_clauses_in_one_paragraph_are_doubted(run_on: tuple[str, ...]) -> None:
    assert "2.1" in doubts(read(*FIRST, SECOND[0], *run_on))


def test_a_mention_of_another_clause_in_a_paragraph_is_not_doubted() -> None:
    assert (
        doubts(read(*FIRST, SECOND[0], "2.1. Qanun. 5.1. bəndi üzrə, 2.1.1. bəndi üzrə; 3.2. sayır.")) == []
    )


def test_a_chapter_may_have_more_than_999_clauses() -> None:
    statute = read(FIRST[0], *(f"1.{number}. iş {number};" for number in range(1, 1203)))
    assert numbers(statute)[-1] == "1.1202"
    assert len(statute.clauses) == 1202
    assert doubts(statute) == []


@pytest.mark.parametrize("day", ["05.2019", "12.05.2019", "1.12.2019", "11.2024"])
def test_a_day_at_the_start_of_a_line_is_no_clause(day: str) -> None:
    assert numbers(read(*FIRST, f"{day} tarixindən qüvvədədir.")) == ["1.1", "1.2"]


@pytest.mark.parametrize(
    "broken",
    [
        ("1.2-", "1", "körpünü ölçür;"),
        ("1.2-", "1. körpünü ölçür;"),
        ("1.2", "-1", "körpünü ölçür;"),
        ("1.2 -1", "körpünü ölçür;"),
        ("1.2- 1.", "körpünü ölçür;"),
    ],
)
def test_a_number_broken_in_a_narrow_column_is_whole_again(broken: tuple[str, ...]) -> None:
    statute = read(*FIRST, *broken, "1.3. sayır.")
    assert [(clause.number, clause.text) for clause in statute.clauses[2:]] == [
        ("1.2-1", "körpünü ölçür;"),
        ("1.3", "sayır."),
    ]
    assert doubts(statute) == []


def test_half_a_number_before_words_is_doubted() -> None:
    statute = read(*FIRST, "1.2- körpünü ölçür və", "1 sayır;", "1.3. işləyir.")
    assert any("yarımçıqdır" in doubt.what for doubt in statute.doubts)


@pytest.mark.parametrize(
    ("between", "said"),
    [
        (("Nazirliyin Körpü şöbəsinin", "ƏSASNAMƏSİ"), "«Nazirliyin Körpü şöbəsinin ƏSASNAMƏSİ»"),
        (("Körpü şöbəsi haqqında Əsasnamə",), "«Körpü şöbəsi haqqında Əsasnamə»"),
        ((*TRAILER, "Körpü şöbəsinin Ə S A S N A M Ə S İ"), "«1. Ümumi müddəalar»"),
        ((STAMP, "Körpü şöbəsinin Əsasnaməsi"), "«Körpü şöbəsinin Əsasnaməsi»"),
        ((), "«1. Ümumi müddəalar»"),
    ],
)
def test_two_statutes_in_one_file_are_refused_by_the_name_of_the_second(
    between: tuple[str, ...], said: str
) -> None:
    with pytest.raises(UnreadableStatute) as refused:
        read("Yol şöbəsinin Əsasnaməsi", *FIRST, *SECOND, *between, *FIRST, *SECOND)
    assert refused.value.code == "several-statutes"
    assert said in str(refused.value)


def test_two_statutes_with_counted_clauses_are_refused() -> None:
    counted = ("I. Ümumi müddəalar", "1. Şöbə işləyir.", "2. Verir.", "II. Yekun", "3. Sayır.")
    with pytest.raises(UnreadableStatute) as refused:
        read("Yol şöbəsinin Əsasnaməsi", *counted, "Körpü şöbəsinin Əsasnaməsi", *counted)
    assert refused.value.code == "several-statutes"


def test_a_note_that_quotes_the_whole_former_wording_is_no_second_statute() -> None:
    note = "[1] 2 may 2019-cu il tarixli 5 nömrəli Fərman ilə dəyişdirilib. Əvvəlki redaksiyada deyilirdi:"
    assert numbers(read(*FIRST, "1.3. Şöbə sayır. [1]", *TRAILER, note, *FIRST)) == ["1.1", "1.2", "1.3"]


def test_chapters_in_parts_and_clauses_that_start_over_are_one_statute() -> None:
    assert numbers(
        read("I. BİRİNCİ HİSSƏ", *FIRST, *SECOND, "II. İKİNCİ HİSSƏ", "3. Yekun", "3.1. Ləğv edilir.")
    )
    restarted = ("I. Ümumi", "1. Şöbə", "1.1. ölçür;", "2. Verir.", "II. Yekun", "1. Nazirlik", "1.1. sayır;")
    assert numbers(read(*restarted, "2. Şöbə işləyir."))[-3:] == ["1", "1.1", "2"]
