"""An appeal comes in, by any channel, with or without the call that brought it."""

from datetime import date, datetime
from random import Random

from hypothesis import note
from sqlalchemy import select

from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import intake
from callcenter.appeals.intake import AppealDraft
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Channel, Kind, Level, Pace
from callcenter.callers.identification import CallerDraft
from callcenter.calls import linking
from callcenter.calls.callback_models import Callback
from callcenter.calls.models import Call
from callcenter.core.clock import baku_date
from callcenter.directory.actors import Actor
from tests.factories import WIFI
from tests.usecases.lives.acting import at_the_edge
from tests.usecases.lives.allowed import Allowed
from tests.usecases.lives.people import OFFICE, UNITS, World

TEXTS = (WIFI, "Portal açılmır, elektron xidmətə girmək olmur.", "Rəis mənimlə kobud danışdı.")


def log(world: World, chance: Random, at: datetime) -> Allowed:
    """Log an appeal, mostly of the same person."""
    name = chance.choice((*["operator"] * 12, *["operator two"] * 4, OFFICE, OFFICE, "centre head"))
    draft = _draft(world, chance, at)
    note(f"{at:%d.%m %H:%M} {name} logs {draft}")
    by = at_the_edge(world, name, Permission.LOG_APPEAL)
    appeal, _ = intake.log_appeal(
        world.session,
        draft,
        knowledge=world.knowledge,
        by=by,
        now=at,
        sealer=world.sealer,
        keys=(f"life:{len(world.appeals)}:{at.isoformat()}",),
        fingerprint=draft.hash,
    )
    if draft.channel is Channel.PHONE and by.user is not None:
        _tie(world, chance, appeal, by, at)
    return Allowed(None)


def _draft(world: World, chance: Random, at: datetime) -> AppealDraft:
    accused = chance.random() < 0.15
    official = world.places[world.head_of(chance.choice(UNITS))]
    return AppealDraft(
        text=chance.choice(TEXTS),
        channel=chance.choice(list(Channel)),
        kind=chance.choice((None, Kind.COMPLAINT, *Kind)),
        caller=CallerDraft(name="Aytən Sınaq", phone="+994 50 212 44 87")
        if chance.random() < 0.8
        else CallerDraft(),
        about_unit=chance.choice((*UNITS, "Olmayan", "")) if accused else "",
        about_staff=official.full_name if accused and chance.random() < 0.6 else "",
        level=chance.choice((*Level, *[Level.ORDINARY] * 12)),
        pace=chance.choice((*Pace, *[None] * 40)),
        origin=chance.choice(("", "", "labour")),
        origin_letter=chance.choice(("", "5-6/7")),
        origin_on=chance.choice((*[baku_date(at)] * 9, date(2030, 1, 1))),
    )


def _tie(world: World, chance: Random, appeal: Appeal, by: Actor, at: datetime) -> None:
    """Tie the appeal to the newest call or call-back, as the form of intake does that was opened from it."""
    table, name = chance.choice(((Call, linking.CALL), (Callback, linking.CALLBACK)))
    newest = world.session.scalar(select(table.id).order_by(table.id.desc()).limit(1))
    if newest is not None:
        linking.FromCalls().logged(world.session, by, {name: str(newest)}, appeal, at)
