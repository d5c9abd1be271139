"""Where articles and appeals meet: an answer taken from an article, and an article made of an answer."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import answering, article_use
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Outcome
from callcenter.directory.actors import Actor
from knowledge_base import importing
from knowledge_base.articles import proposing, queries
from knowledge_base.articles.models import ArticleVersion
from knowledge_base.articles.vocabulary import FlagReason, VersionState
from knowledge_base.language.masking import mask
from knowledge_base.statutes.parsing import parse
from tests import factories
from tests.clauses import clause
from tests.short_statutes import text_of

Log = Callable[..., Appeal]
CODE = "appeal-deadlines"
STATUTE = text_of("3.0.2. nəticələri elan etmək.")


def answered(
    session: Session,
    appeal: Appeal,
    by: Actor,
    now: datetime,
    *,
    text: str = "15 iş günü.",
    article: ArticleVersion | None = None,
) -> Appeal:
    return factories.answer_on_the_line(session, appeal, text=text, article=article, by=by, now=now)


def test_an_answer_on_the_line_remembers_its_article(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    version = queries.version_named(session, CODE)
    appeal = answered(session, log(), operator, now, article=version)
    [event] = [one for one in appeal.events if one.action is Action.ANSWER_ON_LINE]
    assert event.article_version is version


def test_a_units_draft_remembers_its_article(
    session: Session, in_work: Appeal, executor: Actor, now: datetime
) -> None:
    version = queries.version_named(session, f"{CODE}/1")
    answering.draft(
        session,
        in_work.number,
        in_work.version,
        text="15 iş günü.",
        outcome=Outcome.EXPLAINED,
        article=version,
        by=executor,
        now=now,
    )
    assert in_work.events[-1].article_version is version


def test_use_is_counted_by_article_with_what_was_reopened(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    version = queries.version_named(session, CODE)
    first = answered(session, log(), operator, now, article=version)
    answered(session, log(text="Cavab nə vaxt olacaq?"), operator, now + timedelta(hours=1), article=version)
    answered(session, log(text="Başqa məsələ."), operator, now)
    answering.reopen(session, first.number, first.version, reason="Cavab natamamdır.", by=operator, now=now)
    editor = factories.make_actor(session, Role.KNOWLEDGE_EDITOR)
    assert article_use.use_of_articles(session, editor) == {
        version.article_id: article_use.Use(2, now + timedelta(hours=1), 1)
    }


@clause("002:5.4.7")
def test_use_for_an_appeal_that_complains_of_the_reader_is_not_counted_before_them(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    version = queries.version_named(session, CODE)
    appeal = answered(session, log(), operator, now, article=version)
    accused, other = (
        factories.make_actor(session, Role.KNOWLEDGE_EDITOR, unit=unit)
        for unit in (factories.EGOV, factories.APPARATUS)
    )
    appeal.about_staff = accused.staff
    session.flush()
    assert article_use.use_of_articles(session, accused) == {}
    assert article_use.use_of_articles(session, other)[version.article_id].used == 1


def test_an_answer_becomes_a_masked_draft_once(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    question = "VÖEN 1234567891 bağlanıb, nömrəm 050 212 44 87, poçtum a.b@misal.az, FİN 7AB12CD. Nə edim?"
    appeal = answered(session, log(text=question), operator, now, text="Zəng edin: 050 212 44 87.")
    assert operator.user is not None
    assert article_use.may_propose(operator, appeal)

    def propose() -> tuple[object, bool]:
        assert operator.user is not None
        return proposing.propose_from_answer(
            session,
            appeal.number,
            question=appeal.text,
            answer=article_use.answer_told(appeal),
            clause_keys=(),
            by=operator.user,
            now=now,
        )

    article, new = propose()
    assert (propose(), new) == ((article, False), True)
    found = queries.proposed_from(session, appeal.number)
    assert found is not None
    assert found.newest.state is VersionState.DRAFT
    said = " ".join((found.newest.text_in("az").questions[0], found.newest.text_in("az").answer))
    for secret in ("050", "44 87", "1234567891", "misal.az", "7AB12CD"):
        assert secret not in said
    assert appeal.number not in found.code


def test_an_open_or_confidential_appeal_is_not_proposed_and_not_by_everybody(
    session: Session, log: Log, operator: Actor, executor: Actor, now: datetime
) -> None:
    assert not article_use.may_propose(operator, log())
    secret = answered(session, log(confidential=True), operator, now)
    assert not article_use.may_propose(operator, secret)
    told = answered(session, log(text="Açıq məsələ."), operator, now)
    assert not article_use.may_propose(executor, told)
    assert article_use.may_propose(factories.make_actor(session, Role.CENTRE_HEAD), told)


def test_a_new_wording_of_a_statute_flags_the_articles_on_its_changed_clauses(
    session: Session, now: datetime
) -> None:
    version = queries.version_named(session, CODE)
    version.clause_keys = ["900:3.0.2"]
    importing.import_statute(session, parse(STATUTE, code="900"), now=now)
    assert queries.flagged(session) == [], "the first import changes no clause"
    other = parse(STATUTE.replace("sınaqları keçirmək", "sınaq aparmaq"), code="900")
    importing.import_statute(session, other, now=now)
    assert queries.flagged(session) == [], "another clause"
    newer = parse(STATUTE.replace("elan etmək", "dərc etmək"), code="900")
    importing.import_statute(session, newer, now=now)
    [flag] = queries.flagged(session)
    assert (flag.article.code, flag.reason, flag.note) == (CODE, FlagReason.ACT_CHANGED, "900:3.0.2")


@pytest.mark.parametrize("text", ["15 iş günü, 1308-IVQ", "002:3.0.6 bəndi", "2026-cı il"])
def test_what_is_no_personal_number_is_not_masked(text: str) -> None:
    assert mask(text) == text
