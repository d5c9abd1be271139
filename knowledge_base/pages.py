"""Pages: which unit is competent for what, and the statutes that say so."""

from collections import Counter

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.core.errors import InvalidInput
from callcenter.directory import queries as directory
from callcenter.web import forms
from callcenter.web.database import reading
from knowledge_base import history, open_work, queries, showing, statute_pages
from knowledge_base.editing import queries as editing
from knowledge_base.editing.applying import card_content, unit_content
from knowledge_base.forms import TextSchema
from knowledge_base.present import knowledge
from knowledge_base.statutes.doubting import as_said

bp = Blueprint("knowledge", __name__, template_folder="templates")
statute_pages.add_to(bp)
bp.add_app_template_filter(as_said, "doubted")


@bp.get("/knowledge")
@needs(Permission.SEE_KNOWLEDGE)
def units() -> ResponseReturnValue:
    """Show the bodies and their units with the number of cards."""
    with reading() as session:
        facts = knowledge(session).facts.values()
        return render_template(
            "knowledge/units.html",
            shelves=showing.shelves(directory.units(session)),
            cards=Counter(card.unit_id for card in facts),
            lost=queries.cards_of_lost_clauses(session),
            writes=Permission.WRITE_KNOWLEDGE,
        )


@bp.get("/knowledge/units/<code>")
@needs(Permission.SEE_KNOWLEDGE)
def unit(code: str) -> ResponseReturnValue:
    """Show the cards of a unit."""
    with reading() as session:
        found = directory.unit_named(session, code)
        known = knowledge(session)
        cards = [
            (known.facts[card.code], card)
            for card in known.index.cards
            if known.facts[card.code].unit_id == found.id
        ]
        return render_template(
            "knowledge/unit.html",
            unit=found,
            cards=cards,
            editor=current_user().may(Permission.WRITE_KNOWLEDGE),
            coming=editing.new_cards_of(session, found),
            history=editing.history(session, unit=found),
            fingerprint=unit_content(found).fingerprint,
            left=open_work.left(session, found, current_user()),
            leaves_appeals=current_user().may(Permission.SEE_APPEALS),
            retired=[one for one in queries.competences(session, retired=True) if one.unit_id == found.id],
        )


@bp.get("/knowledge/cards/<code>")
@needs(Permission.SEE_KNOWLEDGE)
def card(code: str) -> ResponseReturnValue:
    """Show a competence card with the clauses it rests on."""
    with reading() as session:
        found = queries.competence_coded(session, code)
        return render_template(
            "knowledge/card.html",
            card=found,
            bases=showing.bases(
                found, queries.clauses_in_force(session, found.clauses), queries.imported_codes(session)
            ),
            unit_codes={unit.name: unit.code for unit in directory.units(session)},
            editor=current_user().may(Permission.WRITE_KNOWLEDGE),
            history=editing.history(session, card=found),
            fingerprint=card_content(found).fingerprint,
            left=open_work.left(session, found, current_user()),
        )


@bp.get("/knowledge/statutes")
@needs(Permission.SEE_KNOWLEDGE)
def statutes() -> ResponseReturnValue:
    """List the statutes in force."""
    with reading() as session:
        return render_template("knowledge/statutes.html", versions=queries.statutes(session))


@bp.get("/knowledge/statutes/<code>")
@needs(Permission.SEE_KNOWLEDGE)
def statute(code: str) -> ResponseReturnValue:
    """Show a statute in force: units, sections, clauses, footnotes, amending acts and doubts."""
    with reading() as session:
        version = queries.statute_coded(session, code)
        founded = [unit for unit in directory.units(session) if unit.statute_code == code]
        return render_template(
            "knowledge/statute.html",
            version=version,
            units=list(showing.tree(founded)),
            chapters=showing.chapters(version),
            resting=showing.cards_by_clause(knowledge(session).index.cards),
            changed=history.changed_clauses(session, version),
        )


@bp.route("/knowledge/competent", methods=["GET", "POST"])
@needs(Permission.SEE_KNOWLEDGE)
def competent() -> ResponseReturnValue:
    """Say whose competence a text is. Nothing is stored, and the text never stands in an address."""
    if request.method == "GET":
        return render_template("knowledge/competent.html", text="", errors={})
    try:
        text = forms.read(TextSchema(), request.form)["text"]
    except InvalidInput as refused:
        typed = request.form.get("text", "")
        return render_template("knowledge/competent.html", text=typed, errors=refused.fields), refused.status
    with reading() as session:
        said = knowledge(session).suggest(text)
        best = said.candidates[0][0].matched if said.candidates else ()
        return render_template(
            "knowledge/competent.html",
            text=text,
            errors={},
            said=said,
            pieces=showing.marked(text, best),
            meeting=showing.meeting,
        )
