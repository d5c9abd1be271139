from datetime import date

import pytest

from knowledge_base.statutes.numbering import clause_number, roman_value
from knowledge_base.statutes.parsing import parse
from knowledge_base.statutes.reading import UnreadableStatute, read_text
from knowledge_base.statutes.statute import Clause, StatuteText

HEAD = (
    "Azərbaycan Respublikası Nəqliyyat Nazirliyinin\nYol təhlükəsizliyi şöbəsinin\nƏSASNAMƏSİ\n\n1. Ümumi müddəalar\n"
    "1.1. Azərbaycan Respublikası Nəqliyyat Nazirliyinin (bundan sonra – Nazirlik) aparatının struktur bölməsi olan "
    "Yol təhlükəsizliyi şöbəsi (bundan sonra – Şöbə) yollarda təhlükəsizliyi təmin edir.\n"
)


def read(text: str) -> StatuteText:
    return parse(text, code="900")


def clauses(text: str) -> dict[str, Clause]:
    return {clause.key: clause for clause in read(text).clauses}


def doubts(text: str) -> list[str]:
    return [doubt.where for doubt in read(text).doubts if doubt.where != "başlıq"]


def chapter(*lines: str) -> str:
    return HEAD + "2. Şöbənin vəzifələri\n" + "\n".join(lines)


def refusal(text: str) -> str:
    with pytest.raises(UnreadableStatute) as refused:
        read(text)
    return refused.value.code


def test_a_clause_number_that_occurs_twice_gets_a_suffix() -> None:
    found = clauses(chapter("2.1. birinci iş;", "2.1. ikinci iş;", "2.1. üçüncü iş."))
    assert [key for key in found if key.startswith("900:2")] == ["900:2.1", "900:2.1/2", "900:2.1/3"]


def test_a_number_may_lack_its_dot_or_be_glued_to_the_text() -> None:
    found = clauses(chapter("2.1 nöqtəsiz;", "2.2.bitişik;", "2.3Bitişik və nöqtəsiz."))
    assert found["900:2.2"].text == "bitişik;"
    assert found["900:2.3"].text == "Bitişik və nöqtəsiz."


def test_a_number_on_a_line_of_its_own_opens_a_clause() -> None:
    assert clauses(chapter("2.1.", "yolları nəzarətdə", "saxlamaq;", "2.2.", "hesabat vermək."))[
        "900:2.1"
    ].text == ("yolları nəzarətdə saxlamaq;")


@pytest.mark.parametrize(
    "line",
    [
        "1.2-ci bəndində göstərilən",
        "1.2, 1.3-cü bəndlərə",
        "16.3-1-ci bənd",
        "01.07.2011",
        "2.5%",
        "330.000.0000",
        "1.2cü bənd",
    ],
)
def test_a_reference_at_the_start_of_a_line_is_no_clause(line: str) -> None:
    assert clause_number(line) is None


@pytest.mark.parametrize(
    "line", ["2.3-1. mətn", "1.9.2-1. mətn", "4.0.09. mətn", "1.4. 1 – 5-ci kateqoriya", "3.1 “Qanun”"]
)
def test_numbers_are_kept_as_printed(line: str) -> None:
    found = clause_number(line)
    assert found is not None
    assert line.startswith(found[0].printed)
    assert not found[1].startswith(".")


@pytest.mark.parametrize(
    "reference", ["2.2 və 2.3 bölümlərinə", "2.2 nömrəli hissəyə", "2.2 bəndində yazılana"]
)
def test_what_reads_like_a_reference_continues_an_unfinished_sentence(reference: str) -> None:
    found = clauses(
        chapter("2.1. hesabatı bu Əsasnamənin", f"{reference} uyğun vermək;", "2.2. qalan işlər.")
    )
    assert found["900:2.1"].text == f"hesabatı bu Əsasnamənin {reference} uyğun vermək;"
    assert "900:2.2/2" not in found


@pytest.mark.parametrize("text", ["faizləri hesablamaq;", "bəndləri bölmək;", "manatın məzənnəsini izləmək;"])
def test_a_clause_may_open_with_a_word_of_references(text: str) -> None:
    assert clauses(chapter("2.1. yol işləri;", f"2.2. {text}", "2.3. qalan işlər."))["900:2.2"].text == text


def test_a_number_in_the_middle_of_a_sentence_is_doubted_not_read_as_a_clause() -> None:
    text = chapter("2.1. hesabatı bu Əsasnamənin", "1.7 bölümünə uyğun vermək;", "2.2. digər işləri görmək.")
    assert "900:1.7" not in clauses(text)
    assert doubts(text) == ["2.1"]


@pytest.mark.parametrize(
    ("numbers", "where"),
    [
        (("2.1", "2.3"), ["2.2"]),
        (("2.1", "2.5"), ["2.2"]),
        (("2.2", "2.3"), ["2.1"]),
        (("2.1", "2.3", "2.2"), ["2.2", "2.2"]),
        (("2.1", "2.1"), ["2.1"]),
        (("2.0", "2.0.1", "2.0.02"), ["2.0.02"]),
        (("2.0.1", "2.0.2"), ["2.0"]),
        (("2.1", "2.1-1", "2.1-3", "2.2"), ["2.1-2"]),
        (("2.0", "2.1", "2.1.1", "2.1.2", "2.2"), []),
    ],
)
def test_the_order_of_numbers_is_checked(numbers: tuple[str, ...], where: list[str]) -> None:
    assert doubts(chapter(*(f"{number}. yol işləri;" for number in numbers))) == where


def test_a_missing_chapter_is_doubted() -> None:
    assert doubts(HEAD + "3. Şöbənin vəzifələri\n3.1. yol işləri;\n3.2. körpü işləri.") == ["fəsil 3"]


def test_a_chapter_without_a_numbered_heading_is_still_a_chapter() -> None:
    understood = read(HEAD + "Şöbənin vəzifələri\n2.1. yol işləri;\n2.2. körpü işləri.")
    assert [(section.number, section.title) for section in understood.sections] == [
        ("1", "Ümumi müddəalar"),
        ("2", "Şöbənin vəzifələri"),
    ]
    assert understood.clauses[-1].role == "duty"
    assert [doubt.where for doubt in understood.doubts][1:] == ["fəsil 2"]
    assert understood.clauses[0].text.endswith("təmin edir.")


def test_points_below_a_point_of_the_decision_are_no_clauses() -> None:
    decision = (
        "Nazirliyin QƏRARI\n1. Əsasnamə təsdiq edilsin.\n2. Şöbəyə tapşırılsın:\n2.1. yolları yoxlamaq;\n"
        "2.2. hesabat vermək.\n3. Qərar bu gündən qüvvəyə minir.\n"
    )
    understood = read(decision + chapter("2.1. yol işləri;", "2.2. körpü işləri."))
    assert [clause.key for clause in understood.clauses] == ["900:1.1", "900:2.1", "900:2.2"]
    assert [point.number for point in understood.decision_points] == ["1", "2", "3"]
    assert understood.decision_points[1].text.endswith("2.2. hesabat vermək.")


def test_a_first_chapter_without_a_numbered_heading_is_not_lost() -> None:
    text = "Yol şöbəsi\nÜmumi müddəalar\n1.1. Şöbə işləyir.\n1.2. Şöbə hesabat verir.\n2. Vəzifələr\n2.1. yollar.\n"
    assert list(clauses(text)) == ["900:1.1", "900:1.2", "900:2.1"]
    assert doubts(text) == ["fəsil 1"]


def test_a_heading_may_run_over_two_lines() -> None:
    understood = read(
        HEAD
        + "2. Şöbənin strukturuna daxil olan\nsektorların vəzifələri\n2.1. Körpü sektorunun vəzifələri aşağıdakılardır:\n2.1.1. körpülər."
    )
    assert understood.sections[1].title == "Şöbənin strukturuna daxil olan sektorların vəzifələri"


def test_roman_chapters_with_clauses_counted_through() -> None:
    text = "Yol şöbəsinin Əsasnaməsi\nI. Ümumi müddəalar\n1. Şöbə yollara baxır.\n2. Şöbə körpülərə baxır.\nII. Şöbənin vəzifələri\n3. Yolu\ntəmir edir.\n4. Körpünü təmir edir."
    understood = read(text)
    assert [(clause.key, clause.section) for clause in understood.clauses] == [
        ("900:1", "I"),
        ("900:2", "I"),
        ("900:3", "II"),
        ("900:4", "II"),
    ]
    assert understood.clauses[2].text == "Yolu təmir edir."


@pytest.mark.parametrize(("printed", "value"), [("IV", 4), ("XIX", 19), ("İ", 1), ("XL", 40), ("A", 0)])
def test_roman_numbers(printed: str, value: int) -> None:
    assert roman_value(printed) == value


def test_lists_inside_a_clause_keep_their_own_numbers() -> None:
    clause = clauses(
        chapter("2.1. sənədlər:", "1. ərizə;", "2. arayış;", "2-1. etibarnamə;", "3. plan.", "2.2. digər.")
    )["900:2.1"]
    assert [item.number for item in clause.items] == ["1", "2", "2-1", "3"]
    assert clause.text == "sənədlər: 1. ərizə; 2. arayış; 2-1. etibarnamə; 3. plan."


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("2.1. yolların keçiril-", "məsi;"), "yolların keçirilməsi;"),
        (("2.1. təşkilati-sərəncam təşkilati-", "sərəncam;"), "təşkilati-sərəncam təşkilati-sərəncam;"),
        (("2.1. maddi və texniki, maddi-", "texniki;"), "maddi və texniki, maddi-texniki;"),
        (("2.1. qeyri-", "hökumət;"), "qeyri-hökumət;"),
        (("2.1. F-", "86 nömrəli;"), "F-86 nömrəli;"),
        (("2.1. 2015-", "ci il;"), "2015-ci il;"),
        (("2.1. AZƏRTAC-", "ın saytı;"), "AZƏRTAC-ın saytı;"),
        (("2.1. sonra -", "Şöbə;"), "sonra - Şöbə;"),
    ],
)
def test_hyphens_at_line_ends_are_decided_by_the_text_itself(lines: tuple[str, ...], text: str) -> None:
    assert clauses(chapter(*lines))["900:2.1"].text == text


def test_running_page_numbers_are_left_out() -> None:
    found = clauses(chapter("2.1. yol", "1", "işləri;", "- 2 -", "2.2. körpü", "3", "işləri."))
    assert (found["900:2.1"].text, found["900:2.2"].text) == ("yol işləri;", "körpü işləri.")


def test_a_lone_number_in_the_head_does_not_turn_page_numbers_into_text() -> None:
    pages = [line for at in range(1, 7) for line in (f"2.{at}. yol", str(at), "işləri;")]
    found = clauses("911\n" + chapter(*pages))
    assert [found[f"900:2.{at}"].text for at in range(1, 7)] == ["yol işləri;"] * 6


def test_a_few_numbers_that_count_among_many_that_do_not_stay_in_the_text() -> None:
    found = clauses(chapter("2.1. otaq", "12", "və", "13", "və", "40", "açıqdır."))
    assert found["900:2.1"].text == "otaq 12 və 13 və 40 açıqdır."


def test_a_lone_number_that_counts_no_pages_stays_in_the_text() -> None:
    assert clauses(chapter("2.1. otaq", "12", "açıqdır."))["900:2.1"].text == "otaq 12 açıqdır."


def test_units_named_only_in_the_structure_are_found() -> None:
    text = (
        HEAD
        + "2. Şöbənin fəaliyyətinin təşkili\n2.1. Şöbənin strukturuna Yol, Körpü və tunel sektorları daxildir.\n2.2. Şöbə işləyir."
    )
    names = ["Yol təhlükəsizliyi şöbəsi", "Yol sektoru", "Körpü sektoru", "Tunel sektoru"]
    assert [unit.name for unit in read(text).units] == names


def test_a_directorate_may_hold_departments() -> None:
    text = (
        "1. Ümumi müddəalar\n1.1. Dövlət Yol Xidmətinin Təmir idarəsi (bundan sonra – İdarə) yolları təmir edir.\n"
        "2. İdarənin fəaliyyətinin təşkili\n2.1. İdarənin strukturuna 2 şöbə (Asfalt şöbəsi və Beton şöbəsi) daxildir.\n"
        "2.2. İdarə işləyir."
    )
    assert [(unit.name, unit.parent, unit.kind) for unit in read(text).units] == [
        ("Təmir idarəsi", None, "directorate"),
        ("Asfalt şöbəsi", "Təmir idarəsi", "department"),
        ("Beton şöbəsi", "Təmir idarəsi", "department"),
    ]


def test_a_unit_with_duties_that_the_structure_does_not_name_is_doubted() -> None:
    text = (
        HEAD
        + "2. Şöbənin fəaliyyətinin təşkili\n2.1. Şöbənin strukturuna Yol sektoru daxildir.\n2.2. Şöbə işləyir.\n"
        + "3. Sektorların vəzifələri\n3.1. Körpü sektorunun vəzifələri aşağıdakılardır:\n3.1.1. körpülərə baxmaq.\n"
    )
    assert doubts(text) == ["Körpü sektoru", "Yol sektoru"]
    assert clauses(text)["900:3.1.1"].unit == "Körpü sektoru"


def test_only_leads_are_marked_as_leads() -> None:
    found = clauses(chapter("2.1. Vəzifələr aşağıdakılardır:", "2.1.1. yol;", "2.2. Qalan:", "2.3. körpü."))
    assert [key for key, clause in found.items() if clause.lead] == ["900:2.1"]


SOURCES = (
    "\nİSTİFADƏ OLUNMUŞ MƏNBƏ SƏNƏDLƏRİNİN SİYAHISI\n1. 5 may 2019-cu il tarixli 17 nömrəli Nazirlik\nqərarı\n"
    "2. 6 iyun 2020-ci il tarixli F-18 nömrəli əmr\nDƏYİŞİKLİK VƏ ƏLAVƏLƏRİN SİYAHISI[1] 5 may 2019-cu il tarixli 17 nömrəli qərar ilə\n"
    "yeni redaksiyada verilmişdir.\nƏvvəlki redaksiyada deyilirdi:\n2.1. köhnə mətn; [1]\n[2] 6 iyun 2020-ci il tarixli F-18 nömrəli əmr ilə çıxarılmışdır.\n"
)


def test_footnotes_and_amending_acts_stand_apart() -> None:
    understood = read(chapter("2.1. yeni mətn; [1]", "2.2. qalan[3] iş.") + SOURCES)
    assert [(act.number, act.date) for act in understood.amending_acts] == [
        ("17", date(2019, 5, 5)),
        ("F-18", date(2020, 6, 6)),
    ]
    assert understood.footnotes[0].clause == "900:2.1"
    assert understood.footnotes[0].text.splitlines()[1:] == [
        "Əvvəlki redaksiyada deyilirdi:",
        "2.1. köhnə mətn; [1]",
    ]
    assert understood.clauses[-1].text == "qalan iş."


def test_a_note_without_a_mark_and_a_mark_without_a_note_are_doubted() -> None:
    assert doubts(chapter("2.1. yeni mətn; [1]", "2.2. qalan[3] iş.") + SOURCES) == ["[2]", "2.2"]


def test_an_impossible_date_is_left_open() -> None:
    understood = read(
        chapter("2.1. iş.")
        + "\nİSTİFADƏ OLUNMUŞ MƏNBƏ SƏNƏDLƏRİNİN SİYAHISI\n1. 31 fevral 2020-ci il tarixli 4 nömrəli qərar"
    )
    assert understood.amending_acts[0].date is None
    assert understood.doubts[-1].where == "mənbə 1"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Salam, necəsən?",
        "1.1 şöbə",
        "a,b\n1,2\n3,4",
        "1.1. one\n1.2. two\n",
        "1. çörək\n2. süd\n3. qərar",
    ],
)
def test_a_text_that_is_no_statute_is_refused(text: str) -> None:
    assert refusal(text) == "not-a-statute"


@pytest.mark.parametrize("character", ["\x00", "\ud800"])
def test_characters_that_no_database_keeps_are_refused(character: str) -> None:
    assert refusal(chapter(f"2.1. yol{character};")) == "bad-characters"


def test_a_text_of_too_many_lines_is_refused() -> None:
    assert refusal(HEAD + "sətir\n" * 50_001) == "statute-too-long"


CYRILLIC = (
    "Јол шөбәсинин ӘСАСНАМӘСИ\n1. Үмуми мүддәалар\n1.1. Шөбә ишләјир, о ҹүмләдән һесабат верир.\n"
    "2. Шөбәнин вәзифәләри\n2.1. Ҝәнҹләр вә Ијун чајы үзрә көрпүләри сајыр;\n2.2. жанрлары ғурур."
)


def test_a_statute_in_azerbaijani_cyrillic_is_read_in_latin_letters() -> None:
    understood = read(read_text(CYRILLIC.encode(), "a.txt"))
    assert [(clause.number, clause.text, clause.role) for clause in understood.clauses] == [
        ("1.1", "Şöbə işləyir, o cümlədən hesabat verir.", "general"),
        ("2.1", "Gənclər və İyun çayı üzrə körpüləri sayır;", "duty"),
        ("2.2", "janrları ğurur.", "duty"),
    ]
    assert [unit.name for unit in understood.units] == ["Yol şöbəsi"]
    assert "əlifba" in doubts(CYRILLIC)


def test_a_statute_in_russian_is_refused_for_its_language() -> None:
    text = "Положение об отделе\n1. Общие положения\n1.1. Отдел работает.\n1.2. Милли Мәҹлис и отдел отчитываются."
    with pytest.raises(UnreadableStatute) as refused:
        read(text)
    assert refused.value.code == "statute-in-russian"
    assert "rus dilindədir" in str(refused.value)


def test_a_numbered_text_in_another_language_is_not_called_unnumbered() -> None:
    with pytest.raises(UnreadableStatute) as refused:
        read("1. General\n1.1. The unit works.\n1.2. It reports.\n2. Tasks\n2.1. roads;\n2.2. bridges.")
    assert refused.value.code == "not-a-statute"
    assert "nömrələnib" in str(refused.value)
