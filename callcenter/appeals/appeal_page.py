"""The page of one appeal: all that is known of it, and the acts that its reader may do now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask import render_template, request, url_for
from sqlalchemy.orm import Session

from callcenter.accounts.access import current_user
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import (
    article_use,
    escalation,
    events,
    forwarding,
    handling,
    lifecycle,
    offers,
    queries,
    showing,
)
from callcenter.appeals.intake_pages import knowledge, shelf
from callcenter.appeals.models import Appeal
from callcenter.appeals.showing import Suggested
from callcenter.appeals.vocabulary import Action, Decision, Delivery, Kind, Outcome, State
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.wording import Sentence, say
from callcenter.core.words import Word
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor, actor_of
from callcenter.directory.models import Body, Unit
from callcenter.law import queries as law
from callcenter.web.database import reading, sealer
from callcenter.web.display import sentence
from knowledge_base.articles import queries as articles

# Below this share a unit is not offered by a click of its own; it stands in the list of all.
WORTH_A_BUTTON = 0.1
WRITTEN = ("text", "reason", "instruction", "note")
GROUNDS = {
    "study": say("əlavə öyrənilmə və yoxlanılma (1308-IVQ, 10.1)"),
    "extended": say("müddətin uzadılması (1308-IVQ, 10.2)"),
}
WORDS: Mapping[str, Word] = {
    word.value: word for vocabulary in (Kind, Outcome, Delivery) for word in vocabulary
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


@dataclass(frozen=True)
class Routes:
    """Where the appeal may go: suggested home units, all home units, those barred, who takes complaints instead."""

    suggested: Sequence[Suggested]
    units: Sequence[Unit]
    barred: frozenset[int] = frozenset()
    instead: Unit | None = None
    may_override: bool = False


@dataclass(frozen=True)
class Receivers:
    """The other bodies to which it may be forwarded, the suggested ones first with their clauses."""

    bodies: Sequence[Body]
    clauses: Mapping[str, Suggested] = field(default_factory=dict)


def appeal_page(number: str, attempt: Attempt | None = None) -> str:
    """Return the page; NotFound when the reader may not know of the appeal."""
    known, now = knowledge(), clock.now()
    with reading() as session:
        actor = actor_of(session, current_user())
        appeal = queries.appeal_numbered(session, actor, number)
        suggested = showing.kept_suggestions(session, appeal, known)
        return render_template(
            "appeals/show.html",
            appeal=appeal,
            attempt=attempt,
            suggested=suggested,
            words=WORDS,
            grounds_named=GROUNDS,
            **_of_appeal(session, actor, appeal, suggested),
            **_of_line(session, actor, appeal, now),
            **_of_acts(session, actor, appeal, suggested, now),
        )


def _of_appeal(
    session: Session, actor: Actor, appeal: Appeal, suggested: Sequence[Suggested]
) -> dict[str, object]:
    words = [met.word for one in suggested[:1] for met in one.matched]
    in_full = queries.sees_in_full(actor, appeal)
    caller = appeal.caller
    fin = sealer().open(caller.fin_sealed) if caller and caller.fin_sealed and in_full else ""
    history = (
        queries.of_caller(session, actor, caller) if caller and actor.may(Permission.SEE_CALLERS) else ()
    )
    repeat = appeal.repeat_of
    return {
        "advice": showing.advice_on(appeal),
        "pieces": showing.marked(appeal.text, words),
        "particulars": showing.particulars(caller, fin=fin, in_full=in_full) if caller else None,
        "earlier": [one for one in history if one.id != appeal.id],
        "repeat_of": repeat if repeat and queries.is_visible(session, actor, repeat) else None,
        "due": events.due_of(session, appeal.events),
        "may_propose": article_use.may_propose(actor, appeal),
        "proposed": articles.proposed_from(session, appeal.number),
    }


def _of_line(session: Session, actor: Actor, appeal: Appeal, now: datetime) -> dict[str, object]:
    """Whose approval a draft needs, told to those who may not give it, and to whom a late appeal goes next."""
    waits = appeal.state is State.AWAITING_APPROVAL and not escalation.may_approve(session, appeal, actor)
    return {
        "next_in_line": escalation.goes_next_to(session, [appeal], baku_date(now)).get(appeal.id),
        "whose_approval": escalation.whose_approval(session, appeal) if waits else None,
    }


def _of_acts(
    session: Session, actor: Actor, appeal: Appeal, suggested: Sequence[Suggested], now: datetime
) -> dict[str, object]:
    approves = Action.APPROVE in lifecycle.offered(appeal.state) and escalation.may_approve(
        session, appeal, actor
    )
    offered = list(offers.offered_to(actor, appeal, approves=approves))
    found: dict[str, object] = {}
    if Action.EXTEND in offered:
        grounds = _grounds(session, appeal, now)
        found["grounds"] = grounds
        if not grounds:
            offered.remove(Action.EXTEND)
    if Action.ASSIGN in offered:
        found["executors"] = _executors(session, appeal)
    if Action.SEND_BACK in offered:
        found["clauses_suggested"] = [one.clauses[0] for one in suggested if one.clauses]
    if Action.ROUTE in offered:
        found["routes"] = _routes(session, actor, appeal, suggested)
    if {Action.ANSWER_ON_LINE, Action.DRAFT} & set(offered):
        found |= _articles(session, appeal, now)
    if Action.FORWARD in offered:
        found["receivers"] = _receivers(session, suggested)
        found["forward_by"] = forwarding.forward_by(session, appeal)
    return found | {
        "competences": [(one.competence, f"{one.title} — {one.unit}") for one in suggested],
        "kinds": Kind,
        "outcomes": Outcome,
        "deliveries": Delivery,
        "offered": offered,
        "opened": {action.value for action in _opened(appeal, offered)},
        "may_set_kind": offers.may_set_kind(actor, appeal),
        "shown_acts": [*offered, Action.RECLASSIFY],
    }


def _articles(session: Session, appeal: Appeal, now: datetime) -> dict[str, object]:
    """The articles that answer the appeal, and the answer of the one chosen in a browser without script."""
    chosen = request.args.get("use", "") if request.method == "GET" else ""
    text = articles.text_named(session, chosen) if chosen else None

    def page(reference: str, action: str) -> str:
        return url_for("appeals.show", number=appeal.number, use=reference, _anchor=f"act-{action}")

    return {
        "articles": shelf()
        .articles(session)
        .find(appeal.text, today=baku_date(now), language=appeal.language),
        "put_in": page,
        "chosen": text,
        "chosen_version": text.version.reference if text else "",
    }


def _opened(appeal: Appeal, offered: Sequence[Action]) -> Sequence[Action]:
    """The acts whose forms stand open: what the suggestions advise, else the first."""
    advised = {
        Decision.ANSWER: Action.ANSWER_ON_LINE,
        Decision.ROUTE: Action.ROUTE,
        Decision.FORWARD_OUT: Action.FORWARD,
    }.get(appeal.decision)
    if advised is not None and advised in offered and appeal.state in lifecycle.ON_OPERATORS_DESK:
        return [advised]
    return offered[:1]


def _grounds(session: Session, appeal: Appeal, now: datetime) -> list[tuple[str, str]]:
    allowed = offers.grounds_of_extension(appeal, law.calendar(session), law.parameters(session), now=now)
    return [(ground, sentence(GROUNDS[ground])) for ground in allowed]


def _executors(session: Session, appeal: Appeal) -> list[tuple[int, str, int]]:
    """Id, name and open load of each person of the unit who may examine the appeal: the least busy first, heads last."""
    staff = directory.staff_of(session, [appeal.unit_id or 0])
    load = queries.open_by_executor(session, [one.id for one in staff])
    able = [one for one in staff if one.id != appeal.about_staff_id]
    able.sort(key=lambda one: (one.head, load.get(one.id, 0)))
    return [(one.id, f"{one.full_name}, {one.position}", load.get(one.id, 0)) for one in able]


def _routes(session: Session, actor: Actor, appeal: Appeal, suggested: Sequence[Suggested]) -> Routes:
    units = directory.home_units(session)
    barred = frozenset(unit.id for unit in units if handling.may_not_examine(session, appeal, unit))
    open_codes = {unit.code for unit in units if unit.id not in barred and unit.id != appeal.unit_id}
    accused = appeal.about_unit_id is not None or appeal.about_staff_id is not None
    instead = directory.head_of_apparatus(session) if accused else None
    return Routes(
        suggested=[
            unit[0]
            for unit in showing.by_unit(suggested)
            if unit[0].unit_code in open_codes and unit[0].confidence >= WORTH_A_BUTTON
        ],
        units=[unit for unit in units if unit.id != appeal.unit_id],
        barred=barred,
        instead=instead if instead and instead.id not in barred else None,
        may_override=actor.may(Permission.OVERRIDE_CONFLICT),
    )


def _receivers(session: Session, suggested: Sequence[Suggested]) -> Receivers:
    clauses: dict[str, Suggested] = {}
    for one in suggested:
        if not one.home:
            clauses.setdefault(one.body_code, one)
    others = [body for body in directory.bodies(session) if not body.home]
    places = {code: place for place, code in enumerate(clauses)}
    return Receivers(sorted(others, key=lambda body: places.get(body.code, len(places))), clauses)
