"""Marks of likeness: an appeal that came without them gets the same ones as at intake, some at a time, once."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from callcenter import jobs
from callcenter.appeals import marking, related, splitting
from callcenter.appeals.likeness_models import LikenessMark
from callcenter.appeals.models import Appeal
from callcenter.appeals.splitting import PartDraft
from callcenter.appeals.vocabulary import Outcome
from callcenter.core.clock import baku_date
from callcenter.core.db import Database
from callcenter.directory.actors import Actor
from callcenter.upkeep import doctor, retention
from tests import factories
from tests.factories import EGOV, NETWORK

TEXTS = (
    "Nazirlikdə internet tez-tez kəsilir, sənəd göndərə bilmirik, şəbəkəni düzəldin.",
    "Подскажите, как получить налоговую льготу для малого предпринимательства?",
    "Vergi güzəşti üçün sənədləri göndərmişəm, amma cavab almamışam.",
    "Salam.",
    "Kənd yolu təmir olunmur, körpünün dayaqları çat verib.",
)
CYRILLIC = "Верҝи ҝүзәшти үчүн сәнәдләри ҝөндәрмишәм, амма ҹаваб алмамышам."


@pytest.fixture
def appeals(log: Callable[..., Appeal]) -> list[Appeal]:
    return [log(text=text, phone=f"+994 50 212 44 {place}0") for place, text in enumerate(TEXTS)]


def marks(session: Session) -> set[tuple[int, int]]:
    return set(session.execute(select(LikenessMark.appeal_id, LikenessMark.mark)))


def marked(session: Session) -> set[int]:
    return {appeal for appeal, _ in marks(session)}


def forget(session: Session) -> set[tuple[int, int]]:
    """Take all marks away, as of appeals that were stored before there were any, and return them."""
    before = marks(session)
    session.execute(delete(LikenessMark))
    session.expire_all()
    return before


def sweep(database: Database, now: datetime) -> None:
    [row] = [row for row in jobs.TIMETABLE if row.name == marking.JOB]
    jobs.run(database, row, now)


def test_what_lacks_marks_gets_those_that_it_would_have_had(
    database: Database, session: Session, appeals: list[Appeal], now: datetime
) -> None:
    before = forget(session)
    assert marking.count_unmarked(session) == len(appeals)
    sweep(database, now)
    assert marks(session) == before
    assert marking.count_unmarked(session) == 0
    sweep(database, now)
    assert marks(session) == before


def test_some_are_marked_at_a_time_the_newest_first(
    database: Database,
    session: Session,
    appeals: list[Appeal],
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = forget(session)
    monkeypatch.setattr(marking, "HEAP", 1)
    monkeypatch.setattr(marking, "HEAPS", 2)
    newest_first = [appeal.id for appeal in reversed(appeals)]
    for known in (2, 4, 5, 5):
        sweep(database, now)
        assert marked(session) == set(newest_first[:known])
    assert marks(session) == before


def test_a_repeat_in_another_spelling_is_found_again(
    database: Database, session: Session, appeals: list[Appeal], operator: Actor, now: datetime
) -> None:
    def found() -> list[Appeal]:
        return related.said_by_others(session, operator, CYRILLIC, today=baku_date(now))

    assert found() == [appeals[2]]
    forget(session)
    assert found() == []
    sweep(database, now)
    assert found() == [appeals[2]]


def test_a_part_says_what_its_whole_says_and_is_found_by_that(
    database: Database, session: Session, appeals: list[Appeal], operator: Actor, now: datetime
) -> None:
    parts = [PartDraft("1", TEXTS[0], NETWORK), PartDraft("2", TEXTS[2], EGOV)]
    splitting.split(session, appeals[0].number, 1, parts=parts, by=operator, now=now)
    before = forget(session)
    sweep(database, now)
    assert marks(session) == before
    assert marking.count_unmarked(session) == 0


def test_an_erased_appeal_keeps_no_marks_and_gets_none(
    database: Database, session: Session, appeals: list[Appeal], operator: Actor, now: datetime
) -> None:
    gone = appeals[0]
    factories.answer_on_the_line(
        session, gone, text="Düzəldildi.", outcome=Outcome.SATISFIED, by=operator, now=now
    )
    assert retention.sweep(session, now=now + timedelta(days=6 * 366)).appeals == 1
    session.expire_all()
    assert gone.id not in marked(session)
    sweep(database, now)
    assert gone.id not in marked(session)


def test_the_doctor_says_how_many_lack_marks(session: Session, appeals: list[Appeal]) -> None:
    assert list(doctor._marks(session)) == []
    forget(session)
    [said] = doctor._marks(session)
    assert said.values == {"count": len(appeals)}
    assert "callcenter jobs" in said.text
