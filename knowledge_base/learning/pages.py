"""Pages: the examples that were learnt, the ministry's synonyms, and the layers trained from examples."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission, Role
from callcenter.core import clock
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
from callcenter.directory.actors import actor_of
from callcenter.web import forms
from callcenter.web.database import reading, transaction
from callcenter.web.display import sentence
from knowledge_base.language.folding import fold
from knowledge_base.learning import queries, remembering, training, wording
from knowledge_base.learning.forms import (
    ExamplesSchema,
    LayerSchema,
    SaidSchema,
    StrikeSchema,
    SynonymSchema,
)
from knowledge_base.learning.queries import Wanted

bp = Blueprint("learning", __name__)
FILTERS = ("unit", "by", "corrected", "struck")


@dataclass(frozen=True)
class Attempt:
    """A strike that was refused, with what was typed."""

    example_id: int
    refusal: Refused
    typed: str

    @property
    def said(self) -> Sentence:
        """Why it was refused."""
        fields = self.refusal.fields if isinstance(self.refusal, InvalidInput) else {}
        return fields.get("reason", self.refusal.sentence)


@bp.get("/knowledge/examples")
@needs(Permission.STRIKE_EXAMPLE)
def examples() -> ResponseReturnValue:
    """Show what was learnt from appeals; a head of a unit sees what their own unit and those below were taught."""
    return _examples()


@bp.post("/knowledge/examples/<int:example_id>/strike")
@needs(Permission.STRIKE_EXAMPLE)
def strike(example_id: int) -> ResponseReturnValue:
    """Strike an example, with the reason."""
    try:
        reason = forms.read(StrikeSchema(), request.form)["reason"]
        with transaction() as session:
            user = current_user()
            units = _reach(session)
            remembering.strike(session, example_id, reason=reason, by=user, units=units, now=clock.now())
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        return _examples(attempt=Attempt(example_id, refused, request.form.get("reason", ""))), refused.status
    flash(sentence(say("Nümunə öyrənmədən çıxarıldı. Bunu geri qaytarmaq olar.")), "success")
    return _back_to_examples()


@bp.post("/knowledge/examples/<int:example_id>/restore")
@needs(Permission.STRIKE_EXAMPLE)
def restore(example_id: int) -> ResponseReturnValue:
    """Take a strike back."""
    with transaction() as session:
        remembering.restore(session, example_id, by=current_user(), units=_reach(session), now=clock.now())
    flash(sentence(say("Nümunə yenidən öyrədir.")), "success")
    return _back_to_examples()


@bp.get("/knowledge/synonyms")
@needs(Permission.WRITE_KNOWLEDGE)
def synonyms() -> ResponseReturnValue:
    """Show the ministry's own synonyms and the shipped ones."""
    return _synonyms({})


@bp.post("/knowledge/synonyms")
@needs(Permission.WRITE_KNOWLEDGE)
def set_synonym() -> ResponseReturnValue:
    """Keep a synonym."""
    try:
        typed = forms.read(SynonymSchema(), request.form)
        with transaction() as session:
            wording.set_synonym(session, **typed, by=current_user(), now=clock.now())
    except InvalidInput as refused:
        return _synonyms(request.form, errors=refused.fields), refused.status
    flash(sentence(say("Sinonim saxlanıldı.")), "success")
    return redirect(url_for("learning.synonyms"), 303)


@bp.post("/knowledge/synonyms/off")
@needs(Permission.WRITE_KNOWLEDGE)
def switch_off() -> ResponseReturnValue:
    """Let a shipped synonym have no effect."""
    said = forms.read(SaidSchema(), request.form)["said"]
    with transaction() as session:
        wording.switch_off(session, said, by=current_user(), now=clock.now())
    flash(sentence(say("Hazır sinonim söndürüldü.")), "success")
    return redirect(url_for("learning.synonyms"), 303)


@bp.post("/knowledge/synonyms/back")
@needs(Permission.WRITE_KNOWLEDGE)
def take_back() -> ResponseReturnValue:
    """Remove the ministry's own row."""
    said = forms.read(SaidSchema(), request.form)["said"]
    with transaction() as session:
        wording.take_back(session, said)
    flash(sentence(say("Nazirliyin dəyişikliyi götürüldü.")), "success")
    return redirect(url_for("learning.synonyms"), 303)


@bp.get("/knowledge/layers")
@needs(Permission.WRITE_KNOWLEDGE)
def layers() -> ResponseReturnValue:
    """Show the trained layers that are kept, with their figures."""
    with reading() as session:
        return render_template("knowledge/layers.html", layers=queries.layers(session))


@bp.post("/knowledge/layers")
@needs(Permission.WRITE_KNOWLEDGE)
def put_in_force() -> ResponseReturnValue:
    """Put a kept layer in force."""
    number = forms.read(LayerSchema(), request.form)["layer"]
    with transaction() as session:
        training.put_in_force(session, number, by=current_user(), now=clock.now())
    flash(sentence(say("%(number)d nömrəli model qüvvəyə mindi.", number=number)), "success")
    return redirect(url_for("learning.layers"), 303)


@bp.post("/knowledge/layers/off")
@needs(Permission.WRITE_KNOWLEDGE)
def turn_off() -> ResponseReturnValue:
    """Let the layer in force have no say."""
    number = forms.read(LayerSchema(), request.form)["layer"]
    with transaction() as session:
        training.turn_off(session, number, by=current_user())
    flash(sentence(say("%(number)d nömrəli model söndürüldü.", number=number)), "success")
    return redirect(url_for("learning.layers"), 303)


def _back_to_examples() -> ResponseReturnValue:
    kept: dict[str, Any] = {name: value for name in FILTERS if (value := request.form.get(name, ""))}
    return redirect(url_for("learning.examples", **kept), 303)


def _reach(session: Session) -> frozenset[int] | None:
    """The units whose examples the reader may see and strike; none for all."""
    actor = actor_of(session, current_user())
    return actor.headed if actor.role is Role.UNIT_HEAD else None


def _examples(*, attempt: Attempt | None = None) -> str:
    typed = request.args if attempt is None else MultiDict[str, str]()
    try:
        narrowed, errors = forms.read(ExamplesSchema(), typed), {}
    except InvalidInput as wrong:
        narrowed, errors = forms.read(ExamplesSchema(), MultiDict()), wrong.fields
    with reading() as session:
        reach = _reach(session)
        units = [unit for unit in directory.units(session) if reach is None or unit.id in reach]
        chosen = frozenset(unit.id for unit in units if unit.code == narrowed["unit"]) or reach
        wanted = Wanted(
            units=chosen,
            by_id=narrowed["by"],
            corrected=narrowed["corrected"],
            struck=narrowed["struck"],
            only=attempt.example_id if attempt else None,
        )
        return render_template(
            "knowledge/examples.html",
            page=queries.example_page(session, wanted, cursor=narrowed["cursor"]),
            teachers=queries.teachers(session, reach),
            units=[(unit.code, unit.name) for unit in units],
            typed=typed,
            errors=errors,
            attempt=attempt,
            filters=[(name, typed.get(name, "")) for name in FILTERS],
        )


def _synonyms(typed: Mapping[str, str], *, errors: Mapping[str, Sentence] | None = None) -> str:
    with reading() as session:
        own = queries.own_synonyms(session)
        return render_template(
            "knowledge/synonyms.html",
            own=own,
            shipped=_by_letter(queries.shipped_synonyms()),
            changed={one.said for one in own},
            typed=typed,
            errors=errors or {},
        )


def _by_letter(synonyms: Mapping[str, list[str]]) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Return the synonyms under the letters they begin with: hundreds are not read from end to end."""
    ordered = sorted(synonyms.items(), key=lambda pair: fold(pair[0]))
    return [(letter, list(pairs)) for letter, pairs in groupby(ordered, key=lambda pair: fold(pair[0])[:1])]
