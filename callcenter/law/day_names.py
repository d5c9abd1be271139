"""What a day of the calendar is called before a reader of another language; it is kept under its Azerbaijani name (pure)."""

import re
from collections.abc import Mapping
from functools import lru_cache, reduce

from callcenter.core.wording import Sentence, say

# The days of the week that rest, and the names under which the calendar is shipped (`calendar_seed`).
PLAIN = (
    say("şənbə"),
    say("bazar"),
    say("Yeni il bayramı"),
    say("Ümumxalq hüzn günü"),
    say("Qadınlar günü"),
    say("Novruz bayramı"),
    say("Faşizm üzərində qələbə günü"),
    say("Müstəqillik Günü"),
    say("Azərbaycan xalqının milli qurtuluş günü"),
    say("Azərbaycan Respublikasının Silahlı Qüvvələri günü"),
    say("Zəfər Günü"),
    say("Azərbaycan Respublikasının Dövlət bayrağı günü"),
    say("Dünya azərbaycanlılarının həmrəyliyi günü"),
    say("Ramazan bayramı"),
    say("Qurban bayramı"),
    say("Səsvermə günü (Prezident seçkiləri)"),
    say("Səsvermə günü (bələdiyyə seçkiləri)"),
)
NOTED = (
    say("%(name)s (köçürülmüş istirahət günü)"),
    say("%(name)s (təxmini)"),
    say("%(name)s (köçürülmüş istirahət günü, təxmini)"),
)
KNOWN: Mapping[str, Sentence] = {
    str(said): said
    for name in PLAIN
    for said in (name, *(noted._replace(values={"name": name}) for noted in NOTED))
}
SWAPPED: Mapping[str, Sentence] = {
    "istirahət günü": say("%(day)s ilə yeri dəyişdirilmiş istirahət günü"),
    "iş günü": say("%(day)s ilə yeri dəyişdirilmiş iş günü"),
}
SWAP = re.compile(r"([0-9]{2}\.[0-9]{2}\.[0-9]{4}) ilə yeri dəyişdirilmiş (istirahət günü|iş günü)")
APART = re.compile(r", (?![^()]*\))")


@lru_cache(maxsize=512)
def day_name(kept: str) -> Sentence:
    """Return the name of a day; one with which the calendar was not shipped stays as somebody typed it.

    In Azerbaijani it always reads as it is kept.
    """
    if swap := SWAP.fullmatch(kept):
        return SWAPPED[swap[2]]._replace(values={"day": swap[1]})
    parts = APART.split(kept)
    if not all(part in KNOWN for part in parts):
        return Sentence("%(name)s", {"name": kept})
    return reduce(
        lambda before, name: say("%(before)s, %(name)s", before=before, name=name),
        (KNOWN[part] for part in parts),
    )
