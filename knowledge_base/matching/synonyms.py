"""Callers' words and the statute's words for the same thing, from the shipped lists or the ministry's own table."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from knowledge_base.language.folding import tokens
from knowledge_base.matching.names import Names, shipped

FILES = ("synonyms.yaml", "synonyms_foreign.yaml")


def synonyms_of(table: Mapping[str, Sequence[str]] | None) -> Names:
    """Return the names of a table of callers' word -> statute's words; the shipped ones for None."""
    if table is None:
        table = _turned(shipped(file) for file in FILES)
    return Names((said, tuple(_stems(meant))) for said, meant in table.items())


def _turned(files: Iterable[Mapping[str, Sequence[str]]]) -> dict[str, list[str]]:
    """The files list callers' words under the statute's; matching needs the other way."""
    table: dict[str, list[str]] = {}
    for meant, said in chain.from_iterable(listed.items() for listed in files):
        for word in said:
            table.setdefault(word, []).append(meant)
    return table


def _stems(meant: Sequence[str]) -> list[str]:
    return [token.stem for phrase in meant for token in tokens(phrase)]
