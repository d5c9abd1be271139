"""Moves of the answer: written, approved, told, closed and opened again."""

from collections.abc import Mapping
from random import Random

from callcenter.appeals import answering, ending
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Delivery, Outcome
from tests.usecases.lives.making import (
    NO_REASON,
    WORDS,
    Move,
    Values,
    clerk,
    head,
    just,
    maybe_closing,
    one_of,
    operator,
    past,
    writer,
)
from tests.usecases.lives.people import OFFICE, World

ROUTE = "Bu cavabdan inzibati qaydada və ya məhkəməyə şikayət verə bilərsiniz."
_CLOSES = frozenset({Action.CLOSE})


def _approver(world: World, appeal: Appeal, chance: Random) -> str:
    if appeal.parts and appeal.unit is None:
        return chance.choice(("centre head", "apparatus"))
    near = head(world, appeal, chance)
    own = appeal.answer is not None and appeal.answer.author_id == world.users[near].id
    return "apparatus" if own or chance.random() < 0.1 else near


def _wording(_: World, __: Appeal, chance: Random) -> Values:
    outcome = chance.choice((Outcome.SATISFIED, Outcome.EXPLAINED, Outcome.PARTLY_SATISFIED, Outcome.REFUSED))
    return {"text": WORDS, "outcome": outcome, "reasons": f"Qanun buna imkan vermir. {ROUTE}"}


def _closing(_: World, appeal: Appeal, chance: Random) -> Values:
    fits = ending.outcomes_of(appeal)
    return {"outcome": chance.choice(fits) if fits else None}


def _on_line(world: World, appeal: Appeal, chance: Random) -> Values:
    return {"text": WORDS, "outcome": maybe_closing(world, appeal, chance), "consent": True}


def _deliver(world: World, appeal: Appeal, chance: Random) -> Values:
    means = chance.choice((Delivery.PHONE, Delivery.LETTER, Delivery.IN_PERSON))
    return {
        "delivery": means,
        "note": "Özünə deyildi.",
        "outcome": maybe_closing(world, appeal, chance),
        "letter": "3-17/88",
    }


MOVES: Mapping[Action, Move] = {
    Action.WRITE: Move(answering.write, writer, _wording, [just(text="")], weight=3),
    Action.DRAFT: Move(
        answering.draft,
        writer,
        _wording,
        [just(text=""), just(outcome=None), just(outcome=Outcome.REFUSED, reasons="")],
        weight=20,
    ),
    Action.APPROVE: Move(answering.approve, _approver, weight=20),
    Action.REVISE: Move(answering.revise, _approver, just(reason="Qısaldın."), [NO_REASON]),
    Action.DELIVER: Move(
        answering.deliver,
        one_of("operator", "operator two", OFFICE),
        _deliver,
        [
            lambda w, _, c: {"day": past(w, c)},
            just(delivery=Delivery.LETTER, letter=""),
            just(delivery=Delivery.EMAIL),
        ],
        also=_CLOSES,
        weight=20,
    ),
    Action.ANSWER_ON_LINE: Move(
        answering.answer_on_line,
        one_of("operator", "operator two"),
        _on_line,
        [just(text=""), just(consent=False), just(outcome=Outcome.REFUSED)],
        also=_CLOSES,
    ),
    Action.OFFER_WRITTEN: Move(
        answering.offer_written,
        clerk,
        lambda _, __, chance: {"accepted": chance.random() < 0.5, "note": ""},
        also=_CLOSES,
    ),
    Action.CLOSE: Move(
        answering.close,
        clerk,
        _closing,
        [just(outcome=None), just(outcome=Outcome.FORWARDED)],
        weight=12,
    ),
    Action.REOPEN: Move(answering.reopen, operator, just(reason="Yeni hal var."), [NO_REASON], weight=4),
}
