"""Invented people and appeals for tests, and steps of their lives, each made by one call."""

import hashlib
from datetime import datetime
from itertools import count
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from callcenter.accounts.models import ApiKey, SignIn, User
from callcenter.accounts.vocabulary import Role, Scope
from callcenter.appeals import accusing, answering, handling, intake, safeguarding
from callcenter.appeals.intake import AppealDraft
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Channel, Delivery, Kind, Level, Outcome
from callcenter.callers.identification import CallerDraft
from callcenter.core import clock
from callcenter.core.db import Database
from callcenter.core.sealing import Sealer
from callcenter.directory import queries as directory
from callcenter.directory import upkeep
from callcenter.directory.actors import Actor, actor_of
from knowledge_base.suggesting import Knowledge

NETWORK = "economy-network"
SOFTWARE = "economy-software"
EGOV = "economy-egov"
CALL_CENTRE = "economy-call-centre"
APPARATUS = "economy-apparatus"
WIFI = "Nazirlikdə internet tez-tez kəsilir, sənəd göndərə bilmirik, şəbəkəni düzəldin."

_numbers = count(1)


def make_user(
    session: Session,
    role: Role,
    *,
    unit: str | None = None,
    position: str | None = None,
    now: datetime | None = None,
) -> User:
    """Return a new user of the role, placed in the unit; heads head it. Nobody can sign in by password.

    position is one of the register; without it the rank is not known.
    """
    name = f"{role.value.replace('_', '-')}-{next(_numbers)}"
    user = User(
        name=name,
        display_name=f"Sınaq {name}",
        role=role,
        password_hash="!",
        language="az",
        created_at=now or clock.now(),
    )
    session.add(user)
    session.flush()
    if unit is not None:
        place = directory.unit_named(session, unit)
        upkeep.appoint(
            session,
            place,
            user.display_name,
            position or "məsləhətçi",
            head=role is Role.UNIT_HEAD,
            user=user,
            held=directory.position_named(session, position) if position else None,
        )
    return user


def make_actor(
    session: Session, role: Role, *, unit: str | None = None, position: str | None = None
) -> Actor:
    """Return a new person as an actor."""
    return actor_of(session, make_user(session, role, unit=unit, position=position))


def staff_id(actor: Actor) -> int:
    """Return the id of the person's place in a unit."""
    assert actor.staff is not None, "somebody without a unit"
    return actor.staff.id


def make_key(session: Session, *scopes: Scope) -> tuple[ApiKey, str]:
    """Return a key with the scopes and its secret."""
    secret = f"cc_test_{next(_numbers)}"
    key = ApiKey(
        name=secret,
        key_hash=hashlib.sha256(secret.encode()).hexdigest(),
        scopes=list(scopes),
        created_at=clock.now(),
    )
    session.add(key)
    session.flush()
    return key, secret


def log(
    session: Session,
    by: Actor,
    *,
    knowledge: Knowledge,
    sealer: Sealer,
    now: datetime,
    text: str = WIFI,
    kind: Kind | None = Kind.COMPLAINT,
    phone: str = "+994 50 212 44 87",
    name: str = "Aytən Sınaq",
    key: str | None = None,
    **more: Any,
) -> Appeal:
    """Return a newly logged appeal; more holds other fields of the draft, and confidential for its level."""
    if more.pop("confidential", False):
        more["level"] = Level.CONFIDENTIAL
    draft = AppealDraft(
        text=text,
        channel=more.pop("channel", Channel.PHONE),
        kind=kind,
        caller=CallerDraft(name=name, phone=phone),
        **more,
    )
    appeal, _ = intake.log_appeal(
        session,
        draft,
        knowledge=knowledge,
        by=by,
        now=now,
        sealer=sealer,
        keys=(key or f"test:{next(_numbers)}",),
        fingerprint=draft.hash,
    )
    return appeal


def answer_as_unit(
    session: Session, appeal: Appeal, *, now: datetime, outcome: Outcome = Outcome.SATISFIED, **more: Any
) -> None:
    """Let the unit that has the appeal, or a part of one, write its answer and approve it; more goes with the draft."""
    assert appeal.unit is not None
    head = make_actor(session, Role.UNIT_HEAD, unit=appeal.unit.code)
    executor = make_actor(session, Role.UNIT_STAFF, unit=appeal.unit.code)
    assert executor.staff is not None
    number, text = appeal.number, f"{appeal.unit.name} cavabı."
    handling.accept(session, number, appeal.version, by=head, now=now)
    handling.assign(
        session, number, appeal.version, executor=executor.staff.id, instruction="", by=head, now=now
    )
    answering.draft(session, number, appeal.version, text=text, outcome=outcome, by=executor, now=now, **more)
    answering.approve(session, number, appeal.version, by=head, now=now)


def tell(
    session: Session, appeal: Appeal, *, by: Actor, now: datetime, outcome: Outcome | None = None
) -> None:
    """Let the applicant be told the approved answer by telephone; with an outcome the appeal is closed too."""
    answering.deliver(
        session,
        appeal.number,
        appeal.version,
        delivery=Delivery.PHONE,
        note="Özünə deyildi.",
        outcome=outcome,
        by=by,
        now=now,
    )


def answer_on_the_line(
    session: Session,
    appeal: Appeal,
    *,
    by: Actor,
    now: datetime,
    text: str = "İzah edildi.",
    outcome: Outcome | None = Outcome.EXPLAINED,
    **more: Any,
) -> Appeal:
    """Let the caller be answered at once, which closes the appeal where an outcome is given; more goes with the answer."""
    return answering.answer_on_line(
        session, appeal.number, appeal.version, text=text, outcome=outcome, by=by, now=now, **more
    )


def accuse(
    session: Session,
    appeal: Appeal,
    *,
    by: Actor,
    now: datetime,
    unit: str = "",
    staff: str = "",
    reason: str = "Ərizədən.",
) -> Appeal:
    """Let the appeal complain of the unit and the official of these names."""
    return accusing.accuse(
        session, appeal.number, appeal.version, unit=unit, staff=staff, reason=reason, by=by, now=now
    )


def set_level(
    session: Session, appeal: Appeal, level: Level, *, by: Actor, now: datetime, reason: str = "Zəngdən."
) -> Appeal:
    """Let the appeal be as secret as the level says, from now on."""
    return safeguarding.set_level(
        session, appeal.number, appeal.version, level=level, reason=reason, by=by, now=now
    )


class Desk:
    """Opens browsers of signed-in people."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    @property
    def database(self) -> Database:
        """The application's database."""
        found: Database = self.app.extensions["callcenter.database"]
        return found

    def open(self, role: Role, *, unit: str | None = None) -> FlaskClient:
        """Return the browser of a new person with the role, placed in the unit."""
        with self.database.transaction() as session:
            user = make_user(session, role, unit=unit)
            return self.of(session, user)

    def of(self, session: Session, user: User) -> FlaskClient:
        """Return the browser of this person."""
        token = f"token-{user.name}"
        now = clock.now()
        session.add(
            SignIn(
                token_hash=hashlib.sha256(token.encode()).hexdigest(),
                user_id=user.id,
                created_at=now,
                last_seen_at=now,
            )
        )
        client = self.app.test_client()
        client.set_cookie("callcenter", token)
        return client
