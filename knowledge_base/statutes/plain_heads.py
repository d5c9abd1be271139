"""Statutes whose headings and clauses both are `1.`, `2.` …: read only where every number fits, and left alone otherwise."""

from collections.abc import Sequence

from knowledge_base.statutes.approval import is_own_name
from knowledge_base.statutes.headings import (
    LONGEST_STRAY_TITLE,
    TITLE_LINES,
    Points,
    reads_like_title,
    stamp_in,
)
from knowledge_base.statutes.lines import ends_sentence

FEWEST_HEADS = 2


def plain_heads(lines: Sequence[str], points: Points) -> list[int]:
    """Return the lines of the headings, none for another shape.

    The clauses begin again at 1 under each heading, or go through all of them. A number that is neither the next
    heading, a title with a clause below it, nor the next clause, which ends a sentence, is the sign of another shape.
    """
    after = max((at for at, line in enumerate(lines) if not points[at] and is_own_name(line)), default=-1)
    numbered = [
        at
        for at, point in enumerate(points)
        if at >= max(stamp_in(lines), after + 1) and point and not point.bracketed
    ]
    if any(point.roman for at in numbered if (point := points[at])):
        return []
    # Under the second heading stands either clause 1 or the next one: no text is both.
    starts_over = _heads_of(lines, points, numbered, starts_over=True)
    return starts_over or _heads_of(lines, points, numbered, starts_over=False)


def _heads_of(
    lines: Sequence[str], points: Points, numbered: Sequence[int], *, starts_over: bool
) -> list[int]:
    heads: list[int] = []
    clause = 0
    for place, at in enumerate(numbered):
        end = numbered[place + 1] if place + 1 < len(numbered) else len(lines)
        first = 1 if starts_over else clause + 1
        if _is(points, at, len(heads) + 1) and _is(points, end, first) and _is_title(lines, points, at, end):
            heads.append(at)
            clause = 0 if starts_over else clause
        elif heads and _is(points, at, clause + 1) and ends_sentence(lines[end - 1]):
            clause += 1
        else:
            return []
    return heads if len(heads) >= FEWEST_HEADS else []


def _is(points: Points, at: int, number: int) -> bool:
    point = points[at] if at < len(points) else None
    return point is not None and point.step == (number, 0)


def _is_title(lines: Sequence[str], points: Points, at: int, end: int) -> bool:
    point = points[at]
    if point is None or not reads_like_title(lines[at], point) or end - at > TITLE_LINES:
        return False
    return not any(ends_sentence(line) or len(line) > LONGEST_STRAY_TITLE for line in lines[at:end])
