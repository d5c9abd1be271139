"""The register of Decree 911: every position of every entry, with its class, and none that is not there."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.directory.position_seed import SHIPPED
from callcenter.directory.positions import Listed, Register, plain, read_register
from callcenter.directory.vocabulary import BodyGroup, Grade, PositionClass
from knowledge_base.statutes.parsing import parse
from knowledge_base.statutes.reading import read_text

FIFTH = "İnzibati vəzifələrin beşinci təsnifatı: "
MINISTRIES = "Azərbaycan Respublikası mərkəzi icra hakimiyyəti orqanlarının"
# Counted in the text by eye.
COUNTED = dict(
    zip(
        [*(f"2.1.{number}" for number in range(1, 9)), *(f"2.3.{number}" for number in range(1, 5))],
        (10, 25, 24, 87, 36, 53, 31, 28, 20, 8, 8, 12),
        strict=True,
    )
)


@pytest.fixture
def decree(shared: Path) -> Path:
    return shared / "statutes" / "004-decree-911-positions.txt"


@pytest.fixture
def register(decree: Path) -> Register:
    statute = parse(read_text(decree.read_bytes(), decree.name), code="004")
    return read_register((clause.key, clause.text) for clause in statute.clauses)


def read(text: str, key: str = "004:2.1.6") -> list[tuple[str, str, str]]:
    return [(one.entry, one.place, one.name) for one in read_register([(key, text)]).positions]


def named_in(decree: Path) -> Counter[str]:
    """Count by clause, in the lines of the file itself, the nouns that end the name of a position."""
    nouns = (
        "rəhbər(?:lər)?i|müavin(?:lər)?i|müdir(?:lər)?i|müşavir(?:lər)?i|köməkçi(?:lər)?(?:si|i)|katibi|rəisi"
        "|nümayəndə(?:lər)?(?:si|i)|direktoru|mühasib|məsləhətçi|mütəxəssis"
    )
    counted: Counter[str] = Counter()
    clause = None
    in_force = decree.read_text(encoding="utf-8").partition("İSTİFADƏ OLUNMUŞ MƏNBƏ")[0]
    for line in in_force.splitlines():
        said = re.sub(r"\[\d+\]", "", line).strip()
        if begins := re.match(r"(\d\.\d+(?:-\d+)?(?:\.\d+)?)\. ", said):
            clause = begins[1] if re.fullmatch(r"2\.[13]\.\d", begins[1]) else None
        elif clause:
            # Heads and deputies whom the President appoints are told of, not listed.
            listed = said.replace(
                "rəhbəri və rəhbərinin müavinləri Azərbaycan Respublikasının Prezidenti", ""
            )
            counted[clause] += len(re.findall(rf"\b(?:{nouns})(?=\s*(?:[,;.]|və |$))", listed))
    return counted


def test_every_position_of_the_decree_is_read(register: Register, decree: Path) -> None:
    found = Counter(one.clause.removeprefix("004:") for one in register.positions)
    assert found == COUNTED
    assert found == named_in(decree)


def test_what_the_decree_says_twice_is_a_doubt_and_nothing_else_is(register: Register) -> None:
    assert [doubt.where for doubt in register.doubts] == [
        "004:2.1.2, 1; 004:2.1.2, 7",
        "004:2.1.4, 6/2; 004:2.1.5, 0",
    ]


def test_every_position_has_its_class_and_its_bodies(register: Register) -> None:
    classes = {one.clause: one.cls for one in register.positions}
    administrative = [classes[f"004:2.1.{number}"] for number in range(1, 9)]
    assert administrative == list(PositionClass)
    assert [classes[f"004:2.3.{number}"] for number in range(1, 5)] == list(PositionClass)[1:5]
    assert all(one.groups and one.place and one.name for one in register.positions)
    supporting = {one.clause[:7] for one in register.positions if one.grade is Grade.SUPPORTING}
    assert supporting == {"004:2.3"}


def test_the_apparatus_of_a_ministry_stands_in_the_order_of_rank(register: Register) -> None:
    ministry = [one for one in register.positions if BodyGroup.CENTRAL in one.groups]
    assert [one.name for one in ministry] == [one.name for one in SHIPPED]
    assert [one.rank for one in register.positions] == list(range(1, len(register.positions) + 1))


def test_what_is_shipped_is_what_the_decree_says(register: Register) -> None:
    def facts(one: Listed) -> tuple[object, ...]:
        return one.clause, one.entry, one.name, one.grade, one.cls

    assert {facts(one) for one in SHIPPED} <= {facts(one) for one in register.positions}


def test_bodies_before_several_names_are_theirs_all() -> None:
    said = f"{FIFTH}1. {MINISTRIES} aparatlarında sektor müdiri, baş mühasib, məsləhətçi;"
    place = f"{MINISTRIES} aparatlarında"
    assert read(said) == [
        ("1", place, "sektor müdiri"),
        ("1", place, "baş mühasib"),
        ("1", place, "məsləhətçi"),
    ]


def test_other_bodies_in_the_same_entry_keep_apart() -> None:
    said = f"{FIFTH}2. {MINISTRIES} aparatlarında məsləhətçi, Hərbi Prokurorluqda məsləhətçi."
    assert [(entry, name) for entry, _, name in read(said)] == [("2", "məsləhətçi"), ("2/2", "məsləhətçi")]


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("aparatlarında şöbə müdirləri və onların müavinləri", ["şöbə müdiri", "şöbə müdirinin müavini"]),
        ("aparatlarının rəhbərləri və onların müavinləri", ["aparat rəhbəri", "aparat rəhbərinin müavini"]),
        ("rəhbərlərinin müşavirləri, köməkçiləri", ["rəhbərinin müşaviri", "rəhbərinin köməkçisi"]),
        ("İşlər müdiri və onun müavini", ["İşlər müdiri", "İşlər müdirinin müavini"]),
        ("başçısının birinci müavini və müavini", ["birinci müavini", "müavini"]),
    ],
)
def test_names_stand_in_the_singular_and_deputies_say_whose(printed: str, names: list[str]) -> None:
    assert [name for _, _, name in read(f"{FIFTH}1. {MINISTRIES} {printed};")] == names


def test_an_entry_that_ends_with_a_comma_ends_all_the_same() -> None:
    said = f"{FIFTH}1. Milli Məclisdə məsləhətçi, 2. Milli Məclis sədrinin köməkçisi;"
    assert [(entry, name) for entry, _, name in read(said)] == [("1", "məsləhətçi"), ("2", "köməkçisi")]


def test_a_paragraph_without_a_number_goes_by_the_one_before_it() -> None:
    said = f"{FIFTH}Milli Məclisdə kargüzar köməkçisi; 1. Milli Məclisdə müşaviri; Milli Məclisdə katibi;"
    assert [entry for entry, _, _ in read(said)] == ["0", "1", "1/2"]


def test_what_is_no_name_is_a_doubt() -> None:
    read_so = read_register([("004:2.1.6", f"{FIFTH}1. Milli Məclisdə xəzinədar;")])
    assert (read_so.positions, [doubt.where for doubt in read_so.doubts]) == ((), ["004:2.1.6, 1"])


def test_clauses_that_list_no_positions_are_no_register() -> None:
    assert read_register([("003:6.1.6", "şəbəkənin fasiləsiz işini təmin edir;")]) == Register()


@given(st.text(alphabet="ab .,;1-2və məsləhətçi rəhbəri onun müavini\n", max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    found = read_register([("004:2.1.6", FIFTH + text), ("004:2.1.6", FIFTH + text)])
    assert len({(one.clause, one.entry, one.name) for one in found.positions}) == len(found.positions)
    assert [one.rank for one in found.positions] == list(range(1, len(found.positions) + 1))


@pytest.mark.parametrize("typed", ["sektor müdiri", "SEKTOR MÜDİRİ", "Sektor mudiri", "  sektor   müdiri "])
def test_a_name_is_known_in_any_spelling(typed: str) -> None:
    assert plain(typed) == plain("sektor müdiri")


def test_letters_that_look_alike_are_one() -> None:
    assert plain("məsləhətçi") == plain("meslehetci") == plain("MƏSLƏHƏTÇİ") == plain("mǝslǝhǝtçi")
