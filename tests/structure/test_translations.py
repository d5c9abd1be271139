"""Every sentence of the product has its Russian and its English, and no translation outlives its sentence.

An id is what `say` and `_` are given, the label of a vocabulary or of a link, or the sentence of a refusal that
a pure rule declares. A failure prints the missing entries as they are pasted into the .po file.
"""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from itertools import chain
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from callcenter.accounts.navigation import PLACES
from callcenter.core.words import Word
from callcenter.web.locale import CATALOGUES, LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("callcenter", "knowledge_base", "reports")
TRANSLATED = sorted(LANGUAGES.keys() - {"az"})
PLURALS = {
    "ru": "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)",
    "en": "(n != 1)",
}
SAME_WORD = {"API", "Open311", "operator"}
"""What is written alike in another language."""
PLACEHOLDER = re.compile(r"%\(\w+\)[-+ #0-9.]*[a-zA-Z]")
AZERBAIJANI = re.compile("[əƏğĞıİ]")
"""Letters that no other language of ours has."""

Forms = tuple[str, ...]
"""A sentence, or its forms for one and for many."""


def files(ending: str) -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob(f"*{ending}"))


def sentences_in_code() -> Iterator[tuple[str, str | None]]:
    """What is said in the code: the place, and the text that `say` or a refusal's `sentence` is given."""
    for file in files(".py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="say"), args=[said, *_]):
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", literal(said)
                case ast.ClassDef(body=lines):
                    yield from ((f"{file.relative_to(ROOT)}:{node.lineno}", said) for said in declared(lines))


def declared(lines: list[ast.stmt]) -> Iterator[str | None]:
    for line in lines:
        match line:
            case ast.Assign(targets=[ast.Name(id="sentence")], value=said):
                yield literal(said)


def literal(said: ast.expr) -> str | None:
    return said.value if isinstance(said, ast.Constant) and isinstance(said.value, str) else None


def sentences_in_templates() -> Iterator[Forms]:
    for file in files(".html"):
        with file.open("rb") as source:
            for _, found, _, _ in extract("jinja2.ext:babel_extract", source):
                yield (found,) if isinstance(found, str) else tuple(found)


def vocabularies() -> Iterator[type[Word]]:
    for file in files(".py"):  # all of them: a job imports its feature only when it runs
        import_module(".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    return (words for words in Word.__subclasses__() if words.__module__.split(".")[0] in PACKAGES)


@pytest.fixture(scope="module")
def ids() -> set[Forms]:
    """Everything that is said in Azerbaijani."""
    code = ((said,) for _, said in sentences_in_code() if said is not None)
    words = ((member.label,) for vocabulary in vocabularies() for member in vocabulary)
    links = ((place.label,) for place in PLACES)
    return set(chain(code, sentences_in_templates(), words, links))


@pytest.fixture(scope="module", params=TRANSLATED)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    """The translations into one language."""
    with (CATALOGUES / f"{request.param}.po").open("rb") as source:
        return read_po(source, locale=request.param, abort_invalid=True)


def translations(catalogue: Catalog) -> dict[Forms, Forms]:
    return {
        forms(message.id): forms(message.string) for message in catalogue if message.id and not message.fuzzy
    }


def forms(text: str | list[str] | tuple[str, ...] | None) -> Forms:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def entries(texts: set[Forms]) -> str:
    """The ids as entries of a .po file."""
    shown, lines = Catalog(), BytesIO()
    for text in sorted(texts):
        shown.add(text if len(text) > 1 else text[0])
    write_po(lines, shown, width=0, omit_header=True)
    return lines.getvalue().decode()


def test_what_is_said_can_be_collected() -> None:
    hidden = [place for place, said in sentences_in_code() if said is None]
    assert not hidden, f"say() must be given the sentence itself, or nobody can translate it: {hidden}"


def test_every_sentence_is_translated(catalogue: Catalog, ids: set[Forms]) -> None:
    missing = ids - translations(catalogue).keys()
    assert not missing, f"translate and add to {catalogue.locale}.po:\n\n{entries(missing)}"


def test_no_translation_is_left_over(catalogue: Catalog, ids: set[Forms]) -> None:
    stale = translations(catalogue).keys() - ids
    assert not stale, f"nobody says this any more, take it out of {catalogue.locale}.po:\n\n{entries(stale)}"


def test_no_translation_leaves_the_number_to_the_reader(catalogue: Catalog) -> None:
    """A sentence with a count is put so that it is right for every count: the plural is no matter of brackets."""
    undecided = {
        text
        for texts in translations(catalogue).values()
        for text in texts
        if re.search(r"\w\((s|es|и|ов|ей)\)", text)
    }
    assert not undecided


def test_no_translation_is_empty_or_still_azerbaijani(catalogue: Catalog) -> None:
    left = {
        said
        for said, translated in translations(catalogue).items()
        for text in translated
        if not text.strip()
        or AZERBAIJANI.search(text)
        or (text in said and re.search(r"\w", PLACEHOLDER.sub("", text)) and text not in SAME_WORD)
    }
    assert not left, f"translate these in {catalogue.locale}.po:\n\n{entries(left)}"


def test_a_translation_takes_the_values_of_its_sentence(catalogue: Catalog) -> None:
    wrong = {
        said
        for said, translated in translations(catalogue).items()
        for text in translated
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(said[-1])) or not fillable(text)
    }
    assert not wrong, f"the values in %(…)s differ in {catalogue.locale}.po:\n\n{entries(wrong)}"


def fillable(text: str) -> bool:
    """Whether the text can be shown: with values a per cent sign is doubled, without them there is none."""
    values = dict.fromkeys(re.findall(r"%\((\w+)\)", text), 1)
    if not values:
        return "%" not in text
    try:
        return bool(text % values)
    except (ValueError, TypeError):
        return False


def test_the_plural_rule_is_the_language_s_own(catalogue: Catalog) -> None:
    assert catalogue.plural_expr == PLURALS[str(catalogue.locale)]
    short = {
        said
        for said, translated in translations(catalogue).items()
        if len(said) > 1 and len(translated) != catalogue.num_plurals
    }
    assert not short, f"each needs {catalogue.num_plurals} forms:\n\n{entries(short)}"
