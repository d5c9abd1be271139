"""Pages: articles for answers on the line. Everybody reads them, editors write them."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotFound, Refused
from callcenter.core.wording import Sentence, say
from callcenter.web import forms
from callcenter.web.database import reading, transaction
from callcenter.web.display import sentence
from callcenter.web.locale import current_language
from knowledge_base.articles import queries, reviewing, showing, watch_pages, writing
from knowledge_base.articles.forms import ArticleSchema, NoteSchema, SearchSchema
from knowledge_base.articles.models import Article
from knowledge_base.articles.vocabulary import LANGUAGES, Certainty, Topic

bp = Blueprint("articles", __name__, template_folder="templates")
bp.add_url_rule("/knowledge/watch", "watch_list", watch_pages.watch_list)
bp.add_url_rule("/knowledge/watch", "watch", watch_pages.watch, methods=["POST"])
bp.add_url_rule("/knowledge/watch/<int:act_id>/look", "look", watch_pages.look, methods=["POST"])
bp.add_url_rule(
    "/knowledge/watch/<int:act_id>/stop", "stop_watching", watch_pages.stop_watching, methods=["POST"]
)


@bp.get("/knowledge/articles")
@needs(Permission.SEE_KNOWLEDGE)
def listing() -> ResponseReturnValue:
    """List the articles, narrowed to a topic; words that somebody looks for never stand in the address."""
    return _list(request.args.get("topic", ""), "")


@bp.post("/knowledge/articles/search")
@needs(Permission.SEE_KNOWLEDGE)
def search() -> ResponseReturnValue:
    """List the articles that have the words, in any spelling."""
    words = forms.read(SearchSchema(), request.form)["words"]
    return _list(request.form.get("topic", ""), words)


@bp.get("/knowledge/articles/<code>")
@needs(Permission.SEE_KNOWLEDGE)
def show(code: str) -> ResponseReturnValue:
    """Show an article as it is read to callers, with its sources, validity and versions."""
    return _show(code)


@bp.get("/knowledge/articles/<code>/versions/<int:edition>")
@needs(Permission.SEE_KNOWLEDGE)
def version(code: str, edition: int) -> ResponseReturnValue:
    """Show one version, and word by word what it changed."""
    with reading() as session:
        article = _readable(session, code)
        chosen = next((one for one in article.versions if one.number == edition), None)
        if chosen is None:
            raise NotFound("unknown-article", say("Belə məqalə yoxdur."))
        worded = [one for one in article.versions if one.number < edition and one.title]
        before = worded[-1] if worded and chosen.title else None
        return render_template(
            "articles/version.html",
            article=article,
            version=chosen,
            before=before,
            differences=showing.differences(before, chosen) if before else (),
            as_read=writing.version_mark(article),
            reviewer=current_user().may(Permission.REVIEW_KNOWLEDGE),
        )


@bp.get("/knowledge/articles/queue")
@needs(Permission.WRITE_KNOWLEDGE)
def queue() -> ResponseReturnValue:
    """Show what waits for the editors: to review, to write on, flagged, to read again."""
    today = baku_date(clock.now())
    with reading() as session:
        articles = queries.articles(session)
        read = [(one, one.published) for one in articles if one.published]
        to_read = [one for one, said in read if said.review_due and said.review_due <= today]
        return render_template(
            "articles/queue.html",
            to_review=[one for one in articles if one.in_review and not one.approved],
            to_come=[one for one in articles if one.approved],
            to_write=[one for one in articles if one.open_version],
            flags=queries.flagged(session),
            to_read=to_read,
            # Whoever reads one again sees there that its source is to be confirmed: it is listed once.
            to_confirm=[
                one for one, said in read if said.certainty is Certainty.TO_CONFIRM and one not in to_read
            ],
        )


@bp.route("/knowledge/articles/new", methods=["GET", "POST"])
@needs(Permission.WRITE_KNOWLEDGE)
def new() -> ResponseReturnValue:
    """Begin an article."""
    if request.method == "GET":
        typed = {"valid_from": baku_date(clock.now()).isoformat(), "certainty": Certainty.TO_CONFIRM.value}
        return _form(typed)
    try:
        draft = forms.read(ArticleSchema(), request.form)
        with transaction() as session:
            article = writing.write_article(session, draft, by=current_user(), now=clock.now())
            code = article.code
    except InvalidInput as refused:
        return _form(request.form, errors=refused.fields), refused.status
    flash(sentence(say("Qaralama saxlanıldı.")), "success")
    return redirect(url_for("articles.show", code=code), 303)


@bp.route("/knowledge/articles/<code>/edit", methods=["GET", "POST"])
@needs(Permission.WRITE_KNOWLEDGE)
def edit(code: str) -> ResponseReturnValue:
    """Write in the open version, or begin the next one from what is published."""
    with reading() as session:
        article = queries.article_coded(session, code)
        if request.method == "GET":
            present = article.open_version or article.in_review or article.shown
            typed = showing.typed_from(present, article.topic)
            return _form(typed, article=article)
    try:
        draft = forms.read(ArticleSchema(), request.form)
        with transaction() as session:
            as_read = request.form.get("as_read", "")
            writing.rewrite(session, code, draft, as_read=as_read, by=current_user(), now=clock.now())
    except Refused as refused:
        fields = refused.fields if isinstance(refused, InvalidInput) else {}
        said = None if fields else refused.sentence
        moved_on = refused.code == writing.CHANGED
        if moved_on:
            with reading() as session:
                article = queries.article_coded(session, code)
        return _form(
            request.form, article=article, errors=fields, said=said, moved_on=moved_on
        ), refused.status
    flash(sentence(say("Qaralama saxlanıldı.")), "success")
    return redirect(url_for("articles.show", code=code), 303)


@bp.post("/knowledge/articles/<code>/submit")
@needs(Permission.WRITE_KNOWLEDGE)
def submit(code: str) -> ResponseReturnValue:
    """Put the open version before a second person."""
    return _done(
        code,
        say("Redaksiya yoxlamaya göndərildi."),
        lambda session, _: writing.submit(session, code),
        of_what_was_read=True,
    )


@bp.post("/knowledge/articles/<code>/publish")
@needs(Permission.REVIEW_KNOWLEDGE)
def publish(code: str) -> ResponseReturnValue:
    """Publish the version under review, or approve it for its first day."""
    return _done(
        code,
        say("Redaksiya təsdiqləndi: ilk günündən oxunur."),
        lambda session, _: reviewing.publish(session, code, by=current_user(), now=clock.now()),
        of_what_was_read=True,
    )


@bp.post("/knowledge/articles/<code>/send-back")
@needs(Permission.REVIEW_KNOWLEDGE)
def send_back(code: str) -> ResponseReturnValue:
    """Give the version back to its author."""
    return _done(
        code,
        say("Redaksiya düzəlişə qaytarıldı."),
        lambda session, typed: reviewing.send_back(
            session, code, note=typed["note"], by=current_user(), now=clock.now()
        ),
        of_what_was_read=True,
    )


@bp.post("/knowledge/articles/<code>/withdraw")
@needs(Permission.REVIEW_KNOWLEDGE)
def withdraw(code: str) -> ResponseReturnValue:
    """Take the article from the operators."""
    return _done(
        code,
        say("Məqalə dərcdən çıxarıldı."),
        lambda session, typed: reviewing.withdraw(
            session, code, reason=typed["reason"], by=current_user(), now=clock.now()
        ),
    )


@bp.post("/knowledge/articles/<code>/report")
@needs(Permission.SEE_KNOWLEDGE)
def report(code: str) -> ResponseReturnValue:
    """Tell the editors that the article is wrong."""
    return _done(
        code,
        say("Redaktora bildirildi."),
        lambda session, typed: reviewing.report_mistake(
            session, code, note=typed["note"], by=current_user(), now=clock.now()
        ),
    )


@bp.post("/knowledge/articles/<code>/flags/<int:flag_id>/settle")
@needs(Permission.WRITE_KNOWLEDGE)
def settle(code: str, flag_id: int) -> ResponseReturnValue:
    """Settle a flag: the article was looked at."""
    return _done(
        code,
        say("Qeyd bağlandı."),
        lambda session, _: reviewing.settle_flag(session, code, flag_id, by=current_user(), now=clock.now()),
    )


def _done(
    code: str,
    said: Sentence,
    act: Callable[[Session, dict[str, Any]], object],
    *,
    of_what_was_read: bool = False,
) -> ResponseReturnValue:
    typed = request.form
    try:
        with transaction() as session:
            if of_what_was_read:
                writing.hold_as_read(session, code, typed.get("as_read", ""))
            act(session, forms.read(NoteSchema(), typed))
    except NotFound:
        raise
    except Refused as refused:
        return _show(code, refused=refused, typed=typed), refused.status
    flash(sentence(said), "success")
    return redirect(url_for("articles.show", code=code), 303)


def _list(named: str, words: str) -> str:
    topic = next((one for one in Topic if one.value == named), None)
    editor = current_user().may(Permission.WRITE_KNOWLEDGE)
    with reading() as session:
        articles = [one for one in queries.articles(session) if editor or one.published]
        today = baku_date(clock.now())
        every = showing.lines(articles, language=current_language(), today=today)
        return render_template(
            "articles/listing.html",
            lines=showing.narrowed(every, topic=topic, words=words),
            topics=Topic,
            topic=topic,
            words=words,
            editor=editor,
        )


def _show(code: str, *, refused: Refused | None = None, typed: Mapping[str, str] | None = None) -> str:
    with reading() as session:
        article = _readable(session, code)
        language = request.args.get("language", current_language())
        [line] = showing.lines([article], language=language, today=baku_date(clock.now()))
        editor = current_user().may(Permission.WRITE_KNOWLEDGE)
        return render_template(
            "articles/show.html",
            article=article,
            line=line,
            languages_here=[
                one for one in LANGUAGES if one in {text.language for text in line.version.texts}
            ],
            as_read=writing.version_mark(article),
            editor=editor,
            reviewer=current_user().may(Permission.REVIEW_KNOWLEDGE),
            errors=refused.fields if isinstance(refused, InvalidInput) else {},
            refused=refused,
            typed=typed or {},
        )


def _readable(session: Session, code: str) -> Article:
    """The article, if the reader may know of it: what was never published is for editors."""
    article = queries.article_coded(session, code)
    if current_user().may(Permission.WRITE_KNOWLEDGE) or any(one.published_at for one in article.versions):
        return article
    raise NotFound("unknown-article", say("Belə məqalə yoxdur."))


def _form(
    typed: Mapping[str, str],
    *,
    article: Article | None = None,
    errors: Mapping[str, Sentence] | None = None,
    said: Sentence | None = None,
    moved_on: bool = False,
) -> str:
    as_read = "" if moved_on else typed.get("as_read", "")
    return render_template(
        "articles/edit.html",
        typed=typed,
        article=article,
        as_read=as_read or (writing.version_mark(article) if article else ""),
        moved_on=moved_on,
        errors=errors or {},
        said=said,
        topics=Topic,
        certainties=Certainty,
        article_languages=LANGUAGES,
    )
