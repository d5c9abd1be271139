"""Pages: an editor takes a statute in from a file, another one sees what it changes and lets it come into force.

They stand here because only from here one sees the open appeals beside the cards and articles.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import rechecking
from callcenter.core import clock
from callcenter.core.errors import InvalidInput
from callcenter.core.fields import UnreadableText, clean
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
from callcenter.directory.actors import actor_of
from callcenter.web import forms
from callcenter.web.database import reading, transaction
from callcenter.web.display import sentence
from callcenter.web.security import takes_files
from knowledge_base import drafting, importing, owning, revisions
from knowledge_base.draft_models import StatuteDraft
from knowledge_base.drafting import OtherVersionMeanwhile
from knowledge_base.forms import ConfirmSchema, StatuteFileSchema
from knowledge_base.resting import Rest
from knowledge_base.statutes.comparing import Compared
from knowledge_base.statutes.doubting import as_said
from knowledge_base.statutes.guarded import Limits, read_statute
from knowledge_base.statutes.reading import MAX_BYTES
from knowledge_base.statutes.refusals import UnreadableStatute
from knowledge_base.statutes.statute import StatuteText
from knowledge_base.vocabulary import DraftStanding, Turn

# A web process is ended after 30 seconds, so the file has less.
IN_A_REQUEST = Limits(computing=20, waiting=25)
# The file, and the fields around it; a somewhat larger file still gets its own sentence in the form.
UPLOAD_LIMIT = MAX_BYTES + 2 * 1024 * 1024


@dataclass(frozen=True)
class Seen:
    """A clause that would no longer be what it is, and what rests on it."""

    clause: Compared
    rests: Sequence[Rest]
    open_appeals: int


@dataclass(frozen=True)
class Preview:
    """What a draft would change in the version in force: clauses on which something rests apart from the others."""

    counted: Sequence[tuple[Turn, int]]
    resting: Sequence[Seen]
    others: Sequence[Seen]

    @property
    def cards(self) -> int:
        """How many cards and articles rest on the clauses."""
        return len({(rest.rests, rest.code) for one in self.resting for rest in one.rests})

    @property
    def open_appeals(self) -> int:
        """How many open appeals rest on the clauses."""
        return sum(one.open_appeals for one in self.resting)


@needs(Permission.WRITE_KNOWLEDGE)
def imports() -> ResponseReturnValue:
    """Show the form, what waits for another editor, and what was settled lately."""
    return _imports_page({})


@takes_files(UPLOAD_LIMIT)
@needs(Permission.WRITE_KNOWLEDGE)
def take_in() -> ResponseReturnValue:
    """Read a file and keep what was understood of it, for another editor to let it come into force."""
    try:
        file_name, data = _file()
        typed = forms.read(StatuteFileSchema(), request.form)
        code = _code(file_name, typed["code"])
        # Before the transaction: the database waits for no file.
        statute = _read(data, file_name, code)
        with transaction() as session:
            # What nobody could let come into force is refused to who sends it.
            owning.owner_of(session, statute, typed["body"])
            draft = drafting.take_in(
                session,
                statute,
                file_name=file_name,
                body_code=typed["body"],
                by=session.merge(current_user()),
                now=clock.now(),
            )
    except InvalidInput as refused:
        return _imports_page(refused.fields), refused.status
    flash(sentence(say("Fayl oxundu. Qüvvəyə minməsi üçün başqa redaktorun təsdiqi lazımdır.")), "success")
    return redirect(url_for("appeals.statute_import", draft_id=draft.id), 303)


@needs(Permission.WRITE_KNOWLEDGE)
def statute_import(draft_id: int) -> ResponseReturnValue:
    """Show what was understood of a file, and what it changes or has changed."""
    return _draft_page(draft_id)


@needs(Permission.REVIEW_KNOWLEDGE)
def confirm_import(draft_id: int) -> ResponseReturnValue:
    """Let the draft of another editor come into force."""
    try:
        against = forms.read(ConfirmSchema(), request.form)["against"] or None
        with transaction() as session:
            now, by = clock.now(), session.merge(current_user())
            draft = drafting.confirm(session, draft_id, against=against, by=by, now=now)
            text = drafting.text_of(draft)
            done = importing.import_statute(session, text, now=now, body_code=draft.body_code)
            draft.done = done.figures
    except OtherVersionMeanwhile as refused:
        return _draft_page(draft_id, refused.sentence), refused.status
    except InvalidInput as refused:
        return _draft_page(draft_id, refused.fields.get("body", refused.sentence)), refused.status
    return redirect(url_for("appeals.statute_import", draft_id=draft_id), 303)


@needs(Permission.WRITE_KNOWLEDGE)
def withdraw_import(draft_id: int) -> ResponseReturnValue:
    """Take the own draft back."""
    with transaction() as session:
        drafting.withdraw(session, draft_id, by=session.merge(current_user()), now=clock.now())
    flash(sentence(say("İdxal geri götürüldü.")), "success")
    return redirect(url_for("appeals.imports"), 303)


def add_to(bp: Blueprint) -> None:
    """Give the pages their addresses."""
    bp.add_url_rule("/knowledge/imports", "imports", imports)
    bp.add_url_rule("/knowledge/imports", "take_in", take_in, methods=["POST"])
    one = "/knowledge/imports/<int:draft_id>"
    bp.add_url_rule(one, "statute_import", statute_import)
    bp.add_url_rule(f"{one}/confirm", "confirm_import", confirm_import, methods=["POST"])
    bp.add_url_rule(f"{one}/withdraw", "withdraw_import", withdraw_import, methods=["POST"])


def _file() -> tuple[str, bytes]:
    """The file that was chosen: its name without a path, and its bytes."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise InvalidInput({"file": say("Faylı seçin.")})
    name = file.filename.replace("\\", "/").rpartition("/")[2]
    try:
        return clean(name, limit=forms.LINE_LIMIT), file.read()
    except UnreadableText as refused:
        raise InvalidInput({"file": refused.sentence}) from None


def _code(file_name: str, typed: str | None) -> str:
    if typed is None and not file_name[:1].isdecimal():
        raise InvalidInput({"code": say("Kodu yazın: faylın adı rəqəmlə başlamır.")})
    return importing.code_of(file_name, typed)


def _read(data: bytes, file_name: str, code: str) -> StatuteText:
    try:
        return read_statute(data, file_name, code=code, limits=IN_A_REQUEST)
    except UnreadableStatute as refused:
        raise InvalidInput({"file": refused.sentence}) from None


def _imports_page(errors: Mapping[str, Sentence]) -> str:
    with reading() as session:
        found = drafting.drafts(session)
        return render_template(
            "appeals/statute_imports.html",
            waiting=[one for one in found if one.standing is DraftStanding.WAITING],
            settled=[one for one in found if one.standing is not DraftStanding.WAITING],
            bodies=[(body.code, body.name) for body in directory.bodies(session)],
            megabytes=MAX_BYTES // 1024 // 1024,
            errors=errors,
            typed=request.form,
        )


def _draft_page(draft_id: int, refused: Sentence | None = None) -> str:
    with reading() as session:
        draft = drafting.draft_numbered(session, draft_id)
        waiting = draft.standing is DraftStanding.WAITING
        text, present = drafting.text_of(draft), revisions.in_force(session, draft.code)
        preview = _preview(session, revisions.compared_with(session, present, text)) if waiting else None
        return render_template(
            "appeals/statute_import.html",
            draft=draft,
            text=text,
            body=directory.body_coded(session, draft.body_code) if draft.body_code else None,
            present=present,
            moved_on=waiting and (present.id if present else None) != draft.against_id,
            then=_counted(draft),
            preview=preview,
            whose=_whose(session, draft, text) if waiting else (),
            own=draft.by_id == current_user().id,
            refused=refused,
        )


def _whose(session: Session, draft: StatuteDraft, text: StatuteText) -> Sequence[str]:
    """What is to be known about whose the statute is before it comes into force."""
    try:
        return [
            sentence(as_said(doubt.what)) for doubt in owning.owner_of(session, text, draft.body_code).doubts
        ]
    except InvalidInput as refused:
        return [sentence(said) for said in refused.fields.values()]


def _counted(draft: StatuteDraft) -> list[tuple[Turn, int]]:
    return [(turn, draft.counted[turn.value]) for turn in Turn if turn.value in draft.counted]


def _preview(session: Session, compared: Sequence[Compared]) -> Preview:
    resting = revisions.rests_on(session, compared)
    appeals = rechecking.open_by_clauses(session, compared, reader=actor_of(session, current_user()))
    seen = [
        Seen(one, (), 0)
        if one.turn is Turn.ADDED
        else Seen(one, resting.get(one.key, ()), appeals.get(one.key, 0))
        for one in compared
    ]
    counts = drafting.counts(compared)
    return Preview(
        [(turn, counts[turn.value]) for turn in Turn if turn.value in counts],
        [one for one in seen if one.rests or one.open_appeals],
        [one for one in seen if not (one.rests or one.open_appeals)],
    )
