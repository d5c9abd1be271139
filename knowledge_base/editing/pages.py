"""Pages of the knowledge editors: their desk, a change, and the way to all others."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.web.database import reading
from knowledge_base import drafting
from knowledge_base import queries as knowledge
from knowledge_base.articles import queries as articles
from knowledge_base.articles.showing import watched
from knowledge_base.editing import (
    act_pages,
    card_pages,
    change_page,
    phrase_pages,
    queries,
    showing,
    unit_pages,
)
from knowledge_base.editing.vocabulary import Step


@needs(Permission.WRITE_KNOWLEDGE)
def desk() -> ResponseReturnValue:
    """Show what waits for this editor."""
    with reading() as session:
        return render_template(
            "knowledge/desk.html",
            desk=queries.desk(session, current_user().id),
            corrected=queries.corrected_count(session),
            articles=articles.waiting_count(session),
            acts=sum(
                one.late for one in watched(articles.watched_acts(session), today=baku_date(clock.now()))
            ),
            imports=drafting.waiting_count(session),
            lost=knowledge.cards_of_lost_clauses(session),
            bare=knowledge.clauses_without_a_card(session),
        )


@needs(Permission.WRITE_KNOWLEDGE)
def show(change_id: int) -> ResponseReturnValue:
    """Show a change."""
    with reading() as session:
        return change_page.rendered(session, queries.change(session, change_id), current_user())


bp = Blueprint("editing", __name__)
bp.add_url_rule("/knowledge/desk", "desk", desk)
bp.add_url_rule("/knowledge/units/<code>/cards/new", "add_card", card_pages.add, methods=["GET", "POST"])
bp.add_url_rule("/knowledge/cards/<code>/change", "change_card", card_pages.change, methods=["GET", "POST"])
bp.add_url_rule("/knowledge/cards/<code>/retire", "retire_card", card_pages.retire, methods=["POST"])
bp.add_url_rule("/knowledge/changes/<int:change_id>", "show", show)
bp.add_url_rule(
    "/knowledge/changes/<int:change_id>/card", "edit_card", card_pages.edit, methods=["GET", "POST"]
)
bp.add_url_rule("/knowledge/changes/<int:change_id>/test", "test", act_pages.test, methods=["POST"])
bp.add_url_rule("/knowledge/units/new", "add_unit", unit_pages.add, methods=["GET", "POST"])
bp.add_url_rule("/knowledge/units/<code>/change", "change_unit", unit_pages.change, methods=["GET", "POST"])
bp.add_url_rule("/knowledge/units/<code>/retire", "retire_unit", unit_pages.retire, methods=["POST"])
bp.add_url_rule(
    "/knowledge/changes/<int:change_id>/unit", "edit_unit", unit_pages.edit, methods=["GET", "POST"]
)
bp.add_url_rule("/knowledge/phrases", "phrases", phrase_pages.phrases)
bp.add_url_rule(
    "/knowledge/phrases/<int:example_id>/take", "take_phrase", phrase_pages.take_phrase, methods=["POST"]
)
bp.add_url_rule(
    "/knowledge/phrases/<int:example_id>/pass", "pass_over", phrase_pages.pass_over, methods=["POST"]
)
for step, view in {
    Step.SEND: act_pages.send,
    Step.WITHDRAW: act_pages.withdraw,
    Step.PUBLISH: act_pages.publish,
    Step.RETURN: act_pages.send_back,
    Step.UNDO: act_pages.undo,
}.items():
    path = step.value.replace("_", "-")
    bp.add_url_rule(f"/knowledge/changes/<int:change_id>/{path}", step.value, view, methods=["POST"])
bp.add_app_template_filter(showing.title_of, "change_title")
bp.add_app_template_filter(showing.fields_of, "change_fields")
bp.add_app_template_filter(showing.tone, "change_tone")
