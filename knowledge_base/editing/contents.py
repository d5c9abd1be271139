"""The whole of a card or of a unit as one value: what a change proposes, and what stood there before. Pure."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from knowledge_base.language.scripts import is_cyrillic

LANGUAGES = ("az", "ru", "en")


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase: how somebody said it, in a language (az, ru, en), and where it comes from."""

    language: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class LookAlike:
    """What looks like a card's competence but is that unit's, by name."""

    when: str
    unit: str


@dataclass(frozen=True, slots=True)
class Content:
    """What cards and units have in common as contents."""

    def to_json(self) -> dict[str, Any]:
        """Return the content as it is kept."""
        kept: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return kept

    @property
    def fingerprint(self) -> str:
        """A SHA-256 that is equal for equal contents: by it an editor's form knows what it started from."""
        plain = json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(plain.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class CardContent(Content):
    """A competence card; `unit` is the code of its unit, the first of `clauses` is the main one."""

    unit: str
    title: str
    summary: str
    role: str
    keywords: tuple[str, ...]
    clauses: tuple[str, ...]
    phrases: tuple[Said, ...]
    not_this: tuple[LookAlike, ...]
    retired: bool = False

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Return the content that was kept."""
        return cls(
            unit=kept["unit"],
            title=kept["title"],
            summary=kept["summary"],
            role=kept["role"],
            keywords=tuple(kept["keywords"]),
            clauses=tuple(kept["clauses"]),
            phrases=tuple(Said(**one) for one in kept["phrases"]),
            not_this=tuple(LookAlike(**one) for one in kept["not_this"]),
            retired=kept["retired"],
        )

    def phrases_in(self, language: str) -> tuple[str, ...]:
        """Return the phrases of a language."""
        return tuple(one.text for one in self.phrases if one.language == language)

    def with_phrase(self, text: str, source: str) -> Self:
        """Return the card with one phrase more, in the language that its letters say; a known one stays single."""
        cyrillic = sum(map(is_cyrillic, text)) * 2 > sum(map(str.isalpha, text))
        said = Said("ru" if cyrillic else "az", text, source)
        known = any((one.language, one.text) == (said.language, said.text) for one in self.phrases)
        return self if known else replace(self, phrases=(*self.phrases, said))

    def with_sources_of(self, before: Self | None) -> Self:
        """Return the card with its phrases in the order and from the sources of the card before.

        A form knows neither: old phrases keep their places, new ones follow, so that only what was
        changed counts as changed.
        """
        known = {
            (one.language, one.text): (place, one)
            for place, one in enumerate(before.phrases if before else ())
        }
        last = len(known)
        placed = [
            known.get((one.language, one.text), (last + place, one)) for place, one in enumerate(self.phrases)
        ]
        return replace(self, phrases=tuple(one for _, one in sorted(placed, key=lambda pair: pair[0])))


@dataclass(frozen=True, slots=True)
class UnitContent(Content):
    """A unit; `body` and `parent` are codes."""

    body: str
    name: str
    kind: str
    parent: str | None
    statute: str | None
    retired: bool = False

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Return the content that was kept."""
        return cls(**kept)
