"""Pages where appeals and articles meet: an answer is proposed as an article, and how articles are used."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import article_use, queries
from callcenter.core import clock
from callcenter.core.errors import Refused
from callcenter.core.wording import say
from callcenter.directory.actors import actor_of
from callcenter.web.database import reading, transaction
from callcenter.web.display import sentence
from knowledge_base.articles import proposing
from knowledge_base.articles import queries as articles


@needs(Permission.PROPOSE_ARTICLE)
def propose(number: str) -> ResponseReturnValue:
    """Hand the question and its answer to the editors as the draft of an article, masked."""
    with transaction() as session:
        actor = actor_of(session, current_user())
        appeal = queries.appeal_numbered(session, actor, number)
        if not article_use.may_propose(actor, appeal):
            raise Refused(
                "no-answer", say("Məqalə yalnız verilmiş və məxfi olmayan cavabdan təklif oluna bilər.")
            )
        _, new = proposing.propose_from_answer(
            session,
            appeal.number,
            question=appeal.text,
            answer=article_use.answer_told(appeal),
            clause_keys=(appeal.clause,) if appeal.clause else (),
            by=current_user(),
            now=clock.now(),
        )
    said = (
        say("Məqalə təklifi redaktora göndərildi.") if new else say("Bu cavabdan məqalə artıq təklif olunub.")
    )
    flash(sentence(said), "success")
    return redirect(url_for("appeals.show", number=number), 303)


@needs(Permission.REVIEW_KNOWLEDGE)
def use() -> ResponseReturnValue:
    """Show which articles serve, which never did, and after which the appeal was reopened."""
    with reading() as session:
        used = article_use.use_of_articles(session, actor_of(session, current_user()))
        rows = [
            (one, used.get(one.id, article_use.Use())) for one in articles.articles(session) if one.published
        ]
        rows.sort(key=lambda row: (-row[1].used, row[0].code))
        return render_template("appeals/article_use.html", rows=rows)
