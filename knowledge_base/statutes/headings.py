"""Which numbered lines of a statute may open a clause and which are chapters' headings, by what stands around them."""

import re
from collections.abc import Sequence

from knowledge_base.statutes.footnotes import without_marks
from knowledge_base.statutes.lines import ends_sentence
from knowledge_base.statutes.numbering import (
    LIKELY_REFERENCE,
    Number,
    Point,
    clause_number,
    point_number,
)

LONGEST_TITLE = 200
LONGEST_STRAY_TITLE = 100
TITLE_LINES = 4
STAMP = re.compile(r"(?:təsdiq|TƏSDİQ) edilmişdir\W*\Z")

Dotted = Sequence[tuple[Number, str] | None]
Points = Sequence[Point | None]


def clause_numbers(lines: Sequence[str]) -> Dotted:
    """Clause numbers at the start of lines; what reads like a reference counts only where a sentence may begin."""
    found = [clause_number(line) for line in lines]
    for index, number in enumerate(found):
        if number and index and LIKELY_REFERENCE.match(number[1]):
            before = without_marks(lines[index - 1])[0]
            if not ends_sentence(before) and not point_number(before):
                found[index] = None
    return found


def stamp_in(lines: Sequence[str]) -> int:
    """Return the line after the approval stamp (`… qərarı ilə təsdiq edilmişdir`), 0 where none is printed."""
    for index, line in enumerate(lines):
        if "edilmişdir" in (plain := line.replace("EDİLMİŞDİR", "edilmişdir")) and STAMP.search(plain):
            return index + 1
    return 0


def headings_in(lines: Sequence[str], dotted: Dotted, points: Points, *, after: int) -> dict[int, Point]:
    """Find the chapters' headings among the one-level numbers, by the number that comes next in the text.

    A heading is followed by the first clause of its chapter, or, when it is the next chapter in order and reads like
    a title, by any clause of it. A Roman one in order may hold no clause at all (`V. Keçid müddəaları`). An inserted one
    stands over its own first clause: `2-1.` over `2-1.1`.
    """
    found: dict[int, Point] = {}
    last = 0
    following = _following(dotted, points)
    for index in range(after, len(points)):
        point = points[index]
        if point is None:
            continue
        place, number = following[index]
        if point.step[1]:
            if found and _is_inserted(lines[index], point, number):
                found[index] = point
            continue
        in_order = point.step[0] == last + 1 and reads_like_title(lines[index], point)
        if number and number.chapter == point.step[0]:
            heads = in_order or (number.opens_chapter and _stands_above(lines[index], point, place - index))
        elif number and number.chapter == 1 and number.opens_chapter:
            # The clauses of this chapter start over: 1.1 again under heading 2.
            heads = in_order and bool(found)
        else:
            heads = in_order and point.roman and bool(found)
        if heads:
            found[index], last = point, point.step[0]
    return _from_first_chapter(found)


def _is_inserted(line: str, point: Point, number: Number | None) -> bool:
    if not number or number.steps[0] != point.step or not number.opens_chapter:
        return False
    return reads_like_title(line, point)


def _from_first_chapter(headings: dict[int, Point]) -> dict[int, Point]:
    # Points of the decision with points below them (2., 2.1, 2.2) look like chapters; the statute begins at chapter 1.
    first = next((index for index, point in headings.items() if point.step[0] == 1), 0)
    return {index: point for index, point in headings.items() if index >= first}


def _following(dotted: Dotted, points: Points) -> list[tuple[int, Number | None]]:
    """Return for each line the next numbered line after it and that line's clause number, None for other numbers."""
    found: list[tuple[int, Number | None]] = [(len(points), None)] * len(points)
    following: tuple[int, Number | None] = (len(points), None)
    for index in range(len(points) - 1, -1, -1):
        found[index] = following
        if number := dotted[index]:
            following = index, number[0]
        elif points[index]:
            following = index, None
    return found


def _stands_above(line: str, point: Point, distance: int) -> bool:
    line = without_marks(line)[0]
    if line.endswith((";", ",")) or len(line) > LONGEST_TITLE:
        return False
    return distance <= (1 if line.endswith(".") and point.rest else TITLE_LINES)


def reads_like_title(line: str, point: Point) -> bool:
    """True for a numbered line that is short, begins with a capital and ends no sentence."""
    return (
        len(line) <= LONGEST_STRAY_TITLE
        and point.rest[:1].isupper()
        and not ends_sentence(without_marks(line)[0])
    )


def start_of(headings: dict[int, Point], dotted: Dotted, *, after: int) -> int:
    """Return the line where the first chapter begins: its heading, or its first clause where it has none."""
    start = min(headings, default=len(dotted))
    if start in headings and headings[start].step[0] == 1:
        return start
    for index in range(after, start):
        found = dotted[index]
        if found and found[0].opens_chapter and (found[0].chapter == 1 or not headings):
            return index
    return start
