"""Statute 003 amended under 500 open appeals: everything is listed right, nothing is lost, and it takes seconds."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from time import process_time

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import events, handling, rechecking
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Channel, Decision, Kind, Regime, State
from callcenter.directory.actors import Actor
from knowledge_base import history, importing
from knowledge_base import queries as knowledge_base
from knowledge_base.models import Competence
from knowledge_base.statutes.parsing import parse
from knowledge_base.statutes.reading import read_text
from knowledge_base.statutes.statute import Clause, StatuteText
from knowledge_base.vocabulary import Turn
from tests import factories

MANY = 500
SECONDS = 20
"""Far above what it takes: the limit is there for a mistake that makes it minutes."""


@pytest.fixture
def statute(shared: Path) -> StatuteText:
    (file,) = (shared / "statutes").glob("003*.txt")
    return parse(read_text(file.read_bytes(), file.name), code="003")


def amended(statute: StatuteText) -> StatuteText:
    """Reword 6.1.5 and 6.1.1, take out 6.1.6, add 6.1.30, give 6.1.8 the number 6.1.31."""
    clauses: list[Clause] = []
    for clause in statute.clauses:
        match clause.number:
            case "6.1.5" | "6.1.1":
                clauses.append(replace(clause, text="yeni qaydada " + clause.text))
            case "6.1.8":
                clauses.append(replace(clause, number="6.1.31", key="003:6.1.31"))
            case "6.1.6":
                added = "bulud xidmətlərinin alınması üzrə müqavilələrin texniki hissəsini hazırlamaq;"
                clauses.append(replace(clause, number="6.1.30", key="003:6.1.30", text=added))
            case _:
                clauses.append(clause)
    return replace(statute, clauses=tuple(clauses))


@pytest.fixture
def cards(session: Session) -> list[Competence]:
    """The cards of the network sector that rest on statute 003."""
    return [
        card
        for card in knowledge_base.competences(session)
        if card.unit.code == factories.NETWORK and card.clauses
    ]


def logged(session: Session, place: int, now: datetime, **more: object) -> Appeal:
    appeal = Appeal(
        number=f"M-2026-9{place:05d}",
        registered_at=now,
        channel=Channel.PHONE,
        text=f"{place}-ci otaqda avadanlıq işləmir.",
        folded=f"{place}-ci otaqda avadanliq islemir",
        language="az",
        kind=Kind.COMPLAINT,
        kind_confirmed=True,
        regime=Regime.APPEALS,
        due_on=now.date(),
        decision=Decision.ROUTE,
        out_of_scope=0.0,
        **more,
    )
    session.add(appeal)
    return appeal


@pytest.fixture
def route_many(
    session: Session, operator: Actor, cards: list[Competence], now: datetime
) -> Callable[[], list[Appeal]]:
    """Route an appeal by each card; the others are as those acts left theirs."""

    def by_act(place: int) -> Appeal:
        appeal = logged(session, place, now, state=State.REGISTERED, version=1)
        with session.no_autoflush:
            events.record(session, appeal, Action.LOG, by=operator, now=now, kinds=["complaint"])
        number, card = appeal.number, cards[place]
        return handling.route(
            session, number, 1, unit=factories.NETWORK, competence=card, by=operator, now=now
        )

    def routed() -> list[Appeal]:
        first = [by_act(place) for place in range(len(cards))]
        rest = [
            logged(
                session,
                place,
                now,
                **{
                    name: getattr(first[place % len(cards)], name)
                    for name in ("state", "version", "unit", "competence", "clause", "statute_version_id")
                },
            )
            for place in range(len(cards), MANY)
        ]
        session.flush()
        return [*first, *rest]

    return routed


def test_five_hundred_open_appeals_under_an_amended_statute(
    session: Session,
    statute: StatuteText,
    cards: list[Competence],
    route_many: Callable[[], list[Appeal]],
    head: Actor,
    now: datetime,
) -> None:
    importing.import_statute(session, statute, now=now)
    appeals = route_many()
    wording_of_the_day = {clause.key: clause.text for clause in statute.clauses}
    touched = {"003:6.1.1", "003:6.1.5", "003:6.1.6", "003:6.1.8"}

    started = process_time()
    done = importing.import_statute(session, amended(statute), now=now + timedelta(days=1))
    listed = rechecking.unsettled(session, head, limit=MANY)
    took = process_time() - started

    assert {(one.turn, one.key, one.to_key) for one in done.compared} == {
        (Turn.CHANGED, "003:6.1.1", "003:6.1.1"),
        (Turn.CHANGED, "003:6.1.5", "003:6.1.5"),
        (Turn.REMOVED, "003:6.1.6", None),
        (Turn.ADDED, "003:6.1.30", "003:6.1.30"),
        (Turn.MOVED, "003:6.1.8", "003:6.1.31"),
    }
    assert {one.appeal.number for one in listed} == {one.number for one in appeals if one.clause in touched}
    assert rechecking.count_by_clause(session) == Counter(one.clause for one in listed_appeals(listed))
    for one in appeals:
        found = rechecking.clause_of_the_day(session, one)
        assert found is not None
        assert found.then.text == wording_of_the_day[one.clause or ""]
        assert found.differs == (one.clause in touched)
    (revision,) = history.revisions(session)
    asked = {(turn.key, recheck.code) for turn in revision.turns for recheck in turn.rechecks}
    resting = {(key, card.code) for card in knowledge_base.competences(session) for key in card.clauses}
    assert asked == {pair for pair in resting if pair[0] in touched}
    for role in (Role.KNOWLEDGE_EDITOR, Role.ADMINISTRATOR):
        assert rechecking.unsettled(session, factories.make_actor(session, role)) == []
    assert took < SECONDS

    settled = rechecking.confirm(
        session, [one.number for one in listed_appeals(listed)], by=head, now=now + timedelta(days=2)
    )
    assert len(settled) == len(listed)
    assert rechecking.count(session, head) == 0


def listed_appeals(listed: Sequence[rechecking.Unsettled]) -> list[Appeal]:
    return [one.appeal for one in listed]
