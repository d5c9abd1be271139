"""What was written from an appeal's words, once few may know of the appeal: drafts go, the published awaits a decision."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.appeals import accusing, answering, article_use, handling, publications, safeguarding
from callcenter.appeals.models import Appeal
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.vocabulary import Level, Outcome
from callcenter.core.db import Base
from callcenter.core.errors import NotAllowed, NotFound, Refused
from callcenter.core.trail import TrailEntry
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from knowledge_base import queries as knowledge_base
from knowledge_base import recent
from knowledge_base.articles import proposing, queries, reviewing, writing
from knowledge_base.articles.drafts import ArticleDraft, TextDraft
from knowledge_base.articles.models import Article, ArticleVersion
from knowledge_base.articles.vocabulary import Certainty, Topic, VersionState
from knowledge_base.editing import proposing as editing
from knowledge_base.editing import publishing, review
from knowledge_base.editing.models import KnowledgeChange, SeenExample
from knowledge_base.editing.vocabulary import Standing
from knowledge_base.models import Example
from knowledge_base.vocabulary import ExampleStanding
from tests import factories
from tests.clauses import clause
from tests.factories import CALL_CENTRE, NETWORK, SOFTWARE

Log = Callable[..., Appeal]
WORD = "Zümrüdquşu"
TEXT = f"{WORD} layihəsi üzrə internet şəbəkəsi kəsilir, sənəd göndərə bilmirəm."
CARD = "callcentre-receiving-appeals"
# Where the appeal's own file keeps its words: only who may see the appeal reads there.
OF_THE_FILE = {"appeal", "appeal_event", "suggestion", "answer", "letter"}


@pytest.fixture
def chief(session: Session) -> Actor:
    return factories.make_actor(session, Role.CENTRE_HEAD)


@pytest.fixture
def editor(session: Session) -> User:
    return factories.make_user(session, Role.KNOWLEDGE_EDITOR)


@pytest.fixture
def reviewer(session: Session) -> User:
    return factories.make_user(session, Role.KNOWLEDGE_EDITOR)


@pytest.fixture
def told(session: Session, log: Log, operator: Actor, now: datetime) -> Appeal:
    """An appeal that was answered on the line."""
    appeal = log(text=TEXT)
    return answering.answer_on_line(
        session,
        appeal.number,
        1,
        text=f"{WORD}: 15 iş günü.",
        outcome=Outcome.EXPLAINED,
        by=operator,
        now=now,
    )


def proposed(session: Session, appeal: Appeal, by: User, now: datetime) -> Article:
    article, _ = proposing.propose_from_answer(
        session, appeal.number, question=appeal.text, answer=article_use.answer_told(appeal), clause_keys=(),
        by=by, now=now,
    )  # fmt: skip
    return article


def rewritten(session: Session, article: Article, by: User, now: datetime) -> None:
    draft = ArticleDraft(
        Topic.OTHER, Certainty.TO_CONFIRM, date(2026, 10, 1), None, None, (),
        {"az": TextDraft(f"{WORD} haqqında", "15 iş günü."), "ru": TextDraft(f"О {WORD}", "15 дней.")}, (),
    )  # fmt: skip
    writing.rewrite(session, article.code, draft, as_read=writing.version_mark(article), by=by, now=now)


def published(
    session: Session, article: Article, editor: User, reviewer: User, now: datetime
) -> ArticleVersion:
    rewritten(session, article, editor, now)
    writing.submit(session, article.code)
    return reviewing.publish(session, article.code, by=reviewer, now=now)


def act(session: Session, done: Callable[..., Any], appeal: Appeal, by: Actor, now: datetime, **more: object) -> Appeal:  # fmt: skip
    return done(session, appeal.number, appeal.version, by=by, now=now, **more)  # type: ignore[no-any-return]  # every act returns the appeal


def accused(session: Session, appeal: Appeal, by: Actor, now: datetime, unit: str = SOFTWARE) -> None:
    act(session, accusing.accuse, appeal, by, now, unit=unit, staff="", reason="Ərizədən.")


def raised(
    session: Session, appeal: Appeal, by: Actor, now: datetime, level: Level = Level.CONFIDENTIAL
) -> None:
    act(session, safeguarding.set_level, appeal, by, now, level=level, reason="Zəngdən.")


def hide(how: str, session: Session, appeal: Appeal, operator: Actor, chief: Actor, now: datetime) -> None:
    if how == "accused":
        accused(session, appeal, operator, now)
    else:
        raised(session, appeal, chief, now, Level(how))


def notices_of(session: Session, user: User) -> list[str]:
    found = session.scalars(select(Notice).where(Notice.user_id == user.id).order_by(Notice.id))
    return [str(one.sentence) for one in found]


def where_it_stands(session: Session) -> set[str]:
    """The tables, outside of the appeal's own file, of which a row has the word."""
    session.flush()
    return {
        table.name
        for table in Base.metadata.tables.values()
        if table.name not in OF_THE_FILE
        and any(WORD in str(tuple(row)) for row in session.execute(select(table)))
    }


@clause("002:5.4.7", "003:3.0.9")
@pytest.mark.parametrize("how", ["accused", "confidential", "corruption"])
@pytest.mark.parametrize("in_review", [False, True])
def test_a_proposed_article_goes_from_the_editors_with_its_words_and_its_author_is_told(
    session: Session, told: Appeal, operator: Actor, chief: Actor, editor: User, now: datetime, how: str,
    in_review: bool,
) -> None:  # fmt: skip
    assert operator.user is not None
    article = proposed(session, told, operator.user, now)
    rewritten(session, article, editor, now)
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
    [said] = notices_of(session, editor)
    assert article.code in said
    assert told.number not in said
    assert recent.changes_this_week(session, now=now) == []


def test_whom_the_appeal_complains_of_is_not_even_told_that_their_draft_is_gone(
    session: Session, told: Appeal, operator: Actor, now: datetime
) -> None:
    accused_editor = factories.make_user(session, Role.KNOWLEDGE_EDITOR, unit=NETWORK)
    article = proposed(session, told, accused_editor, now)
    accused(session, told, operator, now, unit=NETWORK)
    assert article.newest.state is VersionState.WITHDRAWN
    assert notices_of(session, accused_editor) == []


def test_who_still_writes_when_it_goes_cannot_put_the_words_back(
    session: Session, told: Appeal, operator: Actor, editor: User, reviewer: User, now: datetime
) -> None:
    assert operator.user is not None
    article = proposed(session, told, operator.user, now)
    published(session, article, editor, reviewer, now)
    rewritten(session, article, editor, now)
    read = writing.version_mark(article)
    accused(session, told, operator, now)
    draft = ArticleDraft(
        Topic.OTHER,
        Certainty.TO_CONFIRM,
        date(2026, 10, 1),
        None,
        None,
        (),
        {"az": TextDraft(WORD, WORD)},
        (),
    )
    with pytest.raises(Refused) as refused:
        writing.rewrite(session, article.code, draft, as_read=read, by=editor, now=now)
    assert refused.value.code == "article-changed"


def test_once_the_appeal_is_nobodys_secret_its_answer_can_be_proposed_again(
    session: Session, told: Appeal, operator: Actor, chief: Actor, now: datetime
) -> None:
    assert operator.user is not None
    article = proposed(session, told, operator.user, now)
    raised(session, told, chief, now)
    raised(session, told, chief, now, Level.ORDINARY)
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
    raised(session, main, chief, now)
    assert where_it_stands(session) == set()


# What is published


@clause("002:5.4.7")
def test_what_is_published_stays_and_is_listed_to_the_head_of_the_centre(
    session: Session, told: Appeal, operator: Actor, chief: Actor, editor: User, reviewer: User, now: datetime
) -> None:
    assert operator.user is not None
    article = proposed(session, told, operator.user, now)
    first = published(session, article, editor, reviewer, now)
    rewritten(session, article, editor, now)
    assert publications.awaiting_decision(session, chief) == []

    accused(session, told, operator, now)
    [second] = [one for one in article.versions if one is not first]
    assert (first.state, second.state) == (VersionState.PUBLISHED, VersionState.WITHDRAWN)
    assert (WORD in first.title, second.title) == (True, "")
    [found] = publications.awaiting_decision(session, chief)
    assert (found.appeal, found.article) == (told, first)


def test_kept_it_stands_on_its_own_and_is_listed_no_more(
    session: Session, told: Appeal, operator: Actor, chief: Actor, editor: User, reviewer: User, now: datetime
) -> None:
    assert operator.user is not None
    article = proposed(session, told, operator.user, now)
    version = published(session, article, editor, reviewer, now)
    accused(session, told, operator, now)
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
    session: Session, told: Appeal, operator: Actor, chief: Actor, editor: User, reviewer: User, now: datetime
) -> None:
    assert operator.user is not None
    article = proposed(session, told, operator.user, now)
    published(session, article, editor, reviewer, now)
    accused(session, told, operator, now)
    publications.take_out(session, told.number, by=chief, now=now)
    assert where_it_stands(session) == set()
    assert article.code not in [one.article.code for one in queries.published(session)]
    assert [article.code in said for said in notices_of(session, editor)] == [True]
    assert recent.changes_this_week(session, now=now) == []
    assert publications.awaiting_decision(session, chief) == []


def test_nobody_else_decides_and_who_may_not_know_is_not_asked(
    session: Session, told: Appeal, operator: Actor, editor: User, reviewer: User, now: datetime
) -> None:
    assert operator.user is not None
    published(session, proposed(session, told, operator.user, now), editor, reviewer, now)
    accused(session, told, operator, now, unit=CALL_CENTRE)
    accused_chief = factories.make_actor(session, Role.CENTRE_HEAD, unit=CALL_CENTRE)
    assert publications.awaiting_decision(session, accused_chief) == []
    with pytest.raises(NotFound):
        publications.keep(session, told.number, by=accused_chief, now=now)
    with pytest.raises(NotAllowed):
        publications.take_out(session, told.number, by=operator, now=now)


# Phrases of cards


@pytest.fixture
def corrected(session: Session, log: Log, operator: Actor, now: datetime) -> Appeal:
    """An appeal that was routed elsewhere than the matching said, so that its words are offered as a phrase."""
    appeal = log(text=TEXT)
    card = knowledge_base.competence_coded(session, CARD)
    handling.route(session, appeal.number, 1, unit=NETWORK, by=operator, now=now)
    example = session.scalars(select(Example).where(Example.appeal_number == appeal.number)).one()
    example.unit, example.competence = card.unit, card
    example.suggested_unit = directory.unit_named(session, NETWORK)
    session.flush()
    return appeal


def taken(session: Session, appeal_number: str | None, text: str, by: User, now: datetime) -> KnowledgeChange:
    """A draft of the card with the words of the appeal, or of another that nobody hides, as a phrase."""
    card = knowledge_base.competence_coded(session, CARD)
    if appeal_number is None:
        example = Example(
            text=text,
            unit=card.unit,
            competence=card,
            standing=ExampleStanding.CONFIRMED,
            added_at=now,
            change=1,
        )
        session.add(example)
        session.flush()
    else:
        example = session.scalars(select(Example).where(Example.appeal_number == appeal_number)).one()
    return editing.take_phrase(session, example.id, card=CARD, by=by, now=now)


def phrases(change: KnowledgeChange) -> list[str]:
    before = len(change.before["phrases"]) if change.before else 0
    return [one["text"] for one in change.proposed["phrases"][before:]]


@clause("002:5.4.7")
@pytest.mark.parametrize("standing", [Standing.DRAFT, Standing.IN_REVIEW])
def test_a_card_s_draft_goes_back_to_its_author_without_the_appeal_s_words(
    session: Session, corrected: Appeal, operator: Actor, editor: User, now: datetime, standing: Standing
) -> None:
    change = taken(session, corrected.number, TEXT, editor, now)
    taken(session, None, "Xətt məşğuldur, gözləyirəm.", editor, now)
    if standing is Standing.IN_REVIEW:
        editing.send(session, change.id, change.version, by=editor)
    accused(session, corrected, operator, now)
    assert where_it_stands(session) == set()
    assert (change.standing, phrases(change)) == (Standing.RETURNED, ["Xətt məşğuldur, gözləyirəm."])
    assert change.note
    [said] = notices_of(session, editor)
    assert str(change.id) in said
    assert corrected.number not in said


def test_mended_words_go_too_and_what_goes_with_them_is_offered_again(
    session: Session, corrected: Appeal, operator: Actor, editor: User, now: datetime
) -> None:
    change = taken(session, corrected.number, TEXT, editor, now)
    taken(session, None, "Xətt məşğuldur, gözləyirəm.", editor, now)
    kept = [one for one in change.proposed["phrases"] if WORD not in one["text"]][:-1]
    mended = [
        {"language": "az", "text": said, "source": "editor"} for said in (f"{WORD} kəsilir", "Xətt məşğuldur")
    ]
    change.proposed = {**change.proposed, "phrases": [*kept, *mended]}
    accused(session, corrected, operator, now)
    assert phrases(change) == []
    seen = session.scalars(select(SeenExample).where(SeenExample.change_id == change.id)).all()
    assert [one.example.appeal_number for one in seen] == [corrected.number]


def test_what_its_author_took_back_keeps_no_words_either(
    session: Session, corrected: Appeal, operator: Actor, editor: User, now: datetime
) -> None:
    change = taken(session, corrected.number, TEXT, editor, now)
    editing.withdraw(session, change.id, change.version, by=editor)
    accused(session, corrected, operator, now)
    assert where_it_stands(session) == set()
    assert change.standing is Standing.WITHDRAWN
    assert notices_of(session, editor) == []


def on_the_card(
    session: Session, appeal: Appeal, editor: User, reviewer: User, now: datetime
) -> KnowledgeChange:
    change = taken(session, appeal.number, TEXT, editor, now)
    editing.send(session, change.id, change.version, by=editor)
    change.effect = {}
    return publishing.publish(session, change.id, change.version, note="", by=reviewer, now=now)


def test_published_phrases_are_listed_until_they_are_kept_or_off_the_card(
    session: Session,
    corrected: Appeal,
    operator: Actor,
    chief: Actor,
    editor: User,
    reviewer: User,
    now: datetime,
) -> None:
    change = on_the_card(session, corrected, editor, reviewer, now)
    accused(session, corrected, operator, now)
    [found] = publications.awaiting_decision(session, chief)
    assert [(one.card.code, len(one.phrases)) for one in found.on_cards] == [(CARD, 1)]
    assert not found.asked

    publications.take_out(session, corrected.number, by=chief, now=now)
    assert publications.awaiting_decision(session, chief)[0].asked
    for one in (editor, reviewer):
        assert [str(change.id) in said and WORD not in said for said in notices_of(session, one)] == [True]
    publishing.undo(session, change.id, change.version, reason="Tapşırılıb.", by=reviewer, now=now)
    assert publications.awaiting_decision(session, chief) == []


def test_phrases_that_are_kept_are_listed_no_more(
    session: Session,
    corrected: Appeal,
    operator: Actor,
    chief: Actor,
    editor: User,
    reviewer: User,
    now: datetime,
) -> None:
    on_the_card(session, corrected, editor, reviewer, now)
    accused(session, corrected, operator, now)
    publications.keep(session, corrected.number, by=chief, now=now)
    assert publications.awaiting_decision(session, chief) == []


def test_no_page_offers_to_take_words_away() -> None:
    offered = {
        step
        for standing in Standing
        for by in (1, 2, 3)
        for step in review.offered(standing, author=1, reviewer=2, by=by)
    }
    assert not offered & review.OF_NOBODY
