"""The appeals' API: log, read, classify, and every act under its own name."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

from flask import Response, g, jsonify, request
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from callcenter.accounts.access import needs_scope
from callcenter.accounts.vocabulary import Scope
from callcenter.appeals import (
    accusing,
    answer_forms,
    answering,
    bringing_up,
    consulting,
    consulting_forms,
    events,
    forms,
    forwarding,
    handling,
    intake,
    joining,
    linking,
    merging,
    origins,
    pacing,
    queries,
    read_log,
    reception,
    reception_forms,
    reception_shown,
    referral_shown,
    referring,
    related,
    resolutions,
    secrecy_forms,
    showing,
    splitting,
    stopping,
)
from callcenter.appeals.clocks import Due
from callcenter.appeals.deadlines import to_json as due_json
from callcenter.appeals.forwarding_forms import ForwardSchema
from callcenter.appeals.forwarding_models import Forwarding
from callcenter.appeals.intake import AppealDraft
from callcenter.appeals.linking_forms import LinkSchema, MergeSchema, WithdrawSchema
from callcenter.appeals.models import Appeal, AppealEvent
from callcenter.appeals.referral_forms import ReferSchema, ReportBackSchema, TakeBackSchema
from callcenter.appeals.resolution_forms import ResolutionSchema
from callcenter.appeals.splitting_forms import JoinSchema, SplitSchema
from callcenter.appeals.vocabulary import Channel, Kind, State
from callcenter.callers.persons import same_person
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput
from callcenter.core.wording import say
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from callcenter.directory.models import Unit
from callcenter.web.api import Blueprint, PageQuery, version_read, with_version
from callcenter.web.database import reading, sealer, transaction
from callcenter.web.forms import LongText, WordField
from knowledge_base import queries as knowledge_queries
from knowledge_base.articles import queries as articles
from knowledge_base.models import Competence
from knowledge_base.present import knowledge

blp = Blueprint("appeals_api", __name__, description="Müraciətlər")

KEY_LIMIT = 120
Act = Callable[..., Appeal]


class ClassificationSchema(Schema):
    """A text to classify; nothing is stored."""

    text = LongText(required=True)


class AppealsQuery(PageQuery):
    """Which appeals to list."""

    state = WordField(State, load_default=None)
    kind = WordField(Kind, load_default=None)
    channel = WordField(Channel, load_default=None)
    unit = fields.String(load_default=None)
    origin = fields.String(load_default="")
    overdue = fields.Boolean(load_default=False)


@blp.post("/classifications")
@needs_scope(Scope.CLASSIFY)
@blp.arguments(ClassificationSchema)
def classify(sent: dict[str, str]) -> Response:
    """Rank the competences for a text and say what to do, storing nothing."""
    with reading() as session:
        suggestions = knowledge(session).suggest(sent["text"], limit=intake.KEPT)
        policies = queries.policies(session)
    return jsonify(intake.suggestions_document(sent["text"], suggestions, policies, limit=intake.KEPT))


@blp.post("/appeals")
@needs_scope(Scope.APPEALS_WRITE)
@blp.arguments(forms.AppealSchema)
def log(draft: AppealDraft) -> Response:
    """Log an appeal. Sent again under the same Idempotency-Key it is the same appeal."""
    key = _idempotency_key()
    with transaction() as session:
        appeal, new = intake.log_appeal(
            session,
            draft,
            knowledge=knowledge(session),
            by=_actor(),
            now=clock.now(),
            sealer=sealer(),
            keys=(f"key:{g.api_key.id}:{key}",),
            fingerprint=draft.hash,
        )
        actor, today = _actor(), baku_date(appeal.registered_at)
        similar = related.said_by_others(
            session,
            actor,
            draft.text,
            today=today,
            but=[appeal.id],
            own=same_person(session, [appeal.caller_id or 0]),
        )
        response = _shown(session, appeal, duplicates=[one.number for one in similar])
    response.status_code = 201
    response.headers["Location"] = f"/api/v1/appeals/{appeal.number}"
    if not new:
        response.headers["Idempotent-Replayed"] = "true"
    return response


@blp.get("/appeals")
@needs_scope(Scope.APPEALS_READ)
@blp.arguments(AppealsQuery, location="query")
def listing(wanted: dict[str, Any]) -> Response:
    """List appeals, the newest first."""
    with reading() as session:
        unit = directory.unit_named(session, wanted["unit"]) if wanted["unit"] else None
        page = queries.appeals(
            session,
            _actor(),
            queries.Filter(
                state=wanted["state"],
                kind=wanted["kind"],
                channel=wanted["channel"],
                unit_id=unit.id if unit else None,
                origin=origins.named(session, wanted["origin"]) or "",
                overdue=wanted["overdue"],
            ),
            now=clock.now(),
            cursor=wanted["cursor"],
            size=wanted["limit"],
        )
        rows = [_line(appeal) for appeal in page.rows]
    return jsonify({"appeals": rows, "next_cursor": page.next_cursor})


@blp.get("/appeals/<number>")
@needs_scope(Scope.APPEALS_READ)
def show(number: str) -> Response:
    """Show an appeal; its ETag is the version that an act on it must name."""
    with reading() as session:
        appeal = queries.appeal_numbered(session, _actor(), number)
        response = _shown(session, appeal)
    read_log.note_read(appeal, _actor(), now=clock.now())
    return response


@blp.get("/appeals/<number>/events")
@needs_scope(Scope.APPEALS_READ)
def history(number: str) -> Response:
    """List every step of an appeal: who, when, what and why."""
    with reading() as session:
        appeal = queries.appeal_numbered(session, _actor(), number)
        response = jsonify({"events": [_event(event) for event in appeal.events]})
    read_log.note_read(appeal, _actor(), now=clock.now())
    return response


def _act(path: str, schema: type[Schema], act: Act) -> None:
    """Add the route of an act: POST /appeals/{number}/{act} with the version in If-Match."""

    def perform(sent: dict[str, Any], number: str) -> Response:
        version = version_read()
        with transaction() as session:
            if sent.get("competence"):
                sent["competence"] = _competence(session, sent["competence"])
            if sent.get("article"):
                sent["article"] = articles.version_named(session, sent["article"])
            appeal = act(session, number, version, by=_actor(), now=clock.now(), **sent)
            return _shown(session, appeal)

    perform.__name__ = path.replace("-", "_")
    perform.__doc__ = (act.__doc__ or "").partition("\n")[0]
    arguments = blp.arguments(
        schema, required=schema not in (forms.NothingSchema, answer_forms.ApproveSchema)
    )
    guarded = needs_scope(Scope.APPEALS_WRITE)(arguments(perform))
    blp.route(f"/appeals/<number>/{path}", methods=["POST"])(guarded)


for _path, _schema, _perform in (
    ("route", forms.RouteSchema, handling.route),
    ("accept", forms.NothingSchema, handling.accept),
    ("assign", ResolutionSchema, handling.assign),
    ("send-back", forms.SendBackSchema, handling.send_back),
    ("reclassify", forms.KindSchema, handling.reclassify),
    ("extend", forms.ExtendSchema, handling.extend),
    ("forward", ForwardSchema, forwarding.forward),
    ("answer-on-line", answer_forms.AnswerOnLineSchema, answering.answer_on_line),
    ("write", answer_forms.WordingSchema, answering.write),
    ("draft", answer_forms.WordingSchema, answering.draft),
    ("approve", answer_forms.ApproveSchema, answering.approve),
    ("revise", answer_forms.ReviseSchema, answering.revise),
    ("deliver", answer_forms.DeliverSchema, answering.deliver),
    ("offer-written", answer_forms.OfferWrittenSchema, answering.offer_written),
    ("close", forms.CloseSchema, answering.close),
    ("reopen", forms.ReasonSchema, answering.reopen),
    ("set-pace", forms.SetPaceSchema, pacing.set_pace),
    ("clarify", forms.ClarifySchema, pacing.clarify),
    ("clarified", forms.ClarifiedSchema, pacing.clarified),
    ("consult", consulting_forms.ConsultSchema, consulting.consult),
    ("advise", consulting_forms.AdviseSchema, consulting.advise),
    ("invite", reception_forms.InviteSchema, reception.invite),
    ("receive", reception_forms.ReceiveSchema, reception.receive),
    ("miss", forms.NothingSchema, reception.miss),
    ("call-off", consulting_forms.CallOffSchema, consulting.call_off),
    ("refer", ReferSchema, referring.refer),
    ("report-back", ReportBackSchema, referring.report_back),
    ("take-back", TakeBackSchema, referring.take_back),
    ("split", SplitSchema, splitting.split),
    ("join", JoinSchema, joining.join),
    ("link", LinkSchema, linking.link),
    ("unlink", forms.ReasonSchema, linking.unlink),
    ("merge", MergeSchema, merging.merge),
    ("undo-merge", forms.ReasonSchema, merging.undo_merge),
    ("resume", forms.ReasonSchema, stopping.resume),
    ("withdraw", WithdrawSchema, stopping.withdraw),
    ("accuse", secrecy_forms.AccuseSchema, accusing.accuse),
):
    _act(_path, _schema, _perform)


def _actor() -> Actor:
    return Actor(api_key=g.api_key)


def _competence(session: Session, code: str) -> Competence:
    return knowledge_queries.competence_coded(session, code)


def _idempotency_key() -> str:
    sent = request.headers.get("Idempotency-Key", "").strip()
    if len(sent) > KEY_LIMIT:
        raise InvalidInput(
            {"Idempotency-Key": say("Açar ən çoxu %(limit)d simvol ola bilər.", limit=KEY_LIMIT)}
        )
    return sent or uuid4().hex


def _shown(session: Session, appeal: Appeal, **more: Any) -> Response:
    due = events.due_of_appeal(session, appeal)
    above = bringing_up.goes_next_to(session, [appeal], clock.now()).get(appeal.id)
    helpers = resolutions.helpers(session, appeal)
    unit = appeal.unit or showing.unit_advised(session, appeal)
    document = _document(appeal, due, related.letters_of(session, appeal), unit=unit) | {
        "internal_due": appeal.internal_due_on and appeal.internal_due_on.isoformat(),
        "co_executors": [one.full_name for one in helpers],
        **_beside(session, appeal),
        "invitation": reception_shown.newest_invitation(session, appeal),
        "referrals": referral_shown.letters(session, appeal),
        # While it is overdue: to whom it is to be brought next, without the name.
        "escalate_to": above
        and {
            "position": above.staff.position if above.staff else above.role and above.role.label,
            "unit": above.staff.unit.name if above.staff else None,
        },
        **more,
    }
    return with_version(jsonify(document), appeal.version)


def _beside(session: Session, appeal: Appeal) -> dict[str, Any]:
    """The appeals that belong to this one; what the key may not know of is not named either."""
    mains = [one for one in (appeal.repeat_of, appeal.merged_into, appeal.parent) if one is not None]
    seen = queries.ids_visible_to(
        session, _actor(), [one.id for one in (*mains, *appeal.parts, *appeal.merged)]
    )
    named = {one.id: one.number for one in mains if one.id in seen}
    return {
        "repeat_of": named.get(appeal.repeat_of_id or 0),
        "merged_into": named.get(appeal.merged_into_id or 0),
        # One answer is to these too.
        "merged": [one.number for one in appeal.merged if one.id in seen],
        "part_of": named.get(appeal.parent_id or 0),
        "parts": [
            {
                "number": part.number,
                "state": part.state.value,
                "unit": part.unit.name if part.unit else None,
                "due": (part.due_at or part.due_on).isoformat(),
            }
            for part in appeal.parts
            if part.id in seen
        ],
    }


def _document(
    appeal: Appeal, due: Due, letters: Sequence[Forwarding], *, unit: Unit | None
) -> dict[str, Any]:
    answer = appeal.answer
    return {
        **_line(appeal),
        # While no unit has it, the unit that is advised; assigned_unit says which has it.
        "unit": unit.name if unit else None,
        "text": appeal.text,
        "language": appeal.language,
        "decision": showing.decision_on(appeal).value,
        "out_of_scope": appeal.out_of_scope,
        "concerns": list(appeal.concerns),
        "due_sum": due_json(due),
        "forwarded_to": [
            {"body": one.body_name, "letter": one.letter, "day": one.day.isoformat(), "late": one.late_by > 0}
            for one in letters
        ],
        "origin": appeal.origin,
        "origin_letter": appeal.origin_letter,
        "origin_on": appeal.origin_on and appeal.origin_on.isoformat(),
        "about_unit": appeal.about_unit.name if appeal.about_unit else None,
        "executor": appeal.executor.full_name if appeal.executor else None,
        "answer": answer
        and {"text": answer.text, "outcome": answer.outcome.value, "reasons": answer.reasons},
        "suggestions": [
            {
                "unit": one.unit.name,
                "body": one.unit.body.code,
                "competence": one.competence_code,
                "clauses": one.clauses,
                "founded": bool(one.clauses),
                "score": one.score,
                "confidence": one.confidence,
                "matched": one.matched,
            }
            for one in appeal.suggestions
        ],
    }


def _line(appeal: Appeal) -> dict[str, Any]:
    return {
        "number": appeal.number,
        "registered_at": appeal.registered_at.isoformat(),
        "channel": appeal.channel.value,
        "kind": appeal.kind.value,
        "kind_confirmed": appeal.kind_confirmed,
        "state": appeal.state.value,
        "due": (appeal.due_at or appeal.due_on).isoformat(),
        "assigned_unit": appeal.unit.name if appeal.unit else None,
        "clause": appeal.clause,
        "outcome": appeal.outcome.value if appeal.outcome else None,
        "confidential": appeal.confidential,
        "level": appeal.level.value,
        "version": appeal.version,
    }


def _event(event: AppealEvent) -> dict[str, Any]:
    return {
        "version": event.version,
        "at": event.at.isoformat(),
        "action": event.action.value,
        "state": event.state.value,
        "by": event.user.display_name if event.user else event.api_key and event.api_key.name,
        "unit": event.unit.name if event.unit else None,
        "executor": event.executor.full_name if event.executor else None,
        "reason": event.reason,
        "clause": event.clause,
        "article": event.article_version.reference if event.article_version else None,
        "details": event.told,
    }
