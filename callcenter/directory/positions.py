"""The register of civil-service positions, read out of the clauses of Decree 911 (pure).

Clauses 2.1.1-2.1.8 list the administrative positions and 2.3.1-2.3.4 the supporting ones, one clause a class, the
highest first. An entry names bodies, then one or several positions in them: "…aparatlarında sektor müdiri, baş
mühasib". Every position of an entry becomes a line of its own.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from callcenter.core.wording import Sentence, say
from callcenter.directory.vocabulary import BodyGroup, Grade, PositionClass

_LEAD = re.compile(r"(İnzibati|Yardımçı) vəzifələrin (\w+) təsnifatı:\s*")
_GRADES = {"İnzibati": Grade.ADMINISTRATIVE, "Yardımçı": Grade.SUPPORTING}
_CLASSES = {one.label.split()[0]: one for one in PositionClass}
# An entry ends with a semicolon; one in the source ends with a comma before the next number.
_NUMBER = re.compile(r"(?:^|(?<=[;,.] ))(\d{1,2}(?:-\d{1,2})?)\. +")
_JOINT = re.compile(r",? habelə |, | və ")

# Nouns that end the name of a position, as the source prints them, and in the singular.
_NOUNS = {
    "rəhbərləri": "rəhbəri",
    "müavinləri": "müavini",
    "müdirləri": "müdiri",
    "müşavirləri": "müşaviri",
    "köməkçiləri": "köməkçisi",
    "nümayəndələri": "nümayəndəsi",
    **{
        noun: noun
        for noun in (
            *("rəhbəri", "müavini", "müdiri", "müşaviri", "köməkçisi", "nümayəndəsi", "katibi", "rəisi"),
            *("direktoru", "mühasib", "məsləhətçi", "mütəxəssis"),
        )
    },
}
# What stands before the noun and belongs to the name, not to the body.
_NAME = re.compile(
    r"(?:^|(?<= ))(?:(?:onun|onların|birinci|baş|böyük|aparıcı|sektor|icraçı|ticarət|aparat|xüsusi|İşlər|Mətbuat"
    r"|Dövlət|hakimin|məhkəmə iclasının|şöbə (?:müdirinin|müdirlərinin)|şöbə|rəhbərlərinin|rəhbərinin"
    r"|icraçı direktorunun|direktorunun) )?"
    rf"(?:{'|'.join(_NOUNS)})$"
)
_OWNERS = {"rəhbərlərinin": "rəhbərinin", "müdirlərinin": "müdirinin"}
_OF_APPARATUS = re.compile(r"\b[Aa]parat(?:ı|ları)(?:nın)?(?:,| |$)")

_CENTRAL = r"mərkəzi icra hakimiyyəti orqanları"
_GROUPS: tuple[tuple[BodyGroup, str], ...] = (
    (
        BodyGroup.PRESIDENCY,
        (
            r"Prezidenti(?:nin)? (?:Administrasiya|Katib|müşavir|köməkçi|Mətbuat|Protokol|xüsusi|[İi]şlər)"
            r"|Prezidentinin$|vitse-prezident|Dövlət(?:$| müşavir)|Təhlükəsizlik Şurası|Xüsusi Tibb|Respublikasının$"
        ),
    ),
    (BodyGroup.PARLIAMENT, r"Milli Məclis"),
    (
        BodyGroup.CABINET,
        r"Azərbaycan Respublikası(?:nın)? (?:Nazirlər Kabineti(?!(?:nin)? yanında)|Baş nazir)",
    ),
    (BodyGroup.COURTS, r"[Mm]əhkəmə(?!-)"),
    (BodyGroup.PROSECUTION, r"[Pp]rokurorlu"),
    (
        BodyGroup.INDEPENDENT,
        (
            r"Hesablama|Məhkəmə-Hüquq|Audiovizual|Korrupsiyaya qarşı"
            r"|(?<!Muxtar Respublikasının )(?<!Muxtar Respublikası )(?:İnsan hüquqları|Mərkəzi Seçki)"
        ),
    ),
    (
        BodyGroup.CENTRAL,
        rf"(?<!Muxtar Respublikasının )(?<!Muxtar Respublikası ){_CENTRAL}(?!(?:nın)? (?:yanında|yerli|Naxçıvan))",
    ),
    (
        BodyGroup.AGENCIES,
        r"dövlət agentlik|Milli Fondu|Dövlət Fondu|Sosial Müdafiə Fondu|ticarət nümayəndə|konsulluq",
    ),
    (BodyGroup.SUBORDINATE, r"tabeliyində olan orqan|yerli bölmə"),
    (BodyGroup.LOCAL, r"yerli icra hakimiyyəti|Bakı Şəhər İcra|inzibati ərazi dairəsi"),
    (BodyGroup.NAKHCHIVAN, r"Naxçıvan"),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A position of the register: `place` and `name` together are what the entry says of it.

    `entry` is the entry's number in its clause (0 before the first); positions of other bodies in the same entry, or
    without a number of their own after it, are 14/2, 14/3. `rank` grows downwards and orders the whole register: grade, class, place in the text.
    """

    name: str
    place: str
    grade: Grade
    cls: PositionClass
    groups: tuple[BodyGroup, ...]
    clause: str
    entry: str
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A place in the register that a person should look at."""

    where: str
    what: Sentence


@dataclass(frozen=True, slots=True)
class Register:
    """What was read: positions by rank, and what was not understood. No positions: this is no such register."""

    positions: tuple[Listed, ...] = ()
    doubts: tuple[Question, ...] = ()


def read_register(clauses: Iterable[tuple[str, str]]) -> Register:
    """Read the positions out of (clause key, text) pairs; clauses that list none are passed over."""
    found: list[Listed] = []
    doubts: list[Question] = []
    for key, text in clauses:
        lead = _LEAD.match(text)
        if lead is None:
            continue
        cls = _CLASSES.get(lead[2])
        if cls is None:
            doubts.append(Question(key, say("Təsnifatın adı tanınmadı: «%(name)s».", name=lead[2][:80])))
            continue
        listed, unread = _positions(text[lead.end() :])
        found += [
            Listed(name, place, _GRADES[lead[1]], cls, groups, key, entry)
            for entry, name, place, groups in listed
        ]
        doubts += [Question(f"{key}, {entry}", what) for entry, what in unread]
    ranked = _ranked({(one.clause, one.entry, one.name): one for one in found}.values())
    return Register(ranked, (*doubts, *_doubted(ranked)))


def plain(text: str) -> str:
    """Return the words as they are compared: small letters without marks, so that `mudiri` is `müdiri`."""
    small = text.replace("İ", "i").replace("I", "i").casefold().translate(_PLAIN)
    apart = unicodedata.normalize("NFKD", small)
    return " ".join("".join(one for one in apart if not unicodedata.combining(one)).split())


_PLAIN = str.maketrans({"ı": "i", "ə": "e", "ǝ": "e", "ә": "e"})


def _entries(text: str) -> Iterator[tuple[str, str]]:
    """Yield each paragraph of a clause under its number; one without a number goes by the number before it."""
    pieces = _NUMBER.split(text)
    # The text before the first number, then number and text in turns.
    for number, said in zip(("0", *pieces[1::2]), pieces[::2], strict=True):
        for paragraph in said.split(";"):
            if paragraph.strip(" .,"):
                yield number, paragraph.strip(" .,")


_Said = tuple[str, str, str, tuple[BodyGroup, ...]]


def _positions(text: str) -> tuple[list[_Said], list[tuple[str, Sentence]]]:
    """Return the positions of a clause as (entry, name, place, groups), and by entry what was not understood."""
    found: list[_Said] = []
    doubts: list[tuple[str, Sentence]] = []
    runs: Counter[str] = Counter()
    for number, said in _entries(text):
        names, unread = _names(said)
        if unread:
            doubts.append((number, say("Vəzifənin adı tanınmadı: «%(said)s».", said=unread[:80])))
        for place, named in names:
            runs[number] += 1
            entry = number if runs[number] == 1 else f"{number}/{runs[number]}"
            groups = _groups(place, said)
            found += [(entry, name, place, groups) for name in named]
            if not groups:
                doubts.append((entry, say("Hansı dövlət orqanlarına aid olduğu tanınmadı.")))
    return found, doubts


def _names(said: str) -> tuple[list[tuple[str, list[str]]], str]:
    """Return the names of a paragraph's positions by the bodies before them, and what no name ended."""
    found: list[tuple[str, list[str]]] = []
    owner = before = unread = ""
    for piece, joint in _pieces(said):
        unread += piece
        name = _NAME.search(unread)
        if name is None:
            unread += joint
            continue
        bodies = unread[: name.start()].strip(" ,")
        if bodies or not found:
            found.append((bodies, []))
            owner = ""
        before, owner = _titled(name.group(), owner, before)
        found[-1][1].append(_of_apparatus(before, found[-1][0]))
        unread = ""
    return found, unread


def _pieces(said: str) -> Iterator[tuple[str, str]]:
    """Yield the parts between commas and "və", each with what follows it; a clause about who appoints stays whole."""
    whole = _APPOINTED.sub(
        lambda met: met.group().replace(", ", ",\u00a0").replace(" və ", "\u00a0və "), said
    )
    at = 0
    for joint in (*_JOINT.finditer(whole), None):
        end = joint.start() if joint else len(whole)
        yield whole[at:end].replace("\u00a0", " "), joint.group() if joint else ""
        at = joint.end() if joint else end


_APPOINTED = re.compile(r", rəhbəri və rəhbərinin müavinləri [^,;]{1,80}tərəfindən")


def _titled(title: str, owner: str, before: str) -> tuple[str, str]:
    """Return the name in the singular, and whose adviser or deputy the names after it are, too."""
    words = [_OWNERS.get(word, _NOUNS.get(word, word)) for word in title.split()]
    if words[0] in ("onun", "onların"):
        return f"{before}nin müavini", ""
    if len(words) == 1 and owner:
        words.insert(0, owner)
    return " ".join(words), words[0] if words[0] == "rəhbərinin" else ""


def _of_apparatus(name: str, place: str) -> str:
    return f"aparat {name}" if name.startswith("rəhbəri") and _OF_APPARATUS.search(place) else name


def _groups(place: str, said: str) -> tuple[BodyGroup, ...]:
    """Return the groups of bodies; where the text says only "the same bodies", those of the whole entry."""
    own = tuple(group for group, words in _GROUPS if re.search(words, place))
    if own:
        return own
    return tuple(group for group, words in _GROUPS if re.search(words, said))


def _ranked(found: Iterable[Listed]) -> tuple[Listed, ...]:
    grades, classes = list(Grade), list(PositionClass)
    ordered = sorted(found, key=lambda one: (grades.index(one.grade), classes.index(one.cls)))
    return tuple(replace(one, rank=rank) for rank, one in enumerate(ordered, start=1))


def _doubted(positions: Iterable[Listed]) -> Iterator[Question]:
    """Yield a doubt for each two entries that name the same positions of the same bodies."""
    places: dict[tuple[str, str], list[Listed]] = {}
    for one in positions:
        places.setdefault((one.name, one.place), []).append(one)
    twice: dict[str, list[str]] = {}
    for (name, _), named in places.items():
        if len(named) > 1:
            twice.setdefault("; ".join(f"{one.clause}, {one.entry}" for one in named), []).append(name)
    for where, names in twice.items():
        yield Question(where, say("Eyni vəzifə iki yerdə göstərilib: «%(name)s».", name=", ".join(names)))
