"""What the forms of answering offer: articles, ready texts, the saved draft, outcomes, and the law that a draft cites."""

from collections.abc import Callable, Mapping, Sequence

from flask import request, url_for

from callcenter.appeals import (
    answer_rules,
    answering,
    deliveries,
    ending,
    outcomes,
    template_values,
    templates_kept,
    wordings,
)
from callcenter.appeals.act_reading import Choices, Reading
from callcenter.appeals.intake_pages import shelf
from callcenter.appeals.template_values import Ready
from callcenter.appeals.vocabulary import Action
from callcenter.core.clock import baku_date
from knowledge_base import citing
from knowledge_base.articles import queries as articles


def _answering(reading: Reading) -> Choices:
    """Articles and ready texts, one of them put in where the browser has no script, and what may follow."""
    ready = _ready_texts(reading)
    return {
        **_articles(reading),
        **_chosen(reading, ready),
        "ready_texts": ready,
        "of_an_answer": outcomes.PROPOSED,
        "refusals": answer_rules.REFUSALS,
        "route_sentence": answer_rules.route_in(reading.appeal.language),
        "saved": wordings.saved(reading.session, reading.appeal),
    }


def _approving(reading: Reading) -> Choices:
    """What the text cites, and how it differs from the wording before."""
    answer = reading.appeal.answer
    if answer is None:
        return {}
    cited = citing.cited(
        reading.session, answer.told, today=baku_date(reading.now), near=reading.appeal.clause
    )
    return {
        "cited": cited,
        "gone": citing.not_in_force(cited),
        "to_approve": wordings.told(reading.appeal)[-1],
    }


def _delivering(reading: Reading) -> Choices:
    return {
        "address": deliveries.reached_by(reading.appeal),
        "today": baku_date(reading.now),
        "of_an_answer": outcomes.PROPOSED,
    }


def _closing(reading: Reading) -> Choices:
    return {"closing_outcomes": ending.outcomes_of(reading.appeal)}


def _reopening(reading: Reading) -> Choices | None:
    """Nothing when the window is over: then a new appeal is logged."""
    return {} if answering.may_reopen(reading.session, reading.appeal, reading.now) else None


CHOICES: Mapping[Action, Callable[[Reading], Choices | None]] = {
    Action.ANSWER_ON_LINE: _answering,
    Action.DRAFT: _answering,
    Action.APPROVE: _approving,
    Action.DELIVER: _delivering,
    Action.CLOSE: _closing,
    Action.REOPEN: _reopening,
}


def _ready_texts(reading: Reading) -> list[Ready]:
    """The ready texts that fit the appeal, filled with its values."""
    values = template_values.values_of(reading.appeal, today=baku_date(reading.now))
    fitting = templates_kept.fitting(
        reading.session, kind=reading.appeal.kind, language=reading.appeal.language
    )
    return [template_values.ready(one, values) for one in fitting]


def _chosen(reading: Reading, ready: Sequence[Ready]) -> dict[str, object]:
    """What stands in the field at first: the text asked for in the address, else the saved draft, else the last wording."""
    wanted = request.args.get("template", "") if request.method == "GET" else ""
    picked = next((one for one in ready if one.reference == wanted), None)

    def page(reference: str, action: str) -> str:
        return url_for(
            "appeals.show", number=reading.appeal.number, template=reference, _anchor=f"act-{action}"
        )

    return {"picked": picked, "put_template_in": page}


def _articles(reading: Reading) -> dict[str, object]:
    """The articles that answer the appeal, and the answer of the one chosen in a browser without script."""
    session, appeal = reading.session, reading.appeal
    chosen = request.args.get("use", "") if request.method == "GET" else ""
    text = articles.text_named(session, chosen) if chosen else None

    def page(reference: str, action: str) -> str:
        return url_for("appeals.show", number=appeal.number, use=reference, _anchor=f"act-{action}")

    return {
        "articles": shelf().find(
            session, appeal.text, today=baku_date(reading.now), language=appeal.language
        ),
        "put_in": page,
        "chosen": text,
        "chosen_version": text.version.reference if text else "",
    }
