"""Pages: add a unit, rename or move one, take one out of use or back, and revise a draft of one."""

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
from callcenter.directory.models import Unit
from callcenter.web import forms
from callcenter.web.database import reading, transaction
from callcenter.web.display import sentence
from knowledge_base.editing import applying, change_page, drafted, proposing, queries, showing
from knowledge_base.editing import forms as typing
from knowledge_base.editing.contents import UnitContent
from knowledge_base.editing.forms import RetireSchema
from knowledge_base.editing.models import KnowledgeChange
from knowledge_base.editing.review import ChangedMeanwhile

SAVED = say("Qaralama saxlanıldı. İndi onu yoxlamaya göndərin.")


@needs(Permission.WRITE_KNOWLEDGE)
def add() -> ResponseReturnValue:
    """Write a new unit."""
    if request.method == "GET":
        with reading() as session:
            return _form(session, None, {"body": _home(session)})
    return _propose(None)


@needs(Permission.WRITE_KNOWLEDGE)
def change(code: str) -> ResponseReturnValue:
    """Change a unit: the form begins with what stands there."""
    with reading() as session:
        unit = directory.unit_named(session, code)
        if request.method == "GET":
            content = applying.unit_content(unit)
            return _form(session, unit, typing.typed_unit(content) | {"base": content.fingerprint})
    return _propose(unit.code)


@needs(Permission.WRITE_KNOWLEDGE)
def retire(code: str) -> ResponseReturnValue:
    """Propose to take a unit out of use, or to put it back."""
    found = forms.read(RetireSchema(), request.form)
    with transaction() as session:
        unit = queries.unit_to_change(session, code)
        change = proposing.propose_retirement(
            session,
            unit,
            base=found["base"],
            reason=found["reason"],
            by=session.merge(current_user()),
            now=clock.now(),
        )
        return _to(change)


@needs(Permission.WRITE_KNOWLEDGE)
def edit(change_id: int) -> ResponseReturnValue:
    """Revise the own draft of a unit, or what a reviewer returned."""
    with reading() as session:
        draft = queries.change(session, change_id)
        content = applying.proposed(draft)
        if not isinstance(content, UnitContent):
            raise NotFound
        if request.method == "GET":
            present = applying.present(draft)
            typed = typing.typed_unit(content) | {
                "reason": draft.reason,
                "base": present.fingerprint if present else "",
                "version": str(draft.version),
            }
            return _form(session, draft.unit, typed, draft=draft, since=draft.base)
    return _propose(draft.unit.code if draft.unit else None, draft)


def _propose(code: str | None, draft: KnowledgeChange | None = None) -> ResponseReturnValue:
    try:
        read = typing.read_unit(request.form)
        with transaction() as session:
            unit = queries.unit_to_change(session, code) if code else None
            return _to(drafted.kept(session, read, read.content, of=unit, draft=draft))
    except (InvalidInput, ChangedMeanwhile) as refused:
        if isinstance(refused, ChangedMeanwhile) and drafted.version_moved(draft):
            raise
        errors = refused.fields if isinstance(refused, InvalidInput) else {}
        return _given_back(code, draft, errors), refused.status


def _given_back(code: str | None, draft: KnowledgeChange | None, errors: Mapping[str, Sentence]) -> str:
    typed = dict(request.form.items())
    since = typed.get("base", "")
    with reading() as session:
        unit = directory.unit_named(session, code) if code else None
        typed["base"] = applying.unit_content(unit).fingerprint if unit else ""
        return _form(session, unit, typed, draft=draft, since=since, errors=errors)


def _form(
    session: Session,
    unit: Unit | None,
    typed: Mapping[str, str],
    *,
    draft: KnowledgeChange | None = None,
    since: str = "",
    errors: Mapping[str, Sentence] | None = None,
) -> str:
    began = queries.content_with(session, since) if since and since != typed.get("base") else None
    before = applying.before(began) if began else None
    return render_template(
        "knowledge/unit_form.html",
        unit=unit,
        draft=draft,
        typed=typed,
        errors=errors or {},
        moved_on=bool(since) and since != typed.get("base"),
        since=change_page.between(session, before, applying.unit_content(unit)) if before and unit else [],
        bodies=[(body.code, body.name) for body in directory.bodies(session)],
        parents=[
            (one.code, f"{one.name} — {one.body.name}")
            for one in directory.units(session)
            if one.retired_at is None
            and (unit is None or (one.body_id == unit.body_id and one.id != unit.id))
        ],
        kinds=[(kind.value, sentence(said)) for kind, said in showing.KINDS.items()],
        field_name=showing.field_name,
    )


def _home(session: Session) -> str:
    return next((body.code for body in directory.bodies(session) if body.home), "")


def _to(change: KnowledgeChange) -> ResponseReturnValue:
    flash(sentence(SAVED), "success")
    return redirect(url_for("editing.show", change_id=change.id), 303)
