"""Files that are broken, locked or made to do harm: one clear sentence each, in bounded time and memory."""

import json
import subprocess
import sys
import time
import zlib
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from knowledge_base.statutes.guarded import PACKAGES, READER, Limits, read_statute, read_statute_at
from knowledge_base.statutes.parsing import parse
from knowledge_base.statutes.reading import MAX_BYTES, UnreadableStatute, read_file
from tests.rules.statute_files import (
    WORD,
    archive,
    paragraph,
    pdf_of,
    relations,
    web_page_of,
    word_file,
    word_of,
)

LINES = ["1. Ümumi müddəalar", "1.1. Şöbə işləyir;", "1.2. Şöbə hesabat verir."]
TIGHT = Limits(memory=400, computing=30, waiting=60)


def refusal(data: bytes, name: str = "fayl.pdf", limits: Limits = TIGHT) -> UnreadableStatute:
    with pytest.raises(UnreadableStatute) as refused:
        read_statute(data, name, code="900", limits=limits)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "Traceback" not in sentence
    return refused.value


def pdf_with(content: bytes, resources: str = "<< >>", *more: bytes, packed: bool = True) -> bytes:
    """A PDF written by hand: one page with the content stream, and more objects from number 5 on."""
    stream = zlib.compress(content, 9) if packed else content
    head = b"<< /Length %d %s>>" % (len(stream), b"/Filter /FlateDecode " if packed else b"")
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources {resources} >>"
    return pdf_of_objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page.encode(),
        head + b"\nstream\n" + stream + b"\nendstream",
        *more,
    )


def pdf_of_objects(*objects: bytes) -> bytes:
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, len(made))
    )


def locked(data: bytes, password: str) -> bytes:
    writer, file = pypdf.PdfWriter(clone_from=BytesIO(data)), BytesIO()
    writer.encrypt(password, "sahib", algorithm="AES-256")
    writer.write(file)
    return file.getvalue()


def document(xml: str) -> bytes:
    """A Word file whose document is the XML."""
    return archive(
        {
            "_rels/.rels": relations(officeDocument="word/document.xml").encode(),
            "word/document.xml": xml.encode(),
        }
    )


def laughs() -> str:
    steps = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10))
    return f'<!DOCTYPE w [<!ENTITY a0 "ha">{steps}]><w:document {WORD}>&a9;</w:document>'


LOOPING_FORM = (
    b"<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /F 5 0 R >> >> /Length 5 >>"
    b"\nstream\n/F Do\nendstream"
)
WHOLE_PDF, WHOLE_WORD = pdf_of(LINES), word_of(LINES)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

FILES = {
    "half a PDF": (WHOLE_PDF[: len(WHOLE_PDF) // 2], "broken-statute"),
    "a PDF that is only called so": (b"%PDF-1.7 \x00\x01" * 10, "broken-statute"),
    "a PDF whose pages hold themselves": (
        pdf_of_objects(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
        "broken-statute",
    ),
    "a PDF whose picture holds itself": (
        pdf_with(b"/F Do", "<< /XObject << /F 5 0 R >> >>", LOOPING_FORM, packed=False),
        "scanned-statute",
    ),
    "a PDF without letters": (pdf_with(b"q Q", packed=False), "scanned-statute"),
    "a PDF with a password": (locked(WHOLE_PDF, "sirr"), "encrypted-statute"),
    "a PDF that unpacks to 300 MB": (pdf_with(b"0" * 300_000_000), "heavy-statute"),
    "half a Word file": (WHOLE_WORD[: len(WHOLE_WORD) // 2], "broken-statute"),
    "a Word file without its end": (WHOLE_WORD[:-30], "broken-statute"),
    "a Word file with a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted-statute"),
    "an old Word file": (OLE, "unsupported-format"),
    "a rich text file": (b"{\\rtf1\\ansi 1.1. metn}", "unsupported-format"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "unsupported-format"),
    "an archive of something else": (archive({"a.txt": b"1.1. metn"}), "unsupported-format"),
    "a workbook": (
        archive(
            {"_rels/.rels": relations(officeDocument="xl/workbook.xml").encode(), "xl/workbook.xml": b"<w/>"}
        ),
        "unsupported-format",
    ),
    "an archive that unpacks to 200 MB": (
        document(f"<w:document {WORD}>{' ' * 200_000_000}</w:document>"),
        "heavy-statute",
    ),
    "an archive of 3 000 parts": (archive({f"{at}.xml": b"" for at in range(3000)}), "heavy-statute"),
    "XML whose entities multiply": (document(laughs()), "unsafe-statute"),
    "XML that asks for another file": (
        document(
            f'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]><w:document {WORD}>&a;</w:document>'
        ),
        "unsafe-statute",
    ),
    "XML 100 000 deep": (document(f"<w:document {WORD}>" + "<w:p>" * 100_000), "broken-statute"),
    "a page 100 000 deep": (b"<html>" + b"<div>" * 100_000 + b"1.1. a", "broken-statute"),
    "a page of tables 100 000 deep": (b"<html>" + b"<table><td>" * 100_000 + b"1.1. a", "broken-statute"),
    "a text of one line of 10 MB": (b"1.1. a" * (MAX_BYTES // 6), "not-a-statute"),
    "a line of 10 MB of digits": (b"1" * MAX_BYTES, "not-a-statute"),
    "a line of 10 MB of hyphens": (b"1. a\n1.1. b\n" + b"a-" * (MAX_BYTES // 2 - 10), "not-a-statute"),
    "a line of 10 MB of marks": (b"[1] " * (MAX_BYTES // 4), "not-a-statute"),
    "a file over 10 MB": (b"1" * (MAX_BYTES + 1), "statute-too-large"),
}


@pytest.mark.parametrize("what", FILES)
def test_harmful_and_broken_files_are_refused_in_bounded_time(what: str) -> None:
    data, code = FILES[what]
    before = time.perf_counter()
    assert refusal(data).code == code
    assert time.perf_counter() - before < TIGHT.waiting


def test_reading_that_computes_too_long_is_ended() -> None:
    endless = pdf_with(b"BT /F 1 Tf (a) Tj ET\n" * 400_000)
    assert refusal(endless, limits=Limits(computing=2)).code == "slow-statute"


def test_reading_that_waits_too_long_is_ended() -> None:
    refused = refusal(WHOLE_PDF, limits=Limits(waiting=0))
    assert refused.code == "slow-statute"
    assert "0 saniyədə" in str(refused)


def test_reading_that_needs_too_much_memory_is_ended() -> None:
    assert refusal(word_file(paragraph("1.1. iş;") * 100_000), limits=Limits(memory=60)).code in {
        "heavy-statute",
        "broken-statute",
    }


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("\n".join(LINES).encode(), "a.txt"),
        (WHOLE_WORD, "a.docx"),
        (WHOLE_PDF, "a.pdf"),
        (locked(WHOLE_PDF, ""), "owner.pdf"),
        (web_page_of(LINES), "a.html"),
    ],
)
def test_what_comes_back_from_the_process_is_what_was_read_in_it(data: bytes, name: str) -> None:
    statute = read_statute(data, name, code="900")
    assert statute == parse(read_file(data, name).text, code="900")
    assert [clause.number for clause in statute.clauses] == ["1.1", "1.2"]


def test_a_refusal_comes_back_with_its_sentence_and_values() -> None:
    refused = refusal(b" \n", "boş.txt")
    assert refused.sentence.values == {"name": "boş.txt"}
    assert str(refused) == "«boş.txt» faylı boşdur: içində oxunacaq mətn yoxdur."


def test_the_process_gives_json_and_may_write_no_file(tmp_path: Path) -> None:
    file = tmp_path / "never"
    limits = {"memory": 400, "computing": 5}
    script = f"from {READER} import take; take({limits}); open({str(file)!r}, 'w', buffering=1).write('x\\n')"
    run = [sys.executable, "-c", script]
    assert subprocess.run(run, cwd=PACKAGES, capture_output=True, check=False).returncode
    order = json.dumps({"name": "a", "code": "900", "limits": limits})
    done = subprocess.run(
        [sys.executable, "-m", READER],
        input=f"{order}\n".encode() + "\n".join(LINES).encode(),
        cwd=PACKAGES,
        env={},
        capture_output=True,
        check=True,
    )
    assert set(json.loads(done.stdout)) == {"statute"}


def test_pages_without_text_between_others_are_doubted() -> None:
    layout = "#set page(width: 10cm, height: 10cm)\n#for l in json(bytes(sys.inputs.lines)) { par(l) }\n#pagebreak()\n#pagebreak()\nson"
    doubts = read_file(pdf_of(LINES, layout), "a.pdf").doubts
    assert [doubt.where for doubt in doubts] == ["səhifə 2"]


def test_an_empty_word_file_is_empty() -> None:
    assert refusal(word_file("")).code == "empty-statute"


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "böyük.txt"
    with file.open("wb") as sparse:
        sparse.truncate(5 * 1024**3)
    with pytest.raises(UnreadableStatute) as refused:
        read_statute_at(file, code="900")
    assert "5120,0 MB" in str(refused.value)
