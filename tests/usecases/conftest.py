"""The people of one network fault, from the call to the answer."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import answering, handling
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Outcome
from callcenter.core.sealing import Sealer
from callcenter.directory.actors import Actor
from knowledge_base.suggesting import Knowledge
from tests import factories


@pytest.fixture
def operator(session: Session) -> Actor:
    return factories.make_actor(session, Role.OPERATOR)


@pytest.fixture
def head(session: Session) -> Actor:
    return factories.make_actor(session, Role.UNIT_HEAD, unit=factories.NETWORK)


@pytest.fixture
def executor(session: Session) -> Actor:
    return factories.make_actor(session, Role.UNIT_STAFF, unit=factories.NETWORK)


@pytest.fixture
def log(
    session: Session, operator: Actor, knowledge: Knowledge, sealer: Sealer, now: datetime
) -> Callable[..., Appeal]:
    """Log an appeal; what is not given is a network fault that an operator took by telephone."""

    def logged(**more: object) -> Appeal:
        given: dict[str, object] = {"by": operator, "now": now, **more}
        return factories.log(session, knowledge=knowledge, sealer=sealer, **given)  # type: ignore[arg-type]  # fields of the draft

    return logged


@pytest.fixture
def routed(session: Session, log: Callable[..., Appeal], operator: Actor, now: datetime) -> Appeal:
    appeal = log()
    return handling.route(session, appeal.number, 1, unit=factories.NETWORK, by=operator, now=now)


@pytest.fixture
def in_work(session: Session, routed: Appeal, head: Actor, executor: Actor, now: datetime) -> Appeal:
    assert executor.staff is not None
    number = routed.number
    handling.accept(session, number, routed.version, by=head, now=now)
    return handling.assign(
        session,
        number,
        routed.version,
        executor=executor.staff.id,
        instruction="Yerində baxın.",
        by=head,
        now=now,
    )


@pytest.fixture
def drafted(session: Session, in_work: Appeal, executor: Actor, now: datetime) -> Appeal:
    return answering.draft(
        session,
        in_work.number,
        in_work.version,
        text="Nasaz avadanlıq dəyişdirildi, bağlantı bərpa olundu.",
        outcome=Outcome.SATISFIED,
        by=executor,
        now=now,
    )
