"""One person under several callers: by the e-mail, by the telephone, by a second number."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.appeals import intake, ledger_reading, merging
from callcenter.appeals.intake import AppealDraft
from callcenter.appeals.models import Appeal
from callcenter.appeals.personal_file import file_of
from callcenter.appeals.vocabulary import Channel, Kind, Outcome
from callcenter.callers.identification import CallerDraft
from callcenter.callers.models import Caller, CallerContact
from callcenter.callers.persons import same_person
from callcenter.callers.upkeep import keep_caller
from callcenter.calls.models import CallAppeal
from callcenter.calls.of_persons import CallsOfPerson
from callcenter.calls.recording_models import Recording
from callcenter.core.sealing import Sealer
from callcenter.directory.actors import Actor
from knowledge_base.suggesting import Knowledge
from tests import factories
from tests.clauses import clause
from tests.usecases.call_events import answered

PHONE, SECOND, EMAIL, FIN = "+994 50 212 44 87", "+994 55 333 44 55", "aytən@example.az", "5AB12CD"
Keep = Callable[..., Caller]
Said = Callable[..., Appeal]


@pytest.fixture
def keep(session: Session, sealer: Sealer, now: datetime) -> Keep:
    def kept(**given: Any) -> Caller:
        caller = keep_caller(session, CallerDraft(**given), sealer=sealer, now=now)
        assert caller is not None
        return caller

    return kept


@pytest.fixture
def said(session: Session, operator: Actor, knowledge: Knowledge, sealer: Sealer) -> Said:
    def logged(now: datetime, **caller: Any) -> Appeal:
        draft = AppealDraft(
            text=factories.WIFI,
            channel=Channel.PHONE if "phone" in caller else Channel.EMAIL,
            kind=Kind.COMPLAINT,
            caller=CallerDraft(**caller),
        )
        given: dict[str, Any] = {"knowledge": knowledge, "sealer": sealer, "by": operator, "now": now}
        keys = (f"one:{now.isoformat()}",)
        return intake.log_appeal(session, draft, keys=keys, fingerprint=draft.hash, **given)[0]

    return logged


def ids(session: Session, *callers: Caller) -> set[int]:
    return set(same_person(session, [one.id for one in callers]))


@clause("002:3.0.4")
def test_answers_to_one_person_under_two_callers_are_all_in_the_ledger(
    session: Session, said: Said, operator: Actor, now: datetime
) -> None:
    for day, contact in enumerate(({"email": EMAIL}, {"phone": PHONE}, {"phone": PHONE, "email": EMAIL})):
        at = now + timedelta(days=day)
        appeal = said(at, **contact)
        factories.answer_on_the_line(session, appeal, by=operator, now=at, outcome=Outcome.EXPLAINED)
    fourth = said(now + timedelta(days=5), phone=PHONE)
    assert len(session.scalars(select(Caller)).all()) == 2
    ledger = ledger_reading.ledger_of(session, fourth, now=now + timedelta(days=5))
    assert len(ledger.answers) == 3
    assert ledger.full


def test_appeals_of_one_person_under_two_callers_are_joined_and_stand_in_one_file(
    session: Session, said: Said, chief: Actor, sealer: Sealer, now: datetime
) -> None:
    first = said(now, email=EMAIL)
    by_phone = said(now + timedelta(hours=1), phone=PHONE)
    said(now + timedelta(hours=2), phone=PHONE, email=EMAIL)
    assert first.caller_id != by_phone.caller_id
    assert merging.may_be_joined(session, chief, by_phone) == [first]
    document = file_of(session, first.number, by=chief, sealer=sealer, now=now + timedelta(hours=3))
    assert len(document["appeals"]) == 3
    assert document["person"]["also"] == ["+994502124487"]


def test_somebody_with_a_fin_is_known_by_a_second_number_too(session: Session, keep: Keep) -> None:
    known = keep(fin=FIN, phone=PHONE, name="Aytən Sınaq")
    assert keep(fin=FIN, phone=SECOND).id == known.id
    assert known.phone_typed == PHONE
    assert keep(phone=SECOND).id == known.id
    assert session.scalars(select(CallerContact.value)).all() == ["+994553334455"]
    keep(fin=FIN, phone=SECOND)
    assert len(session.scalars(select(CallerContact.value)).all()) == 1


def test_people_of_one_number_and_several_names_stay_apart(session: Session, keep: Keep) -> None:
    wife, husband = keep(name="Aytən Sınaq", phone=PHONE), keep(name="Elçin Sınaq", phone=PHONE)
    assert ids(session, wife) == {wife.id}
    assert ids(session, husband) == {husband.id}


def test_what_has_no_name_is_of_none_of_two_people_who_share_it(
    session: Session, now: datetime, keep: Keep
) -> None:
    nameless = keep(phone=PHONE)
    for name in ("Aytən Sınaq", "Elçin Sınaq"):
        session.add(Caller(name=name, phone="+994502124487", created_at=now))
    session.flush()
    assert ids(session, nameless) == {nameless.id}


def test_another_fin_is_another_person_whatever_they_share(session: Session, keep: Keep) -> None:
    one, other = keep(fin=FIN, phone=PHONE), keep(fin="5AB12CE", phone=PHONE, email=EMAIL)
    assert ids(session, one) == {one.id}
    assert ids(session, other) == {other.id}


def test_a_number_that_everybody_gives_makes_no_endless_person(session: Session, now: datetime) -> None:
    session.add_all(Caller(phone="+994502124487", created_at=now) for _ in range(70))
    session.flush()
    first = session.scalars(select(Caller).order_by(Caller.id)).first()
    assert first is not None
    assert len(same_person(session, [first.id])) == 50


@clause("003:3.0.9")
def test_the_file_holds_what_was_said_on_the_line_and_the_calls(
    session: Session, said: Said, operator: Actor, chief: Actor, sealer: Sealer, now: datetime
) -> None:
    appeal = said(now, phone=PHONE)
    factories.answer_on_the_line(session, appeal, by=operator, now=now, text="Kabel dəyişdirilib.")
    brought, alone = (answered(session, now + timedelta(days=one), number=PHONE) for one in (0, 1))
    session.add(CallAppeal(call_id=brought.id, appeal_id=appeal.id))
    session.add(Recording(call_id=alone.id, file="one", kind="ogg", size=1, print="", stored_at=now))
    document = file_of(session, appeal.number, by=chief, sealer=sealer, now=now, beside=[CallsOfPerson()])
    assert document["appeals"][0]["answers"] == [
        {"text": "Kabel dəyişdirilib.", "delivered_at": now.isoformat(), "means": "phone"}
    ]
    assert [(one["at"], one["line"], one["recorded"]) for one in document["calls"]] == [
        (brought.started_at.isoformat(), "hotline", False),
        (alone.started_at.isoformat(), "hotline", True),
    ]


def test_calls_of_others_from_the_same_number_are_not_in_the_file(
    session: Session, said: Said, keep: Keep, chief: Actor, sealer: Sealer, now: datetime
) -> None:
    appeal = said(now, phone=PHONE, name="Aytən Sınaq")
    theirs = said(now + timedelta(hours=1), phone=SECOND, name="Elçin Sınaq")
    call = answered(session, now, number=PHONE)
    session.add(CallAppeal(call_id=call.id, appeal_id=theirs.id))
    given: dict[str, Any] = {"by": chief, "sealer": sealer, "now": now, "beside": [CallsOfPerson()]}
    assert file_of(session, appeal.number, **given)["calls"] == []
    answered(session, now + timedelta(hours=2), number=PHONE)
    assert len(file_of(session, appeal.number, **given)["calls"]) == 1
    keep(phone=PHONE, name="Elçin Sınaq")
    assert file_of(session, appeal.number, **given)["calls"] == []
