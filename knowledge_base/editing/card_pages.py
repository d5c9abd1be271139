"""Pages: write a new card, change one, take one out of use or back, and revise a draft."""

from collections.abc import Mapping

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from callcenter.accounts.access import needs
from callcenter.accounts.vocabulary import Permission
from callcenter.core.errors import NotFound
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
from callcenter.web.database import reading
from callcenter.web.display import sentence
from knowledge_base import queries as knowledge
from knowledge_base.editing import applying, drafted, queries, showing
from knowledge_base.editing import forms as typing
from knowledge_base.editing.contents import CardContent
from knowledge_base.editing.drafted import Filled
from knowledge_base.editing.models import KnowledgeChange
from knowledge_base.models import Competence

SAVED = say("Qaralama saxlanıldı. İndi təsirini yoxlayın və yoxlamaya göndərin.")


@needs(Permission.WRITE_KNOWLEDGE)
def add(code: str) -> ResponseReturnValue:
    """Write a new card of a unit."""
    with reading() as session:
        unit = directory.unit_named(session, code)
        if request.method == "GET":
            typed = {"unit": unit.code, "role": "duty", "clauses": request.args.get("clause", "")}
            return _form(session, None, Filled(typed))
    return _propose(None)


@needs(Permission.WRITE_KNOWLEDGE)
def change(code: str) -> ResponseReturnValue:
    """Change a card: the form begins with what stands there."""
    with reading() as session:
        card = knowledge.competence_coded(session, code)
        if request.method == "GET":
            content = applying.card_content(card)
            typed = typing.typed_card(drafted.earlier(session, card, content)) | {"base": content.fingerprint}
            return _form(session, card, Filled(typed))
    return _propose(code)


@needs(Permission.WRITE_KNOWLEDGE)
def retire(code: str) -> ResponseReturnValue:
    """Propose to take a card out of use, or to put it back."""
    return drafted.retire(lambda session: queries.card_to_change(session, code), said=SAVED)


@needs(Permission.WRITE_KNOWLEDGE)
def edit(change_id: int) -> ResponseReturnValue:
    """Revise the own draft of a card, or what a reviewer returned."""
    with reading() as session:
        draft = queries.change(session, change_id)
        content = applying.proposed(draft)
        if not isinstance(content, CardContent):
            raise NotFound
        if request.method == "GET":
            return _form(session, draft.competence, drafted.begun(draft, typing.typed_card(content)))
    return _propose(draft.competence.code if draft.competence else None, draft)


def _propose(code: str | None, draft: KnowledgeChange | None = None) -> ResponseReturnValue:
    def keep(session: Session) -> KnowledgeChange:
        read = typing.read_card(request.form)
        card = queries.card_to_change(session, code) if code else None
        content = read.content
        if isinstance(content, CardContent):
            content = content.with_sources_of(applying.card_content(card) if card else None)
        return drafted.kept(session, read, content, of=card, draft=draft)

    def again(errors: Mapping[str, Sentence]) -> str:
        with reading() as session:
            card = knowledge.competence_coded(session, code) if code else None
            present = applying.card_content(card) if card else None
            return _form(session, card, drafted.given_back(draft, present, errors))

    return drafted.posted(draft, keep, again, said=SAVED)


def _form(session: Session, card: Competence | None, filled: Filled) -> str:
    typed, draft = filled.typed, filled.draft
    units = directory.units(session)
    return render_template(
        "knowledge/card_form.html",
        card=card,
        unit=directory.unit_named(session, typed["unit"]) if typed.get("unit") else None,
        rows=typing.look_alike_rows(typed),
        others=[one for one in queries.open_changes(session, card) if draft is None or one.id != draft.id],
        units=[(one.code, one.name) for one in units if one.retired_at is None],
        # A retired unit that the card names already stays, so that saving does not drop it unseen.
        unit_names=[
            (one.name, one.name) for one in units if one.retired_at is None or one.name in typed.values()
        ],
        roles=[(role.value, sentence(said)) for role, said in showing.ROLES.items()],
        **drafted.shown(session, filled, applying.card_content(card) if card else None),
    )
