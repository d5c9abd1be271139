"""Pages: phrases offered from appeals whose first suggestion people corrected."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.core import clock
from callcenter.core.errors import InvalidInput
from callcenter.core.wording import Sentence, say
from callcenter.web import forms
from callcenter.web.database import reading, transaction
from callcenter.web.display import sentence
from knowledge_base import queries as knowledge
from knowledge_base.editing import proposing, queries
from knowledge_base.editing.forms import TakeSchema


@needs(Permission.WRITE_KNOWLEDGE)
def phrases() -> ResponseReturnValue:
    """List the corrected appeals that nobody has looked at, by the unit that was right."""
    return _page()


@needs(Permission.WRITE_KNOWLEDGE)
def take_phrase(example_id: int) -> ResponseReturnValue:
    """Put the appeal's words as a phrase into the own draft of a card, made where there is none."""
    try:
        card = forms.read(TakeSchema(), request.form)["card"]
        with transaction() as session:
            change = proposing.take_phrase(
                session, example_id, card=card, by=session.merge(current_user()), now=clock.now()
            )
    except InvalidInput as refused:
        said = next(iter(refused.fields.values()))
        return _page({f"card-{example_id}": said}), refused.status
    flash(sentence(say("İfadə qaralamaya əlavə olundu: mətni burada düzəldə bilərsiniz.")), "success")
    return redirect(url_for("editing.edit_card", change_id=change.id), 303)


@needs(Permission.WRITE_KNOWLEDGE)
def pass_over(example_id: int) -> ResponseReturnValue:
    """Take the appeal off the list for good; it goes on teaching the matching as it did."""
    with transaction() as session:
        proposing.pass_over(session, example_id, by=session.merge(current_user()), now=clock.now())
    flash(sentence(say("Müraciət bu siyahıda bir daha göstərilməyəcək.")), "success")
    # On a long list the reader goes on where they are.
    following = request.form.get("next", type=int)
    return redirect(url_for("editing.phrases", _anchor=f"e-{following}" if following else None), 303)


def _page(errors: dict[str, Sentence] | None = None) -> str:
    with reading() as session:
        cards: dict[int, list[tuple[str, str]]] = {}
        for card in knowledge.competences(session):
            cards.setdefault(card.unit_id, []).append((card.code, card.title))
        return render_template(
            "knowledge/phrases.html",
            corrected=queries.corrected(session),
            count=queries.corrected_count(session),
            cards=cards,
            errors=errors or {},
        )
