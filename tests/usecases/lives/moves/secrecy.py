"""Moves about who may know of an appeal: the accused named, the level raised and lowered, the reporter told."""

from collections.abc import Mapping
from random import Random

from callcenter.appeals import accusing, safeguarding
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Delivery, Level
from tests.usecases.lives.making import NO_REASON, Move, Values, centre_head, just, one_of
from tests.usecases.lives.people import UNITS, World

# Also taken back: the letter to a Head of the Apparatus who may not know of the appeal any more, a reception, a question.
_RECALLS = frozenset({Action.RECALL, Action.NOTE, Action.CALL_OFF})


def _accuse(world: World, _: Appeal, chance: Random) -> Values:
    how = chance.random()
    # The heads are complained of more often than others.
    names = [world.head_of(unit) for unit in UNITS] if how < 0.4 else world.staffed()
    official = world.places[chance.choice(names)].full_name if how < 0.7 else ""
    return {
        "unit": chance.choice((*UNITS, "")) if how > 0.5 else "",
        "staff": official,
        "reason": "Belə deyir.",
    }


MOVES: Mapping[Action, Move] = {
    Action.ACCUSE: Move(
        accusing.accuse,
        one_of("operator", "operator two", "centre head"),
        _accuse,
        [NO_REASON, just(unit="Olmayan"), just(staff="Olmayan")],
        also=_RECALLS,
    ),
    Action.SET_LEVEL: Move(
        safeguarding.set_level,
        centre_head,
        lambda _, __, chance: {"level": chance.choice(list(Level)), "reason": "Məlumat verən qorunur."},
        [NO_REASON, just(level=None)],
        also=_RECALLS,
    ),
    Action.ACKNOWLEDGE: Move(
        safeguarding.acknowledge,
        one_of("operator two", "centre head"),
        just(means=Delivery.PHONE, note=""),
    ),
}
