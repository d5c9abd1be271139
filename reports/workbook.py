"""The report as a workbook: one sheet a table, numbers as numbers, and no cell that could be a formula."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from reports.editions import Edition, Figure, Table
from reports.map_edition import MapTable
from reports.plan_edition import PlanTable

SHEET_NAME_LIMIT = 31


@dataclass(frozen=True)
class Share:
    """A number of 0..1 that a cell shows as a percentage."""

    value: float | None


Cell = str | float | Share | None

_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def workbook_of(edition: Edition, words: Mapping[str, str]) -> bytes:
    """Return the workbook of an edition; words are the labels that all its sheets share."""
    raw = BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with Workbook(raw, safe) as book:
        sheets = _Sheets(book)
        said = [[one] for one in (*edition.narrative, *edition.signals)]
        sheets.add(words["narrative"], [f"{edition.title}, {edition.period}"], said)
        sheets.add(words["figures"], *_measures(edition, words))
        for table in edition.tables:
            sheets.add(table.label, *_table(table, words), note=table.note)
        if edition.plan:
            sheets.add(edition.plan.label, edition.plan.columns, _tasks(edition.plan))
        if edition.map:
            sheets.add(edition.map.label, edition.map.columns, _gaps(edition.map))
        days = [[point.full_label, point.value, point.previous] for point in edition.days]
        sheets.add(words["by_day"], [words["day"], words["now"], words["before"]], days)
    return raw.getvalue()


def _measures(edition: Edition, words: Mapping[str, str]) -> tuple[list[str], list[list[Cell]]]:
    heads = [words["figure"], words["now"], words["before"], words["meaning"]]
    return heads, [[line.label, *_both(line.figure), line.meaning] for line in edition.lines]


def _table(table: Table, words: Mapping[str, str]) -> tuple[list[str], list[list[Cell]]]:
    heads = [words["row"], words["now"], words["before"], *table.columns]
    return heads, [
        [row.label, *_both(row.figure), *(figure.value for figure in row.more)] for row in table.rows
    ]


def _tasks(plan: PlanTable) -> list[list[Cell]]:
    return [
        [one.what, one.owner, one.due, one.done or None, one.days_late, one.standing] for one in plan.rows
    ]


def _gaps(found: MapTable) -> list[list[Cell]]:
    return [[one.gap, one.clause, one.units, one.appeals, one.about] for one in found.rows]


def _both(figure: Figure) -> tuple[Cell, Cell]:
    if not figure.share:
        return figure.value, figure.previous_value
    return Share(figure.value), Share(figure.previous_value)


class _Sheets:
    def __init__(self, book: Any) -> None:
        self._book = book
        self._bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._share = book.add_format({"num_format": "0.0%"})

    def add(self, name: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], *, note: str = "") -> None:
        sheet = self._book.add_worksheet(name.translate(_FORBIDDEN)[:SHEET_NAME_LIMIT])
        sheet.set_column(0, 0, 60)
        sheet.set_column(1, 8, 18)
        sheet.freeze_panes(1, 0)
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, self._bold)
        for line, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                self._write(sheet, line, column, cell)
        if note:
            sheet.write_string(len(rows) + 2, 0, note, self._wrapped)

    def _write(self, sheet: Any, line: int, column: int, cell: Cell) -> None:
        form = self._share if isinstance(cell, Share) else None
        value = cell.value if isinstance(cell, Share) else cell
        if isinstance(value, str):
            sheet.write_string(line, column, value, self._wrapped)
        elif value is not None:
            sheet.write_number(line, column, value, form)
