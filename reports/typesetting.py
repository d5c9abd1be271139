"""The report as an A4 document for printing and filing, accessible (PDF/UA-1).

Everything that is said comes to the typesetter as data; no text ever becomes its code.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from reports.editions import Edition, Figure, Line, Row, Table
from reports.map_edition import MapTable
from reports.plan_edition import PlanTable

TEMPLATE = Path(__file__).parent / "templates" / "reports" / "report.typ"
LONGEST_TABLE = 12


def pdf_of(
    edition: Edition, charts: Sequence[tuple[str, str]], words: dict[str, str], *, built_at: datetime
) -> bytes:
    """Return the PDF of an edition; charts are (title, SVG) pairs, words the labels of the document itself."""
    import matplotlib as mpl
    import typst

    data = {
        "language": edition.language,
        "title": edition.title,
        "period": edition.period,
        "previous_period": edition.previous_period,
        "narrative": edition.narrative,
        "signals": edition.signals,
        "tiles": [_line(line) for line in edition.tiles],
        "lines": [_line(line) for line in edition.lines],
        "charts": [{"title": title, "svg": svg} for title, svg in charts],
        "tables": {table.name: _table(table) for table in edition.tables},
        "plan": _plan(edition.plan),
        "map": _map(edition.map),
        "words": words,
        "built_at": [built_at.year, built_at.month, built_at.day],
    }
    fonts = Path(mpl.get_data_path()) / "fonts" / "ttf"
    pdf: bytes = typst.compile(
        TEMPLATE,
        font_paths=[fonts],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards="ua-1",
    )
    return pdf


def _line(line: Line) -> dict[str, Any]:
    return {"label": line.label, "meaning": line.meaning, **_figure(line.figure)}


def _figure(figure: Figure) -> dict[str, str]:
    return {"text": figure.text, "previous": figure.previous, "change": figure.change, "tone": figure.tone}


def _table(table: Table) -> dict[str, Any]:
    return {
        "label": table.label,
        "meaning": table.meaning,
        "note": table.note,
        "columns": table.columns,
        "rows": [_row(row) for row in table.rows[:LONGEST_TABLE]],
        "left_out": max(len(table.rows) - LONGEST_TABLE, 0),
    }


def _plan(plan: PlanTable | None) -> dict[str, Any] | None:
    if plan is None:
        return None
    rows = [one.cells for one in plan.rows]
    return {"label": plan.label, "meaning": plan.meaning, "columns": plan.columns, "rows": rows}


def _map(found: MapTable | None) -> dict[str, Any] | None:
    """Each gap with its first lines: the page and the workbook have the others."""
    if found is None:
        return None
    by_gap = groupby(found.rows, key=lambda row: row.gap)
    rows = [row.cells for _, group in by_gap for row in islice(group, LONGEST_TABLE)]
    return {
        "label": found.label,
        "meaning": found.meaning,
        "columns": found.columns,
        "rows": rows,
        "left_out": len(found.rows) - len(rows),
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "label": row.label,
        **_figure(row.figure),
        "share": round(row.share * 100),
        "more": [figure.text for figure in row.more],
    }
