"""Taking away what was written from an appeal's words and is not published, once few may know of the appeal.

What the matching learnt loses its words in the step itself (events); this is the same for drafts of articles and cards.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.appeals import notices, secrecy
from callcenter.appeals.models import Appeal
from callcenter.core.wording import Sentence, say
from callcenter.directory.actors import actor_of
from knowledge_base.articles import withdrawing
from knowledge_base.articles.models import ArticleVersion
from knowledge_base.editing import taking_away


def take_away(session: Session, appeal: Appeal, *, now: datetime) -> None:
    """Take the appeal's words from the editors and tell who wrote with them; before the step that erases the example."""
    versions = withdrawing.take_away(session, appeal.number, now=now)
    changes = taking_away.take_away(session, appeal.number)

    for version in versions:
        tell_author(session, appeal, version, now=now)
    for change in changes:
        said = say(
            "№ %(number)s dəyişiklik sizə qaytarıldı: yeni ifadələr çıxarıldı, mənbəyi artıq dərc üçün əsas ola bilməz.",
            number=change.id,
        )
        key = f"taken:change-{change.id}:{change.version}"
        tell(session, appeal, [change.author_id], said, key=key, now=now)


def tell_author(session: Session, appeal: Appeal, version: ArticleVersion, *, now: datetime) -> None:
    """Tell who wrote a version of an article that it is withdrawn."""
    said = say(
        "«%(code)s» məqaləsi geri çəkildi: mənbəyi artıq dərc üçün əsas ola bilməz.",
        code=version.article.code,
    )
    tell(session, appeal, [version.author_id], said, key=f"taken:{version.reference}", now=now)


def tell(
    session: Session,
    appeal: Appeal,
    user_ids: Sequence[int | None],
    said: Sentence,
    *,
    key: str,
    now: datetime,
) -> None:
    """Tell people what became of texts from the appeal, without naming it; never those who may not know of it.

    Whom it complains of would wonder why what they wrote is gone, and they must not find out.
    """
    wanted = [one for one in user_ids if one is not None]
    people = session.scalars(select(User).where(User.id.in_(wanted)))
    told = [one.id for one in people if _not_against(session, appeal, one, now)]
    notices.tell(session, told, said, key=key, now=now)


def _not_against(session: Session, appeal: Appeal, user: User, now: datetime) -> bool:
    reader = actor_of(session, user, now=now)
    clear = select(Appeal.id).where(Appeal.id == appeal.id, secrecy.not_against(reader))
    return session.scalar(clear) is not None
