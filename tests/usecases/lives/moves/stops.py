"""Moves that stop an appeal and let it go on."""

from collections.abc import Mapping
from random import Random

from callcenter.appeals import stopping
from callcenter.appeals.grounds import Ground
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Channel
from tests.usecases.lives.making import NO_REASON, Move, Values, centre_head, clerk, just
from tests.usecases.lives.people import World


def _leave(_: World, __: Appeal, chance: Random) -> Values:
    return {"ground": chance.choice(list(Ground)), "reason": "Məhkəmə qərarı var.", "no_new_facts": True}


MOVES: Mapping[Action, Move] = {
    Action.LEAVE: Move(stopping.leave, centre_head, _leave, [NO_REASON, just(ground=None)], weight=0.3),
    Action.RESUME: Move(stopping.resume, centre_head, just(reason="Düzəldilib."), [NO_REASON], weight=8),
    Action.WITHDRAW: Move(
        stopping.withdraw,
        clerk,
        just(who="Özü", means=Channel.PHONE),
        [just(who=""), just(means=None)],
        weight=0.3,
    ),
}
