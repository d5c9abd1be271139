"""Pages of open appeals whose clause changed after they were routed: for those who answer for them, and for editors."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import rechecking
from callcenter.appeals.forms import RecheckSchema
from callcenter.appeals.rechecking import Unsettled
from callcenter.core import clock
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory.actors import actor_of
from callcenter.web import forms
from callcenter.web.database import reading, transaction
from callcenter.web.display import sentence
from knowledge_base import history
from knowledge_base.language.masking import mask

# As many as a person can look through in one sitting; the rest come when these are settled.
AT_ONCE = 200


@dataclass(frozen=True)
class Heap:
    """The appeals of one clause in one version; more: there are others that are not shown yet."""

    found: Sequence[Unsettled]
    moved_to: str | None
    more: bool

    @property
    def first(self) -> Unsettled:
        """One of them, for the clause."""
        return self.found[0]

    @property
    def masked(self) -> Sequence[str]:
        """The texts as editors may read them."""
        return [mask(one.appeal.text) for one in self.found]


@needs(Permission.SEE_APPEALS)
def rechecks() -> ResponseReturnValue:
    """Show the open appeals whose clause changed, clause by clause."""
    return _page()


@needs(Permission.RECHECK_APPEAL)
def confirm_rechecks() -> ResponseReturnValue:
    """Note that the chosen appeals stay where they are."""
    numbers = request.form.getlist("number")
    try:
        typed = forms.load(RecheckSchema(), {"note": _note()})
        with transaction() as session:
            actor = actor_of(session, current_user())
            done = rechecking.confirm(session, numbers, by=actor, now=clock.now(), note=typed["note"])
            said = say("Qüvvədə qalan müraciət: %(count)d.", count=len(done))
    except InvalidInput as refused:
        return _page(next(iter(refused.fields.values()))), refused.status
    except Refused as refused:
        return _page(refused.sentence), refused.status
    flash(sentence(said), "success")
    return redirect(url_for("appeals.rechecks"), 303)


@needs(Permission.WRITE_KNOWLEDGE)
def rechecks_masked() -> ResponseReturnValue:
    """Show editors the texts of the appeals that their statute touches, masked; nothing leads to the appeals."""
    with reading() as session:
        editor = actor_of(session, current_user())
        found = rechecking.unsettled_for_editors(session, editor, limit=AT_ONCE + 1)
        return render_template("appeals/rechecks_masked.html", heaps=_heaps(session, found))


def add_to(bp: Blueprint) -> None:
    """Give the pages their addresses."""
    bp.add_url_rule("/appeals/rechecks", "rechecks", rechecks)
    bp.add_url_rule("/appeals/rechecks", "confirm_rechecks", confirm_rechecks, methods=["POST"])
    bp.add_url_rule("/knowledge/changes/appeals", "rechecks_masked", rechecks_masked)


def _note() -> str:
    """The note of the one form that was sent; each heap has its own, under its own name."""
    return next((value for name, value in request.form.items() if name.startswith("note-")), "")


def _page(refused: Sentence | None = None) -> str:
    with reading() as session:
        actor = actor_of(session, current_user())
        found = rechecking.unsettled(session, actor, limit=AT_ONCE + 1)
        return render_template(
            "appeals/rechecks.html",
            heaps=_heaps(session, found),
            may_confirm=actor.may(Permission.RECHECK_APPEAL),
            refused=refused,
            chosen=request.form.getlist("number"),
            typed=request.form,
        )


def _heaps(session: Session, found: Sequence[Unsettled]) -> list[Heap]:
    shown = found[:AT_ONCE]
    heaps = [list(of) for _, of in groupby(shown, key=lambda one: one.then.id)]
    moved = history.moved_to(session, [of[0].then for of in heaps])
    last = len(heaps) - 1
    return [
        Heap(of, moved.get(of[0].then.id), more=place == last and len(found) > AT_ONCE)
        for place, of in enumerate(heaps)
    ]
