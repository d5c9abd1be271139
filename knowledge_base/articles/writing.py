"""Acts of an editor: write an article, write in its next version, put it before a second person."""

from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.core.errors import Refused
from callcenter.core.wording import say
from knowledge_base.articles import queries
from knowledge_base.articles.drafts import ArticleDraft
from knowledge_base.articles.models import Article, ArticleSource, ArticleText, ArticleVersion
from knowledge_base.articles.validity import after
from knowledge_base.articles.vocabulary import Step, VersionState

CHANGED = "article-changed"


def write_article(session: Session, draft: ArticleDraft, *, by: User, now: datetime) -> Article:
    """Begin an article; its code is neutral, because a title may hold what only editors should read yet."""
    number = queries.next_number(session)

    article = Article(code=f"article-{number}", topic=draft.topic, made_at=now)
    article.versions.append(_version(1))
    _write(article.newest, draft, by, now)
    session.add(article)
    session.flush()
    return article


def rewrite(
    session: Session, code: str, draft: ArticleDraft, *, as_read: str, by: User, now: datetime
) -> Article:
    """Write in the open version, or begin the next one; the version is the person's who wrote in it last.

    as_read names the newest version as the person saw it (version_mark); Refused (article-changed) when
    somebody wrote in between, (in-review) while a version waits for a second person.
    """
    article = queries.article_coded(session, code, to_change=True)
    if article.approved is not None:
        raise Refused(
            "approved",
            say("Növbəti redaksiya təsdiqlənib və ilk gününü gözləyir: dəyişmək üçün onu əvvəlcə qaytarın."),
        )
    if article.in_review is not None:
        raise Refused(
            "in-review", say("Redaksiya yoxlamadadır: əvvəlcə yoxlayan onu dərc etməli və ya qaytarmalıdır.")
        )
    if as_read != version_mark(article):
        raise Refused(
            CHANGED,
            say(
                "Siz yazarkən məqalə dəyişdirilib. Yazdıqlarınız qalıb: yeni mətnlə tutuşdurun və yenidən saxlayın."
            ),
        )

    version = article.open_version
    if version is None:
        version = _version(article.newest.number + 1)
        article.versions.append(version)
    article.topic = draft.topic
    _write(version, draft, by, now)
    session.flush()
    return article


def submit(session: Session, code: str) -> ArticleVersion:
    """Put the open version before a second person."""
    article = queries.article_coded(session, code, to_change=True)
    version = article.open_version
    state = after(version.state, Step.SUBMIT) if version else None
    if version is None or state is None:
        raise Refused("nothing-to-review", say("Yoxlamaya göndəriləcək redaksiya yoxdur."))

    version.state, version.review_note = state, None
    session.flush()
    return version


def hold_as_read(session: Session, code: str, as_read: str) -> Article:
    """Return the article locked, its newest version as the person saw it; Refused (article-changed) when it is not.

    What a second person decides is about the words that they read, not about what was written since.
    """
    article = queries.article_coded(session, code, to_change=True)
    if as_read != version_mark(article):
        raise Refused(
            CHANGED, say("Siz baxarkən redaksiya dəyişdirilib. Yeni mətni oxuyun və qərarınızı təkrarlayın.")
        )
    return article


def version_mark(article: Article) -> str:
    """Return what a form remembers of the newest version, so that two people do not write over each other."""
    newest = article.newest
    gone = "" if newest.title else "-gone"
    return f"{newest.number}-{newest.written_at.timestamp():.6f}{gone}"


def _version(number: int) -> ArticleVersion:
    return ArticleVersion(number=number, state=VersionState.DRAFT, shipped=False)


def _write(version: ArticleVersion, draft: ArticleDraft, by: User, now: datetime) -> None:
    version.author_id, version.written_at = by.id, now
    version.reviewer_id = version.reviewed_at = None
    version.valid_from, version.valid_to = draft.valid_from, draft.valid_to
    version.review_due, version.certainty = draft.review_due, draft.certainty
    version.clause_keys = list(draft.clause_keys)
    kept = {text.language: text for text in version.texts}
    version.texts[:] = [
        _text(kept.get(language) or ArticleText(language=language), language, draft)
        for language in draft.texts
    ]
    old = {source.position: source for source in version.sources}
    version.sources[:] = [
        _source(old.get(place) or ArticleSource(position=place), place, draft)
        for place in range(len(draft.sources))
    ]


def _text(text: ArticleText, language: str, draft: ArticleDraft) -> ArticleText:
    written = draft.texts[language]
    text.title, text.answer, text.details = written.title, written.answer, written.details
    text.questions, text.steps = list(written.questions), list(written.steps)
    return text


def _source(source: ArticleSource, place: int, draft: ArticleDraft) -> ArticleSource:
    written = draft.sources[place]
    source.name, source.number, source.made_on = written.name, written.number, written.made_on
    source.clauses, source.address = written.clauses, written.address
    return source
