"""Every duty of the sector has its place in the program and a test, or says why it has none."""

import re
from pathlib import Path

import pytest

from knowledge_base.statutes.guarded import read_statute_at
from tests.documents import duties

KNOWN = duties.duties()
ROOT = duties.ROOT
# Appeals, complaints, applications, letters, record keeping, resolutions; what is got from other units; equal access;
# what is kept from others.
TOUCHES = re.compile(
    r"müraciət|şikayət|ərizə|məktub|kargüzar|dərkənar|strukturlarına müvafiq qaydada sorğu"
    r"|strukturlarından zəruri məlumat|bərabər şərt"
    r"|məlumatların qorunmas|sirrinin qorunmas|əldə olunması məhdudlaşdırılan",
    re.IGNORECASE,
)


def test_the_duties_document_is_what_rows_and_marks_say() -> None:
    assert duties.DOCUMENT.read_text(encoding="utf-8") == duties.drawn(), "make docs"


@pytest.mark.parametrize("one", KNOWN, ids=lambda one: one.code)
def test_a_duty_has_its_place_and_its_test_or_a_reason(one: duties.Duty) -> None:
    if one.outside:
        assert not one.where
        return
    assert one.duty
    assert one.where
    missing = [place for place in one.where if not (ROOT / place).exists()]
    assert not missing, f"{one.code}: no such place"
    assert duties.tests_of().get(one.code), f'mark a test with @clause("{one.code}")'


def test_no_mark_names_a_clause_without_a_row() -> None:
    rows = {one.code for one in KNOWN}
    marked = {code for code in duties.tests_of() if code.split(":")[0] in duties.NAMES}
    assert not marked - rows, "add the clause to tests/documents/duties.yaml"


@pytest.mark.parametrize(
    ("code", "file"), [("001", "001-migration-personnel.txt"), ("003", "003-economy-egovernance.txt")]
)
def test_every_clause_of_the_others_that_touches_appeals_has_a_row(
    shared: Path, code: str, file: str
) -> None:
    statute = read_statute_at(shared / "statutes" / file, code=code)
    touching = {clause.key for clause in statute.clauses if TOUCHES.search(clause.text)}
    # Of the clerk everything: what comes in are appeals too.
    clerk = {clause.key for clause in statute.clauses if clause.key.startswith("001:5.12")}
    assert touching
    assert not (touching | clerk) - {one.code for one in KNOWN}


def test_every_clause_of_the_sectors_statute_has_a_row(shared: Path) -> None:
    statute = read_statute_at(shared / "statutes" / "002-economy-call-centre.txt", code="002")
    numbers = {clause.number for clause in statute.clauses}
    rows = {one.code.removeprefix("002:") for one in KNOWN if one.code.startswith("002:")}
    # The third paragraph of 1 is numbered "3." in the source; it is 1.3 here.
    assert not numbers - rows
    assert rows - numbers == {"1.3"}
