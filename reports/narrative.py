"""The report in a few sentences for leadership (pure).

Each sentence is kept untranslated with its values: numbers, words that have translations of their own,
and lists of (what, how many) pairs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from callcenter.core.wording import Sentence, say
from reports.measures import Measure

ENOUGH_FOR_PERCENT = 20
"""Below so many appeals a percentage says less than the number itself."""

Named = tuple[str, int]
"""What it is called, and how many."""


@dataclass(frozen=True)
class Surge:
    """A topic far above what is usual: how many now, how many as a rule."""

    label: str
    value: int
    usual: int


@dataclass(frozen=True)
class Facts:
    """What the sentences are made of; lists have the most first."""

    measures: Mapping[str, Measure]
    kinds: Sequence[Named] = ()
    topics: Sequence[Named] = ()
    overdue_units: Sequence[Named] = ()
    late_units: Sequence[Named] = ()
    surges: Sequence[Surge] = ()
    newcomers: Sequence[Named] = ()
    risen: tuple[str, int, int] | None = field(default=None)
    """The topic that rose most: its label, how many before, how many now."""

    def count(self, name: str) -> int:
        """Return a counted measure."""
        return int(self.measures[name].value or 0)


def narrative(facts: Facts) -> list[Sentence]:
    """Return what leadership should know, in the order of a Monday morning: asked, new, answered, late, other."""
    if not facts.count("received"):
        said = [say("Hesabat dövründə müraciət qeydə alınmayıb.")]
    else:
        said = [_received(facts), _asked(facts), *_new(facts)]
    said += _answered(facts)
    said.append(_waiting(facts))
    return said + _other(facts)


def _received(facts: Facts) -> Sentence:
    now, before = facts.count("received"), int(facts.measures["received"].previous or 0)
    values = {"count": now, "previous": before}
    if not before:
        return say(
            "Hesabat dövründə %(count)s müraciət qeydə alınıb; əvvəlki dövrdə müraciət olmayıb.", **values
        )
    if now == before:
        return say(
            "Hesabat dövründə %(count)s müraciət qeydə alınıb, bu da əvvəlki dövrdəki qədərdir.", **values
        )
    if before < ENOUGH_FOR_PERCENT:
        values["difference"] = abs(now - before)
        if now > before:
            return say(
                "Hesabat dövründə %(count)s müraciət qeydə alınıb: əvvəlki dövrlə müqayisədə %(difference)s müraciət çox.",
                **values,
            )
        return say(
            "Hesabat dövründə %(count)s müraciət qeydə alınıb: əvvəlki dövrlə müqayisədə %(difference)s müraciət az.",
            **values,
        )
    values["percent"] = max(round(abs(now - before) * 100 / before), 1)
    if now > before:
        return say(
            "Hesabat dövründə %(count)s müraciət qeydə alınıb: əvvəlki dövrlə (%(previous)s) müqayisədə %(percent)s faiz çox.",
            **values,
        )
    return say(
        "Hesabat dövründə %(count)s müraciət qeydə alınıb: əvvəlki dövrlə (%(previous)s) müqayisədə %(percent)s faiz az.",
        **values,
    )


def _asked(facts: Facts) -> Sentence:
    kind, count = facts.kinds[0]
    share = round(count * 100 / facts.count("received"))
    if not facts.topics:
        return say(
            "Müraciətlərin ən böyük hissəsi «%(kind)s» növünə aiddir (%(percent)s faiz).",
            kind=kind,
            percent=share,
        )
    return say(
        "Müraciətlərin ən böyük hissəsi «%(kind)s» növünə aiddir (%(percent)s faiz). Ən çox müraciət olunan mövzular: %(topics)s.",
        kind=kind,
        percent=share,
        topics=[list(topic) for topic in facts.topics[:3]],
    )


def _new(facts: Facts) -> list[Sentence]:
    if facts.surges:
        surge = facts.surges[0]
        if surge.usual:
            return [
                say(
                    "Diqqət: «%(topic)s» mövzusunda kəskin artım var – %(count)s müraciət, əvvəlki dövrlərdə isə orta hesabla %(usual)s. "
                    "Bu mövzu üzrə operatorlara hazır cavabın verilməsi tövsiyə olunur.",
                    topic=surge.label,
                    count=surge.value,
                    usual=surge.usual,
                )
            ]
        return [
            say(
                "Diqqət: əvvəllər demək olar ki, müraciət olunmayan «%(topic)s» mövzusunda %(count)s müraciət daxil olub. "
                "Bu mövzu üzrə operatorlara hazır cavabın verilməsi tövsiyə olunur.",
                topic=surge.label,
                count=surge.value,
            )
        ]
    if facts.newcomers:
        return [
            say("Əvvəlki dövrlərdə rast gəlinməyən mövzular: %(topics)s.", topics=_pairs(facts.newcomers[:3]))
        ]
    if facts.risen:
        topic, before, now = facts.risen
        return [
            say(
                "Ən çox artım «%(topic)s» mövzusundadır: əvvəlki dövrdə %(previous)s, bu dövrdə %(count)s müraciət.",
                topic=topic,
                previous=before,
                count=now,
            )
        ]
    return []


def _answered(facts: Facts) -> list[Sentence]:
    answered, late, on_line = (facts.count(name) for name in ("answered", "late", "answered_on_line"))
    if not answered:
        return []
    if not late:
        return [
            say(
                "Dövr ərzində %(answered)s müraciət cavablandırılıb, hamısı vaxtında; %(on_line)s müraciətə elə xətdə cavab verilib.",
                answered=answered,
                on_line=on_line,
            )
        ]
    values = {
        "answered": answered,
        "on_line": on_line,
        "late": late,
        "percent": _percent(facts.count("on_time"), answered),
    }
    if facts.late_units:
        return [
            say(
                "Dövr ərzində %(answered)s müraciət cavablandırılıb (%(on_line)s müraciət elə xətdə); vaxtında verilən cavabların payı %(percent)s faizdir. "
                "Gecikmə ilə cavablandırılan müraciətlər: %(late)s, ən çoxu – %(units)s.",
                **values,
                units=_pairs(facts.late_units[:1]),
            )
        ]
    return [
        say(
            "Dövr ərzində %(answered)s müraciət cavablandırılıb (%(on_line)s müraciət elə xətdə); vaxtında verilən cavabların payı %(percent)s faizdir. "
            "Gecikmə ilə cavablandırılan müraciətlər: %(late)s.",
            **values,
        )
    ]


def _waiting(facts: Facts) -> Sentence:
    still, overdue = facts.count("open"), facts.count("overdue")
    if not still:
        return say("Dövrün sonunda icrada olan müraciət qalmayıb.")
    if not overdue:
        return say(
            "Dövrün sonunda %(open)s müraciət icradadır; icra müddəti ötmüş müraciət yoxdur.", open=still
        )
    if facts.overdue_units:
        return say(
            "Dövrün sonunda %(open)s müraciət icradadır, onlardan %(overdue)s müraciətin icra müddəti ötüb; ən çoxu – %(units)s.",
            open=still,
            overdue=overdue,
            units=_pairs(facts.overdue_units[:1]),
        )
    return say(
        "Dövrün sonunda %(open)s müraciət icradadır, onlardan %(overdue)s müraciətin icra müddəti ötüb.",
        open=still,
        overdue=overdue,
    )


def _other(facts: Facts) -> list[Sentence]:
    returned, forwarded, repeats = (facts.count(name) for name in ("returned", "forwarded_out", "repeats"))
    if not (returned or forwarded or repeats):
        return []
    return [
        say(
            "Bölmələrin geri qaytardığı müraciətlər: %(returned)s, aidiyyəti quruma göndərilənlər: %(forwarded)s, təkrar müraciətlər: %(repeats)s.",
            returned=returned,
            forwarded=forwarded,
            repeats=repeats,
        )
    ]


def _percent(part: int, whole: int) -> int:
    """Return a whole percentage that says 100 or 0 only when it is exactly that."""
    share = round(part * 100 / whole)
    return min(max(share, 1 if part else 0), 100 if part == whole else 99)


def _pairs(named: Sequence[Named]) -> list[list[str | int]]:
    return [[label, count] for label, count in named]
