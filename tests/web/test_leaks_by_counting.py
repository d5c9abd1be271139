"""Nobody finds out by counting that they are complained of: what they read stays the same after somebody complained.

Every page and file is read by the same person at the same moment, before the complaints and after.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.appeals import accusing, answering, handling
from callcenter.appeals.vocabulary import Delivery, Level, Outcome
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.core.sealing import Sealer
from callcenter.directory.actors import Actor, actor_of
from knowledge_base.suggesting import Knowledge
from reports import compiling
from reports.figures import Figures
from reports.models import Report
from reports.queries import period_of_report
from tests import factories
from tests.clauses import clause
from tests.factories import APPARATUS, NETWORK, Desk
from tests.web.crawling import Crawl, text_of
from tests.web.hidden_past import Past
from tests.web.personas import ASKING, PERSONAS, Persona, World, accused_by, appointed
from tests.web.players import NOON

# Not compared, with the reason.
LEFT_OUT = {"upkeep.metrics": "for a monitor on the same machine, which is nobody and counts all"}
# The key of a form is new each time, and the knowledge base counts its versions on with whatever anybody routes.
NEW_EACH_TIME = re.compile(r'name="form_key"[^>]*value="[^"]*"|Bilik bazasının versiyası</dt><dd>\d+')
# Of each desk one who is accused and, where that is another rule, one whom the accused leads; their co-workers read alike.
COUNTING = [
    "the head of the accused unit",
    "an accused executor",
    "the accused head of a sub-unit",
    "an accused operator",
    "an operator led by the accused",
    "the accused head of the centre",
    "the head of the accused centre",
    "an accused leader",
    "an accused editor",
    "an accused inspector",
    "an accused administrator",
]


@dataclass
class Scene:
    """The people around an accused reader, and whom the complaints name."""

    past: Past
    staff: tuple[Actor, Actor]
    named: dict[str, str]

    def resume(self, session: Session) -> None:
        """Go on in another transaction."""

        def again(one: Actor) -> Actor:
            assert one.user is not None
            return actor_of(session, session.get_one(User, one.user.id))

        self.past.session = session
        self.past.operator, self.past.chief = again(self.past.operator), again(self.past.chief)
        self.staff = again(self.staff[0]), again(self.staff[1])

    def live_through(self, **about: str) -> None:
        """Let appeals go every way on which they are counted."""
        past, (head, executor) = self.past, self.staff
        past.log(**about)
        past.log(**about, level=Level.CONFIDENTIAL)
        past.log(**about, level=Level.CORRUPTION)
        back, done = past.log(**about), past.log(**about)
        for one in (back, done):
            past.act(handling.route, one, past.operator, unit=APPARATUS)
        past.act(handling.send_back, back, head, reason="Bizə aid deyil.", clause="003:6.2.8")
        past.act(handling.accept, done, head)
        given = {"executor": factories.staff_id(executor), "instruction": "Baxın."}
        past.act(handling.assign, done, head, **given)
        past.act(answering.draft, done, executor, text="Baxıldı.", outcome=Outcome.EXPLAINED)
        past.act(answering.approve, done, head)
        past.act(answering.deliver, done, past.operator, delivery=Delivery.PHONE, note="Özü", outcome=None)
        past.act(answering.close, done, past.operator, outcome=Outcome.EXPLAINED)

    def complain(self) -> None:
        """Let appeals complain of the reader or of who leads them, and one turn out to do so later."""
        self.live_through(**self.named)
        late = self.past.log()
        self.past.act(handling.route, late, self.past.operator, unit=NETWORK)
        unit, staff = self.named["about_unit"], self.named["about_staff"]
        self.past.act(accusing.accuse, late, self.past.operator, unit=unit, staff=staff, reason="Dedi.")
        self._count_anew()

    def _count_anew(self) -> None:
        """Let the kept report count them too, as one that was built now; the trail would tell of the building."""
        session = self.past.session
        kept = session.scalars(select(Report)).one()
        period = period_of_report(kept)
        kept.content = compiling.content_of(Figures(session), period, today=baku_date(self.past.now))
        kept.content_hash = compiling.hash_of(kept.content)


def prepared(session: Session, persona: Persona, reader: Actor, past: Past) -> Scene:
    """An office in which nobody complained of the reader yet."""
    unit, official = accused_by(session, persona, reader)
    named = {"about_unit": unit.code if unit else "", "about_staff": official.full_name if official else ""}
    head = factories.make_actor(session, Role.UNIT_HEAD, unit=APPARATUS)
    scene = Scene(past, (head, factories.make_actor(session, Role.UNIT_STAFF, unit=APPARATUS)), named)
    scene.live_through()
    past.reported()
    return scene


def read(world: World, addresses: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield what each page and file says; what is refused counts nothing."""
    for address in addresses:
        response = world.client.get(address)
        if response.status_code == 200:
            yield address, NEW_EACH_TIME.sub("", text_of(response))


@clause("002:5.4.7", "003:3.0.9")
@pytest.mark.parametrize("who", [one for one in COUNTING if one in ASKING])
def test_no_figure_tells_the_accused(
    app: Flask, desk: Desk, knowledge: Knowledge, sealer: Sealer, who: str
) -> None:
    with time_machine.travel(NOON, tick=False):
        with desk.database.transaction() as session:
            reader = appointed(session, PERSONAS[who])
            assert reader.user is not None
            scene = prepared(session, PERSONAS[who], reader, Past(session, knowledge, sealer, clock.now()))
            world = World(desk.of(session, reader.user), Crawl(app, session), (), PERSONAS[who].role)
        before = dict(
            read(world, [one for endpoint, one in world.addresses("GET") if endpoint not in LEFT_OUT])
        )
        with desk.database.transaction() as session:
            scene.resume(session)
            scene.complain()
        after = dict(read(world, before))
    assert differing(before, after) == []


def differing(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Return each address whose answer changed, with the first words that did."""
    return [
        f"{address}: {sorted(set(after.get(address, '').split()) - set(text.split()))[:3]}"
        for address, text in before.items()
        if after.get(address) != text
    ]
