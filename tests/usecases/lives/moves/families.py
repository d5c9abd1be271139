"""Moves of appeals that are answered together: parts and their joint answer, links, merges and their undoing."""

from collections.abc import Mapping
from random import Random

from callcenter.appeals import joining, linking, merging, splitting
from callcenter.appeals.models import Appeal
from callcenter.appeals.splitting import PartDraft
from callcenter.appeals.vocabulary import Action, Outcome
from tests.factories import NETWORK
from tests.usecases.lives.making import NO_REASON, WORDS, Move, Typed, Values, just, operator
from tests.usecases.lives.people import RETIRED, UNITS, World


def _split(_: World, __: Appeal, chance: Random) -> Values:
    units = chance.sample(UNITS, chance.choice((2, 2, 3)))
    return {"parts": [PartDraft(str(place), WORDS, unit) for place, unit in enumerate(units)]}


def _split_to(unit: str) -> Typed:
    return just(parts=[PartDraft("1", WORDS, NETWORK), PartDraft("2", WORDS, unit)])


def _join(world: World, appeal: Appeal, _: Random) -> Values:
    text, outcome = joining.proposed(world.session, appeal)
    return {"text": text or WORDS, "outcome": outcome or Outcome.EXPLAINED}


def _other(world: World, appeal: Appeal, chance: Random) -> str:
    others = [one.number for one in world.appeals if one.id < appeal.id] or [appeal.number]
    return chance.choice(others)


def _merge(world: World, appeal: Appeal, chance: Random) -> Values:
    fits = [one.number for one in world.appeals if merging.why_not(world.session, appeal, one) is None]
    return {"into": chance.choice(fits) if fits else _other(world, appeal, chance)}


def _merged_anyhow(world: World, _: Appeal, chance: Random) -> Values:
    return {"into": chance.choice([one.number for one in world.appeals])}


MOVES: Mapping[Action, Move] = {
    Action.SPLIT: Move(
        splitting.split,
        operator,
        _split,
        [just(parts=[]), _split_to(RETIRED), _split_to(NETWORK), _split_to("")],
        weight=5,
    ),
    Action.JOIN: Move(
        joining.join, operator, _join, [just(text=""), just(outcome=Outcome.WITHDRAWN)], weight=20
    ),
    Action.LINK: Move(
        linking.link,
        operator,
        lambda w, a, c: {"to": _other(w, a, c)},
        [just(to=""), just(to="M-2020-000001")],
    ),
    Action.UNLINK: Move(linking.unlink, operator, weight=0.5),
    Action.MERGE: Move(merging.merge, operator, _merge, [_merged_anyhow, just(into="")], weight=5),
    Action.UNDO_MERGE: Move(
        merging.undo_merge, operator, just(reason="Başqa məsələdir."), [NO_REASON], weight=3
    ),
}
