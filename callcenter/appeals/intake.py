"""Act: log an appeal, from any channel, once."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from callcenter.appeals import directing, events, letter_drafting, marking, origins, queries, related, routing
from callcenter.appeals.deadlines import SAID
from callcenter.appeals.models import Appeal, Submission, Suggestion
from callcenter.appeals.routing import Circumstances, Policy, Ranked
from callcenter.appeals.vocabulary import Action, Channel, Decision, Kind, Level, Pace, State
from callcenter.callers import upkeep as callers
from callcenter.callers.identification import CallerDraft
from callcenter.callers.models import Caller
from callcenter.callers.persons import same_person
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotFound, Refused
from callcenter.core.numbering import registration_number
from callcenter.core.sealing import Sealer
from callcenter.core.wording import say
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from callcenter.directory.models import Unit
from knowledge_base import queries as knowledge_base
from knowledge_base.language.folding import fold
from knowledge_base.language.scripts import guess_language
from knowledge_base.models import Competence
from knowledge_base.suggesting import Knowledge, Suggestions

ANSWERS_CALLERS = "economy-call-centre"
KEPT = 5
SURE_OF_MATTER = 0.5
ORIGIN = ("origin", "origin_letter", "origin_on")


@dataclass(frozen=True)
class AppealDraft:
    """An appeal as it was typed or sent. kind None: nobody said it, so the likeliest is taken and marked."""

    text: str
    channel: Channel
    kind: Kind | None = None
    caller: CallerDraft = field(default_factory=CallerDraft)
    about_unit: str = ""
    about_staff: str = ""
    language: str = ""
    level: Level = Level.ORDINARY
    pace: Pace | None = None
    follows: str = ""
    origin: str = ""
    origin_letter: str = ""
    origin_on: date | None = None

    @property
    def hash(self) -> str:
        """SHA-256 of all of it: equal for an equal appeal."""
        said = asdict(self)
        # What most appeals do not have is left out, so that an old hash stays what it was.
        from_elsewhere = {name: str(value) for name in ORIGIN if (value := said.pop(name))}
        return hashlib.sha256(json.dumps({**said, **from_elsewhere}, sort_keys=True).encode()).hexdigest()

    @property
    def gist(self) -> str:
        """SHA-256 of who said what: the kind, which the screen guesses while the form is open, left out."""
        return replace(self, kind=None).hash


class OtherBody(Refused):
    """A form or a key was used again for a different appeal."""

    status = 422

    def __init__(self, number: str) -> None:
        super().__init__(
            "key-reused",
            say(
                "Bu forma və ya açarla %(number)s nömrəli müraciət artıq qeydə alınıb. Yeni müraciət üçün yenisini açın.",
                number=number,
            ),
        )


def log_appeal(
    session: Session,
    draft: AppealDraft,
    *,
    knowledge: Knowledge,
    by: Actor,
    now: datetime,
    sealer: Sealer,
    keys: Sequence[str],
    fingerprint: str,
) -> tuple[Appeal, bool]:
    """Log the appeal and return it with True, or the appeal that one of the keys already made with False.

    A key names the form or API call, with its sender; fingerprint is the draft's hash or gist, whichever
    must be the same under the same key. OtherBody when the key was used for a different appeal.
    """
    if known := _known(session, keys):
        return _same(known, fingerprint), False
    came = origins.Origin(draft.origin, draft.origin_letter, draft.origin_on)
    origins.check(session, draft.channel, came, today=baku_date(now))
    suggestions = knowledge.suggest(draft.text, limit=KEPT)
    about_unit = directory.unit_named(session, draft.about_unit) if draft.about_unit else None
    about_staff = directory.staff_member(session, draft.about_staff) if draft.about_staff else None

    followed = _followed(session, draft, by)
    kinds = _kinds(draft, suggestions)
    policies = queries.policies(session)
    advice = advice_on(suggestions, policies)

    try:
        with session.begin_nested():
            caller = callers.keep_caller(session, draft.caller, sealer=sealer, now=now)
            repeat_of = _repeat_of(session, caller, draft, suggestions, now)
            appeal = Appeal(
                number=registration_number(session, year=baku_date(now).year),
                registered_at=now,
                channel=draft.channel,
                text=draft.text,
                folded=fold(draft.text),
                language=draft.language or guess_language(draft.text),
                caller=caller,
                contact=(draft.caller.phone or draft.caller.email)[:120] or None,
                logged_by_id=by.user_id,
                api_key_id=by.api_key_id,
                level=draft.level,
                kind=kinds[0],
                kind_confirmed=draft.kind is not None,
                second_kind=kinds[1] if len(kinds) > 1 else None,
                about_unit=about_unit,
                about_staff=about_staff,
                state=State.REGISTERED,
                decision=advice,
                out_of_scope=suggestions.out_of_scope,
                origin=origins.named(session, draft.origin),
                origin_letter=draft.origin_letter or None,
                origin_on=draft.origin_on,
                repeat_of_id=followed or (repeat_of.id if repeat_of else None),
                suggestions=_kept(suggestions),
                version=1,
            )
            session.add(appeal)
            with session.no_autoflush:
                several: dict[str, Any] = (
                    {"concerns": list(suggestions.concerns)} if len(suggestions.concerns) > 1 else {}
                )
                events.record(
                    session,
                    appeal,
                    Action.LOG,
                    by=by,
                    now=now,
                    kinds=[kind.value for kind in kinds],
                    **several,
                )
            if draft.pace is not None and draft.pace is not Pace.ORDINARY:
                _run_at(session, appeal, draft.pace, by=by, now=now)
            if _goes_by_itself(draft, suggestions, policies, advice):
                _send_by_itself(session, appeal, suggestions, policies, now)
            marking.mark(session, appeal.id, appeal.text)
            directing.keep_from_the_accused(session, appeal, by=by, now=now)
            if draft.level is Level.CORRUPTION:
                letter_drafting.owe_acknowledgement(session, appeal, now=now)
            session.add_all(Submission(key=key, body_hash=fingerprint, at=now, appeal=appeal) for key in keys)
            session.flush()
    except IntegrityError:
        # The same key arrived twice in one moment: the other transaction won, and its appeal is the answer.
        known = _known(session, keys)
        if known is None:
            raise
        return _same(known, fingerprint), False
    return appeal, True


def _run_at(session: Session, appeal: Appeal, pace: Pace, *, by: Actor, now: datetime) -> None:
    """Let the clock run at the pace that was said at once; InvalidInput where the kind's law knows none such."""
    unfit = InvalidInput(
        {"pace": say("Bu icra rejimi müraciətin növünə uyğun deyil: növü seçin və ya rejimi götürün.")}
    )
    if pace not in SAID:
        raise unfit
    try:
        events.record(session, appeal, Action.SET_PACE, by=by, now=now, pace=pace.value)
    except Refused as refusal:
        raise unfit from refusal


def _goes_by_itself(
    draft: AppealDraft, suggestions: Suggestions, policies: Mapping[int, Policy], advice: Decision
) -> bool:
    ranked = _ranked(suggestions)
    circumstances = Circumstances(
        confidential=draft.level is not Level.ORDINARY,
        accuses=bool(draft.about_unit or draft.about_staff),
        kind_confirmed=draft.kind is not None,
        kind_confidence=suggestions.kind.confidence,
    )
    policy = _policy(suggestions, policies)
    return bool(ranked) and routing.goes_by_itself(advice, ranked[0], policy, circumstances)


def _send_by_itself(
    session: Session,
    appeal: Appeal,
    suggestions: Suggestions,
    policies: Mapping[int, Policy],
    now: datetime,
) -> None:
    """Route to the likeliest unit as the system; any person may route otherwise, and the unit may send it back."""
    candidate, facts = suggestions.candidates[0]
    appeal.unit, appeal.competence = session.get(Unit, facts.unit_id), session.get(Competence, facts.id)
    appeal.clause = candidate.clauses[0] if candidate.clauses else None
    appeal.statute_version = knowledge_base.version_of_clause(session, appeal.clause)
    events.record(
        session,
        appeal,
        Action.ROUTE,
        by=Actor(),
        now=now,
        unit=appeal.unit,
        clause=appeal.clause,
        confidence=candidate.confidence,
        automatic_from=policies[facts.unit_id].auto_route_from,
    )


def already_logged(session: Session, keys: Sequence[str]) -> bool:
    """Say whether one of the keys already made an appeal, so that sending it again makes none."""
    return _known(session, keys) is not None


def _known(session: Session, keys: Sequence[str]) -> Submission | None:
    return next((found for key in keys if (found := session.get(Submission, key))), None)


def advice_on(suggestions: Suggestions, policies: Mapping[int, Policy]) -> Decision:
    """Return the advice that follows from the suggestions, by the policy of the likeliest unit."""
    ranked = _ranked(suggestions)
    return routing.advise(
        ranked,
        suggestions.out_of_scope,
        _policy(suggestions, policies),
        concerned=len(suggestions.concerns),
        vague=suggestions.vague,
    )


def _ranked(suggestions: Suggestions) -> list[Ranked]:
    """The best competence of each unit, the likeliest first."""
    best_of_unit = {
        facts.unit_id: (candidate, facts) for candidate, facts in reversed(suggestions.candidates)
    }
    return [
        Ranked(
            facts.unit,
            facts.home,
            facts.unit_code == ANSWERS_CALLERS,
            candidate.confidence,
            founded=bool(candidate.clauses),
        )
        for candidate, facts in sorted(best_of_unit.values(), key=lambda one: -one[0].score)
    ]


def _policy(suggestions: Suggestions, policies: Mapping[int, Policy]) -> Policy:
    best = suggestions.candidates[0][1] if suggestions.candidates else None
    return policies.get(best.unit_id, Policy()) if best else Policy()


def suggestions_document(
    text: str, suggestions: Suggestions, policies: Mapping[int, Policy], *, limit: int
) -> dict[str, Any]:
    """Return suggestions in the shape that the API and `kb match --json` promise (design, section 9)."""
    return {
        "text": text,
        "kind": {
            "value": suggestions.kind.value if suggestions.kind.spoken else None,
            "confidence": suggestions.kind.confidence,
        },
        "decision": advice_on(suggestions, policies).value,
        "out_of_scope": suggestions.out_of_scope,
        "concerns": list(suggestions.concerns),
        "contrast": {
            "best": list(suggestions.contrast.best),
            "runner_up": list(suggestions.contrast.runner_up),
        },
        "candidates": [
            {
                "unit": facts.unit,
                "body": facts.body,
                "competence": facts.code,
                "title": facts.title,
                "clauses": list(candidate.clauses),
                "founded": bool(candidate.clauses),
                "score": candidate.score,
                "confidence": candidate.confidence,
                "matched": [{"word": m.word, "met": m.met, "kind": m.kind} for m in candidate.matched],
            }
            for candidate, facts in suggestions.candidates[:limit]
        ],
    }


def _kinds(draft: AppealDraft, suggestions: Suggestions) -> tuple[Kind, ...]:
    if draft.kind is not None:
        return (draft.kind,)
    return tuple(Kind(kind) for kind, _ in suggestions.kind.ranked[:2])


def _same(known: Submission, fingerprint: str) -> Appeal:
    if known.body_hash != fingerprint:
        raise OtherBody(known.appeal.number)
    return known.appeal


def _kept(suggestions: Suggestions) -> list[Suggestion]:
    return [
        Suggestion(
            rank=rank,
            competence_code=facts.code,
            unit_id=facts.unit_id,
            clauses=list(candidate.clauses),
            score=candidate.score,
            confidence=candidate.confidence,
            matched=[{"word": m.word, "met": m.met, "kind": m.kind} for m in candidate.matched],
        )
        for rank, (candidate, facts) in enumerate(suggestions.candidates, start=1)
    ]


def _followed(session: Session, draft: AppealDraft, by: Actor) -> int | None:
    """Return the earlier appeal that the applicant names, such as the oral one after which they were to write."""
    if not draft.follows:
        return None
    try:
        return queries.appeal_numbered(session, by, draft.follows).id
    except NotFound as refusal:
        raise InvalidInput({"follows": refusal.sentence}) from None


def _repeat_of(
    session: Session, caller: Caller | None, draft: AppealDraft, suggestions: Suggestions, now: datetime
) -> Appeal | None:
    """Return which of the person's appeals this one repeats, whoever may see it."""
    if caller is None:
        return None
    said = related.of_callers(session, Actor(), same_person(session, [caller.id]))
    return related.repeated_of(
        draft.text,
        said,
        today=baku_date(now),
        language=draft.language or guess_language(draft.text),
        matter=matter_of(suggestions),
    )


def matter_of(suggestions: Suggestions) -> str:
    """Return the card that a text is likeliest about, "" where the matching is not sure that any is."""
    sure = [
        facts.code
        for candidate, facts in suggestions.candidates[:1]
        if candidate.confidence >= SURE_OF_MATTER
    ]
    return sure[0] if sure else ""
