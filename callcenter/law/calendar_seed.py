"""The seed of the calendar, read from the `holidays` package: Labour Code 105 and the Cabinet's swaps it knows."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from importlib.metadata import version

import holidays

from callcenter.law.working_days import ONE_DAY, WEEKEND, DayKind, DayMark

YEARS = range(2024, 2028)
SOURCE = f"holidays {version('holidays')}"

SWAPPED = re.compile(r"İstirahət günü \((\d{2})\.(\d{2})\.(\d{4}) ilə əvəz edilmişdir\)")
QUALIFIER = re.compile(r" \((müşahidə olunur)?(?:, )?(təxmini)?\)$")

# The package's spelling of these names, and the ministry's.
SPELLINGS = {
    "Ramazan bayrami": "Ramazan bayramı",
    "Qurban bayrami": "Qurban bayramı",
    "Prezidenti seçkiləri": "Səsvermə günü (Prezident seçkiləri)",
    "Bələdiyyə seçkiləri": "Səsvermə günü (bələdiyyə seçkiləri)",
}
MOURNING = "Ümumxalq hüzn günü"


def seed_marks(years: Collection[int] = YEARS) -> tuple[DayMark, ...]:
    """Return the marked days of the years, in order: rest days that are not weekends only, and swapped working days.

    Islamic holidays whose date is still an estimate are of the kind "provisional" until a decision
    of the Cabinet fixes them (Labour Code 105.4).
    """
    if not years:
        return ()
    # A swap is written on its rest day, which may lie in the January after.
    known = holidays.country_holidays("AZ", years=range(min(years), max(years) + 2), language="az")
    rest = dict(known.items())
    marks = (*(_rest_mark(day, name) for day, name in rest.items()), *_worked_marks(known, rest, years))
    return tuple(sorted((mark for mark in marks if mark.date.year in years), key=lambda mark: mark.date))


def _rest_mark(day: dt.date, names: str) -> DayMark:
    swap = SWAPPED.fullmatch(names)
    if swap:
        name = f"{'.'.join(swap.groups())} ilə yeri dəyişdirilmiş istirahət günü"
        return DayMark(day, working=False, name=name, kind=DayKind.SWAP, source=SOURCE)
    parts = names.split("; ")
    name = ", ".join(dict.fromkeys(_name(part) for part in parts))
    # A holiday in its own right shortens the day before, also where a moved one falls on the same day.
    kind = min((_kind(part) for part in parts), key=list(DayKind).index)
    return DayMark(day, working=False, name=name, kind=kind, source=SOURCE)


def _name(printed: str) -> str:
    qualifier = QUALIFIER.search(printed)
    plain = QUALIFIER.sub("", printed)
    name = SPELLINGS.get(plain, plain)
    moved, estimated = qualifier.groups() if qualifier else (None, None)
    notes = [note for note, holds in (("köçürülmüş istirahət günü", moved), ("təxmini", estimated)) if holds]
    return f"{name} ({', '.join(notes)})" if notes else name


def _kind(printed: str) -> DayKind:
    qualifier = QUALIFIER.search(printed)
    moved, estimated = qualifier.groups() if qualifier else (None, None)
    if estimated:
        return DayKind.PROVISIONAL
    if moved:
        return DayKind.MOVED
    if printed == MOURNING:
        return DayKind.MOURNING
    return DayKind.VOTING if "seçkiləri" in printed else DayKind.HOLIDAY


def _worked_marks(
    known: holidays.HolidayBase, rest: Mapping[dt.date, str], years: Iterable[int]
) -> Iterator[DayMark]:
    worked_for = dict(_swaps(rest))
    for day in (day for year in years for day in _days_of(year)):
        if day in worked_for or (day.weekday() in WEEKEND and known.is_working_day(day)):
            swapped = f"{worked_for[day]:%d.%m.%Y} ilə yeri dəyişdirilmiş " if day in worked_for else ""
            yield DayMark(day, working=True, name=f"{swapped}iş günü", kind=DayKind.SWAP, source=SOURCE)


def _days_of(year: int) -> Iterator[dt.date]:
    day = dt.date(year, 1, 1)
    while day.year == year:
        yield day
        day += ONE_DAY


def _swaps(rest: Mapping[dt.date, str]) -> Iterator[tuple[dt.date, dt.date]]:
    for day, names in rest.items():
        swap = SWAPPED.fullmatch(names)
        if swap:
            worked_day, month, year = map(int, swap.groups())
            yield dt.date(year, month, worked_day), day
