"""From ranked competences to one piece of advice (pure).

Nothing is sent without a person's click, unless the ministry switched that on for the unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from callcenter.appeals.vocabulary import Decision

SURE_OF_KIND = 0.8
"""From this confidence on a guessed kind is taken for granted, where nobody confirmed it."""


@dataclass(frozen=True)
class Ranked:
    """What the advice looks at in one ranked competence; confidence is 0..1, the chance that it is right.

    founded is false where no clause that the competence rested on is in force any more.
    """

    unit: str
    home: bool
    answers_callers: bool
    confidence: float
    founded: bool = True


@dataclass(frozen=True)
class Policy:
    """From where on the advice dares to speak of a unit: shares between 0 and 1; auto_route_from none is never."""

    not_ours_from: float = 0.5
    ask_below: float = 0.5
    second_near: float = 0.8
    auto_route_from: float | None = None


@dataclass(frozen=True)
class Circumstances:
    """What else must be known before an appeal goes to a unit by itself."""

    confidential: bool
    accuses: bool
    kind_confirmed: bool
    kind_confidence: float


def advise(
    ranked: Sequence[Ranked],
    out_of_scope: float,
    policy: Policy = Policy(),
    *,
    concerned: int = 1,
    vague: bool = False,
) -> Decision:
    """Return what to do with an appeal; ranked has the likeliest competence of each unit, likeliest first.

    policy is that of the likeliest unit; concerned is how many units the text is about. An appeal that no body
    in the base is competent for, or whose words hardly tell anything (vague), is asked about, never refused. So is
    one whose likeliest competence has lost its clause: by which clause nobody can say. A unit whose duty it is to
    inform callers answers on the line; another body's unit means forwarding out (1308-IVQ, 7.10).
    """
    if not ranked or vague or out_of_scope >= policy.not_ours_from:
        return Decision.ASK
    if concerned > 1:
        return Decision.SEVERAL
    best, *others = ranked
    if best.confidence < policy.ask_below:
        near = [one for one in others if one.confidence >= policy.second_near * best.confidence]
        if near and best.confidence + near[0].confidence >= policy.ask_below:
            return Decision.SEVERAL
        return Decision.ASK
    if not best.founded:
        return Decision.ASK
    if not best.home:
        return Decision.FORWARD_OUT
    return Decision.ANSWER if best.answers_callers else Decision.ROUTE


def goes_by_itself(decision: Decision, best: Ranked, policy: Policy, of: Circumstances) -> bool:
    """Say whether the appeal is routed without a click: only to a unit that the ministry switched it on for."""
    return (
        decision is Decision.ROUTE
        and best.home
        and policy.auto_route_from is not None
        and best.confidence >= policy.auto_route_from
        and not of.confidential
        and not of.accuses
        and (of.kind_confirmed or of.kind_confidence >= SURE_OF_KIND)
    )
