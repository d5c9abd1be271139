"""What has been kept for its term goes, what is held stays, and the figures do not change."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.appeals import holding
from callcenter.appeals.models import Appeal
from callcenter.appeals.personal_file import file_of
from callcenter.appeals.vocabulary import Outcome, State
from callcenter.callers.models import Caller
from callcenter.calls.models import CallAppeal
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.sealing import Sealer
from callcenter.core.trail import TrailEntry
from callcenter.directory.actors import Actor
from callcenter.upkeep import retention
from callcenter.upkeep.personal import ERASED
from tests import factories
from tests.clauses import clause
from tests.usecases.call_events import answered

SIX_YEARS = timedelta(days=6 * 366)
WORDS = "Aytən"


@pytest.fixture
def closed(session: Session, log: Callable[..., Appeal], operator: Actor, now: datetime) -> Appeal:
    appeal = log(text="Adım Aytəndir, elektron kabinetə girə bilmirəm.")
    return factories.answer_on_the_line(
        session, appeal, text="Aytən xanım, parolu bərpa edin.", by=operator, now=now
    )


def everything_said(session: Session, appeal: Appeal) -> str:
    session.expire_all()
    caller = session.scalars(select(Caller)).all()
    return " ".join(
        str(one)
        for one in (
            appeal.text,
            appeal.folded,
            appeal.contact,
            [(event.reason, event.details) for event in appeal.events],
            [answer.text for answer in appeal.answers],
            [(one.name, one.phone, one.phone_typed, one.fin_print) for one in caller],
        )
    )


@clause("001:5.12", "001:5.12.7")
def test_a_file_is_kept_for_its_term_and_no_longer(session: Session, closed: Appeal, now: datetime) -> None:
    assert retention.sweep(session, now=now + timedelta(days=4 * 365)).appeals == 0
    assert WORDS in everything_said(session, closed)
    swept = retention.sweep(session, now=now + SIX_YEARS)
    assert (swept.appeals, swept.callers) == (1, 1)
    said = everything_said(session, closed)
    assert WORDS not in said
    assert "212" not in said
    assert (closed.text, closed.state, closed.outcome) == (ERASED, State.CLOSED, Outcome.EXPLAINED)
    assert not retention.sweep(session, now=now + SIX_YEARS)
    assert session.scalar(select(TrailEntry.about).where(TrailEntry.what == "appeal.erased")) == closed.number


def test_a_dry_run_counts_the_same_and_writes_nothing(
    session: Session, closed: Appeal, now: datetime
) -> None:
    before = everything_said(session, closed)
    counted = retention.count(session, now=now + SIX_YEARS)
    assert (counted.appeals, counted.callers) == (1, 1)
    assert everything_said(session, closed) == before
    assert retention.sweep(session, now=now + SIX_YEARS) == counted


def test_an_open_appeal_has_no_term_yet(session: Session, log: Callable[..., Appeal], now: datetime) -> None:
    log()
    assert retention.count(session, now=now + 3 * SIX_YEARS).appeals == 0


def test_what_is_held_stays_until_the_hold_is_lifted(
    session: Session, closed: Appeal, chief: Actor, now: datetime
) -> None:
    with pytest.raises(InvalidInput):
        holding.hold(session, closed.number, reason="", by=chief, now=now)
    holding.hold(session, closed.number, reason="Məhkəmə işi davam edir.", by=chief, now=now)
    with pytest.raises(Refused):
        holding.hold(session, closed.number, reason="Yenə.", by=chief, now=now)
    assert retention.sweep(session, now=now + SIX_YEARS).appeals == 0
    holding.lift(session, closed.number, by=chief, now=now + SIX_YEARS)
    assert retention.sweep(session, now=now + SIX_YEARS).appeals == 1


@clause("001:5.12")
@pytest.mark.parametrize("held", [0, 1])
def test_a_hold_is_on_all_that_is_answered_together(
    session: Session, log: Callable[..., Appeal], operator: Actor, chief: Actor, held: int, now: datetime
) -> None:
    """Parts of one appeal, or what was merged into it, are one matter with it."""
    whole, part = log(), log(text="Onun bir hissəsi")
    for one in (whole, part):
        factories.answer_on_the_line(session, one, text="Cavab.", by=operator, now=now)
    later = now + SIX_YEARS
    assert retention.count(session, now=later).appeals == 2
    holding.hold(session, (whole, part)[held].number, reason="Məhkəmə.", by=chief, now=now)
    for link in ("parent", "merged_into"):
        setattr(part, link, whole)
        session.flush()
        assert retention.count(session, now=later).appeals == 0
        setattr(part, link, None)
    session.flush()
    assert retention.count(session, now=later).appeals == 1


@clause("001:5.12")
def test_who_called_about_a_held_file_is_not_forgotten(
    session: Session, closed: Appeal, operator: Actor, chief: Actor, now: datetime
) -> None:
    assert operator.user is not None
    call = answered(session, now, operator=operator.user.name)
    session.add(CallAppeal(call_id=call.id, appeal_id=closed.id))
    holding.hold(session, closed.number, reason="Məhkəmə işi davam edir.", by=chief, now=now)
    assert retention.sweep(session, now=now + SIX_YEARS).calls == 0
    assert call.number
    holding.lift(session, closed.number, by=chief, now=now + SIX_YEARS)
    assert retention.sweep(session, now=now + SIX_YEARS).calls == 1


@clause("002:3.0.4")
def test_the_figures_of_the_past_survive(session: Session, closed: Appeal, now: datetime) -> None:
    def counted() -> list[tuple[object, ...]]:
        rows = session.execute(
            select(
                Appeal.kind,
                Appeal.channel,
                Appeal.state,
                Appeal.outcome,
                Appeal.due_on,
                Appeal.answered_on_line,
            )
        )
        return [tuple(row) for row in rows]

    before = counted()
    retention.sweep(session, now=now + SIX_YEARS)
    assert counted() == before


@clause("003:3.0.9")
def test_a_person_gets_their_own_file_and_the_trail_says_who_took_it_out(
    session: Session, closed: Appeal, chief: Actor, sealer: Sealer, now: datetime
) -> None:
    document = file_of(session, closed.number, by=chief, sealer=sealer, now=now)
    assert document["person"]["phone"] == "+994 50 212 44 87"
    assert [one["number"] for one in document["appeals"]] == [closed.number]
    entry = session.scalars(select(TrailEntry).where(TrailEntry.what == "person.exported")).one()
    assert (entry.user_id, entry.about) == (chief.user_id, closed.number)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [("2026-03-31", 1, "2026-02-28"), ("2028-02-29", 60, "2023-02-28"), ("2026-01-15", 1, "2025-12-15")],
)
def test_months_are_counted_back_by_the_calendar(day: str, months: int, before: str) -> None:
    found = retention._months_before(datetime.fromisoformat(day).date(), months)
    assert found.isoformat() == before
