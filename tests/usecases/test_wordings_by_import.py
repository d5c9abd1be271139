"""Wordings that came by import without a note: each from one day to another, none over another."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from sqlalchemy.orm import Session

from knowledge_base import history, importing
from knowledge_base.statutes.statute import Act, Footnote, StatuteText
from knowledge_base.timelines import Read
from knowledge_base.vocabulary import Turn
from tests.short_statutes import of_a_department

KEY = "003:6.1.5"
ACT, FIRST, SECOND = date(2020, 3, 5), date(2026, 12, 20), date(2027, 2, 10)
SAID = "3 may 2026-cı il tarixli 11 nömrəli Nazirliyin Qərarı ilə 6.1.5-ci yarımbənd"
NOTE = Footnote("1", KEY, SAID + " yeni redaksiyada verilmişdir.")
MAY = date(2026, 5, 3)
COMPUTERS, PRINTERS, PHONES = (
    f"{what} təmirini aparır;" for what in ("kompüterlərin", "printerlərin və onların", "telefonların")
)


def bring(session: Session, *versions: tuple[StatuteText, date]) -> None:
    for statute, day in versions:
        dated = replace(statute, act=Act("Şöbənin əsasnaməsi", "5", ACT))
        importing.import_statute(session, dated, now=datetime(day.year, day.month, day.day, 8, tzinfo=UTC))


def told(session: Session, key: str = KEY) -> list[tuple[str | None, date | None, date | None]]:
    return [(one.text, one.since, one.until) for one in history.clause_history(session, key).wordings]


@pytest.fixture
def thrice(session: Session) -> None:
    bring(
        session,
        (of_a_department(COMPUTERS), date(2026, 11, 1)),
        (of_a_department(PRINTERS), FIRST),
        (of_a_department(PHONES), SECOND),
    )


def test_each_wording_is_from_the_day_of_the_one_before_and_the_first_from_the_act(
    session: Session, thrice: None
) -> None:
    assert told(session) == [
        (COMPUTERS, ACT, FIRST),
        (PRINTERS, FIRST, SECOND),
        (PHONES, SECOND, None),
    ]
    assert told(session, "003:6.1.4") == [("şəbəkəyə qoşulmanı təşkil edir;", ACT, None)]


@pytest.mark.parametrize(
    ("earlier", "later", "texts"),
    [
        ("2026-12-01", "2027-01-01", (COMPUTERS, PRINTERS)),
        ("2026-12-19", "2026-12-20", (COMPUTERS, PRINTERS)),
        ("2026-12-01", "2027-03-01", (COMPUTERS, PHONES)),
    ],
)
def test_days_differ_by_what_imports_changed_between_them(
    session: Session, thrice: None, earlier: str, later: str, texts: tuple[str, str]
) -> None:
    (one,) = history.compared(session, "003", earlier, later).clauses
    assert one.before is not None
    assert one.after is not None
    assert (one.turn, one.key) == (Turn.CHANGED, KEY)
    assert (one.before.text, one.after.text) == texts


def test_days_between_two_imports_do_not_differ(session: Session, thrice: None) -> None:
    assert history.compared(session, "003", "2026-12-20", "2027-02-09").clauses == []


def test_a_wording_that_came_back_is_told_twice(session: Session) -> None:
    bring(
        session,
        (of_a_department(COMPUTERS), date(2026, 11, 1)),
        (of_a_department(PRINTERS), FIRST),
        (of_a_department(COMPUTERS), SECOND),
    )
    assert told(session) == [
        (COMPUTERS, ACT, FIRST),
        (PRINTERS, FIRST, SECOND),
        (COMPUTERS, SECOND, None),
    ]


def test_a_moved_clause_leaves_its_old_number_on_the_day_it_takes_the_new_one(session: Session) -> None:
    old = of_a_department(COMPUTERS)
    moved = replace(old, clauses=(old.clauses[0], replace(old.clauses[1], number="6.1.6", key="003:6.1.6")))
    bring(session, (old, date(2026, 11, 1)), (moved, FIRST))
    assert told(session) == [(COMPUTERS, ACT, FIRST)]
    assert told(session, "003:6.1.6") == [(COMPUTERS, FIRST, None)]
    assert history.clause_history(session, KEY).clause is None


def test_a_clause_that_was_taken_out_and_brought_back_was_not_there_between(session: Session) -> None:
    old = of_a_department(COMPUTERS)
    without = replace(old, clauses=old.clauses[:1])
    bring(session, (old, date(2026, 11, 1)), (without, FIRST), (old, SECOND))
    assert told(session) == [(COMPUTERS, ACT, FIRST), (COMPUTERS, SECOND, None)]
    assert [one.key for one in history.compared(session, "003", "2027-01-01", None).clauses] == [KEY]


def test_an_earlier_import_fills_in_what_the_note_does_not_print(session: Session) -> None:
    bring(
        session,
        (of_a_department(COMPUTERS), date(2026, 11, 1)),
        (of_a_department(PRINTERS, NOTE), FIRST),
    )
    assert told(session) == [(COMPUTERS, ACT, MAY), (PRINTERS, MAY, None)]


def test_a_text_corrected_without_a_note_is_told_beside_the_notes(session: Session) -> None:
    bring(
        session,
        (of_a_department(PRINTERS, NOTE), date(2026, 11, 1)),
        (of_a_department(PHONES, NOTE), FIRST),
    )
    wordings = history.clause_history(session, KEY).wordings
    assert [(one.text, one.since, one.until) for one in wordings] == [
        (None, ACT, MAY),
        (PRINTERS, MAY, FIRST),
        (PHONES, FIRST, None),
    ]
    assert [len(one.changes) for one in wordings] == [0, 1, 0]


def test_imports_of_one_day_are_told_in_their_order(session: Session) -> None:
    bring(session, *((of_a_department(text), FIRST) for text in (COMPUTERS, PRINTERS, PHONES)))
    wordings = history.clause_history(session, KEY).wordings
    assert [one.text for one in wordings] == [COMPUTERS, PRINTERS, PHONES]
    assert all(follows(*two) for two in pairwise(wordings))


def follows(before: Read, after: Read) -> bool:
    return before.until is not None and before.until == after.since
