"""What is written from the words of an appeal: articles from its answer, phrases of cards; and where the words stand."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.appeals import article_use
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Level
from callcenter.core.db import Base
from callcenter.directory.actors import Actor
from knowledge_base import queries as knowledge_base
from knowledge_base.articles import proposing, reviewing, writing
from knowledge_base.articles.drafts import ArticleDraft, TextDraft
from knowledge_base.articles.models import Article, ArticleVersion
from knowledge_base.articles.vocabulary import Certainty, Topic
from knowledge_base.editing import proposing as editing
from knowledge_base.editing.models import KnowledgeChange
from knowledge_base.models import Example
from knowledge_base.vocabulary import ExampleStanding
from tests import factories
from tests.factories import SOFTWARE

Log = Callable[..., Appeal]
WORD = "Zümrüdquşu"
TEXT = f"{WORD} layihəsi üzrə internet şəbəkəsi kəsilir, sənəd göndərə bilmirəm."
CARD = "callcentre-receiving-appeals"
# Where the appeal's own file keeps its words: only who may see the appeal reads there.
OF_THE_FILE = {"appeal", "appeal_event", "suggestion", "answer", "letter"}


def proposed(session: Session, appeal: Appeal, by: User, now: datetime) -> Article:
    question, answer = appeal.text, article_use.answer_told(appeal)
    article, _ = proposing.propose_from_answer(
        session, appeal.number, question=question, answer=answer, clause_keys=(), by=by, now=now
    )
    return article


def drafted(texts: dict[str, TextDraft]) -> ArticleDraft:
    """An article of these texts that cites nothing."""
    return ArticleDraft(Topic.OTHER, Certainty.TO_CONFIRM, date(2026, 10, 1), None, None, (), texts, ())


def rewritten(session: Session, article: Article, by: User, now: datetime) -> None:
    draft = drafted(
        {"az": TextDraft(f"{WORD} haqqında", "15 iş günü."), "ru": TextDraft(f"О {WORD}", "15 дней.")}
    )
    writing.rewrite(session, article.code, draft, as_read=writing.version_mark(article), by=by, now=now)


def published(
    session: Session, article: Article, author: User, reviewer: User, now: datetime
) -> ArticleVersion:
    rewritten(session, article, author, now)
    writing.submit(session, article.code)
    return reviewing.publish(session, article.code, by=reviewer, now=now)


def hide(how: str, session: Session, appeal: Appeal, operator: Actor, chief: Actor, now: datetime) -> None:
    if how == "accused":
        factories.accuse(session, appeal, unit=SOFTWARE, by=operator, now=now)
    else:
        factories.set_level(session, appeal, Level(how), by=chief, now=now)


def where_it_stands(session: Session) -> set[str]:
    """The tables, outside of the appeal's own file, of which a row has the word."""
    session.flush()
    return {
        table.name
        for table in Base.metadata.tables.values()
        if table.name not in OF_THE_FILE
        and any(WORD in str(tuple(row)) for row in session.execute(select(table)))
    }


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
