"""Files of statutes for the tests, made from their lines: Word, web page, PDF; and a Word file part by part."""

import html
import json
import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import docx
import matplotlib as mpl
import typst

FONTS = [Path(mpl.get_data_path()) / "fonts" / "ttf"]
PRINTED = """#set page(width: 210mm, height: 297mm, margin: 25mm, header: align(center)[Hüquqi aktlar toplusu],
  footer: context align(center)[– #counter(page).display() –])
#set text(font: "DejaVu Sans", size: 11pt, lang: "az", hyphenate: false, ligatures: true)
#set par(justify: true)
#let lines = json(bytes(sys.inputs.lines))
#for line in lines { par(text(line)) }
"""


def word_of(lines: Sequence[str]) -> bytes:
    """A Word file with a paragraph for each line, and a header and a footer on its pages."""
    document, file = docx.Document(), BytesIO()
    section = document.sections[0]
    section.header.paragraphs[0].text = "9.9. Hüquqi aktlar toplusu"
    section.footer.paragraphs[0].text = "9.8. səhifə"
    for line in lines:
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def web_page_of(lines: Sequence[str]) -> bytes:
    """A web page with a paragraph for each line between a menu and a footer."""
    paragraphs = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines)
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>9.1. Başlıq</title><style>p{}</style></head>"
        "<body><nav><ul><li>9.2. Ana səhifə</li></ul></nav><main>"
        f"{paragraphs}</main><footer>9.3. Bütün hüquqlar qorunur</footer><script>9.4</script></body></html>"
    ).encode()


def pdf_of(lines: Sequence[str], layout: str = PRINTED) -> bytes:
    """A PDF with a paragraph for each line under a running header and above page numbers."""
    # The stubs tie the type of the fonts' paths to that of the source.
    made: bytes = typst.compile(  # type: ignore[call-overload]  # its types know no fonts
        layout.encode(),
        font_paths=FONTS,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"lines": json.dumps(list(lines), ensure_ascii=False)},
    )
    return made


FONT = (
    "<</Type/Font/Subtype/Type1/BaseFont/Drawn/FirstChar 0/LastChar 255/Widths[%s]"
    "/Encoding<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[%s]>>>>"
)
WIDTHS = " ".join(["600"] * 256)
FOREIGN = {"Ü": 128, "ü": 129, "ş": 130, "ı": 131, "ç": 132, "ğ": 133, "ö": 134}
GLYPHS = "128/Udieresis/udieresis/scedilla/dotlessi/ccedilla/gbreve/odieresis"


def torn_pdf_of(lines: Sequence[str]) -> bytes:
    """A PDF as a browser prints it: each ə is set by itself, in another font, at its own place."""
    shown = []
    for at, line in enumerate(lines):
        place = f"1 0 0 1 50 {700 - 20 * at} Tm"
        x = 0.0
        for run in re.findall(r"ə|[^ə]+", line):
            font = "/F2" if run == "ə" else "/F1"
            codes = "61" if run == "ə" else "".join(f"{FOREIGN.get(one, ord(one)):02x}" for one in run)
            shown.append(f"BT {font} 10 Tf {place} {x} 0 Td <{codes}> Tj ET")
            x += 6.0 * len(run)
    content = "\n".join(shown)
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 7 0 R>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        FONT % (WIDTHS, GLYPHS),
        FONT % (WIDTHS, "97/schwa"),
        "<</Font<</F1 5 0 R/F2 6 0 R>>>>",
    ]
    file, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(file))
        file += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start, size = len(file), len(objects) + 1
    file += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n"
    return f"{file}{start}\n%%EOF".encode("latin-1")


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(**targets: str) -> str:
    """The relationships of a part, by kind."""
    found = "".join(
        f'<Relationship Id="r{at}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets.items())
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{found}'
        "</Relationships>"
    )


def archive(parts: dict[str, bytes]) -> bytes:
    """An archive of parts by their paths."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for path, data in parts.items():
            made.writestr(path, data)
    return file.getvalue()


def word_file(body: str, **parts: str) -> bytes:
    """A Word file of raw XML: its body, and the parts numbering, styles, footnotes."""
    related = {kind: f"{kind}.xml" for kind in parts}
    return archive(
        {
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": relations(officeDocument="word/document.xml").encode(),
            "word/_rels/document.xml.rels": relations(**related).encode(),
            "word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>".encode(),
            **{
                f"word/{kind}.xml": f"<w:{kind} {WORD}>{text}</w:{kind}>".encode()
                for kind, text in parts.items()
            },
        }
    )


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def listed(text: str, level: int, number: int = 1) -> str:
    """A paragraph that Word numbers itself."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def numbering(
    *levels: tuple[str, str], numbers: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
) -> str:
    """A list whose levels are given as (form, text)."""
    found = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="0">{found}</w:abstractNum>{numbers}'
