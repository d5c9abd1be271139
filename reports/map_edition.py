"""The competence map in a kept report, and its table as it reads in one language (pure)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from callcenter.core.wording import say
from reports.gaps import CompetenceMap
from reports.periods import DAY, Period
from reports.vocabulary import PeriodKind

FEWEST_DAYS = 90
LONGEST_ABOUT = 160
LABEL = say("Səlahiyyət xəritəsi")
MEANING = "Əsasnamələrin bəndləri ilə insanların müraciətləri harada üst-üstə düşmür: %(days)s."
COLUMNS = (
    say("Nə üst-üstə düşmür"),
    say("Bənd"),
    say("Struktur bölmə"),
    say("Müraciət"),
    say("Nə haqqındadır"),
)
GAPS = {
    "returned": say("«Bizə aid deyil» qaytarışları"),
    "uncovered": say("Bəndsiz müraciətlər"),
    "contested": say("İki bölmənin bəndi"),
    "quiet": say("Müraciət olmayan bəndlər"),
}
NOWHERE = say("Hələ yönləndirilməyib: bazada uyğun səlahiyyət tapılmayıb")


@dataclass(frozen=True)
class MapRow:
    """One gap as it reads; a returned clause names who sent it back and whose duty it is."""

    gap: str
    clause: str
    units: str
    appeals: int
    about: str

    @property
    def cells(self) -> tuple[str, str, str, str, str]:
        """The row as text, in the order of the columns."""
        return self.gap, self.clause or "—", self.units, str(self.appeals), self.about


@dataclass(frozen=True)
class MapTable:
    """The gaps of a period, what went wrong before what merely stayed quiet."""

    label: str
    meaning: str
    columns: tuple[str, ...]
    rows: tuple[MapRow, ...]


def surveyed(period: Period, today: date) -> Period | None:
    """Return the days that a report's map looks at: its period, but at least 90 days to its end; none for a day.

    Within one week hardly any clause is called about, which says nothing of the clause.
    """
    if period.kind is PeriodKind.DAILY:
        return None
    last = min(period.last_day, today)
    return Period(PeriodKind.CUSTOM, min(period.first_day, last - DAY * (FEWEST_DAYS - 1)), last)


def kept_map(
    found: CompetenceMap, days: Period, names: Mapping[str, str], texts: Mapping[str, str]
) -> dict[str, Any]:
    """Return the map as a report keeps it, by the names of the units and the words of the clauses of that day."""

    def named(units: Sequence[str]) -> list[str]:
        return [names.get(unit, unit) for unit in units]

    return {
        "from": days.first_day.isoformat(),
        "to": days.last_day.isoformat(),
        "duties": found.duties,
        "returned": [
            {
                "clause": one.refusal.clause,
                "units": named([one.refusal.unit]),
                "owners": named(one.owners),
                "appeals": one.refusal.appeals,
                "about": _short(texts.get(one.refusal.clause, "")),
            }
            for one in found.returned
        ],
        "uncovered": [
            {"clause": "", "units": named([unit] if unit else []), "appeals": count, "about": ""}
            for unit, count in found.uncovered
        ],
        "contested": [
            {
                "clause": one.clause,
                "units": named([unit for unit, _ in one.units]),
                "appeals": sum(count for _, count in one.units),
                "about": _short(texts.get(one.clause, "")),
            }
            for one in found.contested
        ],
        "quiet": [
            {
                "clause": one.duty.clause,
                "units": named([one.duty.unit]),
                "appeals": 0,
                "about": _short(one.title or one.duty.text or ""),
            }
            for one in found.quiet
        ],
    }


def map_table(
    content: Mapping[str, Any], days: Callable[[Mapping[str, str]], str], translate: Callable[[str], str]
) -> MapTable | None:
    """Return the table of a report's content; none where the report does not tell of the map or it has no gap."""
    kept = content.get("map")
    rows = tuple(_rows(kept, translate)) if kept else ()
    if not kept or not rows:
        return None
    columns = tuple(translate(one.text) for one in COLUMNS)
    return MapTable(translate(LABEL.text), translate(MEANING) % {"days": days(kept)}, columns, rows)


def _rows(kept: Mapping[str, Any], translate: Callable[[str], str]) -> Iterator[MapRow]:
    for gap, label in GAPS.items():
        for one in kept[gap]:
            units = ", ".join(one["units"]) or translate(NOWHERE.text)
            owners = ", ".join(one.get("owners", ()))
            units = f"{units} → {owners}" if owners else units
            yield MapRow(translate(label.text), one["clause"], units, one["appeals"], one["about"])


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_ABOUT else text[: LONGEST_ABOUT - 1].rstrip() + "…"
