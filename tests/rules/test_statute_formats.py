"""The same statute as text, as a Word file, as a web page and as a PDF is the same statute."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from knowledge_base.statutes.parsing import parse, to_json
from knowledge_base.statutes.reading import read_file, read_text
from tests.rules.statute_files import pdf_of, web_page_of, word_of

CODES = ("000", "001", "002", "003", "004")
FORMATS: dict[str, Callable[[Sequence[str]], bytes]] = {"docx": word_of, "html": web_page_of, "pdf": pdf_of}


def understood(text: str, code: str) -> dict[str, Any]:
    document = to_json(parse(text, code=code))
    del document["doubts"]
    return document


@cache
def source(folder: Path, code: str) -> str:
    return next(folder.glob(f"{code}-*.txt")).read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("code", CODES)
def test_a_statute_says_the_same_in_every_format(code: str, form: str, shared: Path) -> None:
    text = source(shared / "statutes", code)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    file = FORMATS[form](lines)
    assert understood(read_text(file, f"{code}.{form}"), code) == understood(text, code)


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_is_read_by_its_content_whatever_its_name(form: str) -> None:
    lines = ["1. Ümumi müddəalar", "1.1. Şöbə işləyir;", "1.2. Şöbə hesabat verir."]
    read = read_text(FORMATS[form](lines), "sənəd.txt").splitlines()
    assert [line for line in read if line != "Hüquqi aktlar toplusu"] == lines


def test_plain_text_under_the_name_of_a_word_file_is_read() -> None:
    assert read_file(b"1.1. adi metn", "a.docx").text == "1.1. adi metn"
