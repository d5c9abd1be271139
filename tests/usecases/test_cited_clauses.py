"""The clauses that an answer cites are held against the text in force."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from callcenter.appeals import answering
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Outcome, State
from callcenter.core.errors import InvalidInput
from callcenter.directory.actors import Actor
from knowledge_base import citing, importing
from knowledge_base.citing import Standing
from knowledge_base.statutes.parsing import parse
from tests.short_statutes import OF_THE_SECTOR, of_a_department, text_of


def import_statute(session: Session, now: datetime, *more: str) -> None:
    importing.import_statute(session, parse(text_of(*more, ministry="İqtisadiyyat"), code="900"), now=now)


def standings(session: Session, text: str, now: datetime) -> dict[str, Standing]:
    return {one.name: one.standing for one in citing.cited(session, text, today=now.date())}


def test_cited_clauses_are_held_against_the_text_in_force(session: Session, now: datetime) -> None:
    import_statute(session, now, "3.0.2. nəticələri elan etmək.")
    text = (
        "900: 3.0.1, 900: 3.0.2, 900: 3.0.77 və Əsasnamənin 3.0.2-ci bəndi. "
        "1308-IVQ-nin 10.1-ci bəndi, 1308-IVQ-nin 99.1-ci bəndi, 580-IIQ-nin 11.1-ci maddəsi."
    )
    before = standings(session, text, now)
    assert before["900: 3.0.1"] is before["900: 3.0.2"] is before["3.0.2"] is Standing.IN_FORCE
    assert before["900: 3.0.77"] is Standing.UNKNOWN
    assert before["1308-IVQ: 10.1"] is Standing.IN_FORCE
    assert before["1308-IVQ: 99.1"] is before["580-IIQ: 11.1"] is Standing.NO_TEXT
    import_statute(session, now + timedelta(days=1))
    after = standings(session, text, now)
    assert after["900: 3.0.1"] is Standing.IN_FORCE
    assert after["900: 3.0.2"] is after["3.0.2"] is Standing.REPEALED


def test_a_clause_is_looked_for_in_the_statute_that_is_named_before_it(
    session: Session, now: datetime
) -> None:
    import_statute(session, now)
    importing.import_statute(session, of_a_department("proqramları təmir etmək;"), now=now)
    said = standings(session, "900-ün 6.1.5 bəndi. 003-ün 6.1.5 bəndi, 1308-IVQ-nin 10.1-ci maddəsi.", now)
    assert said == {
        "900: 6.1.5": Standing.UNKNOWN,
        "003: 6.1.5": Standing.IN_FORCE,
        "1308-IVQ: 10.1": Standing.IN_FORCE,
    }


def test_an_act_that_is_cited_as_a_whole_is_checked_too(session: Session, now: datetime) -> None:
    importing.import_statute(session, OF_THE_SECTOR, now=now)
    text = "314-IQ nömrəli Qanunun 7-ci maddəsinə, 52 nömrəli Fərmana, 1308-IVQ nömrəli Qanuna, 12/34 nömrəli Qərara"
    assert standings(session, text, now) == {
        "314-IQ: 7": Standing.NO_TEXT,
        "52": Standing.NO_TEXT,
        "1308-IVQ": Standing.IN_FORCE,
        "12/34": Standing.IN_FORCE,
    }


def test_a_text_on_a_clause_that_its_statute_never_had_is_approved_only_by_who_looked(
    session: Session, in_work: Appeal, executor: Actor, head: Actor, now: datetime
) -> None:
    import_statute(session, now)
    answering.draft(
        session,
        in_work.number,
        in_work.version,
        text="Əsasnamənin 9.9.9-cu bəndinə və 314-IQ nömrəli Qanuna əsasən baxıldı.",
        outcome=Outcome.EXPLAINED,
        by=executor,
        now=now,
    )
    with pytest.raises(InvalidInput) as found:
        answering.approve(session, in_work.number, in_work.version, by=head, now=now)
    # Of an act that is not known here it is only said that it is to be checked.
    assert "9.9.9" in str(found.value.fields["looked"])
    assert "314-IQ" not in str(found.value.fields["looked"])
    answering.approve(session, in_work.number, in_work.version, looked=True, by=head, now=now)
    assert in_work.state is State.APPROVED


def test_a_text_on_a_repealed_clause_is_approved_only_by_who_looked(
    session: Session, in_work: Appeal, executor: Actor, head: Actor, now: datetime
) -> None:
    import_statute(session, now, "3.0.2. nəticələri elan etmək.")
    import_statute(session, now + timedelta(minutes=1))
    answering.draft(
        session,
        in_work.number,
        in_work.version,
        text="900: 3.0.2 bəndinə əsasən baxıldı.",
        outcome=Outcome.EXPLAINED,
        by=executor,
        now=now,
    )
    with pytest.raises(InvalidInput) as found:
        answering.approve(session, in_work.number, in_work.version, by=head, now=now)
    assert "900: 3.0.2" in str(found.value.fields["looked"])
    assert in_work.state is State.AWAITING_APPROVAL
    answering.approve(session, in_work.number, in_work.version, looked=True, by=head, now=now)
    assert in_work.events[-1].details["looked"] == ["900:3.0.2"]
