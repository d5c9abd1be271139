"""The page of one appeal: all that is known of it, and the acts that its reader may do now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import render_template
from sqlalchemy.orm import Session

from callcenter.accounts.access import current_user
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import (
    act_choices,
    article_use,
    bringing_up,
    deliveries,
    directing,
    ending,
    escalation,
    events,
    lifecycle,
    offers,
    queries,
    read_log,
    rechecking,
    resolutions,
    sections,
    showing,
    standing,
)
from callcenter.appeals.accused import apparatus_may
from callcenter.appeals.act_reading import Reading
from callcenter.appeals.intake_pages import knowledge
from callcenter.appeals.models import Appeal
from callcenter.appeals.showing import Suggested
from callcenter.appeals.vocabulary import Action, Decision, Delivery, Kind, Level, Outcome, Pace, State
from callcenter.core import clock
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.wording import Sentence
from callcenter.core.words import Word
from callcenter.directory.actors import Actor, actor_of
from callcenter.web.database import reading, sealer
from knowledge_base.articles import queries as articles

WRITTEN = ("text", "reason", "instruction", "note", "question")
WORDS: Mapping[str, Word] = {
    word.value: word for vocabulary in (Kind, Outcome, Delivery, Pace, Level) for word in vocabulary
}


@dataclass(frozen=True)
class Attempt:
    """An act that was refused: what was typed into its form, and why it was not done."""

    action: Action
    typed: Mapping[str, str]
    refusal: Refused

    @property
    def errors(self) -> Mapping[str, Sentence]:
        """The sentences beside the fields, under the names that the page gives them."""
        fields = self.refusal.fields if isinstance(self.refusal, InvalidInput) else {}
        return {f"{self.action.path}.{name}": said for name, said in fields.items()}

    @property
    def texts(self) -> Sequence[str]:
        """What the person wrote in their own words, to be shown where the act's form is gone."""
        return [text for name in WRITTEN if (text := self.typed.get(name, "").strip())]

    @property
    def changes(self) -> Sequence[Sentence]:
        """What changed since the person read the appeal."""
        return getattr(self.refusal, "changes", ())


def appeal_page(
    number: str, attempt: Attempt | None = None, *, letter: Mapping[str, object] | None = None
) -> str:
    """Return the page; NotFound when the reader may not know of the appeal.

    letter is a notice that was refused: its id, what was typed into it, and the sentences beside its fields.
    """
    known, now = knowledge(), clock.now()
    with reading() as session:
        actor = actor_of(session, current_user())
        appeal = queries.appeal_numbered(session, actor, number)
        suggested = showing.kept_suggestions(session, appeal, known)
        html = render_template(
            "appeals/show.html",
            appeal=appeal,
            attempt=attempt,
            letter=letter,
            suggested=suggested,
            words=WORDS,
            grounds_named=act_choices.GROUNDS,
            **_of_appeal(session, actor, appeal, suggested, now),
            **_of_line(session, actor, appeal, now),
            **_of_acts(session, actor, appeal, suggested, now),
        )
    read_log.note_read(appeal, actor, now=now)
    return html


def _of_appeal(
    session: Session, actor: Actor, appeal: Appeal, suggested: Sequence[Suggested], now: datetime
) -> dict[str, object]:
    words = [met.word for one in suggested[:1] for met in one.matched]
    # Who acknowledges a report must reach the reporter.
    in_full = (
        queries.sees_in_full(actor, appeal)
        or resolutions.co_executes(session, actor, appeal)
        or directing.in_place_of_the_head(session, appeal, actor, now)
    )
    caller = appeal.caller
    fin = sealer().open(caller.fin_sealed) if caller and caller.fin_sealed and in_full else ""
    history = (
        queries.of_caller(session, actor, caller) if caller and actor.may(Permission.SEE_CALLERS) else ()
    )
    return {
        "advice": showing.advice_on(
            appeal,
            suggested,
            routes=directing.may_route(session, appeal, actor, now),
            apparatus_may=apparatus_may(session, appeal),
        ),
        "pieces": showing.marked(appeal.text, words),
        "particulars": showing.particulars(caller, fin=fin, in_full=in_full) if caller else None,
        "earlier": [one for one in history if one.id != appeal.id],
        "due": events.due_of_appeal(session, appeal),
        "due_dates": standing.due_dates((one.version, one.details) for one in appeal.events),
        "routed_by": rechecking.clause_of_the_day(session, appeal),
        "may_propose": article_use.may_propose(actor, appeal),
        "proposed": articles.proposed_from(session, appeal.number),
    }


def _of_line(session: Session, actor: Actor, appeal: Appeal, now: datetime) -> dict[str, object]:
    """Whose approval a draft needs, told to those who may not give it, and to whom a late appeal goes next."""
    waits = appeal.state is State.AWAITING_APPROVAL and not escalation.may_approve(session, appeal, actor)
    return {
        "next_in_line": bringing_up.goes_next_to(session, [appeal], now).get(appeal.id),
        "whose_approval": escalation.whose_approval(session, appeal) if waits else None,
    }


def _of_acts(
    session: Session, actor: Actor, appeal: Appeal, suggested: Sequence[Suggested], now: datetime
) -> dict[str, object]:
    approves = Action.APPROVE in lifecycle.offered(appeal.state) and escalation.may_approve(
        session, appeal, actor
    )
    reader = Reading(session, actor, appeal, suggested, now)
    writes = resolutions.may_write(session, actor, appeal)
    directs = directing.in_place_of_the_head(session, appeal, actor, now)
    allowed = offers.offered_to(actor, appeal, approves=approves, writes=writes, directs=directs)
    offered, found = act_choices.choices_of(reader, allowed)
    return found | {
        "competences": [(one.competence, f"{one.title} — {one.unit}") for one in suggested],
        "kinds": Kind,
        "outcomes": Outcome,
        "deliveries": Delivery,
        "offered": offered,
        "opened": {action.value for action in _opened(session, appeal, offered)},
        "may_set_kind": offers.may_set_kind(actor, appeal),
        "shown_acts": [*offered, Action.RECLASSIFY],
        "sections": sections.sections_of(reader),
    }


def _opened(session: Session, appeal: Appeal, offered: Sequence[Action]) -> Sequence[Action]:
    """The acts whose forms stand open: what the suggestions advise, the offer to write to who is not satisfied, else the first."""
    advised = {
        Decision.ANSWER: Action.ANSWER_ON_LINE,
        Decision.ROUTE: Action.ROUTE,
        Decision.FORWARD_OUT: Action.FORWARD,
        Decision.SEVERAL: Action.SPLIT,
    }.get(showing.decision_on(appeal))
    if advised is not None and advised in offered and appeal.state in lifecycle.ON_OPERATORS_DESK:
        return [advised]
    to_offer = Action.OFFER_WRITTEN in offered and not ending.written_offered(appeal)
    if to_offer and deliveries.not_accepted(session, appeal):
        return [Action.OFFER_WRITTEN]
    return offered[:1]
