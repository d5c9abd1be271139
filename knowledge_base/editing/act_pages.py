"""Pages: the steps of a change, each by one button; and the test box."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Permission
from callcenter.core import clock
from callcenter.core.errors import InvalidInput, NotFound
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
from callcenter.web import forms
from callcenter.web.database import reading, transaction
from callcenter.web.display import sentence
from knowledge_base import suggesting
from knowledge_base.editing import applying, change_page, previewing, proposing, publishing, queries
from knowledge_base.editing.contents import CardContent
from knowledge_base.editing.forms import StepSchema, TrySchema, read_table
from knowledge_base.editing.models import KnowledgeChange
from knowledge_base.editing.previewing import Preview

Perform = Callable[[Session, int, dict[str, Any], User], KnowledgeChange]


@needs(Permission.WRITE_KNOWLEDGE)
def send(change_id: int) -> ResponseReturnValue:
    """Give the own change to review."""
    return _step(
        change_id,
        lambda session, one, said, by: proposing.send(session, one, said["version"], by=by),
        say("Dəyişiklik yoxlamaya göndərildi."),
    )


@needs(Permission.WRITE_KNOWLEDGE)
def withdraw(change_id: int) -> ResponseReturnValue:
    """Take the own change back."""
    return _step(
        change_id,
        lambda session, one, said, by: proposing.withdraw(session, one, said["version"], by=by),
        say("Dəyişiklik geri götürüldü."),
    )


@needs(Permission.REVIEW_KNOWLEDGE)
def publish(change_id: int) -> ResponseReturnValue:
    """Publish another editor's change."""
    return _step(
        change_id,
        lambda session, one, said, by: publishing.publish(
            session, one, said["version"], note=said["note"], by=by, now=clock.now()
        ),
        say("Dərc edildi: bir neçə saniyəyə bütün iş masalarında qüvvəyə minir."),
    )


@needs(Permission.REVIEW_KNOWLEDGE)
def send_back(change_id: int) -> ResponseReturnValue:
    """Return another editor's change with a note."""
    return _step(
        change_id,
        lambda session, one, said, by: publishing.send_back(
            session, one, said["version"], note=said["note"], by=by, now=clock.now()
        ),
        say("Dəyişiklik müəllifə düzəlişə qaytarıldı."),
    )


@needs(Permission.WRITE_KNOWLEDGE)
def undo(change_id: int) -> ResponseReturnValue:
    """Undo a published change at once."""
    return _step(
        change_id,
        lambda session, one, said, by: publishing.undo(
            session, one, said["version"], reason=said["reason"], by=by, now=clock.now()
        ),
        say("Dəyişiklik ləğv edildi: əvvəlki vəziyyət bərpa olundu."),
    )


@needs(Permission.WRITE_KNOWLEDGE)
def test(change_id: int) -> ResponseReturnValue:
    """Show what the change does to all labelled appeals, and where one text would go."""
    try:
        said = forms.read(TrySchema(), request.form)
        given = read_table(_table())
    except InvalidInput as refused:
        return _again(change_id, refused)
    with reading() as session:
        number, measure = _ready_to_measure(session, queries.change(session, change_id), given)
    # Some seconds of computing, with no transaction open.
    preview = measure(asked=said["asked"])
    with transaction() as session:
        proposing.note_effect(session, change_id, said["version"], preview.to_json(number))
    with reading() as session:
        change = queries.change(session, change_id)
        return change_page.rendered(
            session, change, current_user(), preview=preview, typed={"asked": said["asked"]}
        )


def _ready_to_measure(
    session: Session, change: KnowledgeChange, given: list[previewing.Labelled]
) -> tuple[int, Callable[..., Preview]]:
    """The number of the knowledge base, and what measures the change on what was read under it."""
    content = applying.proposed(change)
    if not isinstance(content, CardContent):
        raise NotFound
    code = change.competence.code if change.competence else f"new-{change.id}"
    unit = directory.unit_named(session, content.unit)
    card = None if content.retired else applying.matching_card(code, content, unit)
    material = suggesting.read_material(session)
    learned = previewing.Learned(material.cards, material.clause_texts, material.examples, material.synonyms)
    appeals = [*queries.labelled(session), *given]
    return material.version, partial(previewing.measured, learned, code, card, appeals)


def _table() -> str:
    """The labelled appeals that were uploaded, or else pasted."""
    file = request.files.get("file")
    raw = file.read() if file else b""
    try:
        return raw.decode("utf-8-sig") if raw else request.form.get("table", "")
    except UnicodeDecodeError:
        raise InvalidInput({"table": say("Fayl UTF-8 kodlaşdırmasında deyil.")}) from None


def _step(change_id: int, perform: Perform, done: Sentence) -> ResponseReturnValue:
    try:
        said = forms.read(StepSchema(), request.form)
        with transaction() as session:
            change = perform(session, change_id, said, session.merge(current_user()))
    except InvalidInput as refused:
        return _again(change_id, refused)
    flash(sentence(done), "success")
    return redirect(url_for("editing.show", change_id=change.id), 303)


def _again(change_id: int, refused: InvalidInput) -> ResponseReturnValue:
    """The page of the change with what was typed and each sentence beside its field."""
    with reading() as session:
        change = queries.change(session, change_id)
        typed = {name: value for name, value in request.form.items() if name != "csrf_token"}
        html = change_page.rendered(session, change, current_user(), errors=refused.fields, typed=typed)
    return html, refused.status
