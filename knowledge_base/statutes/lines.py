"""Lines of a printed text and how they join again: page numbers out, line breaks and hyphens undone."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

AZERI_I = str.maketrans({"İ": "i", "I": "ı"})
PAGE_NUMBER = re.compile(r"[-–—\s]*([0-9]{1,4})[-–—\s]*")
HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
DASHED = re.compile(r"[^\W_]–\Z")
WORD = re.compile(r"[^\W\d_]+")
COUNTED_TO_OTHER = 4
SENTENCE_ENDS = (".", ";", ":", "!", "?")
# Spelling: the first word of these compounds always keeps its hyphen.
HYPHENATING = frozenset({"qeyri"})


def lowered(text: str) -> str:
    """Lower the letters as Azerbaijani does: İ becomes i, I becomes ı."""
    return text.translate(AZERI_I).lower()


def printed_lines(text: str) -> list[str]:
    """Return the lines that bear words, white space collapsed, running page numbers left out."""
    lines = [" ".join(line.split()) for line in text.splitlines() if not line.isspace() and line]
    pages = _page_numbers(lines)
    return [line for index, line in enumerate(lines) if index not in pages] if pages else lines


def _page_numbers(lines: Sequence[str]) -> frozenset[int]:
    # A lone number is a page number only when such lines count pages: each one more than the one before. A few
    # others, such as the number of the act in the head of a printed page, do not disturb a long count.
    alone = [
        (index, int(found[1])) for index, line in enumerate(lines) if (found := PAGE_NUMBER.fullmatch(line))
    ]
    counted = _longest_count(alone)
    others = len(alone) - len(counted)
    is_count = len(counted) > 1 and others <= len(counted) // COUNTED_TO_OTHER
    return frozenset(counted) if is_count else frozenset()


def _longest_count(alone: Sequence[tuple[int, int]]) -> list[int]:
    """Return the lines of the longest run of numbers that count on, whatever stands between."""
    runs: dict[int, list[int]] = {}
    for index, number in alone:
        runs[number] = [*runs.pop(number - 1, []), index]
    return max(runs.values(), key=len, default=[])


@dataclass(frozen=True, slots=True)
class Spelling:
    """Words and hyphenated compounds that the text itself prints inside its lines.

    `sparing`: the text is known not to break words at line ends, so that a hyphen there is the word's own.
    """

    words: frozenset[str]
    compounds: frozenset[str]
    sparing: bool = False


def spelling_of(lines: Sequence[str]) -> Spelling:
    """Collect the evidence for hyphens at line ends; halves of words broken there are no evidence."""
    if not any(_breaks(line) for line in lines):
        return Spelling(frozenset(), frozenset())
    words: set[str] = set()
    compounds: set[str] = set()
    broken = False
    for line in lines:
        inner = WORD.sub("", line, count=1) if broken else line
        broken = _breaks(line)
        inner = lowered(inner.rpartition(" ")[0] if broken else inner)
        words.update(WORD.findall(inner))
        compounds.update(HYPHENATED.findall(inner))
    return Spelling(frozenset(words), frozenset(compounds))


def _breaks(line: str) -> bool:
    return len(line) > 1 and line.endswith("-") and line[-2] not in " -"


def joined(lines: Iterable[str], spelling: Spelling) -> str:
    """Return the lines as one run of text, each break a space, hyphens of broken words undone."""
    pieces: list[str] = []
    for line in lines:
        if not line:
            continue
        if pieces and _breaks(pieces[-1]) and line[0].isalnum():
            if not _hyphen_stays(pieces[-1][:-1], line, spelling):
                pieces[-1] = pieces[-1][:-1]
        elif pieces and not (DASHED.search(pieces[-1]) and line[0].isalnum()):
            pieces.append(" ")
        pieces.append(line)
    return "".join(pieces)


def _hyphen_stays(before: str, after: str, spelling: Spelling) -> bool:
    left, right = re.search(r"[^\W\d_]*\Z", before[-60:]), WORD.match(after)
    if not left or not left[0] or not right or right[0][0].isupper():
        return True
    first, second = lowered(left[0]), lowered(right[0])
    if f"{first}-{second}" in spelling.compounds or first in HYPHENATING:
        return True
    if first + second in spelling.words:
        return False
    if spelling.sparing:
        return True
    if len(left[0]) > 1 and left[0].isupper():
        return True
    return min(len(first), len(second)) > 2 and first in spelling.words and second in spelling.words


def ends_sentence(line: str) -> bool:
    """True when a line ends a clause, an entry of a list or a sentence."""
    return line.rstrip("”\"»') ").endswith(SENTENCE_ENDS)


def width_of(lines: Sequence[str]) -> int:
    """Return how many characters a full line of the text holds."""
    lengths = sorted(map(len, lines))
    return lengths[len(lengths) * 95 // 100] if lengths else 0


def opens_paragraph(line: str, before: str, width: int) -> bool:
    """True when the line break before `line` was meant: a sentence ended and the next word would have fitted."""
    fits = len(before) + 1 + len(line.split(" ", 1)[0]) <= width
    return fits and ends_sentence(before) and line.lstrip('“"«(')[:1].isupper()
