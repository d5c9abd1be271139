"""What editors type: a card, a unit, a word to each step, and what to try in the test box."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, post_load
from werkzeug.datastructures import MultiDict

from callcenter.core.errors import InvalidInput
from callcenter.core.fields import UnreadableText, clean
from callcenter.core.wording import say
from callcenter.directory.models import UnitKind
from callcenter.web import forms
from callcenter.web.forms import LongText, OneOf, Text
from knowledge_base.editing.checking import MOST_LOOK_ALIKES
from knowledge_base.editing.contents import LANGUAGES, CardContent, LookAlike, Said, UnitContent
from knowledge_base.editing.previewing import Labelled
from knowledge_base.matching.evaluation import rows_of
from knowledge_base.vocabulary import CardRole, PhraseSource

LINES_LIMIT = 60_000
TABLE_LIMIT = 900_000
TABLE_ROWS = 5000
SPARE_ROWS = 2


@dataclass(frozen=True)
class Draft:
    """A form as it was sent: the content, why, and the fingerprint of what the author started from."""

    content: CardContent | UnitContent
    reason: str
    base: str
    version: int


class Lines(Text):
    """A text area of one item a line, or parted by commas where `commas` says so; each item once."""

    def __init__(self, *, commas: bool = False, **more: Any) -> None:
        super().__init__(limit=LINES_LIMIT, load_default=(), **more)
        self.commas = commas

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        text = super()._deserialize(value, attr, data, **more)
        lines = (text.replace(",", "\n") if self.commas else text).splitlines()
        items = (" ".join(line.split()) for line in lines)
        return tuple(dict.fromkeys(item for item in items if item))


class LookAlikeSchema(Schema):
    """A row of «not this unit»; an empty one is left out."""

    when = Text(limit=200, load_default="")
    unit = Text(load_default="")


class PhrasesSchema(Schema):
    """Phrases by language, one a line."""

    az = Lines()
    ru = Lines()
    en = Lines()


class WhySchema(Schema):
    """What every proposal carries beside its content."""

    reason = Text(limit=1000, required=True)
    base = Text(load_default="")
    version = fields.Integer(load_default=0)


class CardSchema(WhySchema):
    """A competence card."""

    unit = Text(required=True)
    title = Text(required=True)
    summary = Text(limit=2000, required=True)
    role = OneOf(*CardRole, required=True)
    clauses = Lines(commas=True)
    keywords = Lines(commas=True)
    phrases = fields.Nested(PhrasesSchema, load_default=dict)
    not_this = fields.Dict(keys=fields.String(), values=fields.Nested(LookAlikeSchema), load_default=dict)

    @post_load
    def _draft(self, data: dict[str, Any], **_: Any) -> Draft:
        phrases = data["phrases"]
        content = CardContent(
            unit=data["unit"],
            title=data["title"],
            summary=" ".join(data["summary"].split()),
            role=data["role"],
            keywords=data["keywords"],
            clauses=data["clauses"],
            phrases=tuple(
                Said(language, text, PhraseSource.EDITOR.value)
                for language in LANGUAGES
                for text in phrases.get(language, ())
            ),
            not_this=tuple(
                LookAlike(row["when"], row["unit"])
                for _, row in sorted(data["not_this"].items(), key=_row_number)
                if row["when"] and row["unit"]
            ),
        )
        return Draft(content, data["reason"], data["base"], data["version"])


def _row_number(row: tuple[str, dict[str, str]]) -> tuple[int, str]:
    """Row 10 comes after row 9."""
    name, _ = row
    return len(name), name


class UnitSchema(WhySchema):
    """A unit of a state body."""

    body = Text(required=True)
    name = Text(required=True)
    kind = OneOf(*UnitKind, required=True)
    parent = Text(load_default=None)
    statute = Text(limit=20, load_default=None)

    @post_load
    def _draft(self, data: dict[str, Any], **_: Any) -> Draft:
        content = UnitContent(
            body=data["body"],
            name=data["name"],
            kind=data["kind"],
            parent=data["parent"],
            statute=data["statute"],
        )
        return Draft(content, data["reason"], data["base"], data["version"])


class StepSchema(Schema):
    """One step of a change, with a word where the step asks for one."""

    version = fields.Integer(required=True)
    note = Text(limit=1000, load_default="")
    reason = Text(limit=1000, load_default="")


class RetireSchema(Schema):
    """Why something is taken out of use, or put back."""

    reason = Text(limit=1000, required=True)
    base = Text(required=True)


class TakeSchema(Schema):
    """The card that a phrase is for, by code."""

    card = Text(required=True)


class TrySchema(Schema):
    """What to try beside the labelled appeals that are held: a text, and a table of labelled appeals."""

    version = fields.Integer(required=True)
    asked = LongText(load_default="")


def read_table(table: str) -> list[Labelled]:
    """Return the labelled appeals of a TSV (columns as for kb evaluate); InvalidInput where it is none."""
    try:
        rows = rows_of(clean(table, limit=TABLE_LIMIT)) if table.strip() else []
    except (ValueError, UnreadableText):
        raise InvalidInput(
            {
                "table": say(
                    "Cədvəl oxunmadı: birinci sətir sütunların adı (text və unit), sonrakılar müraciətlər olmalıdır, sütunlar TAB ilə ayrılır."
                )
            }
        ) from None
    if len(rows) > TABLE_ROWS:
        raise InvalidInput({"table": say("Cədvəl ən çoxu %(count)d sətir ola bilər.", count=TABLE_ROWS)})
    return [Labelled(row.text, row.units, row.clauses) for row in rows if row.in_scope and row.units]


def typed_card(content: CardContent) -> dict[str, str]:
    """Return a card as the form's fields hold it."""
    typed = {
        "unit": content.unit,
        "title": content.title,
        "summary": content.summary,
        "role": content.role,
        "clauses": "\n".join(content.clauses),
        "keywords": ", ".join(content.keywords),
        **{f"phrases.{language}": "\n".join(content.phrases_in(language)) for language in LANGUAGES},
    }
    for place, other in enumerate(content.not_this):
        typed |= {f"not_this.{place}.when": other.when, f"not_this.{place}.unit": other.unit}
    return typed


def typed_unit(content: UnitContent) -> dict[str, str]:
    """Return a unit as the form's fields hold it."""
    return {
        "body": content.body,
        "name": content.name,
        "kind": content.kind,
        "parent": content.parent or "",
        "statute": content.statute or "",
    }


def look_alike_rows(typed: Mapping[str, str]) -> range:
    """Return the numbers of the rows to show: up to the last one that is filled, and two more."""
    filled = (name.split(".")[1] for name, value in typed.items() if name.startswith("not_this.") and value)
    last = max((int(number) for number in filled if number.isdigit()), default=-1)
    return range(min(last + 1 + SPARE_ROWS, MOST_LOOK_ALIKES))


def read_card(form: MultiDict[str, str]) -> Draft:
    """Return the card that was typed; InvalidInput with every field's sentence."""
    found: Draft = forms.read(CardSchema(), form)
    return found


def read_unit(form: MultiDict[str, str]) -> Draft:
    """Return the unit that was typed; InvalidInput with every field's sentence."""
    found: Draft = forms.read(UnitSchema(), form)
    return found
