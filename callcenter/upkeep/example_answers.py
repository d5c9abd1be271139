"""What an example answer says and how it is told (pure)."""

from collections.abc import Mapping
from random import Random
from typing import Any

from callcenter.appeals.answer_rules import REFUSALS, route_in, says_route
from callcenter.appeals.vocabulary import Channel, Delivery
from callcenter.upkeep.example_calls import Call
from callcenter.upkeep.example_texts import Said


def answer_of(said: Said) -> Mapping[str, Any]:
    """Return what an answer is given; the words of a refusal are its reasons, and say how to complain."""
    if said.outcome not in REFUSALS:
        return {"text": said.answer, "outcome": said.outcome}
    text = said.answer if says_route(said.answer) else f"{said.answer}\n\n{route_in(said.language)}"
    return {"text": text, "outcome": said.outcome, "reasons": text}


def begun_of(said: Said) -> str:
    """Return the first sentence of the answer: as far as somebody came with writing it."""
    return said.answer.partition(". ")[0].rstrip(".") + "."


def delivery_of(call: Call, chance: Random) -> Mapping[str, Any]:
    """Return how the applicant is told: by the way in which they turned to us, where they can be reached by it."""
    means = _means(call)
    letter = f"{chance.randrange(1, 25)}-{chance.randrange(1000, 9999)}" if means is Delivery.LETTER else ""
    told_to = "Özünə" if means is Delivery.PHONE else ""
    return {"delivery": means, "note": "", "outcome": None, "letter": letter, "told_to": told_to}


def _means(call: Call) -> Delivery:
    if call.channel is Channel.LETTER:
        return Delivery.LETTER
    if call.channel in (Channel.EMAIL, Channel.WEB, Channel.API) and call.caller.email:
        return Delivery.EMAIL
    return Delivery.PHONE
