"""Moves to others: advice asked of units, receptions, what is laid before the Head of the Apparatus, other bodies."""

from collections.abc import Mapping
from datetime import time, timedelta
from random import Random

from callcenter.appeals import consulting, forwarding, reception, referring
from callcenter.appeals.forwarding import LetterDraft
from callcenter.appeals.models import Appeal
from callcenter.appeals.reception import UrgentTime
from callcenter.appeals.vocabulary import Action
from callcenter.core.clock import baku_date
from tests.factories import NETWORK
from tests.usecases.lives.making import Move, Values, just, one_of, operator, past, writer
from tests.usecases.lives.people import RETIRED, UNITS, World

BODIES = ("labour", "migration", "Bakı Şəhər İcra Hakimiyyəti")


def _asker(world: World, appeal: Appeal, chance: Random) -> str:
    return "operator" if appeal.unit is None else chance.choice(("operator", writer(world, appeal, chance)))


def _adviser(world: World, _appeal: Appeal, chance: Random) -> str:
    return world.head_of(chance.choice(UNITS))


def _consult(_: World, __: Appeal, chance: Random) -> Values:
    return {"units": chance.sample(UNITS, chance.choice((1, 1, 2))), "question": "Bu avadanlıq kimindir?"}


def _invite(world: World, _: Appeal, chance: Random) -> Values:
    ahead = [slot for slot in world.slots if slot.starts_at > world.now] or world.slots
    return {"slot": chance.choice(ahead[:4]).id}


def _invite_urgently(world: World, _: Appeal, chance: Random) -> Values:
    official = world.staff_id(world.head_of(chance.choice(UNITS)))
    day = baku_date(world.now) + timedelta(days=1)
    urgent = UrgentTime(str(official), day, time(chance.randint(9, 17)), 30, "205-ci otaq", outside=True)
    return {"slot": None, "urgent": urgent, "reason": "Gözləmək olmaz."}


def _invited_to_the_past(world: World, _: Appeal, chance: Random) -> Values:
    official = world.staff_id(world.head_of(NETWORK))
    return {
        "slot": None,
        "urgent": UrgentTime(str(official), past(world, chance), time(10), 30, "205"),
        "reason": "Təcili.",
    }


def _forward(_: World, __: Appeal, chance: Random) -> Values:
    bodies = chance.sample(BODIES, chance.choice((1, 1, 2, 3)))
    return {"to": [LetterDraft(str(place), body, f"4-{place}/7") for place, body in enumerate(bodies)]}


MOVES: Mapping[Action, Move] = {
    Action.CONSULT: Move(
        consulting.consult,
        _asker,
        _consult,
        [
            just(units=[RETIRED]),
            just(question=""),
            just(units=[]),
            lambda w, _, __: {"units": [w.foreign]},
        ],
        weight=4,
    ),
    Action.ADVISE: Move(
        consulting.advise,
        _adviser,
        just(text="Bizimdir."),
        [just(text="")],
        also=frozenset({Action.CONSULTED}),
        weight=12,
    ),
    Action.CALL_OFF: Move(consulting.call_off, _asker),
    Action.INVITE: Move(
        reception.invite,
        one_of("operator", "centre head"),
        _invite,
        [_invite_urgently, _invited_to_the_past, just(slot=0)],
        weight=3,
    ),
    Action.RECEIVE: Move(
        reception.receive,
        one_of("operator", "operator two"),
        just(said="İzah edildi.", answered=False),
        [just(said="")],
        weight=12,
    ),
    Action.MISS: Move(reception.miss, one_of("operator", "operator two"), weight=3),
    Action.REFER: Move(referring.refer, operator, just(note="Xahiş edirik baxasınız."), [just(note="")]),
    Action.REPORT_BACK: Move(
        referring.report_back,
        one_of("apparatus", "centre head"),
        just(result="Araşdırıldı."),
        [just(result="")],
    ),
    Action.NOTE: Move(referring.take_back, operator, just(reason="Artıq lazım deyil."), [just(reason="")]),
    Action.FORWARD: Move(
        forwarding.forward,
        operator,
        _forward,
        [
            just(to=[LetterDraft("1", "", "")]),
            just(to=[LetterDraft("1", "economy", "1-2")]),
            lambda w, _, c: {"to": [LetterDraft("1", "labour", "1-2", past(w, c) - timedelta(days=400))]},
        ],
    ),
}
