"""An invented past for report tests: appeals of every kind in every state, by a seeded chance."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.appeals.models import Appeal, AppealEvent, Suggestion
from callcenter.appeals.satisfaction_models import Satisfaction
from callcenter.appeals.vocabulary import Action, Channel, Decision, Kind, Level, Outcome, Regime, State
from callcenter.core.clock import BAKU, baku_date
from callcenter.directory import queries as directory
from callcenter.directory.models import Body
from knowledge_base.models import Competence
from reports.periods import Period
from reports.vocabulary import PeriodKind

WEEK = Period(PeriodKind.WEEKLY, date(2026, 9, 7), date(2026, 9, 13))
MONDAY = datetime(2026, 9, 14, 8, 0, tzinfo=BAKU)
PAST = datetime(2026, 8, 10, tzinfo=BAKU)
HOUR = timedelta(hours=1)
OPEN_STATES = (State.REGISTERED, State.ROUTED, State.IN_WORK, State.RETURNED, State.APPROVED)


def invent(session: Session, start: datetime, *, days: int, a_day: int, seed: int = 7) -> list[Appeal]:
    """Return invented appeals, a_day of them registered on each of the days from the start on."""
    chance = Random(seed)
    cards = session.scalars(select(Competence).order_by(Competence.id)).all()
    units = list(directory.home_units(session))
    other = session.scalars(select(Body).where(Body.home.is_(False)).order_by(Body.id)).first()
    made: list[Appeal] = []
    for day in range(days):
        for _ in range(a_day):
            at = start + timedelta(days=day, minutes=chance.randrange(24 * 60))
            made.append(_appeal(chance, seed * 10_000 + len(made), at, cards, made))
            if chance.random() < 0.7:
                made[-1].unit = chance.choice(units)
                made[-1].competence = chance.choice(cards)
            _live(chance, made[-1], other)
    session.add_all(made)
    session.flush()
    _rate(session, made)
    return made


def _rate(session: Session, made: list[Appeal]) -> None:
    """Let every third applicant whose appeal was closed say how it was, a day later, from 1 to 5 in turn."""
    closed = [one for one in made if one.closed_at is not None][::3]
    for place, one in enumerate(closed):
        assert one.closed_at is not None
        at = one.closed_at + timedelta(days=1)
        said = {"rating": place % 5 + 1, "solved": place % 2 == 0}
        session.add(Satisfaction(appeal_id=one.id, asked_at=at, answered_at=at, **said))
    session.flush()


def surge(session: Session, period: Period, competence: Competence, count: int) -> None:
    """Add appeals about one competence, spread over a period."""
    chance = Random(99)
    for place in range(count):
        at = period.start + timedelta(hours=place % (len(period.days) * 24))
        appeal = _appeal(chance, 900_000 + place, at, [competence], [])
        appeal.competence, appeal.unit = competence, competence.unit
        appeal.suggestions = []
        session.add(appeal)
    session.flush()


def _appeal(
    chance: Random, number: int, at: datetime, cards: Sequence[Competence], before: list[Appeal]
) -> Appeal:
    due_on = baku_date(at) + timedelta(days=chance.randrange(3, 20))
    hours = chance.random() < 0.1
    return Appeal(
        number=f"M-{at.year}-{number:06d}",
        registered_at=at,
        channel=chance.choice(list(Channel)),
        text="Sınaq üçün uydurulmuş mətn",
        folded="sinaq ucun uydurulmus metn",
        language=chance.choice(["az", "az", "az", "ru", "en"]),
        level=Level.CONFIDENTIAL if chance.random() < 0.15 else Level.ORDINARY,
        kind=chance.choice(list(Kind)),
        kind_confirmed=chance.random() < 0.85,
        regime=Regime.APPEALS,
        due_on=baku_date(at + 48 * HOUR) if hours else due_on,
        due_at=at + 48 * HOUR if hours else None,
        state=State.REGISTERED,
        decision=chance.choice(list(Decision)),
        out_of_scope=0.1,
        repeat_of=chance.choice(before) if before and chance.random() < 0.1 else None,
        suggestions=[_suggestion(chance, cards)],
        version=1,
    )


def _suggestion(chance: Random, cards: Sequence[Competence]) -> Suggestion:
    card = chance.choice(cards)
    return Suggestion(
        rank=1,
        competence_code=card.code,
        unit_id=card.unit_id,
        clauses=[],
        score=1.0,
        confidence=0.8,
        matched=[],
    )


def _live(chance: Random, appeal: Appeal, other: Body | None) -> None:
    """Let the appeal be returned, forwarded, answered and closed, or stay open, by chance."""
    at = appeal.registered_at + HOUR
    if chance.random() < 0.1:
        _happen(appeal, Action.SEND_BACK, State.RETURNED, at)
    if chance.random() < 0.25:
        appeal.state = chance.choice(OPEN_STATES)
        return
    if chance.random() < 0.15:
        appeal.body, appeal.answered_at, appeal.unit = other, at + 3 * HOUR, None
        _happen(appeal, Action.FORWARD, State.FORWARDED_OUT, at + 3 * HOUR)
    elif chance.random() < 0.5:
        appeal.answered_at, appeal.answered_on_line = at, True
        _happen(appeal, Action.ANSWER_ON_LINE, State.ANSWERED_ON_LINE, at)
    else:
        appeal.answered_at = at + timedelta(days=chance.randrange(1, 25))
        _happen(appeal, Action.DELIVER, State.DELIVERED, appeal.answered_at)
    if chance.random() < 0.8:
        appeal.closed_at = appeal.answered_at + HOUR
        appeal.outcome = chance.choice(list(Outcome))
        _happen(appeal, Action.CLOSE, State.CLOSED, appeal.closed_at)


def _happen(appeal: Appeal, action: Action, state: State, at: datetime) -> None:
    appeal.state = state
    appeal.version = (appeal.version or 1) + 1
    appeal.events.append(AppealEvent(version=appeal.version, at=at, action=action, state=state, details={}))
