"""The ledger of reasoned answers: how often a person was answered on the merits of one matter in a year (pure).

Three such answers and no new facts let a further appeal be left unconsidered (1308-IVQ, 8.1.4). Only a person decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from callcenter.appeals import repeats
from callcenter.appeals.repeats import Earlier
from callcenter.appeals.vocabulary import Outcome

ON_THE_MERITS = frozenset({Outcome.SATISFIED, Outcome.PARTLY_SATISFIED, Outcome.EXPLAINED, Outcome.REFUSED})


@dataclass(frozen=True)
class Reasoned:
    """An answer that the person was given: to which appeal, when, with what outcome and in what words.

    linked: a person said that this appeal follows that one, so that the words need not meet.
    """

    appeal: Earlier
    answered_on: date
    outcome: Outcome
    answer: str
    linked: bool = False


def reasoned(
    text: str,
    answers: Iterable[Reasoned],
    *,
    day: date,
    years: int,
    language: str = "",
    matter: str = "",
) -> list[Reasoned]:
    """Return the answers on the merits of the same matter within so many years before the day, the oldest first."""
    said, since = repeats.words_of(text), day - timedelta(days=365 * years)
    return sorted(
        (
            one
            for one in answers
            if one.outcome in ON_THE_MERITS
            and since <= one.answered_on <= day
            and (
                one.linked
                or repeats.nearness(said, one.appeal, language=language, matter=matter) >= repeats.ALIKE
            )
        ),
        key=lambda one: (one.answered_on, one.appeal.number),
    )
