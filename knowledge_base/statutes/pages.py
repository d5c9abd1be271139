"""Pages of a printed document become paragraphs: running headers, footers and page numbers out, lines joined.

Pure: a page is a list of lines with their places, in points, as the printer set them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise, product

from knowledge_base.statutes.footnotes import NOTE, heading_of, without_marks
from knowledge_base.statutes.lines import PAGE_NUMBER, Spelling, ends_sentence, joined, spelling_of, width_of
from knowledge_base.statutes.numbering import clause_number, is_next, point_number

EDGE_LINES = 3
MOST_FIGURES = 3
WIDER_GAP = 1.2
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
    for edge in (0, -1):
        for _ in range(EDGE_LINES):
            texts = {at: page[edge].text for at, page in enumerate(kept) if page}
            running = _running(texts)
            for at in running:
                kept[at].pop(edge)
            if not running:
                break
        for at, page in enumerate(kept, start=1):
            if page and (number := PAGE_NUMBER.fullmatch(page[edge].text)) and int(number[1]) == at:
                page.pop(edge)
    return kept


def _running(texts: dict[int, str]) -> list[int]:
    """Return the pages whose line returns on at least half of the pages, and on two."""
    keys = {at: _keys(text, at) for at, text in texts.items()}
    times = Counter(chain.from_iterable(keys.values()))
    enough = max(2, len(texts) // 2)
    return [at for at, found in keys.items() if any(times[key] >= enough for key in found)]


def _keys(text: str, page: int) -> set[tuple[str, ...]]:
    """Return what the line may be the same as: each figure as printed, or counted from the page's place."""
    words = re.split(r"([0-9]+)", " ".join(text.split()))
    figures = words[1::2]
    if len(figures) > MOST_FIGURES or any(len(one) > 6 for one in figures):
        return {tuple(words)}
    choices = product(*((one, f"page{int(one) - page:+}") for one in figures))
    return {tuple(chain(words[0::2], choice)) for choice in choices}


def paragraphs(pages: Sequence[Page]) -> list[str]:
    """Join the lines of each paragraph where the layout shows paragraphs, else leave the lines as they are."""
    lines = list(_marked(pages))
    inside = [line for line, opens in lines if not opens]
    opened = sum(opens for _, opens in lines)
    spelling = _spelling([line for line, _ in lines])
    if not inside or opened < FEWEST_PARAGRAPHS * len(lines):
        return [line for line, _ in lines]
    groups: list[list[str]] = []
    last = (0, 0)
    for line, opens in lines:
        point = point_number(line)
        counts_on = point is not None and is_next(point.step, last)
        if opens or not groups or counts_on or _starts(line, groups[-1][-1]):
            groups.append([])
            last = point.step if point else last
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
    return bool(point_number(line)) and ends_sentence(before)


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
                opens = _is_indented(line, before, left) or _breaks(before.text, text, width)
            else:
                gap = before.y - line.y
                opens = gap > step * WIDER_GAP or gap < 0 or _is_indented(line, before, left)
            yield text, opens
            before = line


def _step(pages: Sequence[Page]) -> float:
    """Return the usual distance of lines, the smallest that is common."""
    gaps = Counter(round(upper.y - lower.y, 1) for page in pages for upper, lower in pairwise(page))
    common = max(gaps.values(), default=0)
    return min((gap for gap, times in gaps.items() if gap > 1 and times * 4 >= common), default=0.0) or 1e9


def _left(page: Page) -> float:
    places = Counter(round(line.x) for line in page)
    return float(places.most_common(1)[0][0]) if places else 0.0


def _is_indented(line: PageLine, before: PageLine, left: float) -> bool:
    return line.x > left + INDENT and before.x <= left + INDENT


def _breaks(before: str, line: str, width: int) -> bool:
    """True when the last line of a page was not full, or ended a sentence before a capital letter."""
    before = without_marks(before.strip())[0]
    fits = len(before) + 1 + len(line.split(" ", 1)[0]) <= width * FULL_LINE
    return ends_sentence(before) and (fits or line[:1].isupper())
