"""Walk the trail and the steps of every appeal, in batches, and name each break."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from callcenter.appeals import answer_rules, seals, standing
from callcenter.appeals.events import ERASED, PRINT
from callcenter.appeals.models import Answer, Appeal, AppealEvent
from callcenter.appeals.seals import Step
from callcenter.appeals.standing import Standing
from callcenter.audit.chains import (
    Break,
    Harm,
    Link,
    SealedStep,
    breaks_of_appeal,
    breaks_of_trail,
    differences,
)
from callcenter.core import numbering, trail
from callcenter.core.trail import TrailEntry

BATCH = 2000


@dataclass(frozen=True)
class Head:
    """The newest row of the trail: kept elsewhere it shows later that no end was cut off."""

    id: int
    hash: str


@dataclass
class Verdict:
    """What was walked, what is broken, and where the trail ended."""

    all_appeals: int = 0
    rows: int = 0
    appeals: int = 0
    steps: int = 0
    head: Head | None = None
    breaks: list[Break] = field(default_factory=list)


def verify(
    session: Session,
    anchors: Set[str] = frozenset(),
    *,
    tell: Callable[[Verdict], object] = lambda _: None,
) -> Verdict:
    """Return the verdict on both chains; anchors are hashes of the trail that were kept elsewhere.

    tell hears after each batch how far it is.
    """
    verdict = Verdict(all_appeals=session.scalar(select(func.count()).select_from(Appeal)) or 0)
    # Read first: what is recorded or registered meanwhile is more than was counted, never less.
    counted = numbering.given_out(session)
    verdict.breaks += breaks_of_trail(_links(session, verdict, tell), anchors, counted.get(trail.SERIES, 0))
    erased = _erased(session)
    for one in _appeals(session):
        verdict.appeals += 1
        if verdict.appeals % BATCH == 0:
            tell(verdict)
        verdict.steps += len(one.steps)
        gone = erased.get(one.number, frozenset())
        verdict.breaks += breaks_of_appeal(one.number, one.version, one.steps, gone)
        verdict.breaks += differences(one.number, one.state, one.prints, one.steps, altered=one.altered)
    verdict.breaks += [Break("appeal", one, Harm.LOST) for one in _lost(session, counted)]
    return verdict


def head_of(session: Session) -> Head | None:
    """Return the newest row of the trail, None while there is none."""
    row = session.execute(
        select(TrailEntry.id, TrailEntry.hash).order_by(TrailEntry.id.desc()).limit(1)
    ).first()
    return Head(row.id, row.hash) if row else None


def _links(session: Session, verdict: Verdict, tell: Callable[[Verdict], object]) -> Iterator[Link]:
    after = 0
    while True:
        some = session.scalars(
            select(TrailEntry).where(TrailEntry.id > after).order_by(TrailEntry.id).limit(BATCH)
        ).all()
        for entry in some:
            verdict.rows += 1
            verdict.head = Head(entry.id, entry.hash)
            yield Link(entry.id, entry.before, entry.hash, trail.hash_of(entry))
        if len(some) < BATCH:
            return
        tell(verdict)
        after = some[-1].id
        session.expunge_all()


def _erased(session: Session) -> Mapping[str, Set[int]]:
    """The versions of each appeal's steps whose words were erased, as the trail says."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    rows = session.execute(select(TrailEntry.about, TrailEntry.details).where(TrailEntry.what == ERASED))
    for number, details in rows:
        found[number or ""].update(details.get("versions", ()))
    return found


class _Kept(NamedTuple):
    """An appeal as it is kept: its steps, and the prints of its text and of its answers as they are now.

    altered: something of its row is not as its steps say.
    """

    number: str
    version: int
    state: str
    prints: Set[str]
    steps: list[SealedStep]
    altered: bool


def _appeals(session: Session) -> Iterator[_Kept]:
    newest = session.scalar(select(func.max(Appeal.id))) or 0
    for first in range(1, newest + 1, BATCH):
        within = Appeal.id.between(first, first + BATCH - 1)
        known = session.execute(select(*_ROW, *_STANDING).where(within).order_by(Appeal.id)).all()
        rows = session.execute(
            select(*_COLUMNS)
            .where(AppealEvent.appeal_id.between(first, first + BATCH - 1))
            .order_by(AppealEvent.appeal_id, AppealEvent.version)
        )
        steps = {key: list(of) for key, of in groupby(rows, key=lambda row: row.appeal_id)}
        answers = _answers(session, first)
        for appeal in known:
            of = steps.get(appeal.id, [])
            yield _Kept(
                appeal.number,
                appeal.version,
                appeal.state.value,
                {seals.print_of(appeal.text), *answers.get(appeal.id, ())},
                [_sealed(appeal.number, row) for row in of],
                bool(standing.differs(_standing(appeal), standing.said_by(row.details for row in of))),
            )


def _answers(session: Session, first: int) -> Mapping[int, Set[str]]:
    """The prints of the approved answers of a batch of appeals, as the applicant gets them."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    rows = session.execute(
        select(Answer.appeal_id, Answer.text, Answer.reasons).where(
            Answer.appeal_id.between(first, first + BATCH - 1), Answer.approved_at.is_not(None)
        )
    )
    for appeal_id, text, reasons in rows:
        found[appeal_id].add(seals.print_of(answer_rules.whole(text, reasons)))
    return found


def _lost(session: Session, counted: Mapping[str, int]) -> Iterator[str]:
    """Yield each registration number that was given out and is not there, and each appeal of which only steps are."""
    for series, last in counted.items():
        if series.startswith(numbering.APPEALS):
            yield from _missing(
                session, numbering.number_prefix(series.removeprefix(numbering.APPEALS)), last
            )
    orphans = ~exists().where(Appeal.id == AppealEvent.appeal_id)
    for appeal_id in session.scalars(select(AppealEvent.appeal_id).where(orphans).distinct()):
        yield f"#{appeal_id}"


def _missing(session: Session, prefix: str, last: int) -> Iterator[str]:
    whole = Appeal.number.startswith(prefix, autoescape=True) & Appeal.parent_id.is_(None)
    if (session.scalar(select(func.count()).select_from(Appeal).where(whole)) or 0) >= last:
        return
    there = set(session.scalars(select(Appeal.number).where(whole)))
    for place in range(1, last + 1):
        if (number := numbering.registration(prefix, place)) not in there:
            yield number


def _standing(appeal: Any) -> Standing:
    applicant = standing.applicant_print(appeal.caller_id, appeal.contact)
    return Standing._make((*appeal[len(_ROW) :], applicant))


_ROW = (
    *(Appeal.id, Appeal.number, Appeal.version, Appeal.state, Appeal.text, Appeal.caller_id, Appeal.contact),
)
# In the order of Standing, but for the applicant at its end.
_STANDING = (
    *(Appeal.level, Appeal.about_unit_id, Appeal.about_staff_id, Appeal.registered_at, Appeal.kind),
    *(Appeal.outcome, Appeal.unit_id, Appeal.executor_id, Appeal.due_on, Appeal.due_at),
    *(Appeal.channel, Appeal.language, Appeal.logged_by_id, Appeal.api_key_id, Appeal.parent_id),
    *(Appeal.origin, Appeal.origin_letter, Appeal.origin_on, Appeal.repeat_of_id, Appeal.merged_into_id),
    *(Appeal.override_unit_id, Appeal.clause, Appeal.body_id, Appeal.internal_due_on, Appeal.answered_at),
    *(Appeal.answered_on_line, Appeal.closed_at),
)
_COLUMNS = (
    *(AppealEvent.appeal_id, AppealEvent.version, AppealEvent.at, AppealEvent.action, AppealEvent.state),
    *(AppealEvent.user_id, AppealEvent.api_key_id, AppealEvent.unit_id, AppealEvent.executor_id),
    *(AppealEvent.clause, AppealEvent.article_version_id, AppealEvent.words, AppealEvent.seal),
    *(AppealEvent.reason, AppealEvent.details),
)


def _sealed(number: str, row: Any) -> SealedStep:
    step = Step(
        number=number,
        version=row.version,
        at=row.at,
        action=row.action.value,
        state=row.state.value,
        user_id=row.user_id,
        api_key_id=row.api_key_id,
        unit_id=row.unit_id,
        executor_id=row.executor_id,
        clause=row.clause,
        article_version_id=row.article_version_id,
        words=row.words,
    )
    return SealedStep(step, row.seal, seals.hash_of_words(row.reason, row.details), row.details.get(PRINT))
