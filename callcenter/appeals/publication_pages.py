"""Pages: what was published from an appeal that few may know of now stays, or is taken out, from the centre's desk."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import publications
from callcenter.core import clock
from callcenter.core.wording import Sentence, say
from callcenter.directory.actors import actor_of
from callcenter.web.database import transaction
from callcenter.web.display import sentence


@needs(Permission.SET_LEVEL)
def keep_published(number: str) -> ResponseReturnValue:
    """Let what was published stand."""
    return _decided(number, publications.keep, say("%(number)s: dərc edilmiş mətn saxlanıldı."))


@needs(Permission.SET_LEVEL)
def take_out_published(number: str) -> ResponseReturnValue:
    """Take out what was published."""
    return _decided(number, publications.take_out, say("%(number)s: dərc edilmiş mətn çıxarılır."))


def _decided(number: str, act: Callable[..., None], said: Sentence) -> ResponseReturnValue:
    with transaction() as session:
        act(session, number, by=actor_of(session, current_user()), now=clock.now())
    flash(sentence(Sentence(said.text, {"number": number})), "success")
    return redirect(url_for("appeals.centre"), 303)


def add_to(bp: Blueprint) -> None:
    """Give the acts their addresses."""
    for path, view in (("keep", keep_published), ("take-out", take_out_published)):
        bp.add_url_rule(f"/appeals/<number>/published/{path}", view.__name__, view, methods=["POST"])
