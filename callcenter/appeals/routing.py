"""From ranked competences to one piece of advice (pure). Nothing is sent without a person's click."""

from collections.abc import Sequence
from dataclasses import dataclass

from callcenter.appeals.vocabulary import Decision


@dataclass(frozen=True)
class Ranked:
    """What the advice looks at in one ranked competence; confidence is 0..1, the chance that it is right."""

    unit: str
    home: bool
    answers_callers: bool
    confidence: float


@dataclass(frozen=True)
class Policy:
    """From where on the advice dares to speak. All three are shares between 0 and 1."""

    not_ours_from: float = 0.5
    sure_from: float = 0.5
    second_near: float = 0.8


def advise(ranked: Sequence[Ranked], out_of_scope: float, policy: Policy = Policy()) -> Decision:
    """Return what to do with an appeal; ranked has the likeliest competence of each unit, likeliest first.

    An appeal that no body in the base is competent for is asked about, never refused. A unit whose duty it
    is to inform callers answers on the line; another body's unit means forwarding out (1308-IVQ, 7.10).
    """
    if not ranked or out_of_scope >= policy.not_ours_from:
        return Decision.ASK
    best, *others = ranked
    if best.confidence < policy.sure_from:
        near = [one for one in others if one.confidence >= policy.second_near * best.confidence]
        if near and best.confidence + near[0].confidence >= policy.sure_from:
            return Decision.SEVERAL
        return Decision.ASK
    if not best.home:
        return Decision.FORWARD_OUT
    return Decision.ANSWER if best.answers_callers else Decision.ROUTE
