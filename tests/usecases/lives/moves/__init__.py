"""The moves of an appeal's life by subject, and what is tried together in one season."""

from collections.abc import Mapping

from callcenter.appeals.vocabulary import Action
from tests.usecases.lives.making import Move
from tests.usecases.lives.moves import answers, asking, families, secrecy, stops, unit_work

SUBJECTS: Mapping[str, Mapping[Action, Move]] = {
    "unit work": unit_work.MOVES,
    "answers": answers.MOVES,
    "asking others": asking.MOVES,
    "families": families.MOVES,
    "stops": stops.MOVES,
    "secrecy": secrecy.MOVES,
}
MOVES: Mapping[Action, Move] = {action: move for moves in SUBJECTS.values() for action, move in moves.items()}
