"""Act: put the shipped articles and the watch list into a database that has no articles."""

from dataclasses import asdict
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.core.clock import BAKU
from knowledge_base import queries as knowledge_base
from knowledge_base.articles.catalogue import ShippedArticle, read_acts, read_articles
from knowledge_base.articles.models import (
    Article,
    ArticleSource,
    ArticleText,
    ArticleVersion,
    WatchedAct,
)
from knowledge_base.articles.vocabulary import Certainty, Topic, VersionState

FIRST_SHIPPED = date(2026, 1, 1)


def load_articles(session: Session) -> bool:
    """Write the shipped articles and acts; False, and nothing done, when there are articles already."""
    if session.scalar(select(Article.id).limit(1)) is not None:
        return False
    session.add_all(_article(shipped) for shipped in read_articles())
    added_at = _moment(FIRST_SHIPPED)
    session.add_all(WatchedAct(**asdict(shipped), added_at=added_at) for shipped in read_acts())
    session.flush()
    knowledge_base.note_change(session)
    return True


# What is shipped is dated by its own first day of validity: nothing happened here on the day it is loaded.
def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=BAKU)


def _article(shipped: ShippedArticle) -> Article:
    moment = _moment(shipped.valid_from)
    version = ArticleVersion(
        number=1,
        state=VersionState.PUBLISHED,
        valid_from=shipped.valid_from,
        review_due=shipped.review_due,
        certainty=Certainty(shipped.certainty),
        shipped=True,
        written_at=moment,
        published_at=moment,
        clause_keys=list(shipped.clause_keys),
        texts=[
            ArticleText(
                language=language,
                title=text.title,
                questions=list(text.questions),
                answer=text.answer,
                details=text.details,
                steps=list(text.steps),
            )
            for language, text in shipped.texts.items()
        ],
        sources=[
            ArticleSource(
                position=place,
                name=source.name,
                number=source.number,
                made_on=source.made_on,
                clauses=source.clauses,
                address=source.address,
            )
            for place, source in enumerate(shipped.sources)
        ],
    )
    return Article(code=shipped.code, topic=Topic(shipped.topic), made_at=moment, versions=[version])
