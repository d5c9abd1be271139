"""Pages of ready texts: what is offered, how each was worded, and the forms by which the centre head changes them."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema
from sqlalchemy.orm import Session

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import outcomes, templates_kept
from callcenter.appeals.answer_templates import BLANK, Variable
from callcenter.appeals.template_models import AnswerTemplate
from callcenter.appeals.templates_kept import TemplateDraft
from callcenter.appeals.vocabulary import Kind, Outcome
from callcenter.core import clock
from callcenter.core.errors import InvalidInput
from callcenter.core.wording import Sentence, say
from callcenter.web import forms
from callcenter.web.database import reading, transaction
from callcenter.web.display import sentence
from callcenter.web.forms import LongText, OneOf, Text, WordField
from callcenter.web.locale import LANGUAGES
from knowledge_base.language.differences import difference


class TemplateSchema(Schema):
    """A ready text as it is typed; its code and language are asked for once."""

    code = Text(limit=120, load_default="")
    language = OneOf(*LANGUAGES, load_default="az")
    title = Text(load_default="")
    text = LongText(load_default="")
    kind = WordField(Kind, load_default=None)
    outcome = WordField(Outcome, load_default=None)


@needs(Permission.MANAGE_TEMPLATES)
def listing() -> ResponseReturnValue:
    """Show the ready texts that are offered."""
    with reading() as session:
        return render_template("appeals/templates.html", templates=templates_kept.in_use(session))


@needs(Permission.MANAGE_TEMPLATES)
def new() -> ResponseReturnValue:
    """Show the empty form."""
    return _form(None, {"language": "az"}, {})


@needs(Permission.MANAGE_TEMPLATES)
def make() -> ResponseReturnValue:
    """Add a ready text."""

    def act(session: Session, draft: TemplateDraft) -> AnswerTemplate:
        return templates_kept.make(session, draft, by=current_user(), now=clock.now())

    return _kept(None, act, say("Şablon əlavə edildi."))


@needs(Permission.MANAGE_TEMPLATES)
def show(template_id: int) -> ResponseReturnValue:
    """Show one ready text with its form and its earlier wordings."""
    return _form(template_id, {}, {})


@needs(Permission.MANAGE_TEMPLATES)
def change(template_id: int) -> ResponseReturnValue:
    """Put a new wording in its place."""

    def act(session: Session, draft: TemplateDraft) -> AnswerTemplate:
        return templates_kept.change(session, template_id, draft, by=current_user(), now=clock.now())

    return _kept(template_id, act, say("Şablonun yeni mətni saxlanıldı."))


@needs(Permission.MANAGE_TEMPLATES)
def retire(template_id: int) -> ResponseReturnValue:
    """Offer it no longer."""
    with transaction() as session:
        templates_kept.retire(session, template_id, by=current_user(), now=clock.now())
    flash(sentence(say("Şablon istifadədən çıxarıldı.")), "success")
    return redirect(url_for("appeals.templates"), 303)


def _kept(
    template_id: int | None, act: Callable[[Session, TemplateDraft], AnswerTemplate], said: Sentence
) -> ResponseReturnValue:
    """Keep what was typed and show it; refused, the form comes back as it was typed."""
    try:
        with transaction() as session:
            kept = act(session, TemplateDraft(**forms.read(TemplateSchema(), request.form)))
            there = url_for("appeals.template", template_id=kept.id)
    except InvalidInput as refusal:
        return _form(template_id, request.form, refusal.fields), refusal.status
    flash(sentence(said), "success")
    return redirect(there, 303)


def _form(template_id: int | None, typed: Mapping[str, str], errors: Mapping[str, Sentence]) -> str:
    with reading() as session:
        one = templates_kept.template(session, template_id) if template_id is not None else None
        wordings = templates_kept.history(session, one) if one else ()
        return render_template(
            "appeals/template.html",
            template=one,
            typed=typed or _written(one),
            errors=errors,
            wordings=[(later, difference(before.text, later.text)) for later, before in pairwise(wordings)],
            first=wordings[-1] if wordings else None,
            kinds=Kind,
            outcomes=outcomes.PROPOSED,
            languages=LANGUAGES,
            variables=Variable,
            blank=BLANK,
        )


def _written(one: AnswerTemplate | None) -> dict[str, Any]:
    if one is None:
        return {}
    return {
        "code": one.code,
        "language": one.language,
        "title": one.title,
        "text": one.text,
        "kind": one.kind.value if one.kind else "",
        "outcome": one.outcome.value if one.outcome else "",
    }


def add_to(bp: Blueprint) -> None:
    """Give the pages their addresses."""
    bp.add_url_rule("/templates", "templates", listing)
    bp.add_url_rule("/templates/new", "new_template", new)
    bp.add_url_rule("/templates/new", "make_template", make, methods=["POST"])
    bp.add_url_rule("/templates/<int:template_id>", "template", show)
    bp.add_url_rule("/templates/<int:template_id>", "change_template", change, methods=["POST"])
    bp.add_url_rule("/templates/<int:template_id>/retire", "retire_template", retire, methods=["POST"])
