"""Pages of the statutes' past: wordings of a clause, two versions side by side, what imports ask editors to look at."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.core import clock
from callcenter.core.errors import InvalidInput
from callcenter.core.wording import Sentence, say
from callcenter.web import forms
from callcenter.web.database import reading, transaction
from callcenter.web.display import day, moment, sentence
from knowledge_base import history, queries, rechecking
from knowledge_base.forms import RecheckSchema
from knowledge_base.language.differences import Piece, difference
from knowledge_base.models import StatuteVersion
from knowledge_base.resting import resting_on
from knowledge_base.timelines import Read
from knowledge_base.vocabulary import Amendment, Turn
from knowledge_base.wording_models import ClauseTurn, Revision


@dataclass(frozen=True)
class Told:
    """A change as its note tells it."""

    what: Amendment
    act: str | None
    day: date | None
    note: str | None
    told: str | None


@dataclass(frozen=True)
class Shown:
    """A wording with its difference from the one before, where both are known."""

    read: Read
    pieces: Sequence[Piece]
    acts: Sequence[Told]


@dataclass(frozen=True)
class Sides:
    """A clause before and after a revision."""

    before: str | None
    after: str | None
    units: tuple[str | None, str | None] | None

    @property
    def pieces(self) -> Sequence[Piece]:
        """What differs, word by word."""
        return difference(self.before or "", self.after or "")


@dataclass(frozen=True)
class ShownRevision:
    """A revision, the turns on which something rests apart from the others."""

    revision: Revision
    counted: Sequence[tuple[Turn, int]]
    resting: Sequence[tuple[ClauseTurn, Sides]]
    others: Sequence[tuple[ClauseTurn, Sides]]


@needs(Permission.SEE_KNOWLEDGE)
def clause(code: str, number: str) -> ResponseReturnValue:
    """Show every wording of a clause, the newest first, with what changed in it."""
    with reading() as session:
        found = history.clause_history(session, f"{code}:{number}")
        return render_template(
            "knowledge/clause.html",
            history=found,
            wordings=_shown(found.wordings),
            resting=resting_on(session, [found.key]).get(found.key, ()),
        )


@needs(Permission.SEE_KNOWLEDGE)
def compare(code: str) -> ResponseReturnValue:
    """Show two versions or days of a statute against each other."""
    named = [request.args.get(name) or None for name in ("from", "to")]
    with reading() as session:
        version = queries.statute_coded(session, code)
        found = history.compared(session, code, *named)
        return render_template(
            "knowledge/compare.html", version=version, found=found, choices=_choices(session, version)
        )


@needs(Permission.WRITE_KNOWLEDGE)
def changes() -> ResponseReturnValue:
    """Show what imports changed, and the cards that wait for somebody to look at them."""
    return _changes_page({})


@needs(Permission.WRITE_KNOWLEDGE)
def settle(recheck: int) -> ResponseReturnValue:
    """Note whether a card still holds."""
    form = {"standing": request.form.get("standing", ""), "note": request.form.get(f"note-{recheck}", "")}
    try:
        typed = forms.load(RecheckSchema(), form)
        with transaction() as session:
            asked = rechecking.settle(session, recheck, by=current_user(), now=clock.now(), **typed)
            said = say("«%(title)s»: %(standing)s.", title=asked.title, standing=asked.standing)
    except InvalidInput as refused:
        fields = {f"note-{recheck}": said for said in refused.fields.values()}
        return _changes_page(fields), refused.status
    flash(sentence(said), "success")
    return redirect(url_for("knowledge.changes"), 303)


def add_to(bp: Blueprint) -> None:
    """Give the pages their addresses."""
    bp.add_url_rule("/knowledge/statutes/<code>/clauses/<path:number>", "clause", clause)
    bp.add_url_rule("/knowledge/statutes/<code>/compare", "compare", compare)
    bp.add_url_rule("/knowledge/changes", "changes", changes)
    bp.add_url_rule("/knowledge/changes/<int:recheck>", "settle", settle, methods=["POST"])


def _changes_page(errors: Mapping[str, Sentence]) -> str:
    with reading() as session:
        return render_template(
            "knowledge/changes.html",
            revisions=[_revision(session, one) for one in history.revisions(session)],
            waiting=history.open_rechecks(session),
            errors=errors,
            typed=request.form,
        )


def _revision(session: Session, revision: Revision) -> ShownRevision:
    texts = history.texts_of(session, revision)
    shown = []
    for turn in revision.turns:
        before, after = texts[turn.id]
        given = (before.unit, after.unit) if before and after else None
        units = given if given and given[0] != given[1] else None
        shown.append((turn, Sides(before.text if before else None, after.text if after else None, units)))
    return ShownRevision(
        revision,
        Counter(turn.turn for turn in revision.turns).most_common(),
        [one for one in shown if one[0].rechecks],
        [one for one in shown if not one[0].rechecks],
    )


def _shown(wordings: Sequence[Read]) -> list[Shown]:
    shown = []
    for before, one in zip([None, *wordings], wordings, strict=False):
        known = before is not None and before.text and one.text
        pieces = difference(before.text or "", one.text or "") if before and known else ()
        shown.append(Shown(one, pieces, [_told(change) for change in one.changes]))
    return list(reversed(shown))


def _told(change: Mapping[str, Any]) -> Told:
    made_on = date.fromisoformat(change["date"]) if change["date"] else None
    return Told(Amendment(change["what"]), change["act"], made_on, change["note"], change["told"])


def _choices(session: Session, version: StatuteVersion) -> list[tuple[str, str]]:
    known = history.versions(session, version.statute.code)
    imported = [
        (
            str(place),
            sentence(say("versiya %(place)d, idxal %(at)s", place=place, at=moment(one.imported_at))),
        )
        for place, one in enumerate(known, start=1)
    ]
    days = [(one.isoformat(), day(one)) for one in history.days_of_change(session, version)]
    return [*reversed(imported), *reversed(days)]
