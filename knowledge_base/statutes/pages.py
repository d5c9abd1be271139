"""Pages of a printed document become paragraphs: running headers, footers and page numbers out, lines joined.

Pure: a page is a list of lines with their places, in points, as the printer set them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise, product

from knowledge_base.statutes.footnotes import NOTE, heading_of, without_marks
from knowledge_base.statutes.headings import reads_like_title
from knowledge_base.statutes.lines import PAGE_NUMBER, Spelling, ends_sentence, joined, spelling_of, width_of
from knowledge_base.statutes.numbering import clause_number, is_next, point_number
from knowledge_base.statutes.shapes import is_named_heading

EDGE_LINES = 3
MOST_FIGURES = 3
WIDER_GAP = 1.2
SLIGHTLY = 1.05
INDENT = 6.0
FEWEST_PARAGRAPHS = 0.08
FULL_LINE = 0.85
MANY_BREAKS = 0.02


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line on a page: its text, the place of its first letter and how large it is set."""

    text: str
    x: float
    y: float
    size: float = 0.0


Page = Sequence[PageLine]


def without_edges(pages: Sequence[Page]) -> list[list[PageLine]]:
    """Leave out the lines at the top and the bottom that return on other pages: the same, or counting the pages."""
    kept = [list(page) for page in pages]
    wide = _widest_usual(pages)
    for edge in (0, -1):
        for _ in range(EDGE_LINES):
            running = _running({at: page for at, page in enumerate(kept) if page}, edge, wide)
            for at in running:
                kept[at].pop(edge)
            if not running:
                break
        for at, page in enumerate(kept, start=1):
            if page and (number := PAGE_NUMBER.fullmatch(page[edge].text)) and int(number[1]) == at:
                page.pop(edge)
    return kept


def _running(pages: dict[int, list[PageLine]], edge: int, wide: float) -> list[int]:
    """Return the pages whose outermost line returns: on half of them set apart from the text, or on nearly all."""
    keys = {at: _keys(page[edge].text, at) for at, page in pages.items()}
    apart = {at for at, page in pages.items() if _is_apart(page, edge, wide)}
    times = Counter(chain.from_iterable(keys.values()))
    times_apart = Counter(chain.from_iterable(keys[at] for at in apart))
    half, nearly_all = max(2, len(pages) // 2), max(3, len(pages) * 4 // 5)
    return [
        at
        for at, found in keys.items()
        if any(times[key] >= nearly_all or (at in apart and times_apart[key] >= half) for key in found)
    ]


def _is_apart(page: Page, edge: int, wide: float) -> bool:
    """True when one of the outermost gaps between lines is wider than those inside the text."""
    lines = page[: EDGE_LINES + 1] if edge == 0 else page[-EDGE_LINES - 1 :]
    return len(page) == 1 or any(upper.y - lower.y > wide for upper, lower in pairwise(lines))


def _widest_usual(pages: Sequence[Page]) -> float:
    """Return the gap that separates paragraphs inside the pages, or lines where nothing separates paragraphs."""
    step = _step(pages) * WIDER_GAP
    inner = [page[EDGE_LINES:-EDGE_LINES] for page in pages]
    gaps = Counter(round(upper.y - lower.y, 1) for page in inner for upper, lower in pairwise(page))
    wider = [(times, gap) for gap, times in gaps.items() if gap > step]
    return max(step, max(wider)[1] * SLIGHTLY) if wider else step


def _keys(text: str, page: int) -> set[tuple[str, ...]]:
    """Return what the line may be the same as: each figure as printed, or counted from the page's place.

    The number that opens a clause counts no pages.
    """
    words = re.split(r"([0-9]+)", " ".join(text.split()))
    figures = words[1::2]
    if len(figures) > MOST_FIGURES or any(len(one) > 6 for one in figures) or _is_numbered(text):
        return {tuple(words)}
    choices = product(*((one, f"page{int(one) - page:+}") for one in figures))
    return {tuple(chain(words[0::2], choice)) for choice in choices}


def _is_numbered(text: str) -> bool:
    return bool(clause_number(text) or point_number(text))


def paragraphs(pages: Sequence[Page]) -> list[str]:
    """Join the lines of each paragraph where the layout shows paragraphs, else leave the lines as they are."""
    lines = list(_marked(pages))
    inside = [line for line, opens in lines if not opens]
    opened = sum(opens for _, opens in lines)
    spelling = _spelling([line for line, _ in lines])
    if not inside or opened < FEWEST_PARAGRAPHS * len(lines):
        return [line for line, _ in lines]
    groups: list[list[str]] = []
    # Roman headings count apart from the clauses 1, 2, 3 … below them.
    last = {True: (0, 0), False: (0, 0)}
    for line, opens in lines:
        point = point_number(line)
        counts_on = point is not None and is_next(point.step, last[point.roman])
        # Below a chapter the clauses may be counted on from the one before.
        below_heading = point is not None and bool(groups) and is_named_heading(groups[-1][0])
        if opens or not groups or counts_on or below_heading or _starts(line, groups[-1][-1]):
            groups.append([])
            if point:
                last[point.roman] = point.step
        groups[-1].append(line)
    return [joined(group, spelling) for group in groups]


def _spelling(lines: Sequence[str]) -> Spelling:
    """Find out whether the document breaks words: where hyphens at line ends are rare, they belong to the words."""
    found = spelling_of(lines)
    broken = sum(line.endswith("-") for line in lines)
    return replace(found, sparing=broken < MANY_BREAKS * len(lines))


def _starts(line: str, before: str) -> bool:
    """True for a line that opens with a number that may be a clause's or a list entry's: the parser knows which."""
    note = NOTE.match(line)
    if clause_number(line) or heading_of(line) or (note and line[note.end() :]):
        return True
    if ends_sentence(before) and is_named_heading(line):
        return True
    point, above = point_number(line), point_number(before)
    return bool(point and (ends_sentence(before) or (above and above.roman and point.step == (1, 0))))


def _marked(pages: Sequence[Page]) -> Iterator[tuple[str, bool]]:
    """Return each line, and whether its place on the page shows the beginning of a paragraph."""
    step = _step(pages)
    width = width_of([line.text for page in pages for line in page])
    before: PageLine | None = None
    for page in pages:
        left = _left(page)
        for index, line in enumerate(page):
            text = " ".join(line.text.split())
            if before is None:
                opens = True
            elif index == 0:
                opens = _is_indented(line, before, left, width) or _breaks(before.text, text, width)
            else:
                gap = before.y - line.y
                opens = gap > step * WIDER_GAP or gap < 0 or _is_indented(line, before, left, width)
            yield text, opens
            before = line


def _step(pages: Sequence[Page]) -> float:
    """Return the usual distance of lines, the smallest that is common."""
    gaps = Counter(round(upper.y - lower.y, 1) for page in pages for upper, lower in pairwise(page))
    common = max(gaps.values(), default=0)
    return min((gap for gap, times in gaps.items() if gap > 1 and times * 4 >= common), default=0.0) or 1e9


def _left(page: Page) -> float:
    """Return where lines begin: the place furthest left that is common, though most paragraphs be one indented line."""
    places = Counter(round(line.x) for line in page)
    common = max(places.values(), default=0)
    return float(min((place for place, times in places.items() if times * 4 >= common), default=0))


def _is_indented(line: PageLine, before: PageLine, left: float, width: int) -> bool:
    """True for an indent after a line that has none, or that was left short: a heading, a paragraph of one line.

    Behind a number that stands out to the left, the lines of its own paragraph are indented.
    """
    if line.x <= left + INDENT:
        return False
    above = before.text.strip()
    if not _is_full(above, line.text.strip(), width):
        return True
    return before.x <= left + INDENT and not _is_numbered(above)


def _is_full(before: str, line: str, width: int) -> bool:
    return len(before) + 1 + len(line.split(" ", 1)[0]) > width * FULL_LINE


def _breaks(before: str, line: str, width: int) -> bool:
    """True when the last line of a page was a heading or not full, or ended a sentence before a capital letter."""
    before = without_marks(before.strip())[0]
    short = not _is_full(before, line, width)
    point = point_number(before)
    if short and point and reads_like_title(before, point):
        return line[:1].isupper()
    return (ends_sentence(before) or not before) and (short or not line[:1].islower())
