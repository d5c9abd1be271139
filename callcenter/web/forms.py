"""HTML forms read by the same schemas that read JSON: one frozen draft, or all messages together."""

from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields
from werkzeug.datastructures import MultiDict

from callcenter.core.errors import InvalidInput
from callcenter.core.fields import TEXT_LIMIT, UnreadableText, clean
from callcenter.core.wording import Sentence, say
from callcenter.core.words import Word

LINE_LIMIT = 400
MISSING = say("Bu sahəni doldurun.")
WRONG = say("Bu sahədəki dəyər yanlışdır.")
NO_DATE = say("Tarixi təqvimdən seçin və ya gg.aa.iiii kimi yazın.")
FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_ROWS = 50
# marshmallow's type asks for strings; a Sentence stays untranslated until the edge.
NAMED: dict[str, Any] = {"required": MISSING, "null": MISSING}


def part_asked(asked: Mapping[str, str], parts: Container[str]) -> tuple[str, str | None]:
    """Return which part of a page is asked for alone, and where in it; an unknown part is the whole page, empty."""
    part = asked.get("heap", "")
    return (part, asked.get("cursor")) if part in parts else ("", None)


def unacceptable(said: Sentence) -> ValidationError:
    """Return the error by which a field refuses its value, with a sentence that the edge translates."""
    return ValidationError(said)  # type: ignore[arg-type]  # its type asks for text; messages() takes sentences


class Text(fields.String):
    """A text that every screen and both databases can hold, trimmed and in NFC.

    limit is in characters. A required text may not be empty either.
    """

    def __init__(self, *, limit: int = LINE_LIMIT, **more: Any) -> None:
        super().__init__(error_messages=NAMED, **more)
        self.limit = limit

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        if not isinstance(value, str):
            raise unacceptable(WRONG)
        try:
            text = clean(value, limit=self.limit)
        except UnreadableText as refused:
            raise unacceptable(refused.sentence) from None
        if self.required and not text:
            raise unacceptable(MISSING)
        return text


class LongText(Text):
    """A text of up to 20 000 characters."""

    def __init__(self, **more: Any) -> None:
        super().__init__(limit=TEXT_LIMIT, **more)


class Day(fields.Field[date]):
    """A day, as 2026-09-07 or 07.09.2026."""

    def __init__(self, **more: Any) -> None:
        super().__init__(error_messages=NAMED, **more)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> date:
        text = str(value).strip()
        parts = text.split(".")
        try:
            day = date.fromisoformat("-".join(reversed(parts)) if len(parts) == 3 else text)
        except ValueError:
            raise unacceptable(NO_DATE) from None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise unacceptable(NO_DATE)
        return day


class OneOf(fields.Field[str]):
    """One of some words, by its code."""

    def __init__(self, *words: str, **more: Any) -> None:
        super().__init__(error_messages=NAMED, **more)
        self.words = words

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        if value not in self.words:
            raise unacceptable(WRONG)
        return str(value)


class WordField(fields.Field[Word]):
    """A member of a vocabulary, by its code or its Azerbaijani word."""

    def __init__(self, vocabulary: type[Word], **more: Any) -> None:
        more.setdefault("metadata", {})["enum"] = [word.value for word in vocabulary]
        super().__init__(error_messages=NAMED, **more)
        self.vocabulary = vocabulary

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Word:
        for word in self.vocabulary:
            if value in (word.value, word.label):
                return word
        values = ", ".join(word.value for word in self.vocabulary)
        raise unacceptable(say("Bu dəyərlərdən biri olmalıdır: %(values)s.", values=values))

    def _serialize(self, value: Any, attr: str | None, obj: Any, **more: Any) -> Any:
        return None if value is None else value.value


class Rows(fields.List[Any]):
    """Rows of a schema, each with the name of its place: a JSON list, or the numbered rows of a form (parts.0.text).

    Read as pairs of place and row; what is wrong in a row is said under its own place.
    """

    def __init__(self, row: Schema, **more: Any) -> None:
        super().__init__(fields.Nested(row), error_messages=NAMED, **more)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> list[Any]:
        rows = value.items() if isinstance(value, Mapping) else enumerate(value) if _is_list(value) else ()
        if (not rows and value not in ([], {})) or len(value) > MOST_ROWS:
            raise unacceptable(WRONG)
        read_rows, wrong = [], {}
        for place, row in sorted(rows, key=lambda one: (len(str(one[0])), str(one[0]))):
            try:
                read_rows.append((str(place), self.inner.deserialize(row)))
            except ValidationError as refused:
                wrong[str(place)] = refused.messages
        if wrong:
            raise ValidationError(wrong)
        return read_rows


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)


def read(schema: Schema, form: MultiDict[str, str]) -> Any:
    """Return what a submitted form holds; InvalidInput with every field's sentence.

    Dotted names are unfolded (caller.name), an empty field is a missing one, unknown fields are left out.
    """
    return load(schema, _unfolded(form.items()), unknown=EXCLUDE)


def load(schema: Schema, data: Mapping[str, Any], *, unknown: Any = None) -> Any:
    """Return the data read by the schema; InvalidInput with every field's sentence."""
    try:
        return schema.load(data, unknown=unknown)
    except ValidationError as refused:
        raise InvalidInput(dict(messages(refused.messages))) from None


def messages(found: Any, prefix: str = "") -> Iterable[tuple[str, Sentence]]:
    """Yield each field's dotted name with its sentence, whatever depth marshmallow found it at."""
    if isinstance(found, Mapping):
        for name, inner in found.items():
            yield from messages(inner, f"{prefix}.{name}" if prefix else str(name))
        return
    first = found[0] if isinstance(found, list) and found else found
    yield prefix, first if isinstance(first, Sentence) else _known(str(first))


def _known(text: str) -> Sentence:
    if "required" in text or "null" in text:
        return MISSING
    if "Unknown field" in text:
        return say("Belə sahə yoxdur.")
    return WRONG


def _unfolded(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, value in pairs:
        if not value.strip():
            continue
        *path, last = name.split(".")
        place = data
        for step in path:
            inner = place.setdefault(step, {})
            if not isinstance(inner, dict):
                break
            place = inner
        else:
            place[last] = value
    return data
