"""Figures of a measurement as plain lines and tables for a terminal."""

from collections.abc import Iterable, Mapping, Sequence


def printed(figures: Mapping[str, object]) -> list[str]:
    """Return single figures as lines first, then each table under its name."""
    lines, tables = [], []
    for name, value in figures.items():
        if isinstance(value, Mapping):
            tables += ["", name, *_table(_rows_of(value))]
        elif isinstance(value, list):
            tables += ["", name, *_table(value)]
        else:
            lines.append(f"{name}: {_cell(value)}")
    return lines + tables


def _rows_of(value: Mapping[str, object]) -> list[Mapping[str, object]]:
    return [
        {"": name, **held} if isinstance(held, Mapping) else {"": name, "share": held}
        for name, held in value.items()
    ]


def _table(rows: Sequence[Mapping[str, object]]) -> list[str]:
    if not rows:
        return ["  –"]
    heading = tuple(rows[0])
    cells = [heading, *(tuple(_cell(row.get(name)) for name in heading) for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(heading))]
    return [_line(line, widths) for line in cells]


def _line(cells: Iterable[str], widths: Iterable[int]) -> str:
    return ("  " + "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))).rstrip()


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
