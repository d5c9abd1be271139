"""How a change is put before a reader: names instead of codes, and the fields by their names."""

from collections.abc import Mapping
from dataclasses import replace

from callcenter.core.wording import Sentence, say
from callcenter.directory.models import UnitKind
from knowledge_base.editing import applying
from knowledge_base.editing.applying import AnyContent
from knowledge_base.editing.contents import CardContent
from knowledge_base.editing.differences import Difference, card_differences, unit_differences
from knowledge_base.editing.models import KnowledgeChange
from knowledge_base.editing.vocabulary import Standing
from knowledge_base.vocabulary import CardRole

FIELDS = {
    "unit": say("Struktur bölmə"),
    "title": say("Adı"),
    "summary": say("İzah"),
    "role": say("Kartın növü"),
    "clauses": say("Bəndlər"),
    "keywords": say("Açar sözlər"),
    "phrases": say("İfadələr"),
    "not_this": say("Bu bölmə deyil"),
    "name": say("Adı"),
    "kind": say("Növü"),
    "parent": say("Tabe olduğu bölmə"),
    "statute": say("Əsasnamə"),
}
ROLES = {
    CardRole.DUTY: say("vəzifə: hər müraciət üçün nəzərə alınır"),
    CardRole.INTERNAL: say("daxili təşkilat: yalnız bölmənin özündən söhbət gedəndə"),
    CardRole.CATCH_ALL: say("digər vəzifələr: başqa kart uyğun gəlməyəndə"),
}
KINDS = {
    UnitKind.DEPARTMENT: say("şöbə"),
    UnitKind.DIRECTORATE: say("idarə"),
    UnitKind.SECTOR: say("sektor"),
    UnitKind.SECTION: say("bölmə"),
    UnitKind.OFFICE: say("vəzifəli şəxs və ya aparat"),
}
TONES = {
    Standing.DRAFT: "quiet",
    Standing.IN_REVIEW: "warn",
    Standing.RETURNED: "late",
    Standing.PUBLISHED: "done",
    Standing.WITHDRAWN: "quiet",
    Standing.UNDONE: "quiet",
}


def field_name(name: str) -> Sentence:
    """Return what a field is called."""
    return FIELDS[name]


def tone(standing: Standing) -> str:
    """Return the tone of a standing's badge."""
    return TONES[standing]


def title_of(change: KnowledgeChange) -> str:
    """Return the name of what is changed, as it is proposed."""
    content = applying.proposed(change)
    return content.title if isinstance(content, CardContent) else content.name


def fields_of(change: KnowledgeChange) -> list[Sentence]:
    """Return the names of the fields that a change touches."""
    found = differences(applying.before(change), applying.proposed(change), {}, {})
    return [FIELDS[one.field] for one in found]


def differences(
    before: AnyContent | None, after: AnyContent, names: Mapping[str, str], spoken: Mapping[str, str]
) -> list[Difference]:
    """Return what differs, with units by name and vocabulary in the reader's words."""
    new, old = _readable(after, names, spoken), before and _readable(before, names, spoken)
    if isinstance(new, CardContent):
        return card_differences(old if isinstance(old, CardContent) else None, new)
    return unit_differences(None if isinstance(old, CardContent) else old, new)


def _readable(content: AnyContent, names: Mapping[str, str], spoken: Mapping[str, str]) -> AnyContent:
    if isinstance(content, CardContent):
        return replace(
            content,
            unit=names.get(content.unit, content.unit),
            role=spoken.get(content.role, content.role),
        )
    return replace(
        content,
        kind=spoken.get(content.kind, content.kind),
        parent=names.get(content.parent, content.parent) if content.parent else None,
    )
