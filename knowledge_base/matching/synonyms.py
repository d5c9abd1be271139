"""Callers' words and the statute's words for the same thing, from synonyms.yaml or the ministry's own table."""

from collections.abc import Mapping, Sequence

from knowledge_base.language.folding import tokens
from knowledge_base.matching.names import Names, shipped


def synonyms_of(table: Mapping[str, Sequence[str]] | None) -> Names:
    """Return the names of a table of callers' word -> statute's words; the shipped one for None."""
    if table is None:
        table = _turned(shipped("synonyms.yaml"))
    return Names((said, tuple(_stems(meant))) for said, meant in table.items())


def _turned(listed: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The file lists callers' words under the statute's; matching needs the other way."""
    table: dict[str, list[str]] = {}
    for meant, said in listed.items():
        for word in said:
            table.setdefault(word, []).append(meant)
    return table


def _stems(meant: Sequence[str]) -> list[str]:
    return [token.stem for phrase in meant for token in tokens(phrase)]
