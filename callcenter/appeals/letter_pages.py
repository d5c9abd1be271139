"""Notices to applicants as they are sent from the page of an appeal."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import sending_letters
from callcenter.appeals.answer_forms import SendLetterSchema
from callcenter.appeals.appeal_page import appeal_page
from callcenter.core import clock
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.wording import say
from callcenter.directory.actors import actor_of
from callcenter.web import forms
from callcenter.web.database import transaction
from callcenter.web.display import sentence


@needs(Permission.SEND_LETTER)
def send_letter(number: str, letter_id: int) -> ResponseReturnValue:
    """Send one notice; when refused, the appeal is shown again with what was typed into it."""
    try:
        with transaction() as session:
            actor = actor_of(session, current_user())
            typed = forms.read(SendLetterSchema(), request.form)
            sending_letters.send_letter(session, number, letter_id, **typed, by=actor, now=clock.now())
    except Refused as refusal:
        return appeal_page(number, letter=_given_back(letter_id, refusal)), refusal.status
    flash(sentence(say("Bildiriş göndərildi.")), "success")
    return redirect(url_for("appeals.show", number=number, _anchor="letters-head"), 303)


def _given_back(letter_id: int, refusal: Refused) -> dict[str, object]:
    fields = refusal.fields if isinstance(refusal, InvalidInput) else {"text": refusal.sentence}
    return {
        "id": letter_id,
        "typed": request.form,
        "errors": {f"letter-{letter_id}.{name}": said for name, said in fields.items()},
    }


def add_to(bp: Blueprint) -> None:
    """Give the notices their address."""
    bp.add_url_rule("/appeals/<number>/letters/<int:letter_id>", "send_letter", send_letter, methods=["POST"])
