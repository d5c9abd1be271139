"""What runs on where something new should begin: clauses in one paragraph, numbers broken over lines, two statutes."""

import re
from collections.abc import Sequence

from knowledge_base.statutes import doubting
from knowledge_base.statutes.approval import is_own_name, unspaced
from knowledge_base.statutes.doubting import doubt
from knowledge_base.statutes.headings import STAMP, TITLE_LINES, reads_like_title
from knowledge_base.statutes.lines import ends_sentence
from knowledge_base.statutes.numbering import Number, clause_number, follows, point_number
from knowledge_base.statutes.statute import Doubt

INNER = re.compile(r"(?<=[.;:])\s(?=[0-9]{1,3}(?:\.[0-9]{1,4}|\.\s))")
NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,4}){1,5}"
BROKEN = re.compile(rf"({NUMBER})\s*-\s*([0-9]{{1,2}}\.?)")
OPEN_ENDED = re.compile(rf"{NUMBER}-")
ENDING = re.compile(r"[0-9]{1,2}(?:\.?\Z|\.?\s+(?=\D))")
DASHED_ENDING = re.compile(r"-\s?[0-9]{1,2}(?:\.?\Z|\.?\s+(?=\D))")
BARE = re.compile(NUMBER)
CUT = re.compile(rf"({NUMBER})-(?:\s|\Z)")
LONGEST_NAME = 200
LINES_AROUND_NAME = 12


def with_broken_numbers_joined(lines: Sequence[str]) -> list[str]:
    """Join the numbers that a narrow column breaks at their hyphen: `1.9.2-` over `2`, `1.9.2` over `-2`."""
    kept: list[str] = []
    for line in lines:
        before = kept[-1] if kept else ""
        if (OPEN_ENDED.fullmatch(before) and ENDING.match(line)) or (
            BARE.fullmatch(before) and DASHED_ENDING.match(line)
        ):
            kept[-1] = before + line.replace("- ", "-", 1)
        elif found := BROKEN.fullmatch(line):
            kept.append(f"{found[1]}-{found[2]}")
        else:
            kept.append(line)
    return kept


def cut_number(line: str, where: str) -> Doubt | None:
    """Return the doubt about a line that opens with half a number: `1.9.2- yolu`."""
    return doubt(doubting.CUT_NUMBER, where, line=line[:60]) if CUT.match(line) else None


def inner_number(text: str, number: Number) -> Doubt | None:
    """Return the doubt about a clause in whose paragraph its first child or its next sibling is printed."""
    for place in INNER.finditer(text):
        inner = clause_number(text[place.end() :])
        if inner and inner[1] and follows(inner[0], number):
            clause = number.printed
            return doubt(doubting.INNER_NUMBER, clause, clause=clause, inner=inner[0].printed)
    return None


def second_statute(lines: Sequence[str], start: int) -> str | None:
    """Return the name of another statute in the text, its chapters or its numbers at 1 again; None for a single one.

    `start` is the line where the chapters that were read begin; other ones may stand before and behind it.
    """
    openings = [index for index in range(len(lines)) if _opens_statute(lines, index)]
    if len(openings) > 1:
        return _name_above(lines, openings[1]) or lines[openings[1]]
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if _is_numbered(line) or len(line) > LONGEST_NAME or not line[:1].isupper() or not is_own_name(line):
            continue
        below = lines[index + 1 : index + 1 + LINES_AROUND_NAME]
        following = next((one for one in below if _is_numbered(one)), "")
        if _is_first(following) and any(map(_is_numbered, lines[start:index])):
            return _name_above(lines, index + 1)
    return None


def _opens_statute(lines: Sequence[str], index: int) -> bool:
    """True for the heading of a chapter 1 over its clause 1.1, or over clause 1 where the heading is Roman."""
    point = point_number(lines[index])
    if not point or point.step != (1, 0) or point.bracketed or not reads_like_title(lines[index], point):
        return False
    before = lines[index - 1] if index else ""
    # A note of the publisher quotes the former wording of the whole; under heading II. clauses may start over.
    if before.endswith(":") or ((above := point_number(before)) and above.roman and above.step != (1, 0)):
        return False
    for at in range(index + 1, min(index + 1 + TITLE_LINES, len(lines))):
        if _is_numbered(lines[at]):
            counted = point.roman and not _opens_statute(lines, at)
            return _is_first(lines[at]) and (counted or bool(clause_number(lines[at])))
        if ends_sentence(lines[at]):
            return False
    return False


def _name_above(lines: Sequence[str], index: int) -> str | None:
    """Return the statute's own name among the lines above, with what stands over its last line."""
    above = range(index - 1, max(index - LINES_AROUND_NAME, 0), -1)
    last = next((at for at in above if is_own_name(lines[at]) and not _is_numbered(lines[at])), None)
    if last is None:
        return None
    first = last
    while first > max(last - 2, 0) and not _is_apart(lines[first - 1]):
        first -= 1
    return " ".join(map(unspaced, lines[first : last + 1]))


def _is_apart(line: str) -> bool:
    return ends_sentence(line) or _is_numbered(line) or bool(STAMP.search(line))


def _is_numbered(line: str) -> bool:
    return bool(clause_number(line) or point_number(line))


def _is_first(line: str) -> bool:
    clause, point = clause_number(line), point_number(line)
    if clause:
        return clause[0].chapter == 1 and clause[0].opens_chapter
    return bool(point and point.step == (1, 0) and not point.bracketed)
