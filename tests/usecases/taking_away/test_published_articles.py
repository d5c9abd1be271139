"""A published article that was written from an answer, once few may know of the appeal: the head of the centre decides."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.appeals import publications
from callcenter.appeals.models import Appeal
from callcenter.core.errors import NotAllowed, NotFound, Refused
from callcenter.core.trail import TrailEntry
from callcenter.directory.actors import Actor
from knowledge_base import recent
from knowledge_base.articles import queries
from knowledge_base.articles.vocabulary import VersionState
from tests import factories
from tests.clauses import clause
from tests.factories import CALL_CENTRE, SOFTWARE
from tests.usecases.looking import told as told_to
from tests.usecases.taking_away.words import WORD, proposed, published, rewritten, where_it_stands


@clause("002:5.4.7")
def test_what_is_published_stays_and_is_listed_to_the_head_of_the_centre(
    session: Session, told: Appeal, operator: Actor, chief: Actor, author: User, reviewer: User, now: datetime
) -> None:
    assert operator.user is not None
    article = proposed(session, told, operator.user, now)
    first = published(session, article, author, reviewer, now)
    rewritten(session, article, author, now)
    assert publications.awaiting_decision(session, chief) == []

    factories.accuse(session, told, unit=SOFTWARE, by=operator, now=now)
    [second] = [one for one in article.versions if one is not first]
    assert (first.state, second.state) == (VersionState.PUBLISHED, VersionState.WITHDRAWN)
    assert (WORD in first.title, second.title) == (True, "")
    [found] = publications.awaiting_decision(session, chief)
    assert (found.appeal, found.article) == (told, first)


def test_kept_it_stands_on_its_own_and_is_listed_no_more(
    session: Session, told: Appeal, operator: Actor, chief: Actor, author: User, reviewer: User, now: datetime
) -> None:
    assert operator.user is not None
    article = proposed(session, told, operator.user, now)
    version = published(session, article, author, reviewer, now)
    factories.accuse(session, told, unit=SOFTWARE, by=operator, now=now)
    publications.keep(session, told.number, by=chief, now=now)
    assert publications.awaiting_decision(session, chief) == []
    assert (version.state, article.appeal_number) == (VersionState.PUBLISHED, None)
    [row] = session.scalars(select(TrailEntry).where(TrailEntry.what == "publication.kept"))
    assert (row.about, row.user_id, row.details) == (told.number, chief.user_id, {"article": article.code})
    with pytest.raises(Refused) as refused:
        publications.keep(session, told.number, by=chief, now=now)
    assert refused.value.code == "nothing-published"


@clause("002:5.4.7")
def test_taken_out_nobody_reads_it_any_more_and_the_author_is_told(
    session: Session, told: Appeal, operator: Actor, chief: Actor, author: User, reviewer: User, now: datetime
) -> None:
    assert operator.user is not None
    article = proposed(session, told, operator.user, now)
    published(session, article, author, reviewer, now)
    factories.accuse(session, told, unit=SOFTWARE, by=operator, now=now)
    publications.take_out(session, told.number, by=chief, now=now)
    assert where_it_stands(session) == set()
    assert article.code not in [one.article.code for one in queries.published(session)]
    assert [article.code in said for said in told_to(session, author)] == [True]
    assert recent.changes_this_week(session, now=now) == []
    assert publications.awaiting_decision(session, chief) == []


def test_nobody_else_decides_and_who_may_not_know_is_not_asked(
    session: Session, told: Appeal, operator: Actor, author: User, reviewer: User, now: datetime
) -> None:
    assert operator.user is not None
    published(session, proposed(session, told, operator.user, now), author, reviewer, now)
    factories.accuse(session, told, unit=CALL_CENTRE, by=operator, now=now)
    accused_chief = factories.make_actor(session, Role.CENTRE_HEAD, unit=CALL_CENTRE)
    assert publications.awaiting_decision(session, accused_chief) == []
    with pytest.raises(NotFound):
        publications.keep(session, told.number, by=accused_chief, now=now)
    with pytest.raises(NotAllowed):
        publications.take_out(session, told.number, by=operator, now=now)
