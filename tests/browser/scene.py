"""An appeal in each state and a report of their day, for tests that only look at pages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.appeals import answering, forwarding, handling
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Delivery, Kind, Outcome
from callcenter.core.clock import baku_date
from callcenter.core.sealing import Sealer
from callcenter.directory.actors import Actor, actor_of
from knowledge_base.suggesting import Knowledge
from reports import compiling
from reports.periods import period_of
from reports.vocabulary import PeriodKind
from tests import factories
from tests.factories import NETWORK

# Each state is reached by the steps before it.
STATES = ("registered", "routed", "accepted", "in work", "awaiting", "approved", "closed")
BENEFIT = "Uşaq müavinətinin təyin olunması ilə bağlı müraciət edirəm."

Logged = Callable[..., Appeal]


@dataclass(frozen=True)
class People:
    """Who the appeals passed through."""

    operator: User
    head: User
    executor: User


@dataclass(frozen=True)
class Scene:
    """The numbers of the appeals by what became of them, the people, and the report's address."""

    numbers: dict[str, str]
    people: People
    report: str

    def pages_of(self, *names: str) -> list[str]:
        """Return the addresses of these appeals."""
        return [f"/appeals/{self.numbers[name]}" for name in names]


def play(session: Session, people: People, *, knowledge: Knowledge, sealer: Sealer, now: datetime) -> Scene:
    """Make the appeals and the report."""
    operator, head, executor = (
        actor_of(session, session.merge(one)) for one in (people.operator, people.head, people.executor)
    )

    def log(**more: Any) -> Appeal:
        return factories.log(session, operator, knowledge=knowledge, sealer=sealer, now=now, **more)

    made = _special(session, log, operator, head, now)
    for steps, state in enumerate(STATES):
        made[state] = log()
        for act, by, more in _course(operator, head, executor)[:steps]:
            act(session, made[state].number, made[state].version, by=by, now=now, **more)
    day = baku_date(now)
    period = period_of(PeriodKind.CUSTOM, day, first_day=day, last_day=day)
    report = compiling.build(session, period, by=head, now=now + timedelta(days=1))
    return Scene({name: one.number for name, one in made.items()}, people, f"/reports/{report.id}")


def _special(session: Session, log: Logged, operator: Actor, head: Actor, now: datetime) -> dict[str, Appeal]:
    made = {
        "unconfirmed": log(kind=None),
        "accused": log(about_unit=NETWORK, confidential=True),
        "forwarded": log(text=BENEFIT, kind=Kind.APPLICATION),
        "returned": log(),
    }
    away, back = made["forwarded"], made["returned"]
    forwarding.forward(
        session, away.number, away.version, body="labour", letter="1-2/34", by=operator, now=now
    )
    handling.route(session, back.number, back.version, unit=NETWORK, by=operator, now=now)
    why = {"reason": "Bizə aid deyil.", "clause": "003:6.2.8"}
    handling.send_back(session, back.number, back.version, **why, by=head, now=now)
    return made


def _course(
    operator: Actor, head: Actor, executor: Actor
) -> list[tuple[Callable[..., Appeal], Actor, dict[str, Any]]]:
    told = {"delivery": Delivery.PHONE, "note": "Razı qaldı.", "outcome": Outcome.SATISFIED}
    return [
        (handling.route, operator, {"unit": NETWORK}),
        (handling.accept, head, {}),
        (handling.assign, head, {"executor": factories.staff_id(executor), "instruction": "Yerində baxın."}),
        (answering.draft, executor, {"text": "Bağlantı bərpa olundu.", "outcome": Outcome.SATISFIED}),
        (answering.approve, head, {}),
        (answering.deliver, operator, told),
    ]
