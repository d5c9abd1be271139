"""The desks and lists of appeals, and the addresses of every page of the feature."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import (
    act_pages,
    answer_act_pages,
    article_pages,
    bringing_up,
    centre_pages,
    consulting_act_pages,
    consulting_queries,
    file_pages,
    import_pages,
    intake_pages,
    knowledge_pages,
    letter_pages,
    linking_pages,
    operators_desk,
    origins,
    publication_pages,
    queries,
    reception_act_pages,
    reception_pages,
    recheck_pages,
    rechecking,
    referral_act_pages,
    referral_queries,
    resolution_act_pages,
    satisfaction_pages,
    secrecy_act_pages,
    sending_letters,
    showing,
    splitting_pages,
    template_pages,
    unit_desk,
)
from callcenter.appeals.appeal_page import appeal_page
from callcenter.appeals.forms import FilterSchema
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.queries import Filter
from callcenter.appeals.vocabulary import Channel, Kind, State
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotFound
from callcenter.core.ordered import Waiting
from callcenter.core.paging import Page
from callcenter.core.words import Word
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor, actor_of
from callcenter.directory.models import Unit
from callcenter.web import forms
from callcenter.web.database import reading
from callcenter.web.display import sentence, word
from knowledge_base.language.masking import mask
from knowledge_base.recent import changes_this_week


@needs(Permission.SEE_APPEALS)
def show(number: str) -> ResponseReturnValue:
    """Show one appeal."""
    return appeal_page(number)


@needs(Permission.LOG_APPEAL)
def desk() -> ResponseReturnValue:
    """Show what waits for the call centre, heap by heap, or one heap alone, page by page."""
    only, cursor = forms.part_asked(request.args, operators_desk.PARTS)
    with reading() as session:
        actor = actor_of(session, current_user())
        return render_template(
            "appeals/desk.html",
            late_results=[
                one for one in referral_queries.awaited(session, actor) if one.due_on < baku_date(clock.now())
            ],
            only=only,
            heaps=operators_desk.on_operators_desk(session, actor, only=only, cursor=cursor),
            letters=_letters(session, actor, only, cursor),
            changes=changes_this_week(session, now=clock.now()),
        )


def _letters(session: Session, actor: Actor, only: str, cursor: str | None) -> Waiting[Letter]:
    if only in ("", "letters"):
        return sending_letters.waiting(session, actor, cursor=cursor)
    return sending_letters.waiting(session, actor, size=0)


@needs(Permission.DRAFT_ANSWER)
def inbox() -> ResponseReturnValue:
    """Show what waits at the unit's desk: the reader's own work first, then that of whom they stand in for."""
    with reading() as session:
        actor = actor_of(session, current_user())
        return render_template(
            "appeals/inbox.html",
            actor=actor,
            desk=unit_desk.desk_of(session, actor, cursor=request.args.get("cursor")),
            asked=consulting_queries.waiting_for(session, actor),
            referred=referral_queries.waiting_for(session, actor),
            to_recheck=rechecking.count(session, actor),
        )


@needs(Permission.SEE_APPEALS)
def listing() -> ResponseReturnValue:
    """Show the list, narrowed by what stands in the address; words never stand there."""
    kept = MultiDict((name, value) for name, value in request.args.items() if name != "words")
    return _list(kept)


@needs(Permission.SEE_APPEALS)
def search() -> ResponseReturnValue:
    """Narrow the list. Words may be somebody's name, so they are posted; a number leads to its appeal."""
    words = request.form.get("words", "").strip()
    if not words:
        kept: dict[str, Any] = {name: value for name in FILTERS if (value := request.form.get(name, ""))}
        return redirect(url_for("appeals.listing", **kept), 303)
    with reading() as session:
        actor = actor_of(session, current_user())
        try:
            found = queries.appeal_numbered(session, actor, words)
        except NotFound:
            return _list(request.form)
        return redirect(url_for("appeals.show", number=found.number), 303)


def options_of(vocabulary: Iterable[Word]) -> list[tuple[str, str]]:
    """Return the choices of a vocabulary, or of some of its words, in the reader's language."""
    return [(one.value, word(one)) for one in vocabulary]


FILTERS = ("state", "kind", "channel", "unit", "origin", "overdue")


def _list(typed: MultiDict[str, str]) -> ResponseReturnValue:
    refused: InvalidInput | None = None
    with reading() as session:
        actor = actor_of(session, current_user())
        try:
            page = _page(session, actor, typed)
        except InvalidInput as refusal:
            refused, page = refusal, None
        html = render_template(
            "appeals/listing.html",
            typed=typed,
            page=page,
            next_in_line=bringing_up.goes_next_to(session, page.rows if page else (), clock.now()),
            errors=refused.fields if refused else {},
            states=State,
            kinds=Kind,
            channels=Channel,
            units=[(unit.code, unit.name) for unit in directory.home_units(session, retired=True)],
            bodies=[body.name for body in directory.bodies(session) if not body.home],
            to_recheck=rechecking.count(session, actor),
            may_manage_templates=actor.may(Permission.MANAGE_TEMPLATES),
        )
    return html, refused.status if refused else 200


def _page(session: Session, actor: Actor, typed: MultiDict[str, str]) -> Page[Appeal]:
    wanted = forms.read(FilterSchema(), typed)
    cursor = wanted.pop("cursor")
    return queries.appeals(session, actor, _filter(session, wanted), now=clock.now(), cursor=cursor)


def _filter(session: Session, wanted: dict[str, Any]) -> Filter:
    unit = str(wanted.pop("unit", ""))
    wanted["origin"] = origins.named(session, str(wanted["origin"])) or ""
    return Filter(
        unit_id=_unit(session, unit).id if unit else None,
        **wanted,
    )


def _unit(session: Session, name: str) -> Unit:
    try:
        return directory.unit_named(session, name)
    except NotFound as refusal:
        raise InvalidInput({"unit": refusal.sentence}) from None


bp = Blueprint("appeals", __name__, template_folder="templates")
bp.add_url_rule("/appeals/new", "new", intake_pages.new, methods=["GET", "POST"])
bp.add_url_rule("/appeals/suggestions", "suggestions", intake_pages.suggestions, methods=["POST"])
bp.add_url_rule("/appeals/callers", "callers", intake_pages.callers_panel, methods=["POST"])
bp.add_url_rule("/appeals/search", "search", search, methods=["POST"])
import_pages.add_to(bp)
recheck_pages.add_to(bp)
centre_pages.add_to(bp)
reception_pages.add_to(bp)
letter_pages.add_to(bp)
template_pages.add_to(bp)
satisfaction_pages.add_to(bp)
publication_pages.add_to(bp)
bp.add_url_rule("/appeals", "listing", listing)
bp.add_url_rule("/appeals/<number>", "show", show)
bp.add_url_rule("/knowledge/quality", "quality", knowledge_pages.matching_quality)
bp.add_url_rule("/knowledge/policies", "policies", knowledge_pages.policies)
bp.add_url_rule("/knowledge/policies", "set_policy", knowledge_pages.set_policy, methods=["POST"])
bp.add_url_rule("/desk", "desk", desk)
bp.add_url_rule("/inbox", "inbox", inbox)
bp.add_url_rule(
    "/appeals/<number>/propose-article", "propose_article", article_pages.propose, methods=["POST"]
)
bp.add_url_rule("/knowledge/articles/use", "article_use", article_pages.use)
for action, view in {
    **act_pages.VIEWS,
    **answer_act_pages.VIEWS,
    **consulting_act_pages.VIEWS,
    **linking_pages.VIEWS,
    **reception_act_pages.VIEWS,
    **referral_act_pages.VIEWS,
    **resolution_act_pages.VIEWS,
    **secrecy_act_pages.VIEWS,
    **splitting_pages.VIEWS,
}.items():
    bp.add_url_rule(f"/appeals/<number>/{action.path}", action.value, view, methods=["POST"])
for name in ("hold", "lift", "export"):
    bp.add_url_rule(f"/appeals/<number>/{name}", name, getattr(file_pages, name), methods=["POST"])
bp.add_app_template_filter(lambda key: sentence(showing.clause_name(key)), "clause")
bp.add_app_template_filter(showing.by_unit, "by_unit")
bp.add_app_template_filter(options_of, "options")
bp.add_app_template_filter(mask, "masked")
