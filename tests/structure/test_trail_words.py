"""Whatever the trail holds is read by people: each kind of row, and what stands beside it, has its words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from callcenter.audit.showing import BESIDE, KINDS

ROOT = Path(__file__).resolve().parents[2]
KIND = re.compile(r"[a-z]+\.[a-z_]+")
# They look alike: legal limits, a page's name, a name of an extension.
OTHERS = re.compile(r"retention\..*|reports\.show|callcenter\.kept_of_persons")
# Who, when and about what stand in columns of their own.
COLUMNS = {"now", "user_id", "api_key_id", "about"}


def recording() -> Iterator[tuple[Path, list[ast.Call], set[str]]]:
    """Yield each file that writes to the trail: its calls, and the texts in it that look like a kind of row."""
    for file in sorted(one for folder in ("callcenter", "reports") for one in (ROOT / folder).rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        calls = [one for one in ast.walk(tree) if isinstance(one, ast.Call) and _records(one.func)]
        if calls:
            said = {str(one.value) for one in ast.walk(tree) if isinstance(one, ast.Constant)}
            yield file, calls, {one for one in said if KIND.fullmatch(one) and not OTHERS.fullmatch(one)}


def _records(called: ast.expr) -> bool:
    return isinstance(called, ast.Attribute) and ast.unparse(called) == "trail.record"


def test_every_kind_of_row_has_its_words() -> None:
    kinds = {kind for _, _, said in recording() for kind in said}
    assert len(kinds) > 30
    assert not kinds - set(KINDS), "callcenter/audit/showing.py"


def test_all_that_stands_beside_a_row_has_its_words() -> None:
    named = {word.arg for _, calls, _ in recording() for call in calls for word in call.keywords if word.arg}
    assert len(named - COLUMNS) > 10
    assert not named - COLUMNS - set(BESIDE), "callcenter/audit/showing.py"
