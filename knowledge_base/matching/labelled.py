"""Labelled appeals read from a file: what `kb evaluate` measures on."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.language.kinds import read_kind


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled appeal; `units` and `clauses` hold every right answer, the main one first."""

    id: str
    text: str
    kind: str | None
    units: tuple[str, ...]
    clauses: tuple[str, ...]
    in_scope: bool
    noise: str


def read_rows(path: Path | str) -> list[Row]:
    """Read a TSV with a heading line: id, text, kind, unit, clauses, in_scope, noise; or text, label."""
    return rows_of(Path(path).read_text(encoding="utf-8-sig"))


def rows_of(table: str) -> list[Row]:
    """Return the rows of a TSV; ValueError where its heading is not one of ours."""
    lines = table.splitlines()
    if not lines:
        raise ValueError("the file is empty")
    heading = [name.strip() for name in lines[0].split("\t")]
    if "text" not in heading or not {"unit", "label"}.intersection(heading):
        raise ValueError("the heading names neither text and unit nor text and label")
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        if line.strip():
            cells = dict(zip(heading, (cell.strip() for cell in line.split("\t")), strict=False))
            rows.append(_row(cells, number))
    return rows


def _row(cells: Mapping[str, str], number: int) -> Row:
    unit = cells.get("unit", cells.get("label", ""))
    return Row(
        id=cells.get("id", str(number)),
        text=cells.get("text", ""),
        kind=read_kind(cells.get("kind", "")),
        units=_listed(unit, "|"),
        clauses=_listed(cells.get("clauses", ""), ";"),
        in_scope=cells.get("in_scope", "yes").lower() in ("yes", "true", "1", "hə", "bəli"),
        noise=cells.get("noise") or "-",
    )


def _listed(cell: str, separator: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(separator) if part.strip() not in ("", "-"))
