"""Pages: add a unit, rename or move one, take one out of use or back, and revise a draft of one."""

from collections.abc import Mapping

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from callcenter.accounts.access import needs
from callcenter.accounts.vocabulary import Permission
from callcenter.core.errors import NotFound
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
from callcenter.directory.models import Unit
from callcenter.web.database import reading
from callcenter.web.display import sentence
from knowledge_base.editing import applying, drafted, queries, showing
from knowledge_base.editing import forms as typing
from knowledge_base.editing.contents import UnitContent
from knowledge_base.editing.drafted import Filled
from knowledge_base.editing.models import KnowledgeChange

SAVED = say("Qaralama saxlanıldı. İndi onu yoxlamaya göndərin.")


@needs(Permission.WRITE_KNOWLEDGE)
def add() -> ResponseReturnValue:
    """Write a new unit."""
    if request.method == "GET":
        with reading() as session:
            return _form(session, None, Filled({"body": _home(session)}))
    return _propose(None)


@needs(Permission.WRITE_KNOWLEDGE)
def change(code: str) -> ResponseReturnValue:
    """Change a unit: the form begins with what stands there."""
    with reading() as session:
        unit = directory.unit_named(session, code)
        if request.method == "GET":
            content = applying.unit_content(unit)
            typed = typing.typed_unit(drafted.earlier(session, unit, content)) | {"base": content.fingerprint}
            return _form(session, unit, Filled(typed))
    return _propose(unit.code)


@needs(Permission.WRITE_KNOWLEDGE)
def retire(code: str) -> ResponseReturnValue:
    """Propose to take a unit out of use, or to put it back."""
    return drafted.retire(lambda session: queries.unit_to_change(session, code), said=SAVED)


@needs(Permission.WRITE_KNOWLEDGE)
def edit(change_id: int) -> ResponseReturnValue:
    """Revise the own draft of a unit, or what a reviewer returned."""
    with reading() as session:
        draft = queries.change(session, change_id)
        content = applying.proposed(draft)
        if not isinstance(content, UnitContent):
            raise NotFound
        if request.method == "GET":
            return _form(session, draft.unit, drafted.begun(draft, typing.typed_unit(content)))
    return _propose(draft.unit.code if draft.unit else None, draft)


def _propose(code: str | None, draft: KnowledgeChange | None = None) -> ResponseReturnValue:
    def keep(session: Session) -> KnowledgeChange:
        read = typing.read_unit(request.form)
        unit = queries.unit_to_change(session, code) if code else None
        return drafted.kept(session, read, read.content, of=unit, draft=draft)

    def again(errors: Mapping[str, Sentence]) -> str:
        with reading() as session:
            unit = directory.unit_named(session, code) if code else None
            present = applying.unit_content(unit) if unit else None
            return _form(session, unit, drafted.given_back(draft, present, errors))

    return drafted.posted(draft, keep, again, said=SAVED)


def _form(session: Session, unit: Unit | None, filled: Filled) -> str:
    return render_template(
        "knowledge/unit_form.html",
        unit=unit,
        bodies=[(body.code, body.name) for body in directory.bodies(session)],
        parents=[
            (one.code, f"{one.name} — {one.body.name}")
            for one in directory.units(session)
            if one.retired_at is None
            and (unit is None or (one.body_id == unit.body_id and one.id != unit.id))
        ],
        kinds=[(kind.value, sentence(said)) for kind, said in showing.KINDS.items()],
        **drafted.shown(session, filled, applying.unit_content(unit) if unit else None),
    )


def _home(session: Session) -> str:
    return next((body.code for body in directory.bodies(session) if body.home), "")
