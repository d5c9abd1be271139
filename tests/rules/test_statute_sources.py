"""The five legal texts: every clause found, none invented, counted independently of the parser."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from knowledge_base.statutes.parsing import parse, to_json
from knowledge_base.statutes.reading import read_text
from knowledge_base.statutes.statute import Clause, StatuteText

SOURCES = Path(__file__).resolve().parents[2].parent / "shared" / "statutes"
CODES = ("000", "001", "002", "003", "004")
PRINTED_CLAUSES = {"000": 99, "001": 123, "002": 38, "003": 79, "004": 101}


def source(code: str) -> str:
    found = sorted(SOURCES.glob(f"{code}-*.txt"))
    if not found:
        pytest.skip(f"the statute {code} is not in {SOURCES.name}/: its text is not shipped with the product")
    return found[0].read_text(encoding="utf-8")


@cache
def statute(code: str) -> StatuteText:
    return parse(read_text(source(code).encode(), f"{code}.txt"), code=code)


def clause(code: str, key: str) -> Clause:
    return next(found for found in statute(code).clauses if found.key == f"{code}:{key}")


def statute_proper(code: str) -> str:
    """Cut the source by hand: from the first chapter's heading to the list of sources."""
    text = source(code)
    start = re.search(r"^\s*(?:1|I)\. Ümumi müddəalar", text, re.MULTILINE)
    assert start is not None
    return text[start.start() :].split("İSTİFADƏ OLUNMUŞ MƏNBƏ", 1)[0]


def letters(text: str) -> str:
    return "".join(character for character in re.sub(r"\[\d+\]", "", text) if character.isalnum())


@pytest.mark.parametrize("code", CODES)
def test_the_clauses_are_those_whose_numbers_open_a_line_of_the_source(code: str) -> None:
    lines = statute_proper(code).splitlines()
    printed = [
        found[1]
        for line in lines
        if (found := re.match(r"[\s\xa0]*(\d+(?:[.]\d+)+(?:-\d+)?)[.]?[\s\xa0]", line))
    ]
    assert [found.number for found in statute(code).clauses] == printed
    assert len(printed) == PRINTED_CLAUSES[code]


@pytest.mark.parametrize("code", CODES)
def test_no_word_of_the_statute_is_lost_or_moved(code: str) -> None:
    understood = statute(code)
    parts = []
    for section in understood.sections:
        parts += [section.number, section.title, section.text]
        parts += [
            part
            for found in understood.clauses
            if found.section == section.number
            for part in (found.number, found.text)
        ]
    assert letters("".join(parts)) == letters(statute_proper(code))


@pytest.mark.parametrize("code", CODES)
def test_line_breaks_marks_and_double_spaces_are_gone_from_every_clause(code: str) -> None:
    for found in statute(code).clauses:
        assert found.text == " ".join(found.text.split())
        assert not re.search(r"\[\d+\]", found.text)


@pytest.mark.parametrize("code", CODES)
def test_keys_are_unique(code: str) -> None:
    keys = [found.key for found in statute(code).clauses]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("code", "body", "units"),
    [
        (
            "000",
            "Azərbaycan Respublikası Əmək və Əhalinin Sosial Müdafiəsi Nazirliyi",
            [
                ("Beynəlxalq əlaqələr şöbəsi", None, "department"),
                ("Beynəlxalq təşkilatlarla iş sektoru", "Beynəlxalq əlaqələr şöbəsi", "sector"),
                ("Xarici dövlətlərlə əlaqələr sektoru", "Beynəlxalq əlaqələr şöbəsi", "sector"),
                ("Protokol sektoru", "Beynəlxalq əlaqələr şöbəsi", "sector"),
            ],
        ),
        (
            "001",
            "Azərbaycan Respublikası Dövlət Miqrasiya Xidməti",
            [
                ("Kadrlar və kadr hazırlığı idarəsi", None, "directorate"),
                ("Xidmətə qəbul və tədris şöbəsi", "Kadrlar və kadr hazırlığı idarəsi", "department"),
            ],
        ),
        (
            "002",
            "Azərbaycan Respublikası İqtisadiyyat Nazirliyi",
            [("Çağrı mərkəzinin işinin təşkili sektoru", None, "sector")],
        ),
        (
            "003",
            "Azərbaycan Respublikası İqtisadiyyat Nazirliyi",
            [
                ("Elektron idarəetmə şöbəsi", None, "department"),
                ("Şəbəkə və əməliyyat sistemlərini idarəetmə sektoru", "Elektron idarəetmə şöbəsi", "sector"),
                ("Elektron sistemlər və proqram təminatı sektoru", "Elektron idarəetmə şöbəsi", "sector"),
            ],
        ),
        ("004", "Azərbaycan Respublikasının Prezidenti", []),
    ],
)
def test_body_and_unit_tree(code: str, body: str, units: list[tuple[str, str | None, str]]) -> None:
    assert statute(code).body == body
    assert [(unit.name, unit.parent, unit.kind) for unit in statute(code).units] == units


@pytest.mark.parametrize(
    ("code", "number", "day"),
    [("001", "12", date(2012, 11, 12)), ("004", "911", date(2003, 8, 4)), ("002", None, None)],
)
def test_the_adopting_act(code: str, number: str | None, day: date | None) -> None:
    assert (statute(code).act.number, statute(code).act.date) == (number, day)


def test_titles_are_those_of_the_text() -> None:
    assert (statute("001").title or "").endswith("Kadrlar və kadr hazırlığı idarəsi haqqında Əsasnamə")
    assert (statute("002").act.title or "").endswith("Çağrı mərkəzinin işinin təşkili sektorunun Əsasnaməsi")
    assert (
        statute("004").act.title
        == "İnzibati və yardımçı vəzifələrin Təsnifat Toplusunun təsdiq edilməsi haqqında"
    )
    assert statute("000").title is None


@pytest.mark.parametrize("code", ["000", "001", "003"])
def test_chapter_six_belongs_to_the_units_it_names(code: str) -> None:
    main = statute(code).units[0].name
    for found in statute(code).clauses:
        assert (found.unit == main) is not found.number.startswith("6.")


def test_each_sectors_duties_are_its_own() -> None:
    assert clause("000", "6.1.12").unit == "Beynəlxalq təşkilatlarla iş sektoru"
    assert clause("000", "6.2.6/2").unit == "Xarici dövlətlərlə əlaqələr sektoru"
    assert clause("000", "6.3.9").unit == "Protokol sektoru"


@pytest.mark.parametrize(
    ("code", "chapters"), [("000", ("3", "6")), ("001", ("3", "6")), ("002", ("3",)), ("003", ("3", "6"))]
)
def test_duties_are_the_clauses_of_chapters_three_and_six(code: str, chapters: tuple[str, ...]) -> None:
    duties = [found.number for found in statute(code).clauses if found.role == "duty"]
    assert duties == [
        found.number for found in statute(code).clauses if found.number.split(".")[0] in chapters
    ]


@pytest.mark.parametrize(
    ("code", "numbers"),
    [
        ("000", ["2.1.7", "3.1.19", "4.1.9", "6.1.12", "6.2.10", "6.3.9"]),
        ("001", ["2.1.3", "3.1.20", "4.1.6", "5.8.18", "5.11.6", "6.1.15"]),
        ("002", ["2.0.3", "3.0.8", "4.0.10"]),
        ("003", ["2.0.4", "3.0.20", "4.0.10", "6.1.12", "6.2.10"]),
        ("004", []),
    ],
)
def test_catch_all_clauses(code: str, numbers: list[str]) -> None:
    assert [found.number for found in statute(code).clauses if found.catch_all] == numbers


def test_hyphens_at_line_ends_stay_in_compounds_and_numbers() -> None:
    assert "31 avqust 2015-ci il tarixli F-86 nömrəli əmri" in clause("002", "2.0.1").text
    assert "təşkilati-sərəncamverici sənədlərin" in clause("002", "4.0.1").text
    assert "təşkilati-sərəncamverici sənədlərin" in clause("003", "5.5.4").text
    assert "Əsasnamənin 1.2.-ci bəndində" in clause("000", "5.4.4").text
    assert "(bundan sonra - Şöbə)" in clause("000", "1.1").text


def test_paragraphs_without_a_number_belong_to_the_clause_before_them() -> None:
    assert clause("002", "1.2").text.endswith("qarşılıqlı əlaqədə fəaliyyət göstərir.")
    assert clause("003", "5.1").text.endswith("proqram təminatı sektoru daxildir.")
    assert "iş planında nəzərdə tutulmuş tədbirlərin" in clause("003", "5.5.3").text


@pytest.mark.parametrize(
    ("code", "where", "words"),
    [
        ("000", "6.1.7", "yoxdur"),
        ("000", "6.2.6", "təkrarlanır"),
        ("002", "4.0.4", "yoxdur"),
        ("002", "4.0.09", "qeyri-adi"),
        ("002", "1.2", "«3.»"),
        ("002", "5.2", "nömrəsiz abzas"),
        ("003", "5.1", "nömrəsiz abzas"),
        ("003", "5.3", "nömrəsiz abzas"),
        ("004", "2.1.4", "nömrəsiz abzas"),
        ("004", "fəsil V", "[83]"),
    ],
)
def test_what_is_doubtful_is_said(code: str, where: str, words: str) -> None:
    assert any(doubt.where == where and words in doubt.what for doubt in statute(code).doubts)


def test_the_decisions_points_are_not_mixed_with_the_clauses() -> None:
    assert [point.number for point in statute("001").decision_points] == ["1", "2", "3"]
    assert [point.number for point in statute("004").decision_points] == [
        str(number) for number in range(1, 9)
    ]
    assert statute("001").decision_points[2].text.endswith("ləğv edilsin.")


def test_the_footnote_of_the_migration_statute_hangs_on_its_clause() -> None:
    (note,) = statute("001").footnotes
    assert (note.number, note.clause) == ("1", "001:5.12")
    assert note.text.endswith("“Kiçik inspektor-kargüzar” sözləri ilə əvəz edilmişdir.")
    (act,) = statute("001").amending_acts
    assert (act.number, act.date) == ("19", date(2016, 11, 16))
    assert (
        act.text
        == "16 noyabr 2016-cı il tarixli 19 nömrəli Azərbaycan Respublikası Dövlət Miqrasiya Xidmətinin Qərarı"
    )


def test_decree_911_has_fifty_two_amending_acts_in_order() -> None:
    acts = statute("004").amending_acts
    assert len(acts) == 52
    assert all(act.number and act.date for act in acts)
    assert (acts[0].number, acts[0].date) == ("378", date(2006, 3, 6))
    assert (acts[-1].number, acts[-1].date) == ("2095", date(2023, 4, 10))


def test_footnotes_of_decree_911_stand_apart_from_the_text() -> None:
    notes = {note.number: note for note in statute("004").footnotes}
    assert list(notes) == [str(number) for number in range(1, 79)]
    assert "Əvvəlki redaksiyada deyilirdi:" in notes["22"].text
    assert (notes["22"].place, notes["22"].at, notes["22"].clause) == ("section", "2", None)
    assert (notes["26"].clause, notes["26"].item) == ("004:2.1.1", "4-1")
    assert (notes["2"].place, notes["2"].at) == ("decision_point", "7")
    assert not any("redaksiyada deyilirdi" in found.text for found in statute("004").clauses)


def test_lists_inside_the_clauses_of_decree_911_keep_their_own_numbers() -> None:
    items = clause("004", "2.1.2").items
    expected = "1 2 3 4 4-1 5 6 6-1 7 8 8-1 8-2 8-3 9 9-1 10 11 11-1 12 13"
    assert [item.number for item in items] == expected.split()
    assert items[4].text == "Azərbaycan Respublikasının Prezidenti yanında Təhlükəsizlik Şurasının katibi;"
    listed = sum(len(found.items) for found in statute("004").clauses)
    printed = re.findall(r"^(?:\d+(?:-\d+)?)\.[\s\xa0]", statute_proper("004"), re.MULTILINE)
    assert listed == len(printed) - len(["1.", "2.", "3.", "4."])


def test_the_document_for_json_has_the_promised_keys() -> None:
    document = to_json(statute("001"))
    assert document["act"] == {"title": statute("001").act.title, "number": "12", "date": "2012-11-12"}
    promised = {"body", "act", "units", "sections", "clauses", "footnotes", "amending_acts", "doubts"}
    assert promised <= set(document)
