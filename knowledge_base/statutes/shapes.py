"""Other shapes of statutes, brought to the one that the outline reads; what is left out or counted is doubted.

Chapters called by name (`II fəsil`, `Fəsil 2`, `Maddə 2`) and without a number, numbers on lines of their own, tables
of contents and appendices.
"""

import re
from collections.abc import Sequence

from knowledge_base.statutes import doubting
from knowledge_base.statutes.approval import is_own_name
from knowledge_base.statutes.counting import Counted, counted_in
from knowledge_base.statutes.doubting import at, doubt
from knowledge_base.statutes.footnotes import trailer_start
from knowledge_base.statutes.headings import clause_numbers
from knowledge_base.statutes.lines import ends_sentence
from knowledge_base.statutes.numbering import clause_number, point_number
from knowledge_base.statutes.plain_heads import plain_heads
from knowledge_base.statutes.running_on import with_broken_numbers_joined
from knowledge_base.statutes.statute import Doubt
from knowledge_base.statutes.word_numbering import roman

FIGURE = r"([IVXLİ]{1,6}|[0-9]{1,2})"
CHAPTER = re.compile(
    rf"(?:(?:FƏSİL|Fəsil)\s+{FIGURE}|{FIGURE}(?:-?c[iıuü])?\s+(?:FƏSİL|[Ff]əsil))(?=[\s.:–-]|\Z)\s*[.:–-]?\s*(.*)"
)
ARTICLE = re.compile(r"(?:MADDƏ|Maddə)\s+([0-9]{1,3}(?:-[0-9]{1,2})?)(?=[\s.:–-]|\Z)\s*[.:–-]?\s*(.*)")
# A heading between chapter and clause; clauses are numbered through it.
PARAGRAPH = re.compile(r"§\s*[0-9]{1,3}\s*[.:–-]?\s*.{0,100}")
CONTENTS = re.compile(r"(?:mündəricat|MÜNDƏRİCAT|Mündəricat|İÇİNDƏKİLƏR|İçindəkilər)\W*")
LEADER = re.compile(r".*\S\s*(?:\.{3,}|…{1,}|\s\.\s\.\s)[\s.…]*[0-9]{1,3}")
ENTRY = re.compile(r".*[^\W\d_][”\"»).]*\s+[0-9]{1,3}")
APPENDIX = re.compile(
    r"(?:ƏLAVƏ|Əlavə)(?:\s*(?:№|N|No\.?)?\s*[0-9]{1,2})?[.:]?"
    r"|(?:[^.;:]{0,120}\s)?[0-9]{1,2}\s+(?:nömrəli|saylı)\s+[ƏəA]lavə(?:si)?"
    r"|[^.;:]{0,120}(?:[Əə]sasnamə|[Qq]aydalar|[Tt]əlimat|[Nn]izamnamə)\w{0,4}\s+[Əə]lavə(?:\s*(?:№|N|No\.?)?\s*[0-9]{1,2})?"
)
LONGEST_HEAD = 100
LONGEST_ENTRY = 300
FIRST = ("1", "I", "İ")
ROMAN = [roman(number) for number in range(1, 90)]

Heads = dict[int, tuple[str, str]]
Shaped = tuple[list[str], list[Doubt]]


def shaped(lines: Sequence[str]) -> Shaped:
    """Return the lines in the usual shape, and the doubts about what was done to them.

    The publisher's lists and notes behind the clauses stay as they are: they quote other wordings.
    """
    end = trailer_start(lines, 1)
    kept, doubts = _without_contents(lines[:end])
    kept, more = _without_appendices(kept)
    doubts += more
    kept, more = _without_paragraph_heads(kept)
    doubts += more
    kept, more = _with_numbered_heads(_with_numbers_joined(with_broken_numbers_joined(kept)))
    return [*kept, *lines[end:]], doubts + more


def _without_contents(lines: Sequence[str]) -> Shaped:
    """Leave out the lines of a table of contents: a title that says so, or entries with leaders of dots."""
    kept: list[str] = []
    left_out: list[str] = []
    inside = False
    for line in lines:
        if CONTENTS.fullmatch(line):
            inside = True
            left_out.append(line)
        elif len(line) <= LONGEST_ENTRY and (LEADER.fullmatch(line) or (inside and ENTRY.fullmatch(line))):
            left_out.append(line)
        else:
            inside = False
            kept.append(line)
    if len(left_out) < 2:
        return list(lines), []
    return kept, [doubt(doubting.CONTENTS, doubting.AT_CONTENTS, count=len(left_out))]


def _without_appendices(lines: Sequence[str]) -> Shaped:
    """Leave out what follows `Əlavə 1` after the clauses, up to the lists of the publisher."""
    numbered = [index for index, line in enumerate(lines) if clause_number(line)]
    start = next((index for index, line in enumerate(lines) if APPENDIX.fullmatch(line)), None)
    if start is None:
        return list(lines), []
    before = sum(index < start for index in numbered)
    # A decision has its statute as an appendix, too: then the clauses stand behind the word.
    if before < 2 or before < sum(index > start for index in numbered):
        return list(lines), []
    said = {"line": lines[start], "count": len(lines) - start - 1}
    return list(lines[:start]), [doubt(doubting.APPENDIX, lines[start][:40], **said)]


def _without_paragraph_heads(lines: Sequence[str]) -> Shaped:
    kept = [line for line in lines if not PARAGRAPH.fullmatch(line) or ends_sentence(line)]
    left_out = [line for line in lines if PARAGRAPH.fullmatch(line) and not ends_sentence(line)]
    return kept, [doubt(doubting.HEAD_LEFT_OUT, line[:10], line=line[:80]) for line in left_out]


def _with_numbers_joined(lines: Sequence[str]) -> list[str]:
    """Join a number that stands alone on its line with the line below it."""
    kept: list[str] = []
    for line in lines:
        if kept and _is_number(kept[-1]) and not clause_number(line) and not point_number(line):
            kept[-1] += f" {line}"
        else:
            kept.append(line)
    return kept


def _is_number(line: str) -> bool:
    point, clause = point_number(line), clause_number(line)
    return bool(clause and not clause[1]) or bool(point and not point.rest and line.endswith("."))


def _with_numbered_heads(lines: Sequence[str]) -> Shaped:
    chapters, articles = _all_named(CHAPTER, lines), _all_named(ARTICLE, lines)
    dotted = any(clause_number(line) for line in lines)
    heads, left_out = (articles or chapters), (chapters if articles and dotted else {})
    if articles and chapters and not dotted:
        heads = {**chapters, **articles}
    if heads:
        found = _headed(lines, heads, left_out=left_out)
        # Over clauses 1, 2, 3 … Arabic headings would read like clauses.
        over_counted, doubts = _headed(lines, _in_roman(heads), left_out=left_out)
        counted = _counted(over_counted)
        return (over_counted, doubts) if counted and len(counted.heads) == len(heads) else found
    plain = [] if dotted else plain_heads(lines, [point_number(line) for line in lines])
    if 0 < len(plain) <= len(ROMAN):
        return _in_roman_figures(lines, plain), []
    return (list(lines), []) if dotted and not _counted(lines) else _counted_heads(list(lines))


def _counted(lines: Sequence[str]) -> Counted | None:
    dotted = clause_numbers(lines)
    return counted_in(lines, dotted, [None if clause_number(line) else point_number(line) for line in lines])


def _in_roman(heads: Heads) -> Heads:
    steps = {index: number for index, (number, _) in heads.items()}
    return {
        index: (ROMAN[int(steps[index]) - 1], title)
        if steps[index].isdigit() and 0 < int(steps[index]) <= len(ROMAN)
        else (number, title)
        for index, (number, title) in heads.items()
    }


def _in_roman_figures(lines: Sequence[str], heads: Sequence[int]) -> list[str]:
    # The number of a heading is its place: the outline tells Roman ones from the clauses below them.
    numbers = dict(zip(heads, ROMAN, strict=False))
    return [
        f"{numbers[at]}. {point.rest}" if at in numbers and (point := point_number(line)) else line
        for at, line in enumerate(lines)
    ]


def _all_named(pattern: re.Pattern[str], lines: Sequence[str]) -> Heads:
    """Return the named headings by their lines; without a first one there are none, only mentions."""
    found = {index: named for index, line in enumerate(lines) if (named := _named(pattern, line))}
    return found if any(number in FIRST for number, _ in found.values()) else {}


def is_named_heading(line: str) -> bool:
    """True for `Fəsil 2`, `II fəsil. Vəzifələr`, `Maddə 3. Yekun`."""
    return bool(_named(CHAPTER, line) or _named(ARTICLE, line))


def _named(pattern: re.Pattern[str], line: str) -> tuple[str, str] | None:
    """Return the number and the title of a named heading; a small letter after the name continues a sentence."""
    found = pattern.fullmatch(line)
    if not found:
        return None
    *figures, title = found.groups()
    number = next(figure for figure in figures if figure)
    return None if title[:1].islower() else (number, title)


def _headed(lines: Sequence[str], heads: Heads, *, left_out: Heads) -> Shaped:
    kept: list[str] = []
    doubts: list[Doubt] = []
    open_head = skipped = False
    for index, line in enumerate(lines):
        if index in left_out:
            where = at(doubting.AT_CHAPTER, left_out[index][0])
            doubts.append(doubt(doubting.CHAPTER_LEFT_OUT, where, line=line[:80]))
            skipped = not left_out[index][1]
        elif index in heads:
            number, title = heads[index]
            kept.append(f"{number}. {title}".strip())
            open_head, skipped = not title, False
        elif skipped and not _opens(line):
            skipped = False
        elif open_head and not _opens(line):
            kept[-1] += f" {line}"
            open_head = False
        else:
            kept.append(line)
            open_head = skipped = False
    return kept, doubts


def _opens(line: str) -> bool:
    return bool(clause_number(line) or point_number(line))


def _counted_heads(lines: list[str]) -> Shaped:
    """Number the headings of a statute whose clauses are `1.`, `2.` … under headings without numbers.

    A single one is none: a decision has points under its title, too.
    """
    points = [point_number(line) for line in lines]
    if any(point and point.roman for point in points):
        return lines, []
    after = max(
        (index for index, line in enumerate(lines) if not points[index] and is_own_name(line)), default=-1
    )
    heads = [
        index
        for index, line in enumerate(lines[:-1])
        if index > after
        and points[index + 1]
        and not points[index]
        and _reads_like_head(line, lines[max(index - 1, 0) : index])
    ]
    if len(heads) < 2:
        return lines, []
    doubts = []
    for number, index in zip(ROMAN, heads, strict=False):
        said = {"line": lines[index][:80], "chapter": number}
        doubts.append(doubt(doubting.UNNUMBERED_HEAD, at(doubting.AT_CHAPTER, number), **said))
        lines[index] = f"{number}. {lines[index]}"
    return lines, doubts


def _reads_like_head(line: str, before: Sequence[str]) -> bool:
    return (
        len(line) <= LONGEST_HEAD
        and line[:1].isupper()
        and not ends_sentence(line)
        and (not before or ends_sentence(before[0]) or before[0].isupper() or not _opens(before[0]))
    )
