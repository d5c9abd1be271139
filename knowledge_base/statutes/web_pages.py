"""A web page becomes lines: blocks and table cells one below another, lists with their numbers, menus left out."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from knowledge_base.statutes.encodings import decoded
from knowledge_base.statutes.letters import cleaned
from knowledge_base.statutes.raised import raised
from knowledge_base.statutes.refusals import broken
from knowledge_base.statutes.word_numbering import figure

LEFT_OUT = frozenset(
    [
        "script",
        "style",
        "nav",
        "aside",
        "footer",
        "noscript",
        "template",
        "svg",
        "math",
        "form",
        "button",
        "select",
        "iframe",
        "head",
        "title",
        "object",
        "audio",
        "video",
        "canvas",
        "dialog",
        "textarea",
        "del",
        "s",
        "strike",
    ]
)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "figcaption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,40})""", re.IGNORECASE
)
FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
DEEPEST = 5000
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,12})")
UNCLOSED = (
    "p",
    "li",
    "td",
    "tr",
    "th",
    "dt",
    "dd",
    "br",
    "hr",
    "img",
    "meta",
    "link",
    "input",
    "col",
    "option",
)


def read_web_page(data: bytes, name: str) -> str:
    """Return the lines of a web page. Raises UnreadableStatute: `broken-statute`, `binary-statute`."""
    source = _source(data, name)
    if _depth(source) > DEEPEST:
        raise broken(name)
    page = LexborHTMLParser(source)
    start = page.css_first("main") or page.css_first("article") or page.body
    if len(page.css("article")) > 1 and not page.css_first("main"):
        start = page.body
    if start is None:
        raise broken(name)
    lines = _Lines()
    for node, entering in _walk(start, name):
        if entering:
            lines.enter(node)
        else:
            lines.leave(node)
    return cleaned("\n".join(lines.done()))


def _depth(source: str) -> int:
    """Return how many elements of one name are left open: the parser's time grows with the square of it."""
    tags = Counter((slash, name.lower()) for slash, name in TAG.findall(source))
    return max(
        (
            times - tags["/", name]
            for (slash, name), times in tags.items()
            if not slash and name not in UNCLOSED
        ),
        default=0,
    )


def _source(data: bytes, name: str) -> str:
    if (found := CHARSET.search(data[:4096])) and not data.startswith(
        (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
    ):
        try:
            return data.decode(found[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # the page misnames its own encoding: it is found out from the bytes
    return decoded(data, name)


def _walk(start: LexborNode, name: str) -> Iterator[tuple[LexborNode, bool]]:
    """Visit the nodes in the order of reading, each element when entered and when left, without recursion."""
    path = [start]
    yield start, True
    node = _first(start)
    while path:
        while node is None:
            left = path.pop()
            yield left, False
            if not path:
                return
            node = left.next
        yield node, True
        if len(path) > DEEPEST:
            raise broken(name)
        path.append(node)
        node = _first(node)


def _first(node: LexborNode) -> LexborNode | None:
    return None if node.tag in LEFT_OUT or _is_hidden(node) else node.child


def _is_hidden(node: LexborNode) -> bool:
    if node.tag is None or node.tag.startswith("-"):
        return False
    attributes = node.attributes
    return "hidden" in attributes or bool(HIDDEN.search(attributes.get("style") or ""))


@dataclass
class _List:
    form: str
    next: int


@dataclass
class _Lines:
    """Collects the text between the ends of blocks; white space counts only inside `pre`."""

    lines: list[str] = field(default_factory=list)
    line: str = ""
    lists: list[_List] = field(default_factory=list)
    verbatim: int = 0
    raised: list[str] = field(default_factory=list)

    def enter(self, node: LexborNode) -> None:
        tag = node.tag
        if tag == "-text":
            self._text(node.text_content or "")
        elif tag == "br":
            self._end()
        elif tag in BLOCKS:
            self._end()
            self._open(tag, node)
        elif tag == "sup":
            self.raised.append(self.line)
            self.line = ""

    def leave(self, node: LexborNode) -> None:
        tag = node.tag
        if tag == "sup" and self.raised:
            before = self.raised.pop()
            self.line = before + raised(self.line, before)
        elif tag in BLOCKS:
            self._end()
            self.verbatim -= tag == "pre"
            if tag in ("ol", "ul") and self.lists:
                self.lists.pop()

    def _open(self, tag: str, node: LexborNode) -> None:
        if tag == "pre":
            self.verbatim += 1
        elif tag in ("ol", "ul"):
            start = node.attributes.get("start") or ""
            form = FORMS.get(node.attributes.get("type") or "", "decimal") if tag == "ol" else "bullet"
            self.lists.append(_List(form, int(start) if start.isdecimal() and len(start) < 6 else 1))
        elif tag == "li" and self.lists:
            own = self.lists[-1]
            value = node.attributes.get("value") or ""
            number = int(value) if value.isdecimal() and len(value) < 6 else own.next
            own.next = number + 1
            self.line = "– " if own.form == "bullet" else f"{figure(number, own.form)}. "

    def _text(self, text: str) -> None:
        if self.verbatim:
            *whole, self.line = (self.line + text).split("\n")
            self.lines += whole
        else:
            text = re.sub(r"[ \t\r\n\f]+", " ", text)
            self.line += text.lstrip(" ") if not self.line or self.line.endswith(" ") else text

    def _end(self) -> None:
        if self.raised:
            return
        self.lines.append(self.line.rstrip(" "))
        self.line = ""

    def done(self) -> list[str]:
        """Return the lines that bear words."""
        self._end()
        return [line for line in self.lines if line.strip()]
