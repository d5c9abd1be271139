"""One registration, a letter to each competent body, and the notice to the applicant for each."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.appeals import answering, forwarding, intake, queries, related
from callcenter.appeals.forwarding import LetterDraft
from callcenter.appeals.intake import AppealDraft
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.queries import Filter
from callcenter.appeals.vocabulary import Action, Channel, Kind, Outcome, Purpose, State
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.sealing import Sealer
from callcenter.directory.actors import Actor
from knowledge_base.suggesting import Knowledge
from reports.figures import Figures
from reports.periods import Period
from reports.vocabulary import PeriodKind
from tests.clauses import clause


@pytest.fixture
def appeal(log: Callable[..., Appeal]) -> Appeal:
    return log(text="Uşaq müavinətinin təyin olunması ilə bağlı müraciət edirəm.", kind=Kind.APPLICATION)


@pytest.fixture
def send(session: Session, appeal: Appeal, operator: Actor, now: datetime) -> Callable[..., Appeal]:
    def sent(**given: Any) -> Appeal:
        return forwarding.forward(
            session, appeal.number, appeal.version, **{"by": operator, "now": now, **given}
        )

    return sent


def notices(session: Session, appeal: Appeal) -> list[Letter]:
    return list(session.scalars(select(Letter).where(Letter.appeal_id == appeal.id).order_by(Letter.id)))


@clause("002:3.0.3", "001:5.12.1")
def test_several_bodies_get_a_letter_each_under_one_registration(
    session: Session, appeal: Appeal, send: Callable[..., Appeal], now: datetime
) -> None:
    later = LetterDraft("1", "Dövlət Sosial Müdafiə Fondu", "5-3", None)
    send(body="labour", letter="4-12/7", to=[later])
    send(body="migration", letter="6-1", now=now + timedelta(days=1))
    letters = related.letters_of(session, appeal)
    assert [(one.body_id is not None, one.letter) for one in letters] == [
        (True, "4-12/7"),
        (False, "5-3"),
        (True, "6-1"),
    ]
    assert [event.action for event in appeal.events] == [Action.LOG, Action.FORWARD, Action.FORWARD]
    assert (appeal.state, appeal.answered_at, appeal.body and appeal.body.code) == (
        State.FORWARDED_OUT,
        now,
        "labour",
    )
    day = baku_date(now)
    period = Period(PeriodKind.CUSTOM, day, day + timedelta(days=2))
    assert Figures(session).totals(period)["forwarded_out"] == 1


def test_the_applicant_is_told_of_each_letter_within_the_time_for_forwarding(
    session: Session, appeal: Appeal, send: Callable[..., Appeal]
) -> None:
    send(body="labour", letter="4-12/7", to=[LetterDraft("1", "migration", "8")])
    told = notices(session, appeal)
    assert [one.purpose for one in told] == [Purpose.FORWARDED, Purpose.FORWARDED]
    assert {one.due_on for one in told} == {date(2026, 10, 16)}
    assert "4-12/7 nömrəli məktub, 13.10.2026" in told[0].text
    assert "1308-IVQ, 7.10" in told[0].text


def test_a_letter_after_the_third_working_day_is_seen_to_be_late(
    session: Session, appeal: Appeal, send: Callable[..., Appeal], now: datetime
) -> None:
    send(body="labour", letter="1", now=now + timedelta(days=8))
    send(body="migration", letter="2", day=date(2026, 10, 16), now=now + timedelta(days=8))
    assert [one.late_by for one in related.letters_of(session, appeal)] == [5, 0]


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({}, ["body", "letter"]),
        ({"body": "labour"}, ["letter"]),
        ({"body": "labour", "letter": "1", "day": date(2026, 10, 14)}, ["day"]),
        ({"body": "labour", "letter": "1", "day": date(2026, 10, 12)}, ["day"]),
        ({"body": "labour", "letter": "1", "to": [LetterDraft("2", "labour", "2")]}, ["to.2.body"]),
        ({"body": "labour", "letter": "1", "to": [LetterDraft("3", "migration")]}, ["to.3.letter"]),
        ({"to": [LetterDraft("0", "labour", "1"), LetterDraft("1", "", "2")]}, ["to.1.body"]),
        ({"to": [LetterDraft(str(place), f"Qurum {place}", "1") for place in range(6)]}, ["to"]),
    ],
)
def test_what_is_missing_or_twice_is_said_at_its_field_and_nothing_is_sent(
    session: Session,
    appeal: Appeal,
    send: Callable[..., Appeal],
    given: dict[str, Any],
    fields: list[str],
) -> None:
    with pytest.raises(InvalidInput) as refused:
        send(**given)
    assert list(refused.value.fields) == fields
    assert not related.letters_of(session, appeal)
    assert not notices(session, appeal)


def test_a_body_written_twice_is_not_said_to_have_its_letter_already(send: Callable[..., Appeal]) -> None:
    with pytest.raises(InvalidInput) as refused:
        send(body="labour", letter="1", to=[LetterDraft("1", "labour", "2")])
    assert "iki dəfə" in str(refused.value.fields["to.1.body"])


def test_the_same_body_gets_no_second_letter_under_any_of_its_names(
    session: Session, appeal: Appeal, send: Callable[..., Appeal], operator: Actor, now: datetime
) -> None:
    send(body="labour", letter="1")
    assert appeal.body is not None
    short = appeal.body.name.removeprefix("Azərbaycan Respublikası ")
    for name in ("labour", appeal.body.name, appeal.body.name.upper(), short):
        with pytest.raises(InvalidInput), session.begin_nested():
            send(body=name, letter="2")
    answering.close(session, appeal.number, appeal.version, outcome=Outcome.FORWARDED, by=operator, now=now)
    later = now + timedelta(days=1)
    answering.reopen(session, appeal.number, appeal.version, reason="Qaytarılıb.", by=operator, now=later)
    send(body="labour", letter="3", now=later)
    assert len(related.letters_of(session, appeal)) == 2


@pytest.mark.parametrize(
    "name",
    [
        "economy",
        "İqtisadiyyat Nazirliyi",
        "iqtisadiyyat nazirliyi",
        "Iqtisadiyyat nazirliyi ",
        "Azərbaycan Respublikasının İqtisadiyyat Nazirliyi",
    ],
)
def test_our_own_body_gets_no_letter(send: Callable[..., Appeal], name: str) -> None:
    with pytest.raises(Refused) as refused:
        send(body="labour", letter="1", to=[LetterDraft("1", name, "2")])
    assert refused.value.code == "own-body"


def draft(**more: Any) -> AppealDraft:
    return AppealDraft(text="Sahibkarın müraciəti.", channel=Channel.FORWARDED, kind=Kind.APPLICATION, **more)


@clause("001:5.12.1")
def test_an_appeal_that_another_body_sent_us_names_the_body_and_its_letter(
    session: Session, knowledge: Knowledge, sealer: Sealer, operator: Actor, now: datetime
) -> None:
    def logged(one: AppealDraft) -> Appeal:
        given: dict[str, Any] = {
            "knowledge": knowledge,
            "sealer": sealer,
            "by": operator,
            "now": now,
            "fingerprint": one.hash,
        }
        return intake.log_appeal(session, one, keys=(one.hash,), **given)[0]

    with pytest.raises(InvalidInput) as refused:
        logged(draft())
    assert list(refused.value.fields) == ["origin", "origin_letter", "origin_on"]
    with pytest.raises(InvalidInput) as refused:
        logged(draft(origin="labour", origin_letter="7", origin_on=date(2026, 10, 14)))
    assert list(refused.value.fields) == ["origin_on"]
    for own in ("economy", "İqtisadiyyat Nazirliyi"):
        with pytest.raises(InvalidInput) as refused:
            logged(draft(origin=own, origin_letter="7", origin_on=date(2026, 10, 13)))
        assert list(refused.value.fields) == ["origin"]
    appeal = logged(draft(origin="labour", origin_letter="7", origin_on=date(2026, 10, 13)))
    assert appeal.origin is not None
    assert appeal.origin != "labour"
    found = queries.appeals(session, operator, Filter(origin=appeal.origin), now=now).rows
    assert list(found) == [appeal]


def test_where_it_came_from_is_part_of_what_an_appeal_says() -> None:
    plain, sent = draft(), draft(origin="labour", origin_on=date(2026, 10, 13))
    assert len({plain.hash, sent.hash, draft(origin="labour").hash}) == 3
