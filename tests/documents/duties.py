"""docs/duties.md: every clause of statute 002 and what else touches appeals, where it is done, and which tests show it."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "duties.md"
DUTIES = Path(__file__).with_name("duties.yaml")
COLUMNS = {"duty", "where", "outside"}
NAMES = {
    "002": "Statute 002: the sector that organises the call centre",
    "003": "Statute 003: the department of electronic governance, where it touches appeals",
    "001": "Statute 001: record keeping at the Migration Service, where it touches appeals",
}
HEAD = """# Duties

Drawn by `make docs` from `tests/documents/duties.yaml` and from the marks of the tests (`@clause("002:3.0.4")`); a test
fails when a clause of statute 002 has no row, a row has no test, or this page is not what they say.
"""


@dataclass(frozen=True)
class Duty:
    """A clause: what it asks in our words, where it is done, or why no program can do it."""

    code: str
    duty: str
    where: tuple[str, ...]
    outside: str


def duties() -> list[Duty]:
    """Return the rows, in the order of the clauses."""
    read: Mapping[str, Mapping[str, Mapping[str, Any]]] = yaml.safe_load(DUTIES.read_text(encoding="utf-8"))
    # A sentence with a comma that stands without quotation marks is cut there: its rest is a column of no row.
    strange = [number for rows in read.values() for number, row in rows.items() if set(row) - COLUMNS]
    if strange:
        raise ValueError(f"put the sentence in quotation marks: {strange}")
    return [
        Duty(
            f"{statute}:{number}",
            str(row.get("duty", "")),
            tuple(str(place) for place in row.get("where", ())),
            str(row.get("outside", "")),
        )
        for statute, clauses in read.items()
        for number, row in clauses.items()
    ]


@cache
def tests_of() -> dict[str, list[str]]:
    """Return the tests that carry each clause, as file and name."""
    found = defaultdict(list)
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        for code, name in _marks(file):
            found[code].append(f"{file.relative_to(ROOT / 'tests').as_posix()}: {name}")
    return dict(found)


def _marks(file: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.FunctionDef):
            continue
        for mark in node.decorator_list:
            if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id == "clause":
                for code in mark.args:
                    if isinstance(code, ast.Constant):
                        yield str(code.value), node.name


def drawn() -> str:
    """Return the document."""
    known, shown = duties(), tests_of()
    parts = [HEAD]
    for statute, title in NAMES.items():
        parts += [f"## {title}", "", "| clause | what it asks | where | tests |", "|---|---|---|---|"]
        parts += [_row(one, shown.get(one.code, [])) for one in known if one.code.startswith(f"{statute}:")]
        parts.append("")
    laws = sorted(code for code in shown if code.split(":")[0] not in NAMES)
    parts += ["## Laws", "", "| clause | tests |", "|---|---|"]
    parts += [f"| {code} | {_tests(shown[code])} |" for code in laws]
    return "\n".join([*parts, ""])


def _row(one: Duty, tests: list[str]) -> str:
    if one.outside:
        return f"| {one.code} | *outside:* {one.outside} | — | — |"
    places = ", ".join(f"`{place}`" for place in one.where)
    return f"| {one.code} | {one.duty} | {places} | {_tests(tests)} |"


def _tests(tests: list[str]) -> str:
    by_file = defaultdict(list)
    for one in tests:
        file, _, name = one.partition(": ")
        by_file[file].append(name.removeprefix("test_").replace("_", " "))
    return "<br>".join(
        f"`{file}`: {'; '.join(sorted(set(names)))}" for file, names in sorted(by_file.items())
    )


if __name__ == "__main__":
    DOCUMENT.write_text(drawn(), encoding="utf-8")
