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
from tests.short_statutes import text_of


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
