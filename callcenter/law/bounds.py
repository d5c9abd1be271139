"""Which values of a limit can be meant, and which limits are facts of the law that nobody switches (pure)."""

from collections.abc import Iterable, Mapping
from datetime import date

from callcenter.core.wording import Sentence, say
from callcenter.law.changes import LimitChange, versions
from callcenter.law.parameters import LegalParameter, LegalParameters, Unit

# What the product does always, or leaves to people: shown with act and clause, but another value would change nothing.
FACTS = frozenset({"phone.study_report", "recording.notice", "report.periods", "route.block_accused"})

BOUNDS: Mapping[Unit, tuple[int, int]] = {
    Unit.WORKING_DAYS: (1, 366),
    Unit.DAYS: (1, 366),
    Unit.HOURS: (1, 720),
    Unit.CLOCK: (0, 1440),
    Unit.MONTHS: (1, 120),
    Unit.YEARS: (1, 100),
    Unit.PERCENT: (0, 100),
    Unit.ANSWERS: (1, 100),
    Unit.PERIODS: (1, 12),
    Unit.YES_NO: (0, 1),
    Unit.NEXT_DAY: (0, 1),
}
# Registered on the day of receipt.
ON_THE_DAY = "registration.latest"
OPENS, CLOSES = "line.opens", "line.closes"
# On a shortened day the lines close so much earlier (minutes).
SHORTER = 60


def fault_of_value(change: LimitChange, unit: Unit) -> Sentence | None:
    """Return what is wrong with the value by itself."""
    low, high = BOUNDS[unit]
    low = 0 if change.key == ON_THE_DAY else low
    if low <= change.value <= high:
        return None
    if unit is Unit.CLOCK:
        return say(
            "Günün vaxtı gecə yarısından sonrakı dəqiqə ilə yazılır: 0 ilə 1440 arasında (09:00 – 540)."
        )
    return say("Qiymət %(low)s ilə %(high)s arasında olmalıdır.", low=low, high=high)


def fault_of_hours(change: LimitChange, rows: Iterable[LegalParameter]) -> Sentence | None:
    """Say it where on some day the lines would not be open for more than the hour by which a shortened day ends earlier."""
    if change.key not in (OPENS, CLOSES):
        return None
    after = LegalParameters(tuple(versions(tuple(rows), change)))
    starts = {row.valid_from for row in after.rows if row.key in (OPENS, CLOSES)}
    if all(_open_long_enough(after, day) for day in starts if day >= change.valid_from):
        return None
    return say(
        "Xətlər bağlanmasından bir saatdan çox əvvəl açılmalıdır: qısaldılmış gündə bir saat tez bağlanır."
    )


def _open_long_enough(parameters: LegalParameters, day: date) -> bool:
    try:
        opens, closes = (parameters.at(key, day).value for key in (OPENS, CLOSES))
    except LookupError:
        return True
    return opens + SHORTER < closes
