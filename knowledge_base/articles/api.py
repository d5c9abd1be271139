"""The API of articles: published ones, with their validity and sources."""

from typing import Any

from flask import Response, current_app, jsonify
from marshmallow import Schema, fields, validate

from callcenter.accounts.access import needs_scope
from callcenter.accounts.vocabulary import Scope
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.core.errors import NotFound
from callcenter.core.wording import say
from callcenter.web.api import Blueprint
from callcenter.web.database import reading
from callcenter.web.forms import LongText
from knowledge_base.articles import queries
from knowledge_base.articles.finding import ArticleShelf
from knowledge_base.articles.models import ArticleVersion
from knowledge_base.articles.validity import validity
from knowledge_base.articles.vocabulary import LANGUAGES

blp = Blueprint("articles_api", __name__, description="Məqalələr")


class ArticleSearchSchema(Schema):
    """What somebody asks, and the language in which to answer."""

    text = LongText(required=True)
    language = fields.String(load_default="", validate=validate.OneOf(LANGUAGES))


@blp.get("/articles")
@needs_scope(Scope.KNOWLEDGE_READ)
def articles() -> Response:
    """List the published articles."""
    with reading() as session:
        read = queries.read_on(session, baku_date(clock.now()))
        return jsonify({"articles": [_document(one) for one in read]})


@blp.get("/articles/<code>")
@needs_scope(Scope.KNOWLEDGE_READ)
def article(code: str) -> Response:
    """Show the published version of an article."""
    with reading() as session:
        version = queries.article_coded(session, code).read_on(baku_date(clock.now()))
        if version is None:
            raise NotFound("unknown-article", say("Belə məqalə yoxdur."))
        return jsonify(_document(version))


@blp.post("/articles/search")
@needs_scope(Scope.KNOWLEDGE_READ)
@blp.arguments(ArticleSearchSchema)
def search(sent: dict[str, str]) -> Response:
    """Find the articles that answer a text and are valid today. The text is in the body: it may be a caller's."""
    shelf: ArticleShelf = current_app.extensions["callcenter.articles"]
    with reading() as session:
        found = shelf.find(session, sent["text"], today=baku_date(clock.now()), language=sent["language"])
    rows = [
        {
            "article": one.reference,
            "code": one.code,
            "language": one.language,
            "title": one.title,
            "answer": one.answer,
            "steps": list(one.steps),
            "score": one.alike,
            "doubts": [reason.value for reason in one.doubts],
        }
        for one in found
    ]
    return jsonify({"articles": rows})


def _document(version: ArticleVersion) -> dict[str, Any]:
    today = baku_date(clock.now())
    return {
        "code": version.article.code,
        "article": version.reference,
        "topic": version.article.topic.value,
        "version": version.number,
        "valid_from": version.valid_from.isoformat(),
        "valid_to": version.valid_to.isoformat() if version.valid_to else None,
        "validity": validity(version.valid_from, version.valid_to, today).value,
        "certainty": version.certainty.value,
        "clauses": version.clause_keys,
        "sources": [
            {
                "name": source.name,
                "number": source.number,
                "date": source.made_on.isoformat() if source.made_on else None,
                "clauses": source.clauses,
                "address": source.address,
            }
            for source in version.sources
        ],
        "texts": {
            text.language: {
                "title": text.title,
                "answer": text.answer,
                "details": text.details,
                "steps": text.steps,
                "questions": text.questions,
            }
            for text in version.texts
        },
    }
