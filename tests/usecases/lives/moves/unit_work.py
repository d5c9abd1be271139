"""Moves between the operator's desk and the units: routing, executors, returns, kind and pace."""

from collections.abc import Mapping
from datetime import timedelta
from random import Random

from callcenter.appeals import division, handling, pacing, recalling
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Kind, Pace
from callcenter.core.clock import baku_date
from knowledge_base.models import Competence
from tests.factories import APPARATUS, NETWORK, SOFTWARE
from tests.usecases.lives.making import NO_REASON, Move, Values, centre_head, head, just, operator, past
from tests.usecases.lives.people import RETIRED, UNITS, World


def _route(_: World, __: Appeal, chance: Random) -> Values:
    unit = chance.choice((*UNITS, *UNITS, APPARATUS))
    return {"unit": unit, "reason": "Səlahiyyətinə aiddir.", "override": chance.random() < 0.3}


def _route_by_card(world: World, _: Appeal, chance: Random) -> Values:
    card = world.session.get(Competence, chance.randint(1, 40))
    return {"unit": NETWORK, "competence": card, "reason": "Kartoçkaya görə."}


def _send_back(world: World, appeal: Appeal, _: Random) -> Values:
    clause = "003:6.1.6" if world.unit_code(appeal) == SOFTWARE else "003:6.2.8"
    return {"reason": "Bizə aid deyil.", "clause": clause}


def _assign(world: World, appeal: Appeal, chance: Random) -> Values:
    unit = world.unit_code(appeal)
    people = [name for name in world.staffed() if world.places[name].unit == unit]
    there = [world.staff_id(name) for name in people if world.is_there(name) or chance.random() < 0.2]
    how = chance.random()
    executor: int | str = (
        chance.choice(there) if there and how < 0.6 else "turn" if how < 0.8 else "least_loaded"
    )
    others = [one for one in there if one != executor]
    helpers = (
        [chance.choice(others)] if others and isinstance(executor, int) and chance.random() < 0.4 else []
    )
    soon = baku_date(world.now) + timedelta(days=chance.randint(1, 4))
    day = soon if chance.random() < 0.4 else None
    return {
        "executor": executor,
        "instruction": "Yerində baxın.",
        "co_executors": helpers,
        "internal_due_on": day,
    }


def _assigned_abroad(world: World, _: Appeal, chance: Random) -> Values:
    return {"executor": world.staff_id(chance.choice(world.staffed()))}


def _who_extends(world: World, appeal: Appeal, chance: Random) -> str:
    """Of a divided appeal the head of the call centre."""
    return "centre head" if division.is_divided(appeal) else head(world, appeal, chance)


def _extend(_: World, __: Appeal, chance: Random) -> Values:
    return {
        "ground": chance.choice(("extended", "study")),
        "days": chance.choice((None, 5, 28)),
        "reason": "Sifariş.",
    }


MOVES: Mapping[Action, Move] = {
    Action.ROUTE: Move(
        handling.route,
        operator,
        _route,
        [
            just(unit=RETIRED),
            lambda world, _, __: {"unit": world.foreign},
            just(unit="Olmayan"),
            NO_REASON,
            _route_by_card,
        ],
        weight=12,
    ),
    Action.ACCEPT: Move(handling.accept, head, weight=20),
    Action.ASSIGN: Move(
        handling.assign,
        head,
        _assign,
        [_assigned_abroad, just(executor=0), lambda w, _, c: {"internal_due_on": past(w, c)}],
        weight=20,
    ),
    Action.SEND_BACK: Move(
        handling.send_back,
        head,
        _send_back,
        [NO_REASON, just(clause="bənd")],
        weight=4,
    ),
    Action.RECALL: Move(
        recalling.recall, centre_head, just(reason="Bölmə ləğv edilib."), [NO_REASON], weight=0.2
    ),
    Action.RECLASSIFY: Move(
        handling.reclassify,
        operator,
        lambda _, __, chance: {"kind": chance.choice(list(Kind))},
        also=frozenset({Action.CONFIRM_KIND}),
    ),
    Action.EXTEND: Move(
        handling.extend, _who_extends, _extend, [NO_REASON, just(ground=""), just(days=400), just(days=-1)]
    ),
    Action.SET_PACE: Move(
        pacing.set_pace,
        operator,
        lambda _, __, chance: {"pace": chance.choice(list(Pace)), "reason": "Hərbi qulluqçudur."},
        [NO_REASON],
    ),
    Action.CLARIFY: Move(pacing.clarify, operator, just(question="Hansı mərtəbədə?"), [just(question="")]),
    Action.CLARIFIED: Move(pacing.clarified, operator, just(text="Üçüncü."), [just(text="")]),
}
