"""The competence map is read from what really happened, on both databases."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import handling
from callcenter.appeals.models import Appeal
from callcenter.core.clock import baku_date
from callcenter.directory.actors import Actor
from knowledge_base import queries as knowledge
from reports import queries, surveying
from reports.figures import Figures
from reports.gaps import CompetenceMap
from reports.periods import Period
from reports.vocabulary import PeriodKind
from tests import factories


@pytest.fixture
def week(now: datetime) -> Period:
    today = baku_date(now)
    return Period(PeriodKind.CUSTOM, today - timedelta(days=6), today)


def quiet(found: CompetenceMap) -> set[str]:
    return {one.duty.clause for one in found.quiet}


def test_a_call_takes_its_clauses_from_the_quiet_ones(
    session: Session, log: Callable[..., Appeal], operator: Actor, now: datetime, week: Period
) -> None:
    card = next(one for one in knowledge.competences(session) if one.unit.code == factories.NETWORK)
    before = surveying.map_of(Figures(session), week)
    assert card.clauses[0] in quiet(before)

    appeal = log()
    handling.route(session, appeal.number, 1, unit=factories.NETWORK, competence=card, by=operator, now=now)
    after = surveying.map_of(Figures(session), week)
    assert quiet(before) - quiet(after) == set(card.clauses) & quiet(before)
    assert after.not_covered == 0


def test_an_appeal_routed_without_a_clause_is_not_covered(
    session: Session, routed: Appeal, week: Period
) -> None:
    assert surveying.map_of(Figures(session), week).uncovered == ((factories.NETWORK, 1),)


def test_an_appeal_that_the_base_knows_nothing_about_is_not_covered(
    session: Session, log: Callable[..., Appeal], week: Period
) -> None:
    log(text="Həyətimizdə zibil yığılıb, məhəllədə küçə itləri çoxalıb, bələdiyyə baxmır.")
    assert surveying.map_of(Figures(session), week).uncovered == (("", 1),)


def test_a_return_is_counted_with_the_clause_that_was_cited_last(
    session: Session, routed: Appeal, head: Actor, operator: Actor, now: datetime, week: Period
) -> None:
    for clause in ("003:6.2.1", "003:6.2.8"):
        handling.send_back(
            session,
            routed.number,
            routed.version,
            reason="Proqram məsələsidir.",
            clause=clause,
            by=head,
            now=now,
        )
        if clause == "003:6.2.1":
            handling.route(
                session, routed.number, routed.version, unit=factories.NETWORK, by=operator, now=now
            )
    (one,) = surveying.map_of(Figures(session), week).returned
    assert (one.refusal.unit, one.refusal.clause, one.refusal.appeals) == (factories.NETWORK, "003:6.2.8", 1)
    assert one.owners == (factories.SOFTWARE,)

    centre = factories.make_actor(session, Role.CENTRE_HEAD)
    group = f"by_refusal:{factories.NETWORK} 003:6.2.8"
    assert queries.list_behind(session, centre, "returned", week, group).rows == [routed]


def test_a_clause_of_another_body_is_the_duty_of_its_unit(
    session: Session, routed: Appeal, head: Actor, now: datetime, week: Period
) -> None:
    handling.send_back(
        session,
        routed.number,
        routed.version,
        reason="Protokol işidir.",
        clause="000:6.3.1",
        by=head,
        now=now,
    )
    (one,) = surveying.map_of(Figures(session), week).returned
    assert one.owners == ("labour-protocol",)
