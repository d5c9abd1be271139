"""The skeleton of a statute: which line opens a chapter, a clause or a list entry, and which lines continue one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge_base.statutes import doubting
from knowledge_base.statutes.counting import counted_in, skips_few
from knowledge_base.statutes.doubting import at, doubt
from knowledge_base.statutes.footnotes import without_marks
from knowledge_base.statutes.headings import (
    LONGEST_STRAY_TITLE,
    TITLE_LINES,
    clause_numbers,
    headings_in,
    reads_like_title,
    stamp_in,
    start_of,
)
from knowledge_base.statutes.lines import ends_sentence, opens_paragraph, width_of
from knowledge_base.statutes.numbering import (
    LIKELY_REFERENCE,
    Number,
    Order,
    Point,
    follows,
    is_next,
    next_letter,
    point_number,
)
from knowledge_base.statutes.running_on import cut_number
from knowledge_base.statutes.statute import Doubt

FULL_LINE = 0.75


@dataclass
class ItemDraft:
    """A list entry and its lines."""

    point: Point
    lines: list[str]


@dataclass
class ClauseDraft:
    """A clause and its lines; the lines of its list's entries are among them."""

    number: Number
    lines: list[str]
    items: list[ItemDraft] = field(default_factory=list)


@dataclass
class SectionDraft:
    """A chapter, its heading's lines, lines that no clause holds, and its clauses."""

    number: str
    ordinal: int
    title: list[str]
    lines: list[str] = field(default_factory=list)
    clauses: list[ClauseDraft] = field(default_factory=list)


@dataclass(frozen=True)
class Outline:
    """The chapters in order, the line where the first begins, and the doubts met on the way."""

    start: int
    sections: list[SectionDraft]
    doubts: list[Doubt]


def outline_of(lines: Sequence[str]) -> Outline:
    """Find chapters and clauses; an outline without sections means that the text is no statute."""
    dotted = clause_numbers(lines)
    points = [None if number else point_number(line) for line, number in zip(lines, dotted, strict=True)]
    counted = counted_in(lines, dotted, points)
    if counted:
        start, dotted = counted.start, counted.numbers
        headings = counted.heads
    else:
        headings = headings_in(lines, dotted, points, after=stamp_in(lines))
        start = start_of(headings, dotted, after=stamp_in(lines))
    scan = _Scan(width_of(lines[start:]), bool(counted))
    for index in range(start, len(lines)):
        scan.take(lines[index], headings.get(index), dotted[index], points[index])
    return Outline(start, scan.sections, scan.doubts)


class _Scan:
    """Takes the lines one after another and keeps the place reached."""

    def __init__(self, width: int, plain: bool) -> None:
        self.width, self.plain = width, plain
        self.sections: list[SectionDraft] = []
        self.doubts: list[Doubt] = []
        self.order = Order(plain)
        self.before = ""
        self.number: Number | None = None
        self.in_title = False
        self.paragraph: Doubt | None = None

    def take(
        self, line: str, heading: Point | None, dotted: tuple[Number, str] | None, point: Point | None
    ) -> None:
        bare = without_marks(line)[0]
        if heading:
            self._open_section(heading)
        elif dotted and self._opens_clause(*dotted, bare):
            self._open_clause(*dotted)
        elif entry := (point if point and self._opens_item(point) else self._lettered(line)):
            self.sections[-1].clauses[-1].items.append(ItemDraft(entry, [entry.rest]))
            self.sections[-1].clauses[-1].lines.append(line)
        else:
            self._continue(line, bare, point)
        self.before = bare

    def _open_section(self, heading: Point) -> None:
        ordinal = heading.step[0]
        expected = self.sections[-1].ordinal + (not heading.step[1]) if self.sections else 1
        if ordinal != expected:
            where = at(doubting.AT_CHAPTER, heading.printed)
            self.doubts.append(doubt(doubting.OUT_OF_TURN, where, chapter=heading.printed, expected=expected))
        self.sections.append(SectionDraft(heading.printed, ordinal, [heading.rest] if heading.rest else []))
        self.in_title = True
        if not self.plain:
            self.number = None

    def _opens_clause(self, number: Number, rest: str, bare: str) -> bool:
        if not self.sections:
            return True
        if self._starts_over(number):
            return True
        due = follows(number, self.number) and (self.plain or number.chapter == self.sections[-1].ordinal)
        ended = (
            ends_sentence(self.before)
            or self.in_title
            or (self._leaves_chapter(number) and self._ends_in_title())
        )
        if due or (ended and not self.plain and not LIKELY_REFERENCE.match(rest)):
            return True
        if ended and self.plain and (len(number.steps) > 1 or self._skips_few(number, rest)):
            return True
        self.doubts.append(doubt(doubting.NUMBER_READ_ON, self._where(), line=bare[:60]))
        return False

    def _skips_few(self, number: Number, rest: str) -> bool:
        last = self.number.steps[0] if self.number else (0, 0)
        return skips_few(number.steps[0], last) and not LIKELY_REFERENCE.match(rest)

    def _starts_over(self, number: Number) -> bool:
        """True for clause 1 under a new heading of a statute that counts its clauses without dots."""
        return self.plain and self.in_title and self.number is not None and number.steps == ((1, 0),)

    def _open_clause(self, number: Number, rest: str) -> None:
        if self.plain and not self.sections:
            self.sections.append(SectionDraft("I", 1, []))
            self.doubts.append(doubt(doubting.NO_CHAPTERS, at(doubting.AT_CHAPTER, "I")))
        elif not self.plain and (not self.sections or self._leaves_chapter(number)):
            self._open_unheaded(number)
        if self._starts_over(number):
            self.order = Order(self.plain)
            chapter = self.sections[-1].number
            where = at(doubting.AT_CHAPTER, chapter)
            self.doubts.append(doubt(doubting.STARTS_OVER, where, chapter=chapter))
        self.doubts.extend(self.order.see(number))
        if not self.plain and number.chapter != self.sections[-1].ordinal:
            clause, chapter = number.printed, self.sections[-1].number
            self.doubts.append(doubt(doubting.OTHER_CHAPTER, clause, clause=clause, chapter=chapter))
        self.sections[-1].clauses.append(ClauseDraft(number, [rest] if rest else []))
        self.number, self.in_title = number, False

    def _leaves_chapter(self, number: Number) -> bool:
        return number.opens_chapter and number.chapter == self.sections[-1].ordinal + 1

    def _open_unheaded(self, number: Number) -> None:
        title = self._stray_title()
        where = at(doubting.AT_CHAPTER, number.chapter)
        self.doubts.append(doubt(doubting.UNHEADED, where, chapter=number.chapter))
        self.sections.append(SectionDraft(str(number.chapter), number.chapter, title))

    def _stray_title(self) -> list[str]:
        """Take a short unnumbered heading back from the clause that had swallowed it."""
        if not self._ends_in_title():
            return []
        clause = self.sections[-1].clauses[-1]
        if clause.items:
            clause.items[-1].lines.pop()
        if self.doubts and self.doubts[-1] is self.paragraph:
            self.doubts.pop()
        return [clause.lines.pop()]

    def _ends_in_title(self) -> bool:
        clauses = self.sections[-1].clauses if self.sections else []
        lines = clauses[-1].lines[-2:] if clauses else []
        if len(lines) < 2 or len(lines[1]) > LONGEST_STRAY_TITLE:
            return False
        return ends_sentence(lines[0]) and lines[1][:1].isupper() and not ends_sentence(lines[1])

    def _lettered(self, line: str) -> Point | None:
        clauses = self.sections[-1].clauses if self.sections else []
        if not clauses or not ends_sentence(self.before):
            return None
        items = clauses[-1].items
        last = items[-1].point.printed if items else ""
        return None if last[:1].isdigit() else next_letter(line, last)

    def _opens_item(self, point: Point) -> bool:
        clauses = self.sections[-1].clauses if self.sections else []
        if not clauses or point.roman or (self.plain and not point.bracketed):
            return False
        if not clauses[-1].items:
            return point.step == (1, 0) and ends_sentence(self.before)
        if clauses[-1].items[-1].point.printed.isalpha():
            return False
        last = clauses[-1].items[-1].point.step
        if is_next(point.step, last):
            return True
        if not ends_sentence(self.before) or not last < point.step <= (last[0] + 3, 0):
            return False
        said = {"lost": last[0] + 1, "last": last[0], "next": point.printed}
        self.doubts.append(doubt(doubting.NO_ITEM, self._where(), **said))
        return True

    def _continue(self, line: str, bare: str, point: Point | None) -> None:
        section = self.sections[-1]
        if not section.clauses:
            self._continue_section(section, line)
            return
        clause = section.clauses[-1]
        if point and ends_sentence(self.before) and (not point.roman or reads_like_title(bare, point)):
            self.doubts.append(_stray_number(point, clause.number))
        elif cut := cut_number(bare, clause.number.printed):
            self.doubts.append(cut)
        elif clause.lines and opens_paragraph(bare, self.before, self.width):
            number = clause.number.printed
            self.paragraph = doubt(doubting.PARAGRAPH_WITHIN, number, clause=number, line=bare[:60])
            self.doubts.append(self.paragraph)
        clause.lines.append(line)
        if clause.items:
            clause.items[-1].lines.append(line)

    def _continue_section(self, section: SectionDraft, line: str) -> None:
        in_title = self.in_title and not ends_sentence(self.before) and len(line) <= LONGEST_STRAY_TITLE
        in_title = in_title and not self._opens_text(line)
        if in_title and len(section.title) < TITLE_LINES and not ends_sentence(line):
            section.title.append(line)
            return
        if not section.lines:
            where = at(doubting.AT_CHAPTER, section.number)
            self.doubts.append(
                doubt(doubting.PARAGRAPH_IN_CHAPTER, where, chapter=section.number, line=line[:60])
            )
        section.lines.append(line)
        self.in_title = False

    def _opens_text(self, line: str) -> bool:
        """True for a full line with a capital under a heading that was left short: a paragraph, no more of the title."""
        full = self.width * FULL_LINE
        fits = len(self.before) + 1 + len(line.split(" ", 1)[0]) <= full
        return fits and len(line) > full and line[:1].isupper()

    def _where(self) -> str:
        return self.number.printed if self.number else str(at(doubting.AT_CHAPTER, self.sections[-1].number))


def _stray_number(point: Point, clause: Number) -> Doubt:
    said = {"number": point.printed, "clause": clause.printed}
    if not point.roman and "." in clause.printed and is_next(point.step, clause.steps[-1]):
        meant = f"{clause.printed.rpartition('.')[0]}.{point.printed}"
        return doubt(doubting.STRAY_CLAUSE, clause.printed, **said, meant=meant)
    return doubt(doubting.STRAY_NUMBER, clause.printed, **said)
