"""An article that was proposed from an answer, once few may know of the appeal: what is not published goes."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Level
from callcenter.core.errors import NotFound, Refused
from callcenter.directory.actors import Actor
from knowledge_base import recent
from knowledge_base.articles import queries, writing
from knowledge_base.articles.drafts import TextDraft
from knowledge_base.articles.vocabulary import VersionState
from tests import factories
from tests.clauses import clause
from tests.factories import NETWORK, SOFTWARE
from tests.usecases.looking import told as told_to
from tests.usecases.taking_away.words import (
    WORD,
    Log,
    drafted,
    hide,
    proposed,
    published,
    rewritten,
    where_it_stands,
)


@clause("002:5.4.7", "003:3.0.9")
@pytest.mark.parametrize("how", ["accused", "confidential", "corruption"])
@pytest.mark.parametrize("in_review", [False, True])
def test_a_proposed_article_goes_from_the_editors_with_its_words_and_its_author_is_told(
    session: Session, told: Appeal, operator: Actor, chief: Actor, author: User, now: datetime, how: str,
    in_review: bool,
) -> None:  # fmt: skip
    assert operator.user is not None
    article = proposed(session, told, operator.user, now)
    rewritten(session, article, author, now)
    if in_review:
        writing.submit(session, article.code)
    assert where_it_stands(session) == {"article_text"}

    hide(how, session, told, operator, chief, now)
    assert where_it_stands(session) == set()
    session.expire_all()
    assert article.code not in [one.code for one in queries.articles(session)]
    with pytest.raises(NotFound):
        queries.article_coded(session, article.code)
    [version] = article.versions
    assert (version.state, version.withdrawn_at) == (VersionState.WITHDRAWN, now)
    assert version.withdrawal
    [said] = told_to(session, author)
    assert article.code in said
    assert told.number not in said
    assert recent.changes_this_week(session, now=now) == []


def test_whom_the_appeal_complains_of_is_not_even_told_that_their_draft_is_gone(
    session: Session, told: Appeal, operator: Actor, now: datetime
) -> None:
    accused_editor = factories.make_user(session, Role.KNOWLEDGE_EDITOR, unit=NETWORK)
    article = proposed(session, told, accused_editor, now)
    factories.accuse(session, told, unit=NETWORK, by=operator, now=now)
    assert article.newest.state is VersionState.WITHDRAWN
    assert told_to(session, accused_editor) == []


def test_who_still_writes_when_it_goes_cannot_put_the_words_back(
    session: Session, told: Appeal, operator: Actor, author: User, reviewer: User, now: datetime
) -> None:
    assert operator.user is not None
    article = proposed(session, told, operator.user, now)
    published(session, article, author, reviewer, now)
    rewritten(session, article, author, now)
    read = writing.version_mark(article)
    factories.accuse(session, told, unit=SOFTWARE, by=operator, now=now)
    draft = drafted({"az": TextDraft(WORD, WORD)})
    with pytest.raises(Refused) as refused:
        writing.rewrite(session, article.code, draft, as_read=read, by=author, now=now)
    assert refused.value.code == "article-changed"


def test_once_the_appeal_is_nobodys_secret_its_answer_can_be_proposed_again(
    session: Session, told: Appeal, operator: Actor, chief: Actor, now: datetime
) -> None:
    assert operator.user is not None
    article = proposed(session, told, operator.user, now)
    factories.set_level(session, told, Level.CONFIDENTIAL, by=chief, now=now)
    factories.set_level(session, told, Level.ORDINARY, by=chief, now=now)
    assert proposed(session, told, operator.user, now) is article
    assert [one.state for one in article.versions] == [VersionState.WITHDRAWN, VersionState.DRAFT]
    assert WORD in queries.article_coded(session, article.code).shown.title


def test_parts_and_merged_appeals_take_their_proposals_with_them(
    session: Session, told: Appeal, log: Log, operator: Actor, chief: Actor, now: datetime
) -> None:
    assert operator.user is not None
    main = log()
    told.merged_into = main
    proposed(session, told, operator.user, now)
    factories.set_level(session, main, Level.CONFIDENTIAL, by=chief, now=now)
    assert where_it_stands(session) == set()
