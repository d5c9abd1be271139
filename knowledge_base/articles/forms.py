"""What is typed about articles and watched acts, read once into frozen drafts."""

import re
from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, pre_load, validates_schema

from callcenter.core.wording import say
from callcenter.web.forms import NAMED, LongText, Text, WordField, unacceptable
from knowledge_base.articles.drafts import ArticleDraft, SourceDraft, TextDraft
from knowledge_base.articles.vocabulary import LANGUAGES, Certainty, Topic
from knowledge_base.articles.watching import ActDraft

SOURCES = ("source1", "source2", "source3")
MOST_DAYS = 730
_CLAUSE = re.compile(r"[0-9A-Za-z-]{1,20}:[0-9][0-9./]{0,30}")


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for one in text.splitlines() if (line := " ".join(one.split())))


def _clause_keys(text: str) -> None:
    if not all(_CLAUSE.fullmatch(key) for key in re.split(r"[\s,;]+", text) if key):
        raise unacceptable(say("Bəndləri belə yazın: 002:3.0.6, 002:3.0.7."))


class ArticleTextSchema(Schema):
    """An article in one language; questions and steps stand one a line."""

    title = Text(required=True)
    answer = LongText(required=True)
    questions = LongText(load_default="")
    details = LongText(load_default="")
    steps = LongText(load_default="")

    @post_load
    def _draft(self, data: dict[str, Any], **_: Any) -> TextDraft:
        return TextDraft(**{**data, "questions": _lines(data["questions"]), "steps": _lines(data["steps"])})


class SourceSchema(Schema):
    """An act on which the article rests."""

    name = Text(required=True)
    number = Text(limit=120, load_default=None)
    made_on = fields.Date(load_default=None, error_messages=NAMED)
    clauses = Text(load_default="")
    address = Text(load_default="")

    @post_load
    def _draft(self, data: dict[str, Any], **_: Any) -> SourceDraft:
        return SourceDraft(**data)


class ArticleSchema(Schema):
    """A whole version of an article."""

    topic = WordField(Topic, required=True)
    certainty = WordField(Certainty, load_default=Certainty.TO_CONFIRM)
    valid_from = fields.Date(required=True, error_messages=NAMED)
    valid_to = fields.Date(load_default=None, error_messages=NAMED)
    review_due = fields.Date(load_default=None, error_messages=NAMED)
    clause_keys = Text(load_default="", validate=_clause_keys)
    az = fields.Nested(ArticleTextSchema, required=True)
    ru = fields.Nested(ArticleTextSchema)
    en = fields.Nested(ArticleTextSchema)
    source1 = fields.Nested(SourceSchema, required=True)
    source2 = fields.Nested(SourceSchema)
    source3 = fields.Nested(SourceSchema)

    @pre_load
    def _always_there(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        # So that what is missing is named field by field.
        return {"az": {}, "source1": {}, **data}

    @validates_schema
    def _spans(self, data: dict[str, Any], **_: Any) -> None:
        first, last = data.get("valid_from"), data.get("valid_to")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            said = say("Son gün ilk gündən əvvəl ola bilməz.")
            raise ValidationError({"valid_to": [said]})

    @post_load
    def _draft(self, data: dict[str, Any], **_: Any) -> ArticleDraft:
        return ArticleDraft(
            topic=data["topic"],
            certainty=data["certainty"],
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
            review_due=data["review_due"],
            clause_keys=tuple(key for key in re.split(r"[\s,;]+", data["clause_keys"]) if key),
            texts={language: data[language] for language in LANGUAGES if language in data},
            sources=tuple(data[name] for name in SOURCES if name in data),
        )


class SearchSchema(Schema):
    """Words to look for, in any spelling."""

    words = Text(load_default="")


class NoteSchema(Schema):
    """A remark or a reason."""

    note = LongText(load_default="")
    reason = LongText(load_default="")


class LookSchema(Schema):
    """What a look at an act found: yes when it changed."""

    changed = fields.Boolean(load_default=False)
    note = LongText(load_default="")


def _days(days: int) -> None:
    if not 1 <= days <= MOST_DAYS:
        raise unacceptable(say("1 ilə %(most)d arasında ədəd yazın.", most=MOST_DAYS))


class ActSchema(Schema):
    """An act to watch."""

    name = Text(required=True)
    number = Text(limit=120, load_default=None)
    made_on = fields.Date(load_default=None, error_messages=NAMED)
    address = Text(load_default="")
    every_days = fields.Integer(load_default=30, validate=_days)
    statute_code = Text(limit=20, load_default=None)

    @post_load
    def _draft(self, data: dict[str, Any], **_: Any) -> ActDraft:
        return ActDraft(**data)
