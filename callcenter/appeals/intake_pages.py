"""The operator's one screen: log an appeal while the caller is on the line."""

import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import answering, cues, deadlines, intake, intake_sources, linking, queries, showing
from callcenter.appeals.answer_forms import AnswerAtIntakeSchema
from callcenter.appeals.caller_panel import CallerPanel, SaidBefore, panel_of
from callcenter.appeals.forms import AppealSchema, CallerSchema, TextSchema
from callcenter.appeals.intake import AppealDraft
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Channel, Kind, Level, Outcome
from callcenter.callers.identification import CallerDraft
from callcenter.callers.vocabulary import CallerType
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor, actor_of
from callcenter.web import forms
from callcenter.web.database import reading, sealer, transaction
from callcenter.web.display import due_day, sentence
from knowledge_base import present
from knowledge_base.articles import queries as articles
from knowledge_base.articles.finding import ArticleShelf
from knowledge_base.suggesting import Knowledge, Suggestions

Typed = Mapping[str, str]

# What an unknown name in the directory means for the form: a field to set right.
FIELD_OF = {"unknown-unit": "about_unit", "unknown-person": "about_staff"}
FIELD_AT_INTAKE = {"text": "answer", "reasons": "outcome"}
# A refusal needs its reasons, for which the appeal's own page has room.
OUTCOMES_AT_INTAKE = (Outcome.SATISFIED, Outcome.EXPLAINED)
_FORM_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


@needs(Permission.LOG_APPEAL)
def new() -> ResponseReturnValue:
    """Show the empty form, the form with its panels (nothing is saved), or log the appeal."""
    if request.method == "GET":
        return _opened()
    if "show" in request.form:
        return _form(request.form, panels=True)
    if "tie" in request.form:
        return _tied(request.form)
    if "use" in request.form:
        return _form(_answered_from(request.form["use"]), panels=True)
    try:
        return _log()
    except Refused as refusal:
        return _given_back(refusal)


@needs(Permission.LOG_APPEAL)
def suggestions() -> ResponseReturnValue:
    """Return the panel of suggestions for what is being typed."""
    try:
        text = forms.read(TextSchema(), request.form)["text"]
    except InvalidInput as refusal:
        return render_template("appeals/_refused.html", refusal=refusal), refusal.status
    with reading() as session:
        return render_template("appeals/_suggestions.html", **_suggested(session, text))


@needs(Permission.LOG_APPEAL)
def callers_panel() -> ResponseReturnValue:
    """Return the panel about the caller who is being written down."""
    try:
        with reading() as session:
            actor = actor_of(session, current_user())
            return render_template("appeals/_caller.html", caller=_caller_panel(session, actor, request.form))
    except InvalidInput as refusal:
        return render_template("appeals/_refused.html", refusal=refusal), refusal.status


def shelf() -> ArticleShelf:
    """Return the application's articles."""
    found: ArticleShelf = current_app.extensions["callcenter.articles"]
    return found


def knowledge() -> Knowledge:
    """Return the knowledge base as it is now, read outside any transaction that writes."""
    with reading() as session:
        return present.knowledge(session)


def _opened() -> str:
    """The empty form, or what is known already of the call from which it is opened."""
    asked, empty = request.args.to_dict(), {"channel": Channel.PHONE.value}
    with reading() as session:
        actor = actor_of(session, current_user())
        opening = intake_sources.opening_of(session, actor, asked, clock.now())
    if opening is None:
        return _form(MultiDict(empty))
    typed = MultiDict({**empty, **opening.fields, **opening.typed})
    return _form(typed, panels=bool(opening.typed))


def _tied(typed: Typed) -> str:
    """The form with all that was typed, from now on opened from what is named: what it knows fills what is empty."""
    name, _, value = typed["tie"].partition(":")
    asked = {**typed, name: value}
    with reading() as session:
        opening = intake_sources.opening_of(session, actor_of(session, current_user()), asked, clock.now())
    if opening is None:
        return _form(typed, panels=True)
    given = {field: said for field, said in asked.items() if said.strip()}
    return _form(MultiDict({**opening.typed, **given}), panels=True)


def _log() -> ResponseReturnValue:
    draft: AppealDraft = forms.read(AppealSchema(), request.form)
    said: dict[str, Any] = forms.read(AnswerAtIntakeSchema(), request.form)
    known, now = knowledge(), clock.now()
    who = current_user().id
    keys = (
        f"form:{who}:{_form_key(request.form)}",
        f"text:{who}:{baku_date(now)}:{draft.gist}",
    )
    _tell_of_repeat(draft, keys)
    with transaction() as session:
        actor = actor_of(session, current_user())
        appeal, new_one = intake.log_appeal(
            session,
            draft,
            knowledge=known,
            by=actor,
            now=now,
            sealer=sealer(),
            keys=keys,
            fingerprint=draft.gist,
        )
        intake_sources.logged(session, actor, request.form.to_dict(), appeal, now)
        if new_one and said["answer"]:
            _answer(session, appeal, said, actor, now)
        if new_one and (followed := request.form.get("follow", "")):
            linking.link(session, appeal.number, appeal.version, to=followed, by=actor, now=now)
        flash(sentence(_logged(appeal, new_one=new_one)), "success")
        visible = queries.is_visible(session, actor, appeal)
        there = url_for("appeals.show", number=appeal.number) if visible else url_for("appeals.desk")
    return redirect(there, 303)


def _tell_of_repeat(draft: AppealDraft, keys: Sequence[str]) -> None:
    """Refuse once what the person has said before; who was told beside the form, or decided, is let through."""
    if request.form.get("follow") or request.form.get("anyway"):
        return
    with reading() as session:
        if intake.already_logged(session, keys):
            return
        panel = panel_of(
            session, actor_of(session, current_user()), draft.caller, draft.text, now=clock.now()
        )
    if panel.repeat is not None and request.form.get("warned") != panel.repeat.number:
        raise SaidBefore(panel.repeat.number)


def _answer(session: Session, appeal: Appeal, said: dict[str, Any], actor: Actor, now: datetime) -> None:
    """Note what the caller was told while the appeal was being written down; InvalidInput to those complained of."""
    if not queries.is_visible(session, actor, appeal):
        raise InvalidInput(
            {
                "answer": say(
                    "Şikayət sizdən və ya rəhbərinizdəndir: ona siz cavab verə bilməzsiniz. Cavabı silib müraciəti qeydə alın."
                )
            }
        )
    used = said.get("article")
    try:
        answering.answer_on_line(
            session,
            appeal.number,
            appeal.version,
            text=said["answer"],
            outcome=said["outcome"],
            article=articles.version_named(session, used) if used else None,
            consent=said["consent"],
            by=actor,
            now=now,
        )
    except InvalidInput as refusal:
        # On this form the text is the appeal's, and the answer has a field of its own.
        fields = {FIELD_AT_INTAKE.get(name, name): said for name, said in refusal.fields.items()}
        raise InvalidInput(fields) from None


def _answered_from(used: str) -> Typed:
    """The form with an article's answer put in, for browsers without script."""
    typed = dict(request.form.items())
    with reading() as session:
        text = articles.text_named(session, used)
        answer, reference = text.answer, text.version.reference
    written = typed.get("answer", "").strip()
    return {**typed, "answer": f"{written}\n\n{answer}" if written else answer, "article": reference}


def _logged(appeal: Appeal, *, new_one: bool) -> Sentence:
    number, due = appeal.number, due_day(appeal.due_on, appeal.due_at)
    if new_one and appeal.unit is not None:
        return say(
            "Müraciət qeydə alındı və nazirliyin qaydası ilə avtomatik yönləndirildi: %(number)s, %(unit)s. "
            "İcra müddəti: %(due)s. Bölmə səhvdirsə, başqasını seçin.",
            number=number,
            unit=appeal.unit.name,
            due=due,
        )
    if new_one:
        return say("Müraciət qeydə alındı: %(number)s. İcra müddəti: %(due)s.", number=number, due=due)
    return say("Bu müraciət artıq qeydə alınıb: %(number)s. İcra müddəti: %(due)s.", number=number, due=due)


def _given_back(refusal: Refused) -> ResponseReturnValue:
    fields = dict(refusal.fields) if isinstance(refusal, InvalidInput) else {}
    if field := FIELD_OF.get(refusal.code):
        fields[field] = refusal.sentence
    status = 422 if fields else refusal.status
    # The old key is spent: it names another appeal.
    spent = refusal.code == "key-reused"
    return _form(
        request.form,
        fields=fields,
        said=None if fields else refusal.sentence,
        spent=spent,
        again=isinstance(refusal, SaidBefore),
    ), status


def _form(
    typed: Typed,
    *,
    panels: bool = False,
    fields: Mapping[str, Sentence] | None = None,
    said: Sentence | None = None,
    spent: bool = False,
    again: bool = False,
) -> str:
    shown = panels or bool(fields) or said is not None
    with reading() as session:
        actor = actor_of(session, current_user())
        units = directory.home_units(session)
        text = typed.get("text", "")[:20_000]
        panel = _suggested(session, text) if shown and text.strip() else {}
        return render_template(
            "appeals/new.html",
            typed=typed,
            errors=fields or {},
            said=said,
            again=again,
            form_key=secrets.token_urlsafe(24) if spent else _form_key(typed),
            kind=_kind_shown(typed, panel.get("guess")),
            kinds=Kind,
            paces=deadlines.SAID,
            channels=Channel,
            types=CallerType,
            outcomes=OUTCOMES_AT_INTAKE,
            levels=Level,
            units=[(unit.code, unit.name) for unit in units],
            staff=[one.full_name for one in directory.staff_of(session, [unit.id for unit in units])],
            bodies=[body.name for body in directory.bodies(session) if not body.home],
            caller=_panel_if_readable(session, actor, typed) if shown else None,
            opening=intake_sources.opening_of(session, actor, typed, clock.now()),
            **panel,
        )


def _suggested(session: Session, text: str) -> dict[str, object]:
    if not text.strip():
        return {
            "suggested": (),
            "advice": None,
            "guess": None,
            "offers": (),
            "concerns": (),
            "contrast": None,
            "bribes": False,
        }
    found: Suggestions = present.knowledge(session).suggest(text)
    suggested = showing.live_suggestions(session, found)
    return {
        "offers": shelf().find(session, text, today=baku_date(clock.now())),
        "suggested": suggested,
        "advice": showing.advice(intake.advice_on(found, queries.policies(session)), suggested),
        "concerns": found.concerns,
        "contrast": found.contrast,
        "bribes": cues.speaks_of_bribes(text),
        "guess": Kind(found.kind.value) if found.kind.spoken else None,
        "guess_confidence": found.kind.confidence,
    }


def _kind_shown(typed: Typed, guess: object) -> str:
    """The kind in the form: the operator's choice, else the newest guess."""
    chosen, guessed = typed.get("kind", ""), typed.get("guessed", "")
    return guess.value if isinstance(guess, Kind) and chosen in ("", guessed) else chosen


def _panel_if_readable(session: Session, actor: Actor, typed: Typed) -> CallerPanel | None:
    try:
        return _caller_panel(session, actor, typed)
    except InvalidInput:
        # The form itself says which field cannot be read.
        return None


def _caller_panel(session: Session, actor: Actor, typed: Typed) -> CallerPanel:
    pairs = {
        name.removeprefix("caller."): value for name, value in typed.items() if name.startswith("caller.")
    }
    draft: CallerDraft = forms.read(CallerSchema(), MultiDict(pairs))
    text: str = forms.read(TextSchema(), MultiDict({"text": typed.get("text", "")}))["text"]
    return panel_of(session, actor, draft, text, now=clock.now())


def _form_key(typed: Typed) -> str:
    key = typed.get("form_key", "")
    return key if _FORM_KEY.fullmatch(key) else secrets.token_urlsafe(24)
