"""Reading articles and the watch list."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from callcenter.core.errors import NotFound
from callcenter.core.wording import say
from knowledge_base.articles.models import (
    ActLook,
    Article,
    ArticleFlag,
    ArticleSource,
    ArticleText,
    ArticleVersion,
    WatchedAct,
)
from knowledge_base.articles.vocabulary import FlagReason, VersionState
from knowledge_base.language.folding import fold

_WHOLE = (
    selectinload(Article.versions).options(
        selectinload(ArticleVersion.texts),
        selectinload(ArticleVersion.sources),
        selectinload(ArticleVersion.author),
        selectinload(ArticleVersion.reviewer),
    ),
    selectinload(Article.flags).selectinload(ArticleFlag.raised_by),
)


# An article whose every wording was taken away is nobody's to read.
_HAS_WORDS = Article.versions.any(ArticleVersion.texts.any(ArticleText.title != ""))


def articles(session: Session) -> Sequence[Article]:
    """Return every article with its versions and flags, by code."""
    return session.scalars(select(Article).where(_HAS_WORDS).options(*_WHOLE).order_by(Article.code)).all()


def article_coded(session: Session, code: str, *, to_change: bool = False) -> Article:
    """Return the article of a code, locked when it is to change; NotFound (unknown-article)."""
    wanted = select(Article).where(Article.code == code, _HAS_WORDS).options(*_WHOLE)
    found = session.scalar(wanted.with_for_update(of=Article) if to_change else wanted)
    if found is None:
        raise NotFound("unknown-article", say("Belə məqalə yoxdur."))
    return found


def approved(session: Session) -> Sequence[ArticleVersion]:
    """Return the versions that were approved for a day to come and have not taken the published one's place yet."""
    return session.scalars(
        select(ArticleVersion)
        .where(ArticleVersion.state == VersionState.IN_REVIEW, ArticleVersion.published_at.is_not(None))
        .options(
            selectinload(ArticleVersion.article),
            selectinload(ArticleVersion.texts),
            selectinload(ArticleVersion.sources),
        )
        .order_by(ArticleVersion.article_id)
    ).all()


def read_on(session: Session, day: date) -> list[ArticleVersion]:
    """Return the version of every article that is read to callers on a day, whatever its last day is."""
    coming = [one for one in approved(session) if one.valid_from <= day]
    versions = {one.article_id: one for one in (*published(session), *coming)}
    return [versions[article] for article in sorted(versions)]


def open_reasons(session: Session, codes: Collection[str]) -> dict[str, tuple[FlagReason, ...]]:
    """Return why the articles of these codes are in doubt, as far as nobody has settled it."""
    rows = session.execute(
        select(Article.code, ArticleFlag.reason)
        .join(ArticleFlag.article)
        .where(Article.code.in_(codes), ArticleFlag.resolved_at.is_(None))
        .order_by(ArticleFlag.id)
    )
    found: dict[str, tuple[FlagReason, ...]] = {}
    for code, reason in rows:
        found[code] = (*found.get(code, ()), reason)
    return found


def published(session: Session) -> Sequence[ArticleVersion]:
    """Return the published version of every article, whatever its days of validity."""
    return session.scalars(
        select(ArticleVersion)
        .where(ArticleVersion.state == VersionState.PUBLISHED)
        .options(
            selectinload(ArticleVersion.article),
            selectinload(ArticleVersion.texts),
            selectinload(ArticleVersion.sources),
        )
        .order_by(ArticleVersion.article_id)
    ).all()


def version_named(session: Session, reference: str) -> ArticleVersion:
    """Return a version that is or was published, by code/number, or by code alone the one published now.

    A version withdrawn during a call is still what was read to the caller. NotFound (unknown-article).
    """
    code, _, number = reference.partition("/")
    wanted = select(ArticleVersion).join(ArticleVersion.article).where(Article.code == code)
    if number.isascii() and number.isdigit() and len(number) < 10:
        wanted = wanted.where(ArticleVersion.number == int(number), ArticleVersion.published_at.is_not(None))
    else:
        wanted = wanted.where(ArticleVersion.state == VersionState.PUBLISHED)
    found = session.scalar(wanted.options(selectinload(ArticleVersion.texts)))
    if found is None or (number and str(found.number) != number):
        raise NotFound("unknown-article", say("Belə məqalə yoxdur."))
    return found


def text_named(session: Session, reference: str) -> ArticleText:
    """Return a text by code/number:language; without a language, or in one it lacks, in Azerbaijani."""
    named, _, language = reference.partition(":")
    return version_named(session, named).text_in(language)


def proposed_from(session: Session, appeal_number: str, *, to_change: bool = False) -> Article | None:
    """Return the article that was proposed from an appeal's answer, locked when it is to change."""
    wanted = select(Article).where(Article.appeal_number == appeal_number).options(*_WHOLE)
    return session.scalar(wanted.with_for_update(of=Article) if to_change else wanted)


def published_from(session: Session, appeal_numbers: Collection[str]) -> Sequence[ArticleVersion]:
    """Return the published versions of articles that were proposed from these appeals' answers, by code."""
    return session.scalars(
        select(ArticleVersion)
        .join(ArticleVersion.article)
        .where(Article.appeal_number.in_(appeal_numbers), ArticleVersion.state == VersionState.PUBLISHED)
        .options(selectinload(ArticleVersion.article), selectinload(ArticleVersion.texts))
        .order_by(Article.code)
    ).all()


def next_number(session: Session) -> int:
    """Return a number that no article has as its id yet, for the code of a new one."""
    return (session.scalar(select(func.max(Article.id))) or 0) + 1


def resting_on(session: Session, keys: Iterable[str]) -> list[ArticleVersion]:
    """Return the versions published, or approved for a day to come, that rest on one of these clauses."""
    wanted = set(keys)
    versions = (*published(session), *approved(session)) if wanted else ()
    return [one for one in versions if wanted.intersection(one.clause_keys)]


def resting_on_act(session: Session, act: WatchedAct) -> list[ArticleVersion]:
    """Return the versions published or approved that name the act as a source."""
    return [
        version
        for version in (*published(session), *approved(session))
        if any(_is_named(act, source) for source in version.sources)
    ]


def unwatched(session: Session) -> list[ArticleSource]:
    """Return the acts that published articles rest on and that nobody watches, by name, each once."""
    acts = watched_acts(session)
    found = {
        fold(source.name): source
        for version in published(session)
        for source in version.sources
        if not any(_is_named(act, source) for act in acts)
    }
    return [found[name] for name in sorted(found)]


def _is_named(act: WatchedAct, source: ArticleSource) -> bool:
    """By number and date where both say them, else by name: the number of either may have to be confirmed yet."""
    if act.number and source.number:
        return (source.number, source.made_on) == (act.number, act.made_on)
    return fold(source.name) == fold(act.name)


def waiting_count(session: Session) -> int:
    """Return how many articles wait for an editor: under review, flagged, or proposed from an answer and not sent on."""
    in_review = (ArticleVersion.state == VersionState.IN_REVIEW) & ArticleVersion.published_at.is_(None)
    proposed = (ArticleVersion.state == VersionState.DRAFT) & Article.appeal_number.is_not(None)
    flagged_now = Article.flags.any(ArticleFlag.resolved_at.is_(None))
    waits = select(func.count(Article.id)).where(
        _HAS_WORDS, Article.versions.any(in_review) | Article.versions.any(proposed) | flagged_now
    )
    return session.scalar(waits) or 0


def flagged(session: Session) -> Sequence[ArticleFlag]:
    """Return the flags that nobody has settled, the oldest first."""
    return session.scalars(
        select(ArticleFlag)
        .where(ArticleFlag.resolved_at.is_(None))
        .options(
            selectinload(ArticleFlag.raised_by),
            selectinload(ArticleFlag.article)
            .selectinload(Article.versions)
            .selectinload(ArticleVersion.texts),
        )
        .order_by(ArticleFlag.raised_at, ArticleFlag.id)
    ).all()


def watched_acts(session: Session) -> Sequence[WatchedAct]:
    """Return the acts on the watch list with their looks."""
    return session.scalars(
        select(WatchedAct)
        .where(WatchedAct.retired_at.is_(None))
        .options(selectinload(WatchedAct.looks).selectinload(ActLook.by))
        .order_by(WatchedAct.id)
    ).all()


def watched_act(session: Session, act_id: int) -> WatchedAct:
    """Return an act on the watch list, locked; NotFound (unknown-act)."""
    found = session.scalar(
        select(WatchedAct)
        .where(WatchedAct.id == act_id, WatchedAct.retired_at.is_(None))
        .options(selectinload(WatchedAct.looks))
        .with_for_update(of=WatchedAct)
    )
    if found is None:
        raise NotFound("unknown-act", say("İzlənən aktlar arasında belə akt yoxdur."))
    return found


def changed_since(session: Session, moment: datetime) -> Sequence[ArticleVersion]:
    """Return the versions that a person published or withdrew since the moment; none whose words were taken away."""
    return session.scalars(
        select(ArticleVersion)
        .where(
            (ArticleVersion.state == VersionState.PUBLISHED)
            & ArticleVersion.author_id.is_not(None)
            & (ArticleVersion.published_at >= moment)
            | ArticleVersion.withdrawal.is_not(None)
            & ArticleVersion.published_at.is_not(None)
            & (ArticleVersion.withdrawn_at >= moment)
            & ArticleVersion.texts.any(ArticleText.title != "")
        )
        .options(selectinload(ArticleVersion.article), selectinload(ArticleVersion.texts))
    ).all()


def acts_changed_since(session: Session, moment: datetime) -> Sequence[ActLook]:
    """Return the looks since the moment that found an act changed."""
    return session.scalars(
        select(ActLook)
        .where(ActLook.changed, ActLook.at >= moment)
        .options(selectinload(ActLook.act), selectinload(ActLook.by))
    ).all()
