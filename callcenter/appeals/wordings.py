"""Wordings of an answer: what the unit saved, what it put before the head, and what changed from one to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.appeals import answer_rules
from callcenter.appeals.delivery_models import SavedDraft
from callcenter.appeals.models import Answer, Appeal
from callcenter.appeals.vocabulary import Outcome
from callcenter.directory.actors import Actor
from knowledge_base.language.differences import Piece, difference


@dataclass(frozen=True)
class Wording:
    """What an author wrote. adds_route: the sentence on how to complain is to be added."""

    text: str
    outcome: Outcome | None
    reasons: str = ""
    adds_route: bool = False
    template: str = ""

    def complete(self, language: str) -> "Wording":
        """Return the wording with the sentence on how to complain, where it is wanted and still missing."""
        if not self.adds_route or answer_rules.says_route(answer_rules.whole(self.text, self.reasons)):
            return self
        reasons = f"{self.reasons}\n\n{answer_rules.route_in(language)}" if self.reasons else ""
        return Wording(self.text, self.outcome, reasons, self.adds_route, self.template)


@dataclass(frozen=True)
class Told:
    """A wording as the page shows it: with what it changed in the one before, the oldest first."""

    answer: Answer
    changes: Sequence[Piece]


def saved(session: Session, appeal: Appeal) -> SavedDraft | None:
    """Return what was saved and not yet put before anybody."""
    return session.get(SavedDraft, appeal.id)


def save(session: Session, appeal: Appeal, wording: Wording, *, by: Actor, now: datetime) -> SavedDraft:
    """Keep the wording as the appeal's saved draft, in place of the one before."""
    draft = saved(session, appeal) or SavedDraft(appeal_id=appeal.id)
    draft.text, draft.reasons, draft.outcome = wording.text, wording.reasons, wording.outcome
    draft.template = wording.template or None
    draft.saved_by_id, draft.saved_at = by.user_id, now
    session.add(draft)
    session.flush()
    return draft


def submit(
    session: Session, appeal: Appeal, wording: Wording, outcome: Outcome, *, by: Actor, now: datetime
) -> Answer:
    """Add the wording to those of the appeal; the saved draft has become it."""
    answer = Answer(
        text=wording.text,
        outcome=outcome,
        reasons=wording.reasons or None,
        template=wording.template or None,
        author_id=by.user_id,
        author_key_id=by.api_key_id,
        drafted_at=now,
    )
    appeal.answers.append(answer)
    if (draft := saved(session, appeal)) is not None:
        session.delete(draft)
    session.flush()
    return answer


def told(appeal: Appeal) -> list[Told]:
    """Return the wordings, the oldest first, each with its difference from the one before."""
    shown: list[Told] = []
    for answer in appeal.answers:
        before = shown[-1].answer.told if shown else None
        changed = before is not None and before != answer.told
        shown.append(Told(answer, difference(before, answer.told) if changed and before else ()))
    return shown
