"""Acts: decide of what was published from an appeal that few may know of now: it stays, or it is taken out.

The head of the centre decides, because only they know both what the text says and what must not be told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select, union
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Permission, Role
from callcenter.appeals import queries, taking_away
from callcenter.appeals.models import Appeal
from callcenter.appeals.notice_models import Notice
from callcenter.core import trail
from callcenter.core.errors import NotAllowed, Refused
from callcenter.core.wording import say
from callcenter.directory.actors import Actor
from knowledge_base.articles import queries as articles
from knowledge_base.articles import withdrawing
from knowledge_base.articles.models import Article, ArticleVersion
from knowledge_base.articles.vocabulary import VersionState
from knowledge_base.editing import taking_away as phrases
from knowledge_base.editing.models import KnowledgeChange, SeenExample
from knowledge_base.editing.taking_away import OnCard
from knowledge_base.editing.vocabulary import Standing
from knowledge_base.models import Example


@dataclass(frozen=True)
class Published:
    """What was published from an appeal: an article, and phrases on cards; asked: the editors are to take these off."""

    appeal: Appeal
    article: ArticleVersion | None
    on_cards: Sequence[OnCard]
    asked: bool


def awaiting_decision(session: Session, actor: Actor) -> list[Published]:
    """Return what was published from appeals of which few may know now, those that the actor may see, undecided."""
    hidden = or_(Appeal.confidential, Appeal.about_unit_id.is_not(None), Appeal.about_staff_id.is_not(None))
    gave = Appeal.number.in_(union(_gave_articles(), _gave_phrases()))
    appeals = queries.some_visible_to(session, actor, hidden, gave)
    numbers = [one.number for one in appeals]
    versions = {one.article.appeal_number: one for one in articles.published_from(session, numbers)}
    on_cards = phrases.on_cards(session, numbers)
    return [
        Published(one, article, rows, asked=bool(rows) and _asked(session, rows))
        for one in appeals
        for article, rows in [
            (versions.get(one.number), [row for row in on_cards if row.appeal_number == one.number])
        ]
        if article or rows
    ]


def keep(session: Session, number: str, *, by: Actor, now: datetime) -> None:
    """Let what was published stand: it tells nothing of the appeal. Nothing says any more where it came from."""
    found = _to_decide(session, number, by)

    article = withdrawing.let_stand(session, found.article.article.code) if found.article else None
    phrases.let_stand(session, number)
    named: dict[str, Any] = {"article": article.code} if article else {}
    trail.record(session, "publication.kept", now=now, user_id=by.user_id, about=number, **named)


def take_out(session: Session, number: str, *, by: Actor, now: datetime) -> None:
    """Withdraw the article and erase its words; phrases are for the editors to take off their cards, two of them.

    The author and the editors are told, but never why.
    """
    found = _to_decide(session, number, by)

    named: dict[str, Any] = {}
    if found.article and by.user is not None:
        version = found.article
        withdrawing.take_out(session, version.article.code, by=by.user, now=now)
        taking_away.tell_author(session, found.appeal, version, now=now)
        named["article"] = version.article.code
    for one in found.on_cards:
        _ask_editors(session, found.appeal, one, now)
    trail.record(session, "publication.taken_out", now=now, user_id=by.user_id, about=number, **named)


def _to_decide(session: Session, number: str, by: Actor) -> Published:
    appeal = queries.appeal_numbered(session, by, number)
    if by.user is None or not by.may(Permission.SET_LEVEL):
        raise NotAllowed
    found = [one for one in awaiting_decision(session, by) if one.appeal.id == appeal.id]
    if not found:
        raise Refused("nothing-published", say("Bu müraciətdən qərar gözləyən dərc edilmiş mətn yoxdur."))
    return found[0]


def _ask_editors(session: Session, appeal: Appeal, one: OnCard, now: datetime) -> None:
    editors = select(User.id).where(User.role == Role.KNOWLEDGE_EDITOR, User.disabled_at.is_(None))
    # Mailed too, so without the words themselves.
    said = say(
        "№ %(change)s dəyişikliklə «%(card)s» kartına əlavə edilmiş ifadələri çıxarın: mənbəyi artıq dərc üçün əsas ola bilməz.",
        change=one.change_id,
        card=one.card.title,
    )
    taking_away.tell(session, appeal, session.scalars(editors).all(), said, key=_key(one), now=now)


def _asked(session: Session, on_cards: Sequence[OnCard]) -> bool:
    """Say whether the editors were asked for all of them."""
    keys = {_key(one) for one in on_cards}
    return keys <= set(session.scalars(select(Notice.key).where(Notice.key.in_(keys))))


def _key(one: OnCard) -> str:
    return f"take-off:{one.change_id}"


def _gave_articles() -> Select[str | None]:
    return (
        select(Article.appeal_number)
        .join(Article.versions)
        .where(Article.appeal_number.is_not(None), ArticleVersion.state == VersionState.PUBLISHED)
    )


def _gave_phrases() -> Select[str | None]:
    return (
        select(Example.appeal_number)
        .join(SeenExample, SeenExample.example_id == Example.id)
        .join(SeenExample.change)
        .where(KnowledgeChange.standing == Standing.PUBLISHED)
    )
