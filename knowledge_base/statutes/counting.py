"""Statutes whose clauses are counted 1, 2, 3 … through all chapters; some of them have clauses 3.1, 3.2 … below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from knowledge_base.statutes.approval import is_own_name
from knowledge_base.statutes.headings import Dotted, Points, reads_like_title
from knowledge_base.statutes.lines import ends_sentence
from knowledge_base.statutes.numbering import Number, Point, Step, is_next

MOST_SKIPPED = 3
FITTING_TO_OTHER = 4
FITTING_TO_OTHER_WITHOUT_HEADS = 10
LINES_BELOW_TITLE = 3


@dataclass(frozen=True, slots=True)
class Counted:
    """The chapters' Roman headings by their lines, empty where there are none, and the clauses' numbers."""

    start: int
    heads: Mapping[int, Point]
    numbers: Dotted


def counted_in(lines: Sequence[str], dotted: Dotted, points: Points) -> Counted | None:
    """Return the headings and numbers of a statute that counts its clauses through, None for another shape.

    Under Roman headings the first number after the first heading tells. Without headings the numbers are clauses, not
    chapters, when most of them open sentences, and either have clauses below or stand under the statute's own name.
    """
    numbers = _plain_numbers(dotted, points)
    heads = _roman_heads(lines, points)
    if heads:
        start = min(heads)
        return Counted(start, heads, numbers) if _counts_on(start, heads, numbers) else None
    firsts = [at for at, found in enumerate(numbers) if found and found[0].steps == ((1, 0),)]
    for start in reversed(firsts):
        if _counts_on(start, {}, numbers) and _holds_sentences(start, lines, numbers):
            return Counted(start, {}, numbers)
    return None


def skips_few(step: Step, last: Step) -> bool:
    """True for a number that comes after the last one, few numbers missing between them."""
    return last < step <= (last[0] + MOST_SKIPPED, 0)


def _plain_numbers(dotted: Dotted, points: Points) -> Dotted:
    """Return the clauses' numbers: `1)` is an entry of a clause's list wherever clauses are written `1.`."""
    arabic = [point for point in points if point and not point.roman]
    bracketed = all(point.bracketed for point in arabic) and not any(dotted)
    return [
        number
        or (
            (Number(point.printed, (point.step,)), point.rest)
            if point and not point.roman and point.bracketed == bracketed
            else None
        )
        for number, point in zip(dotted, points, strict=True)
    ]


def _roman_heads(lines: Sequence[str], points: Points) -> dict[int, Point]:
    found: dict[int, Point] = {}
    for index, point in enumerate(points):
        if (
            point
            and point.roman
            and point.step[0] == len(found) + 1
            and reads_like_title(lines[index], point)
        ):
            found[index] = point
    return found


def _counts_on(start: int, heads: Mapping[int, Point], numbers: Dotted) -> bool:
    """True when nearly all numbers from `start` on come in order; a clause 1 may start over under a heading."""
    last, fresh = (0, 0), False
    fitting = other = clauses = 0
    for index in range(start, len(numbers)):
        fresh = fresh or index in heads
        if not (found := numbers[index]):
            continue
        steps = found[0].steps
        if len(steps) > 1:
            fits = steps[0] == last
        else:
            fits = is_next(steps[0], last) or skips_few(steps[0], last) or (fresh and steps == ((1, 0),))
            clauses += fits
            last = steps[0] if fits else last
        if not clauses:
            return False
        fitting, other, fresh = fitting + fits, other + (not fits), False
    share = FITTING_TO_OTHER if heads else FITTING_TO_OTHER_WITHOUT_HEADS
    return clauses > 1 and other * share <= fitting


def _holds_sentences(start: int, lines: Sequence[str], numbers: Dotted) -> bool:
    places = [at for at in range(start, len(numbers)) if numbers[at]]
    sentences = titles = childless = 0
    for at, following in zip(places, chain(places[1:], [len(lines)]), strict=True):
        steps = _steps(numbers, at)
        if len(steps) > 1:
            continue
        ended = any(map(ends_sentence, lines[at:following]))
        sentences, titles = sentences + ended, titles + (not ended)
        childless += ended and not (following < len(lines) and len(_steps(numbers, following)) > 1)
    below = sum(len(_steps(numbers, at)) > 1 for at in places)
    above = sum(len(_steps(numbers, at)) > 1 for at in range(start))
    named = any(map(is_own_name, lines[max(start - LINES_BELOW_TITLE, 0) : start]))
    return sentences > titles and childless > 0 and above <= below and (below > 0 or named)


def _steps(numbers: Dotted, at: int) -> tuple[Step, ...]:
    found = numbers[at]
    return found[0].steps if found else ()
