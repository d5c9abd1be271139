"""The sector's work plan in the report of a period: read from the signed plans, as they stood when the period ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from callcenter.core.wording import Sentence
from callcenter.sector import queries as sector
from callcenter.sector.plan_standing import Stood, at_the_end
from reports.measures import Measure
from reports.periods import Period
from reports.plan_edition import kept_plan
from reports.plan_measures import measures_of_plan, sentences_of_plan, shows_plan


@dataclass(frozen=True)
class Planned:
    """What the report says of the plan: figures, the sentence, and the tasks as they are kept."""

    measures: Mapping[str, Measure] = field(default_factory=dict)
    sentences: Sequence[Sentence] = ()
    block: Mapping[str, Any] = field(default_factory=dict)


def plan_of(session: Session, period: Period, today: date) -> Planned:
    """Return what the report of a period says of the plan, as of its end or of today while it runs; nothing for a short one."""
    if not shows_plan(period):
        return Planned()
    stood, before = (_stood(session, one, today) for one in (period, period.previous()))
    return Planned(measures_of_plan(stood, before), sentences_of_plan(stood), {"plan": kept_plan(stood)})


def _stood(session: Session, period: Period, today: date) -> list[Stood]:
    return at_the_end(sector.tasks(session, period.first_day, period.last_day), period.last_day, today)
