"""What a report says of the sector's work plan: its figures and its sentence (pure; statute 002, clause 5.4.3).

Tasks are no appeals, so no list stands behind their figures. Figures name nobody's conduct and no proposal.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from callcenter.core.wording import Sentence, say
from callcenter.sector.plan_standing import Stood
from callcenter.sector.vocabulary import Standing
from reports.measures import Definition, Measure
from reports.periods import Period

TASKS = "tasks"
SHORTEST_MONTH = 28
"""A report of fewer days says nothing of the plan."""


@dataclass(frozen=True)
class PlanDefinition(Definition):
    """A measure of the plan: how many tasks stood so."""

    standings: tuple[Standing, ...] = tuple(Standing)


PLAN_MEASURES = (
    PlanDefinition(
        "plan_tasks",
        say("İş planının tədbirləri"),
        say("İmzalanmış iş planlarının müddəti bu dövrə düşən və əvvəlki dövrlərdən qalmış tədbirləri."),
    ),
    PlanDefinition(
        "plan_done",
        say("Vaxtında icra edilən tədbirlər"),
        say("İcrası müddətin son gününədək bildirilmiş və rəhbərin təsdiqlədiyi tədbirlər."),
        1,
        standings=(Standing.DONE,),
    ),
    PlanDefinition(
        "plan_done_late",
        say("Gecikmə ilə icra edilən tədbirlər"),
        say("İcrası müddətin son günündən sonra bildirilmiş və rəhbərin təsdiqlədiyi tədbirlər."),
        -1,
        standings=(Standing.DONE_LATE,),
    ),
    PlanDefinition(
        "plan_overdue",
        say("Müddəti ötmüş tədbirlər"),
        say("Müddəti ötmüş, dövrün sonunadək icrası bildirilməmiş tədbirlər."),
        -1,
        standings=(Standing.OVERDUE,),
    ),
    PlanDefinition(
        "plan_open",
        say("İcrada olan tədbirlər"),
        say(
            "Dövrün sonunda müddəti çatmamış və ya icrası bildirilib, rəhbərin təsdiqini gözləyən tədbirlər."
        ),
        standings=(Standing.PLANNED, Standing.REPORTED),
    ),
)
PLAN_DEFINITIONS: Mapping[str, PlanDefinition] = {one.name: one for one in PLAN_MEASURES}


def shows_plan(period: Period) -> bool:
    """Say whether the report of a period tells of the work plan: of a month and longer."""
    return len(period.days) >= SHORTEST_MONTH


def measures_of_plan(stood: Sequence[Stood], previous: Sequence[Stood]) -> dict[str, Measure]:
    """Return the measures of two periods; none where no plan had anything for either."""
    if not stood and not previous:
        return {}
    now, before = (Counter(one.standing for one in found) for found in (stood, previous))
    return {
        one.name: Measure(
            one.name, sum(now[of] for of in one.standings), sum(before[of] for of in one.standings), TASKS
        )
        for one in PLAN_MEASURES
    }


def sentences_of_plan(stood: Sequence[Stood]) -> list[Sentence]:
    """Return the plan in one sentence; nothing where no task was due."""
    counts = Counter(one.standing for one in stood)
    if not stood:
        return []
    if len(stood) == 1:
        return [
            say("İş planının bu dövr üçün bir tədbiri var: %(standing)s.", standing=stood[0].standing.label)
        ]
    if counts[Standing.DONE] == len(stood):
        return [say("İş planının %(count)s tədbirinin hamısı vaxtında icra edilib.", count=len(stood))]
    return [say("İş planının %(count)s tədbirindən %(parts)s.", count=len(stood), parts=_parts(counts))]


def _parts(counts: Mapping[Standing, int]) -> list[Sentence]:
    """Each part says how many of the tasks; a number as {"of_them": 9} is written 9-u where the language does so."""
    of = {standing: {"of_them": count} for standing, count in counts.items() if count}
    parts = [_done(of)] if of.keys() & {Standing.DONE, Standing.DONE_LATE} else []
    if Standing.OVERDUE in of:
        parts.append(say("%(overdue)s gecikir", overdue=of[Standing.OVERDUE]))
    if Standing.REPORTED in of:
        parts.append(
            say("%(reported)s icra edilmiş kimi bildirilib, təsdiq gözləyir", reported=of[Standing.REPORTED])
        )
    if Standing.PLANNED in of:
        parts.append(say("%(planned)s icradadır, müddəti çatmayıb", planned=of[Standing.PLANNED]))
    return parts


def _done(of: Mapping[Standing, Mapping[str, int]]) -> Sentence:
    if Standing.DONE_LATE not in of:
        return say("%(done)s vaxtında icra edilib", done=of[Standing.DONE])
    if Standing.DONE not in of:
        return say("%(late)s gecikmə ilə icra edilib", late=of[Standing.DONE_LATE])
    return say(
        "%(done)s vaxtında, %(late)s gecikmə ilə icra edilib",
        done=of[Standing.DONE],
        late=of[Standing.DONE_LATE],
    )
