"""With which outcome an appeal may be closed, by how its consideration ended (pure)."""

from collections.abc import Mapping

from callcenter.appeals.vocabulary import Outcome, State
from callcenter.core.errors import InvalidInput
from callcenter.core.wording import Sentence, say

_OF_AN_ANSWER = frozenset(
    {Outcome.SATISFIED, Outcome.PARTLY_SATISFIED, Outcome.EXPLAINED, Outcome.REFUSED, Outcome.WRITTEN_OFFERED}
)
ALLOWED: Mapping[State, frozenset[Outcome]] = {
    State.ANSWERED_ON_LINE: _OF_AN_ANSWER,
    State.DELIVERED: _OF_AN_ANSWER,
    State.FORWARDED_OUT: frozenset({Outcome.FORWARDED}),
    State.LEFT_UNCONSIDERED: frozenset({Outcome.UNCONSIDERED}),
    State.WITHDRAWN: frozenset({Outcome.WITHDRAWN}),
    # It ends as the appeal ended into which it was merged.
    State.MERGED: frozenset(Outcome),
}
# What an author may propose for an answer: the rest follows from steps, not from words.
PROPOSED = (Outcome.SATISFIED, Outcome.PARTLY_SATISFIED, Outcome.EXPLAINED, Outcome.REFUSED)


# How much an answer grants, from all to nothing; an explanation asks for nothing to be granted.
_GRANTED = (Outcome.SATISFIED, Outcome.PARTLY_SATISFIED, Outcome.REFUSED)


def _beyond(answered: Outcome | None) -> frozenset[Outcome]:
    """What says that more was granted than the approved answer grants."""
    return frozenset(_GRANTED[: _GRANTED.index(answered)]) if answered in _GRANTED else frozenset()


def outcomes_of(
    state: State, *, written_offered: bool, answered: Outcome | None = None
) -> tuple[Outcome, ...]:
    """Return the outcomes with which an appeal in this state may be closed, in the order of the vocabulary.

    answered is the outcome of the approved answer: who closes may not make more of it than two people wrote.
    """
    allowed = ALLOWED.get(state, frozenset())
    if state is State.DELIVERED:
        allowed -= _beyond(answered)
    return tuple(
        one
        for one in Outcome
        if one in allowed and (one is not Outcome.WRITTEN_OFFERED or written_offered or state is State.MERGED)
    )


def check(state: State, outcome: Outcome, *, written_offered: bool, answered: Outcome | None = None) -> None:
    """Refuse, at the field, an outcome that does not follow from how the consideration ended."""
    if state not in ALLOWED or outcome in outcomes_of(
        state, written_offered=written_offered, answered=answered
    ):
        # A state in which nothing is closed is refused by the table of the life cycle.
        return
    if answered is not None and outcome in _beyond(answered):
        said = say(
            "Təsdiqlənmiş cavabın nəticəsi «%(answered)s» olduğu üçün müraciət «%(outcome)s» nəticəsi ilə bağlana bilməz.",
            answered=answered,
            outcome=outcome,
        )
        raise InvalidInput({"outcome": said})
    if outcome is Outcome.WRITTEN_OFFERED and outcome in ALLOWED[state]:
        said = say("Əvvəlcə müraciət edənə yazılı müraciət təklif olunduğunu qeyd edin.")
    else:
        said = say(
            "«%(state)s» vəziyyətində olan müraciət «%(outcome)s» nəticəsi ilə bağlana bilməz: başqa nəticə seçin.",
            state=state,
            outcome=outcome,
        )
    raise InvalidInput({"outcome": said})


def proposal_faults(outcome: Outcome | None) -> dict[str, Sentence]:
    """Return what is wrong with the outcome that an author gives an answer, at its field."""
    if outcome is None:
        return {"outcome": say("Nəticəni seçin.")}
    if outcome not in PROPOSED:
        said = say("Cavabın nəticəsi «%(outcome)s» ola bilməz: başqa nəticə seçin.", outcome=outcome)
        return {"outcome": said}
    return {}
