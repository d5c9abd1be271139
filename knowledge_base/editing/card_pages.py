"""Pages: write a new card, change one, take one out of use or back, and revise a draft."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.core import clock
from callcenter.core.errors import InvalidInput, NotFound
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
from callcenter.web import forms
from callcenter.web.database import reading, transaction
from callcenter.web.display import sentence
from knowledge_base import queries as knowledge
from knowledge_base.editing import applying, change_page, drafted, proposing, queries, showing
from knowledge_base.editing import forms as typing
from knowledge_base.editing.contents import CardContent
from knowledge_base.editing.forms import RetireSchema
from knowledge_base.editing.models import KnowledgeChange
from knowledge_base.editing.review import ChangedMeanwhile
from knowledge_base.models import Competence

SAVED = say("Qaralama saxlanıldı. İndi təsirini yoxlayın və yoxlamaya göndərin.")


@needs(Permission.WRITE_KNOWLEDGE)
def add(code: str) -> ResponseReturnValue:
    """Write a new card of a unit."""
    with reading() as session:
        unit = directory.unit_named(session, code)
        if request.method == "GET":
            return _form(
                session, None, {"unit": unit.code, "role": "duty", "clauses": request.args.get("clause", "")}
            )
    return _propose(None)


@needs(Permission.WRITE_KNOWLEDGE)
def change(code: str) -> ResponseReturnValue:
    """Change a card: the form begins with what stands there."""
    with reading() as session:
        card = knowledge.competence_coded(session, code)
        if request.method == "GET":
            content = applying.card_content(card)
            typed = typing.typed_card(_wanted(session, card) or content) | {"base": content.fingerprint}
            return _form(session, card, typed)
    return _propose(code)


@needs(Permission.WRITE_KNOWLEDGE)
def retire(code: str) -> ResponseReturnValue:
    """Propose to take a card out of use, or to put it back."""
    found = forms.read(RetireSchema(), request.form)
    with transaction() as session:
        card = queries.card_to_change(session, code)
        change = proposing.propose_retirement(
            session,
            card,
            base=found["base"],
            reason=found["reason"],
            by=session.merge(current_user()),
            now=clock.now(),
        )
        return _to(change, SAVED)


@needs(Permission.WRITE_KNOWLEDGE)
def edit(change_id: int) -> ResponseReturnValue:
    """Revise the own draft of a card, or what a reviewer returned."""
    with reading() as session:
        draft = queries.change(session, change_id)
        content = applying.proposed(draft)
        if not isinstance(content, CardContent):
            raise NotFound
        if request.method == "GET":
            present = applying.present(draft)
            typed = typing.typed_card(content) | {
                "reason": draft.reason,
                "base": present.fingerprint if present else "",
                "version": str(draft.version),
            }
            return _form(session, draft.competence, typed, draft=draft, since=draft.base)
    return _propose(draft.competence.code if draft.competence else None, draft)


def _wanted(session: Session, card: Competence) -> CardContent | None:
    """The state before a change of this card, where the address asks to begin with that one."""
    asked = request.args.get("before", type=int)
    if asked is None:
        return None
    earlier = queries.change(session, asked)
    content = applying.before(earlier)
    if earlier.competence_id != card.id or not isinstance(content, CardContent):
        raise NotFound
    return content


def _propose(code: str | None, draft: KnowledgeChange | None = None) -> ResponseReturnValue:
    try:
        read = typing.read_card(request.form)
        with transaction() as session:
            return _to(_kept(session, read, code, draft), SAVED)
    except (InvalidInput, ChangedMeanwhile) as refused:
        if isinstance(refused, ChangedMeanwhile) and drafted.version_moved(draft):
            raise
        errors = refused.fields if isinstance(refused, InvalidInput) else {}
        return _given_back(code, draft, errors), refused.status


def _kept(
    session: Session, read: typing.Draft, code: str | None, draft: KnowledgeChange | None
) -> KnowledgeChange:
    card = queries.card_to_change(session, code) if code else None
    content = read.content
    if isinstance(content, CardContent):
        content = content.with_sources_of(applying.card_content(card) if card else None)
    return drafted.kept(session, read, content, of=card, draft=draft)


def _given_back(code: str | None, draft: KnowledgeChange | None, errors: Mapping[str, Sentence]) -> str:
    """The form with everything typed; where the card moved on, with what changed and ready to be sent again."""
    typed = dict(request.form.items())
    since = typed.get("base", "")
    with reading() as session:
        card = knowledge.competence_coded(session, code) if code else None
        typed["base"] = applying.card_content(card).fingerprint if card else ""
        return _form(session, card, typed, draft=draft, since=since, errors=errors)


def _form(
    session: Session,
    card: Competence | None,
    typed: Mapping[str, str],
    *,
    draft: KnowledgeChange | None = None,
    since: str = "",
    errors: Mapping[str, Sentence] | None = None,
) -> str:
    began = queries.content_with(session, since) if since and since != typed.get("base") else None
    before = applying.before(began) if began else None
    units = directory.units(session)
    return render_template(
        "knowledge/card_form.html",
        card=card,
        unit=directory.unit_named(session, typed["unit"]) if typed.get("unit") else None,
        draft=draft,
        typed=typed,
        errors=errors or {},
        rows=typing.look_alike_rows(typed),
        moved_on=bool(since) and since != typed.get("base"),
        since=change_page.between(session, before, applying.card_content(card)) if before and card else [],
        others=[one for one in queries.open_changes(session, card) if draft is None or one.id != draft.id],
        units=[(one.code, one.name) for one in units if one.retired_at is None],
        # A retired unit that the card names already stays, so that saving does not drop it unseen.
        unit_names=[
            (one.name, one.name) for one in units if one.retired_at is None or one.name in typed.values()
        ],
        roles=[(role.value, sentence(said)) for role, said in showing.ROLES.items()],
        field_name=showing.field_name,
    )


def _to(change: KnowledgeChange, said: Sentence) -> ResponseReturnValue:
    flash(sentence(said), "success")
    return redirect(url_for("editing.show", change_id=change.id), 303)
