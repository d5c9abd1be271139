"""Which state body a statute belongs to and which units it names, from the words of the law itself.

The main unit is the one that clause 1.1 introduces (`… struktur bölməsi olan X şöbəsi (bundan sonra – Şöbə)`).
Units below it are named where their duties begin (`X sektorunun vəzifələri …`) and where the structure is listed
(`Şöbənin strukturuna … daxildir`). The possessive form tells a named unit (`X sektorunun`) from the unit itself
(`sektorun`).
"""

import re
from collections.abc import Sequence

from knowledge_base.statutes import doubting
from knowledge_base.statutes.doubting import doubt
from knowledge_base.statutes.lines import lowered
from knowledge_base.statutes.statute import Doubt, Unit, UnitKind

KINDS: dict[str, UnitKind] = {
    "şöbə": "department",
    "idarə": "directorate",
    "sektor": "sector",
    "bölmə": "section",
    "departament": "directorate",
}
HEAD = "(?:şöbəsi|idarəsi|sektoru|bölməsi|departamenti|Şöbəsi|İdarəsi|Sektoru|Bölməsi)"
BODY_HEAD = (
    "(?:Nazirliyi|Xidməti|Komitəsi|Agentliyi|Palatası|Fondu|İnspeksiyası|Mərkəzi|Administrasiyası|Prokurorluğu"
    "|Məhkəməsi|Kabineti|Akademiyası|Hakimiyyəti|Bankı|Şurası|Komissiyası|Departamenti|İdarəsi)"
)
BODY = re.compile(
    rf"(?:Azərbaycan Respublikası(?:nın)? )?(?:[^\W\d_][\w-]* (?:və )?){{0,12}}?{BODY_HEAD}(?=\b|n[iıuü]n\b)"
)
COUNTRY = "Azərbaycan Respublikası"
# `Statistika şöbəsi Səhiyyə Nazirliyinin …`: the unit stands before its body.
UNIT_BEFORE = re.compile(r".*\b(?:şöbəsi|idarəsi|sektoru|bölməsi|departamenti) ")
OF_BODY = re.compile(rf"{BODY_HEAD}n[iıuü]n\s+")
STRUCTURAL_UNIT = "struktur bölməsi olan "
HENCEFORTH = "(bundan sonra"
INTRODUCED = re.compile(rf"{HEAD}\s*$")
DUTIES_OF = re.compile(rf"(.{{1,200}}? {HEAD})n[iıuü]n (?:əsas )?(?:vəzifələri|funksiyaları)\b")
BARE_NAME = re.compile(rf"([^.;:]{{1,200}} {HEAD})[\s.:]*")
STRUCTURE = re.compile(r"\w{3,12} strukturuna ")
COUNTED = re.compile(r"[0-9]+ \w+ \((.+)\)$")
SHARED_HEAD = re.compile(r" (şöbə|idarə|sektor|bölmə)(?:ləri|ları|lər|lar)$")
ENDING = {"şöbə": "şöbəsi", "idarə": "idarəsi", "sektor": "sektoru", "bölmə": "bölməsi"}
NAMED = re.compile(rf"(.{{1,200}}?{HEAD})(?:, | və |$)")
LONGEST_NAME = 300


def kind_of(name: str) -> UnitKind:
    """Return what sort of unit a name says; a section when the name does not say it."""
    last = lowered(name.rpartition(" ")[2])
    return next((kind for stem, kind in KINDS.items() if last.startswith(stem)), "section")


def body_in(text: str) -> str | None:
    """Return the first state body named in the text, in the nominative."""
    found = BODY.search(text[:2000])
    if not found:
        return None
    name = UNIT_BEFORE.sub("", found[0])
    return name[max(name.rfind(COUNTRY), 0) :]


def main_unit_in(text: str) -> str | None:
    """Return the unit that an opening clause introduces with `(bundan sonra – …)`, None when it introduces none."""
    text = text[:4000]
    place = text.find(HENCEFORTH)
    while place >= 0:
        before = text[:place].rstrip()
        if INTRODUCED.search(before[-20:]):
            return _own_name(before)
        place = text.find(HENCEFORTH, place + 1)
    return None


def _own_name(phrase: str) -> str | None:
    if STRUCTURAL_UNIT in phrase:
        return titled(phrase.rpartition(STRUCTURAL_UNIT)[2])
    ends = [found.end() for found in OF_BODY.finditer(phrase)]
    name = re.sub(r"^(?:\([^()]{0,80}\) )?(?:[Aa]parat\w{0,8} )?", "", phrase[ends[0] :] if ends else phrase)
    return titled(name) if len(name) <= LONGEST_NAME else None


def main_unit_of_title(title: str) -> str | None:
    """Return the unit a statute's title names (`… Nazirliyinin X sektorunun Əsasnaməsi`)."""
    found = re.search(rf"({HEAD})(?:n[iıuü]n\b| haqqında\b)", title)
    return _own_name(title[: found.end(1)]) if found else None


def unit_of_duties(text: str) -> str | None:
    """Return the unit whose duties the text opens: `X sektorunun vəzifələri aşağıdakılardır:`, or its bare name."""
    text = lowered(text) if text.isupper() else text
    found = DUTIES_OF.match(text) or BARE_NAME.fullmatch(text)
    return titled(_own_name(found[1]) or found[1]) if found else None


def units_of_structure(text: str) -> list[str]:
    """Return the units named in a sentence `… strukturuna A, B və C sektorları daxildir`."""
    listed = structure_in(text)
    if not listed:
        return []
    if counted := COUNTED.search(listed):
        listed = counted[1]
    if shared := SHARED_HEAD.search(listed):
        first, _, final = listed[: shared.start()].rpartition(" və ")
        names = [*first.split(", "), final] if first else final.split(", ")
        return [titled(f"{name} {ENDING[shared[1]]}") for name in names if name]
    return [titled(name) for name in NAMED.findall(listed)]


def structure_in(text: str) -> str:
    """Return what stands between `strukturuna` and `daxildir`, empty when the text has no such sentence."""
    found = STRUCTURE.search(text[:4000])
    if not found:
        return ""
    end = text.find(" daxildir", found.end(), found.end() + 1000)
    return text[found.end() : end] if end >= 0 else ""


def titled(name: str) -> str:
    """Return a name as it stands alone: trimmed, its first letter a capital."""
    name = name.strip(' ,“”"')
    return ("İ" if name[:1] == "i" else name[:1].upper()) + name[1:]


def tree_of(
    main: str | None, with_duties: Sequence[str], listed: Sequence[str]
) -> tuple[list[Unit], list[Doubt]]:
    """Build the unit tree from the main unit, units with duties of their own and units listed in the structure."""
    if main is None:
        return [Unit(name, None, kind_of(name)) for name in dict.fromkeys(with_duties)], []
    below = {lowered(name): name for name in (*with_duties, *listed) if lowered(name) != lowered(main)}
    own, named = {lowered(name) for name in with_duties}, {lowered(name) for name in listed}
    doubts = []
    for key, name in below.items():
        if own and key not in own:
            doubts.append(doubt(doubting.NO_DUTIES, name, unit=name))
        if named and key not in named:
            doubts.append(doubt(doubting.NOT_LISTED, name, unit=name))
    return [
        Unit(main, None, kind_of(main)),
        *(Unit(name, main, kind_of(name)) for name in below.values()),
    ], doubts
