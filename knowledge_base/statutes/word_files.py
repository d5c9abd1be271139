"""A Word document (.docx) becomes lines: what stands on its pages once every tracked change is accepted.

Numbers that Word counts itself are written out, footnotes follow at the end under marks `[1]`, `[2]` …, headers,
footers, comments, hidden text and the table of contents are left out. The XML is read directly: python-docx knows
neither tracked changes nor automatic numbers, and it unpacks every picture before the first word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from knowledge_base.statutes.footnotes import trailer_start
from knowledge_base.statutes.letters import cleaned
from knowledge_base.statutes.packages import Package
from knowledge_base.statutes.raised import raised
from knowledge_base.statutes.word_numbering import Numbering, read_numbering
from knowledge_base.statutes.word_xml import attribute, child, children, is_on, name_of, number_of

LEFT_OUT = frozenset({"del", "moveFrom", "instrText", "delText", "pPr", "rPr", ":Fallback", "sectPr"})
NOTE_REFERENCES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
WRITTEN = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
CONTENTS_STYLE = re.compile(r"(?:toc|contents|içindəkilər|оглавление) ?[0-9]?", re.IGNORECASE)
TYPED_MARK = re.compile(r"\[([0-9]{1,3})\]")
NOTES_HEADING = "DƏYİŞİKLİK VƏ ƏLAVƏLƏRİN SİYAHISI"
FURTHEST_STYLE = 20


def read_word(data: bytes, name: str) -> str:
    """Return the lines of a Word document.

    Raises UnreadableStatute: `broken-statute`, `encrypted-statute`, `heavy-statute`, `unsafe-statute`,
    `unsupported-format`.
    """
    package = Package(data, name)
    path, root = package.document()
    parts = {kind: package.xml(target) for kind, target in package.related(path) if kind in PARTS}
    document = _Document(parts, read_numbering(parts.get("numbering")))
    lines = list(document.lines(root))
    notes = document.notes(lines)
    return cleaned("\n".join([*lines, *notes]))


PARTS = frozenset({"numbering", "styles", "footnotes", "endnotes"})


@dataclass
class _Paragraph:
    text: str = ""
    aside: list[etree._Element] = field(default_factory=list)


class _Document:
    """Walks through the body in the order of reading and keeps the notes it met."""

    def __init__(self, parts: dict[str, etree._Element | None], numbering: Numbering) -> None:
        self.parts, self.numbering = parts, numbering
        self.styles = _styles(parts.get("styles"))
        self.met: list[tuple[str, str]] = []
        self.joins = ""

    def lines(self, element: etree._Element) -> Iterator[str]:
        """Return the lines below an element: paragraphs, and the cells of tables one after another."""
        for one in element:
            name = name_of(one)
            if name == "p":
                yield from self._paragraph(one)
            elif name not in LEFT_OUT and not _is_contents(one, name) and not _is_deleted_row(one, name):
                yield from self.lines(one)

    def _paragraph(self, element: etree._Element) -> Iterator[str]:
        properties = child(element, "pPr")
        style = attribute(child(properties, "pStyle"), "val")
        found = _Paragraph()
        self._read(element, found)
        text, self.joins = self.joins + found.text, ""
        if child(properties, "rPr", "del") is not None:
            # The end of this paragraph was deleted: its words belong to the next one.
            self.joins = text
        elif CONTENTS_STYLE.fullmatch(self.styles.name(style)):
            return
        else:
            number = self._number(properties, style)
            if text.strip():
                yield f"{number} {text}" if number else text
        for box in found.aside:
            yield from self.lines(box)

    def _number(self, properties: etree._Element | None, style: str) -> str:
        numbered = child(properties, "numPr")
        number_id = attribute(child(numbered, "numId"), "val")
        level = child(numbered, "ilvl")
        if not number_id:
            number_id, of_style = self.styles.numbering(style)
        else:
            of_style = 0
        depth = number_of(level, "val") if level is not None else of_style
        return self.numbering.next(number_id, depth) if number_id not in ("", "0") else ""

    def _read(self, element: etree._Element, into: _Paragraph) -> None:
        for one in element:
            name = name_of(one)
            if name == "t":
                into.text += one.text or ""
            elif name in WRITTEN:
                into.text += WRITTEN[name]
            elif name in NOTE_REFERENCES:
                into.text += self._mark(NOTE_REFERENCES[name], attribute(one, "id"))
            elif name == "txbxContent":
                into.aside.append(one)
            elif name == "r":
                self._run(one, into)
            elif name not in LEFT_OUT:
                self._read(one, into)

    def _run(self, run: etree._Element, into: _Paragraph) -> None:
        properties = child(run, "rPr")
        if is_on(child(properties, "vanish")):
            return
        before, into.text = into.text, ""
        self._read(run, into)
        if attribute(child(properties, "vertAlign"), "val") == "superscript":
            into.text = raised(into.text, before)
        into.text = before + into.text

    def _mark(self, kind: str, note: str) -> str:
        if (kind, note) not in self.met:
            self.met.append((kind, note))
        return f"\0{self.met.index((kind, note))}\0"

    def notes(self, lines: list[str]) -> list[str]:
        """Number the notes after the marks that were typed, put the marks into the lines, and return the notes."""
        typed = max((int(found) for line in lines for found in TYPED_MARK.findall(line)), default=0)
        for index, line in enumerate(lines):
            lines[index] = re.sub("\0([0-9]+)\0", lambda found: f"[{int(found[1]) + typed + 1}]", line)
        texts = [(self._note(*note)) for note in self.met]
        noted = [f"[{at}] {text}" for at, text in enumerate(texts, start=typed + 1)]
        unopened = noted and trailer_start(lines, 1) == len(lines)
        return [NOTES_HEADING, *noted] if unopened else noted

    def _note(self, kind: str, note: str) -> str:
        root = self.parts.get(kind)
        for one in () if root is None else root:
            if attribute(one, "id") == note:
                return "\n".join(" ".join(line.split()) for line in self.lines(one)).replace("\0", "")
        return ""


def _is_contents(element: etree._Element, name: str) -> bool:
    gallery = child(element, "sdtPr", "docPartObj", "docPartGallery") if name == "sdt" else None
    return attribute(gallery, "val") == "Table of Contents"


def _is_deleted_row(element: etree._Element, name: str) -> bool:
    return name == "tr" and child(element, "trPr", "del") is not None


@dataclass(frozen=True)
class _Styles:
    """Paragraph styles: their names, what they are based on and the list each belongs to."""

    names: dict[str, str]
    parents: dict[str, str]
    lists: dict[str, tuple[str, int]]
    default: str

    def name(self, style: str) -> str:
        """Return the name that people see."""
        return self.names.get(style, style)

    def numbering(self, style: str) -> tuple[str, int]:
        """Return the list and the level of a style, inherited where it names none itself."""
        for _ in range(FURTHEST_STYLE):
            style = style or self.default
            if style in self.lists:
                return self.lists[style]
            if style not in self.parents:
                break
            style = self.parents[style]
        return "", 0


def _styles(root: etree._Element | None) -> _Styles:
    found = _Styles({}, {}, {}, "")
    for one in () if root is None else children(root, "style"):
        style = attribute(one, "styleId")
        found.names[style] = attribute(child(one, "name"), "val")
        if based := attribute(child(one, "basedOn"), "val"):
            found.parents[style] = based
        numbered = child(one, "pPr", "numPr")
        if number_id := attribute(child(numbered, "numId"), "val"):
            level = child(numbered, "ilvl")
            found.lists[style] = number_id, number_of(level, "val") if level is not None else 0
    return found
