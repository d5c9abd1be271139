"""Pages of satisfaction: the public one behind a link, and the list of those who are asked by telephone."""

from collections.abc import Mapping

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from marshmallow import Schema, fields

from callcenter.accounts.access import current_user, needs, open_to_all
from callcenter.accounts.vocabulary import Permission, Role
from callcenter.appeals import satisfaction
from callcenter.appeals.satisfaction_rules import COMMENT_LIMIT, RATINGS
from callcenter.core import clock
from callcenter.core.errors import InvalidInput, NotFound, Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory.actors import actor_of
from callcenter.web import forms
from callcenter.web.database import reading, transaction
from callcenter.web.display import sentence
from callcenter.web.forms import Text
from callcenter.web.locale import current_language


class RatingSchema(Schema):
    """A rating of one to five, whether the matter was solved, and a word about it."""

    rating = fields.Integer(load_default=None)
    solved = fields.Boolean(load_default=None)
    comment = Text(limit=COMMENT_LIMIT, load_default="")


class CallSchema(RatingSchema):
    """The same on the telephone, where one may also decline."""

    declined = fields.Boolean(load_default=False)


@open_to_all
def feedback(token: str) -> ResponseReturnValue:
    """Ask the three questions; they show nothing of anybody."""
    try:
        with reading() as opened:
            language = satisfaction.question(opened, token, now=clock.now()).appeal.language
    except Refused as refusal:
        return _public(token, current_language(), said=refusal.sentence), refusal.status
    return _public(token, _language(language))


@open_to_all
def send_feedback(token: str) -> ResponseReturnValue:
    """Keep the answers, once."""
    language = current_language()
    try:
        with transaction() as opened:
            language = _language(satisfaction.question(opened, token, now=clock.now()).appeal.language)
            said = forms.read(RatingSchema(), request.form)
            satisfaction.rate(opened, token, **said, now=clock.now())
    except InvalidInput as refusal:
        return _public(token, language, errors=refusal.fields), refusal.status
    except Refused as refusal:
        return _public(token, language, said=refusal.sentence), refusal.status
    return _public(token, language, done=True)


@needs(Permission.ASK_SATISFACTION)
def to_call() -> ResponseReturnValue:
    """Show whom to call, and to the head of the call centre what was said."""
    return _calls({}, {})


@needs(Permission.ASK_SATISFACTION)
def note_call(number: str) -> ResponseReturnValue:
    """Note what an applicant said on the telephone."""
    try:
        with transaction() as opened:
            actor = actor_of(opened, current_user())
            said = forms.read(CallSchema(), request.form)
            satisfaction.note_call(opened, number, **said, by=actor, now=clock.now())
    except NotFound:
        raise
    except InvalidInput as refusal:
        return _calls({"number": number, **request.form}, refusal.fields), refusal.status
    except Refused as refusal:
        return _calls({}, {}, said=refusal.sentence), refusal.status
    flash(sentence(say("Qiymət qeyd edildi.")), "success")
    return redirect(url_for("appeals.satisfaction"), 303)


def _language(of_appeal: str) -> str:
    """What the reader chose here, else the language of their appeal."""
    return current_language() if session.get("language") else of_appeal


def _public(
    token: str,
    language: str,
    *,
    errors: Mapping[str, Sentence] | None = None,
    said: Sentence | None = None,
    done: bool = False,
) -> str:
    with force_locale(language):
        return render_template(
            "appeals/feedback.html",
            token=token,
            language=language,
            ratings=RATINGS,
            typed=request.form,
            errors=errors or {},
            said=said,
            done=done,
        )


def _calls(typed: Mapping[str, str], errors: Mapping[str, Sentence], *, said: Sentence | None = None) -> str:
    now = clock.now()
    with reading() as opened:
        actor = actor_of(opened, current_user())
        head = actor.role is Role.CENTRE_HEAD
        return render_template(
            "appeals/satisfaction.html",
            appeals=satisfaction.to_call(
                opened, actor, now=now, links_are_mailed=current_app.config["LINKS_ARE_MAILED"]
            ),
            answered=satisfaction.answered(opened, actor) if head else (),
            head=head,
            ratings=RATINGS,
            typed=typed,
            errors=errors,
            said=said,
        )


def add_to(bp: Blueprint) -> None:
    """Give the pages their addresses."""
    bp.add_url_rule("/feedback/<token>", "feedback", feedback)
    bp.add_url_rule("/feedback/<token>", "send_feedback", send_feedback, methods=["POST"])
    bp.add_url_rule("/satisfaction", "satisfaction", to_call)
    bp.add_url_rule("/satisfaction/<number>", "note_satisfaction", note_call, methods=["POST"])
