"""A kept report as it reads in one language: every label, number and date as text, beside its value.

The page, the PDF and the workbook show the same edition, so that they cannot differ.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import floor
from typing import Any

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent

from callcenter.core.clock import BAKU
from callcenter.core.suffixes import its
from callcenter.core.wording import Sentence, say
from reports.call_measures import CALL_DEFINITIONS
from reports.map_edition import MapTable, map_table
from reports.measures import (
    DEFINITIONS,
    GROUPS,
    NONE,
    SHARE,
    UNIT_COLUMNS,
    Definition,
    GroupDefinition,
    ShareDefinition,
)
from reports.plan_edition import PlanTable, plan_as_json, plan_table
from reports.plan_measures import PLAN_DEFINITIONS

TITLES: Mapping[str, Sentence] = {
    "daily": say("Gündəlik hesabat"),
    "weekly": say("Həftəlik hesabat"),
    "monthly": say("Aylıq hesabat"),
    "quarterly": say("Rüblük hesabat"),
    "half-yearly": say("Yarımillik hesabat"),
    "yearly": say("İllik hesabat"),
    "custom": say("Seçilmiş dövr üzrə hesabat"),
}
TILES = ("received", "on_line_share", "on_time_share", "open", "overdue", "repeats")
"""The figures that a leader sees first."""

WITHOUT_LIST: Mapping[str, Definition] = {**CALL_DEFINITIONS, **PLAN_DEFINITIONS}
"""Figures of calls and of the work plan: no list of appeals stands behind them."""

UNIT_LABELS = (say("Vaxtında"), say("Gecikmə ilə"), say("İcrada"), say("Müddəti ötmüş"))
"""Short heads of UNIT_COLUMNS."""
ROUTED = say("Yönləndirilib")
"""Of a topic: how many a person routed by exactly this competence."""

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Figure:
    """A figure with that of the previous period; measure and group name the list behind it."""

    value: float | None
    text: str
    previous_value: float | None = None
    previous: str = ""
    change: str = ""
    tone: str = ""
    share: bool = False
    measure: str = ""
    group: str = ""


@dataclass(frozen=True)
class Line:
    """A measure: what it is called, what exactly it counts, and its figure."""

    name: str
    label: str
    meaning: str
    figure: Figure


@dataclass(frozen=True)
class Row:
    """A row of a table; share is the part of the table's sum, 0..1."""

    key: str
    label: str
    figure: Figure
    share: float
    more: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table of a report; columns name the figures that stand beside value, previous and change."""

    name: str
    label: str
    meaning: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    """What a reader of these rows has to know besides."""


@dataclass(frozen=True)
class Point:
    """A bar of a chart, with its figure of the previous period where there is one."""

    label: str
    full_label: str
    figure: Figure
    value: int
    previous: int | None


@dataclass(frozen=True)
class Edition:
    """All that a reader sees of a report."""

    language: str
    title: str
    period: str
    previous_period: str
    built: str
    narrative: tuple[str, ...]
    signals: tuple[str, ...]
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    days: tuple[Point, ...]
    earlier: tuple[Point, ...]
    plan: PlanTable | None
    map: MapTable | None

    @property
    def tiles(self) -> tuple[Line, ...]:
        """The figures that a leader sees first."""
        by_name = {line.name: line for line in self.lines}
        return tuple(by_name[name] for name in TILES)

    def table(self, name: str) -> Table:
        """Return a table by its name."""
        return next(table for table in self.tables if table.name == name)

    def row_named(self, group: str) -> str:
        """Return what the row or the day of a group such as by_kind:complaint is called, or its key."""
        key = group.partition(":")[2]
        names = {f"{table.name}:{row.key}": row.label for table in self.tables for row in table.rows}
        names |= {point.figure.group: point.full_label for point in self.days}
        return names.get(group, key)


def edition_of(
    content: Mapping[str, Any], *, built_at: datetime, language: str, translate: Translate
) -> Edition:
    """Return the edition of a report's content in a language, with the words of a translation."""
    return _Writer(language, translate).edition(content, built_at)


def as_json(content: Mapping[str, Any], *, language: str, translate: Translate) -> dict[str, Any]:
    """Return the content as other systems read it: the same keys and values, with words translated."""
    writer = _Writer(language, translate)
    groups = {
        name: [{**row, "label": translate(row["label"])} for row in rows]
        for name, rows in content["groups"].items()
    }
    return {
        **content,
        "groups": groups,
        "notes": {name: writer.said(one) for name, one in content.get("notes", {}).items()},
        "signals": [{**one, "label": writer.label(one["label"])} for one in content["signals"]],
        "narrative": [writer.said(one) for one in content["narrative"]],
        **plan_as_json(content, translate),
    }


def kept_value(content: Mapping[str, Any], measure: str, group: str | None) -> int | None:
    """Return what the report says of a measure, whole or of one row; None when it does not show that."""
    if group is None:
        found = content["measures"].get(measure, {}).get("value")
        return None if found is None else int(found)
    dimension, _, key = group.partition(":")
    if dimension == "by_day":
        return next((row["value"] for row in content["days"] if row["day"] == key), None)
    counted = {one.name: one.measure for one in GROUPS}.get(dimension)
    column = "value" if counted == measure else measure
    return next((row.get(column) for row in content["groups"].get(dimension, []) if row["key"] == key), None)


def period_text(first_day: date, last_day: date, language: str) -> str:
    """Return the days of a period in words, such as 7–13 sentyabr 2026."""

    def shown(day: date, pattern: str) -> str:
        return str(format_date(day, pattern, locale=language))

    last = shown(last_day, "d MMMM y")
    if first_day == last_day:
        return last
    if (first_day.year, first_day.month) == (last_day.year, last_day.month):
        return f"{first_day.day}–{last}"
    return f"{shown(first_day, 'd MMMM' if first_day.year == last_day.year else 'd MMMM y')} – {last}"


@dataclass(frozen=True)
class _Writer:
    language: str
    translate: Translate

    def edition(self, content: Mapping[str, Any], built_at: datetime) -> Edition:
        period, previous = content["period"], content["previous"]
        return Edition(
            language=self.language,
            title=self.translate(TITLES[period["kind"]].text),
            period=self.days(period),
            previous_period=self.days(previous),
            built=str(format_datetime(built_at.astimezone(BAKU), "d MMMM y, HH:mm", locale=self.language)),
            narrative=tuple(self.said(one) for one in content["narrative"]),
            signals=tuple(self.signal(one) for one in content["signals"]),
            lines=tuple(self.line(name, found) for name, found in content["measures"].items()),
            tables=tuple(self.table(one, content) for one in GROUPS),
            days=tuple(self.day(one) for one in content["days"]),
            earlier=tuple(self.earlier(one) for one in content["earlier"]),
            plan=plan_table(content, self.language, self.translate),
            map=map_table(content, self.days, self.translate),
        )

    def days(self, period: Mapping[str, str]) -> str:
        return period_text(
            date.fromisoformat(period["from"]), date.fromisoformat(period["to"]), self.language
        )

    def number(self, value: float) -> str:
        return str(format_decimal(value, locale=self.language))

    def percent(self, value: float | None) -> str:
        return "—" if value is None else str(format_percent(value, "0.#%", locale=self.language))

    def label(self, text: str) -> str:
        return self.translate(text) if text else ""

    def capital(self, text: str) -> str:
        shown = self.label(text)
        first = {"i": "İ", "ı": "I"}.get(shown[:1]) if self.language == "az" else None
        return (first or shown[:1].upper()) + shown[1:]

    def said(self, sentence: Mapping[str, Any]) -> str:
        values = {name: self.value(value) for name, value in sentence["values"].items()}
        text = self.translate(sentence["text"])
        return text % values if values else text

    def value(self, value: Any) -> str:
        if isinstance(value, list):
            return ", ".join(self.part(one) for one in value)
        if isinstance(value, dict):
            return self.of_them(value["of_them"])
        return self.label(value) if isinstance(value, str) else self.number(value)

    def part(self, one: Any) -> str:
        """One of several: a sentence within a sentence, or what is counted with its number."""
        if isinstance(one, dict):
            return self.said(one)
        label, count = one
        return f"«{self.label(label)}» ({self.number(count)})"

    def of_them(self, count: int) -> str:
        """So many of them: Azerbaijani says it by the ending of the number."""
        shown = self.number(count)
        return f"{shown}-{its(count)}" if self.language == "az" else shown

    def signal(self, signal: Mapping[str, Any]) -> str:
        low, high = signal["expected"]
        values = {
            "topic": signal["label"],
            "count": signal["value"],
            "low": floor(low),
            "high": floor(high),
        }
        if signal["what"] == "received":
            said = say(
                "Müraciətlərin ümumi sayı (%(count)s) gözlənilən aralıqdan (%(low)s–%(high)s) kənardadır."
            )
        else:
            said = say("«%(topic)s»: %(count)s müraciət, gözlənilən aralıq %(low)s–%(high)s.")
        return self.said({"text": said.text, "values": values})

    def line(self, name: str, found: Mapping[str, Any]) -> Line:
        listless = WITHOUT_LIST.get(name)
        definition = listless or DEFINITIONS[name]
        behind = definition.part if isinstance(definition, ShareDefinition) else name
        return Line(
            name,
            self.label(definition.label.text),
            self.label(definition.meaning.text),
            self.figure(
                found["value"],
                found["previous"],
                share=found["unit"] == SHARE,
                more_is=definition.more_is,
                measure="" if listless else behind,
            ),
        )

    def figure(
        self,
        value: float | None,
        previous: float | None,
        *,
        share: bool = False,
        more_is: int = 0,
        measure: str = "",
        group: str = "",
    ) -> Figure:
        def shown(number: float | None) -> str:
            if share:
                return self.percent(number)
            return "—" if number is None else self.number(number)

        change = None if value is None or previous is None else value - previous
        return Figure(
            value,
            shown(value),
            previous,
            shown(previous),
            self.change(change, share=share),
            _tone(change, more_is),
            share,
            measure,
            group,
        )

    def change(self, change: float | None, *, share: bool) -> str:
        if change is None:
            return "—"
        size = round(abs(change) * 100, 1) if share else abs(change)
        sign = "" if not size else "+" if change > 0 else "−"
        text = sign + self.number(size)
        return f"{text} {self.label(say('faiz bəndi').text)}" if share else text

    def table(self, definition: GroupDefinition, content: Mapping[str, Any]) -> Table:
        name, groups = definition.name, content["groups"]
        found = groups.get(name, ())
        routed = {row["key"]: row["value"] for row in groups["by_competence"]}
        total = sum(row["value"] for row in found)
        columns = {"by_unit": UNIT_LABELS, "by_topic": (ROUTED,)}.get(name, ())
        rows = [
            Row(
                row["key"],
                self.capital(row["label"]),
                self.figure(
                    row["value"], row["previous"], measure=definition.measure, group=f"{name}:{row['key']}"
                ),
                row["value"] / total if total else 0.0,
                self.more(name, row, routed),
            )
            for row in found
        ]
        label, meaning = self.label(definition.label.text), self.label(definition.meaning.text)
        heads = tuple(self.label(one.text) for one in columns)
        note = content.get("notes", {}).get(name)
        return Table(name, label, meaning, heads, tuple(rows), self.said(note) if note else "")

    def more(self, name: str, row: Mapping[str, Any], routed: Mapping[str, int]) -> tuple[Figure, ...]:
        if name == "by_unit":
            group = f"by_unit:{row['key']}"
            return tuple(
                Figure(row[column], self.number(row[column]), measure=column, group=group)
                for column in UNIT_COLUMNS
            )
        if name == "by_topic" and row["key"] != NONE:
            value = routed.get(row["key"], 0)
            group = f"by_competence:{row['key']}"
            return (Figure(value, self.number(value), measure="received", group=group),)
        return (Figure(None, "—"),) if name == "by_topic" else ()

    def day(self, row: Mapping[str, Any]) -> Point:
        day = date.fromisoformat(row["day"])
        figure = self.figure(
            row["value"], row["previous"], measure="received", group=f"by_day:{day.isoformat()}"
        )
        short = str(format_date(day, "EEE d", locale=self.language))
        full = str(format_date(day, "EEEE, d MMMM", locale=self.language))
        return Point(short, self.capital(full), figure, row["value"], row["previous"])

    def earlier(self, row: Mapping[str, Any]) -> Point:
        short = str(format_date(date.fromisoformat(row["from"]), "d MMM", locale=self.language))
        figure = Figure(row["value"], self.number(row["value"]))
        return Point(short, self.days(row), figure, row["value"], None)


def _tone(change: float | None, more_is: int) -> str:
    weight = (change or 0) * more_is
    return "good" if weight > 0 else "bad" if weight < 0 else ""
