"""What is counted, as tables that can be printed (pure).

The condition by which each measure is counted, and the list behind it is read, stands in queries.py under
the same name.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from callcenter.core.wording import Sentence, say

APPEALS = "appeals"
SHARE = "share"


@dataclass(frozen=True)
class Definition:
    """A measure: its name in data, its name for people, what exactly it counts, and whether more is good."""

    name: str
    label: Sentence
    meaning: Sentence
    more_is: int = 0
    """1: a rise is good news, -1: bad news, 0: neither."""


@dataclass(frozen=True)
class ShareDefinition(Definition):
    """A share, between two measures that are counted."""

    part: str = ""
    whole: str = ""


@dataclass(frozen=True)
class GroupDefinition:
    """A table: a measure split along a dimension, each appeal in exactly one row."""

    name: str
    label: Sentence
    measure: str
    meaning: Sentence


@dataclass(frozen=True)
class Measure:
    """One figure with that of the previous period. A share is 0..1, and None where nothing was counted."""

    name: str
    value: float | None
    previous: float | None
    unit: str

    @property
    def change(self) -> float | None:
        """How much more than before."""
        return None if self.value is None or self.previous is None else self.value - self.previous


COUNTS = (
    Definition(
        "received",
        say("Daxil olan müraciətlər"),
        say("Dövr ərzində qeydə alınmış bütün müraciətlər, məxfilər də daxil."),
    ),
    Definition(
        "answered",
        say("Cavablandırılan"),
        say("Dövr ərzində cavabı müraciət edənə çatdırılmış və ya aidiyyəti quruma göndərilmiş müraciətlər."),
        1,
    ),
    Definition(
        "answered_on_line",
        say("Xətdə cavablandırılan"),
        say("Dövr ərzində operatorun elə danışıq zamanı cavablandırdığı müraciətlər."),
        1,
    ),
    Definition(
        "on_time",
        say("Vaxtında cavablandırılan"),
        say("Dövr ərzində icra müddəti bitənədək cavablandırılmış müraciətlər."),
        1,
    ),
    Definition(
        "late",
        say("Gecikmə ilə cavablandırılan"),
        say("Dövr ərzində, lakin icra müddəti ötdükdən sonra cavablandırılmış müraciətlər."),
        -1,
    ),
    Definition(
        "open",
        say("Dövrün sonunda icrada olan"),
        say("Dövrün son gününədək qeydə alınmış və həmin gün bitənədək cavablandırılmamış müraciətlər."),
        -1,
    ),
    Definition(
        "overdue",
        say("İcra müddəti ötmüş"),
        say(
            "Dövrün sonunda icrada olan müraciətlərdən icra müddəti artıq bitmiş olanlar: saatla hesablanan müddət öz saatında, günlə hesablanan isə son günün sonunda bitir. Dövr hələ davam edirsə, hesabatın qurulduğu an götürülür."
        ),
        -1,
    ),
    Definition("closed", say("Bağlanan"), say("Dövr ərzində nəticəsi yazılaraq bağlanmış müraciətlər.")),
    Definition(
        "repeats",
        say("Təkrar müraciətlər"),
        say("Dövr ərzində qeydə alınmış və həmin şəxsin əvvəlki müraciətini təkrarlayan müraciətlər."),
        -1,
    ),
    Definition(
        "returned",
        say("Bölmələrin geri qaytardığı"),
        say("Dövr ərzində struktur bölmənin ən azı bir dəfə geri qaytardığı müraciətlər."),
        -1,
    ),
    Definition(
        "uncovered",
        say("Heç bir bəndə uyğun gəlməyən"),
        say(
            "Dövr ərzində qeydə alınmış müraciətlər: ya bölməyə bənd göstərilmədən yönləndirilib, ya da "
            "bazada onlara uyğun səlahiyyət tapılmayıb."
        ),
        -1,
    ),
    Definition(
        "forwarded_out",
        say("Aidiyyəti quruma göndərilən"),
        say("Dövr ərzində başqa dövlət qurumuna göndərilmiş müraciətlər."),
    ),
    Definition(
        "rated",
        say("Qiymətləndirilən"),
        say("Dövr ərzində müraciət edənin bağlanmış müraciəti üzrə xidmətə qiymət verdiyi müraciətlər."),
    ),
    Definition(
        "satisfied",
        say("Razı qalan"),
        say("Dövr ərzində xidmətə 5-dən 4 və ya 5 qiyməti verilmiş müraciətlər."),
        1,
    ),
    Definition(
        "unconfirmed",
        say("Növü təsdiqlənməmiş"),
        say("Dövr ərzində qeydə alınmış və növünü hələ heç bir əməkdaşın təsdiq etmədiyi müraciətlər."),
        -1,
    ),
)

SHARES = (
    ShareDefinition(
        "on_time_share",
        say("Vaxtında verilən cavabların payı"),
        say("Vaxtında cavablandırılan müraciətlərin dövr ərzində cavablandırılanlar arasında payı."),
        1,
        part="on_time",
        whole="answered",
    ),
    ShareDefinition(
        "on_line_share",
        say("Xətdə verilən cavabların payı"),
        say("Xətdə cavablandırılan müraciətlərin dövr ərzində cavablandırılanlar arasında payı."),
        1,
        part="answered_on_line",
        whole="answered",
    ),
    ShareDefinition(
        "repeat_share",
        say("Təkrar müraciətlərin payı"),
        say("Təkrar müraciətlərin dövr ərzində daxil olanlar arasında payı."),
        -1,
        part="repeats",
        whole="received",
    ),
    ShareDefinition(
        "satisfied_share",
        say("Razı qalanların payı"),
        say("Xidmətə 4 və ya 5 qiyməti verənlərin dövr ərzində qiymət verənlər arasında payı."),
        1,
        part="satisfied",
        whole="rated",
    ),
)

DEFINITIONS: Mapping[str, Definition] = {one.name: one for one in (*COUNTS, *SHARES)}

GROUPS = (
    GroupDefinition("by_kind", say("Növlər üzrə"), "received", say("Daxil olan müraciətlər növü üzrə.")),
    GroupDefinition(
        "by_channel", say("Kanallar üzrə"), "received", say("Daxil olan müraciətlər daxilolma kanalı üzrə.")
    ),
    GroupDefinition(
        "by_language", say("Dillər üzrə"), "received", say("Daxil olan müraciətlər mətnin dili üzrə.")
    ),
    GroupDefinition(
        "by_unit",
        say("Struktur bölmələr üzrə"),
        "received",
        say("Daxil olan müraciətlər hazırda hansı struktur bölmədə olduğuna görə."),
    ),
    GroupDefinition(
        "by_topic",
        say("Mövzular üzrə"),
        "received",
        say(
            "Daxil olan müraciətlər mövzu üzrə: yönləndirildiyi səlahiyyət, yönləndirilməyibsə qeydiyyat zamanı "
            "sistemin birinci göstərdiyi səlahiyyət."
        ),
    ),
    GroupDefinition(
        "by_competence",
        say("Səlahiyyətlər üzrə"),
        "received",
        say("Daxil olan müraciətlər əməkdaşın yönləndirərkən göstərdiyi səlahiyyət üzrə."),
    ),
    GroupDefinition(
        "by_refusal",
        say("«Bizə aid deyil» qaytarışları"),
        "returned",
        say(
            "Bölmələrin geri qaytardığı müraciətlər: sonuncu dəfə hansı bölmə, hansı bəndi göstərərək qaytarıb."
        ),
    ),
    GroupDefinition(
        "by_outcome",
        say("Nəticələr üzrə"),
        "closed",
        say("Bağlanan müraciətlər nəticəsi üzrə: hər müraciətin bir nəticəsi var."),
    ),
)

NONE = "none"
"""The key of the row for appeals to which a dimension does not apply."""

NONE_LABELS: Mapping[str, Sentence] = {
    "by_unit": say("Bölməyə yönləndirilməyib"),
    "by_topic": say("Mövzusu müəyyən edilməyib"),
    "by_competence": say("Səlahiyyət göstərilməyib"),
    "by_refusal": say("Bənd göstərilməyib"),
}

PARTS_NOTE = say(
    "Bölünmüş müraciətin hər hissəsi onu cavablandıran bölmənin sətrində sayılır; bölmənin cavabı təsdiqlənəndə "
    "hissə icra edilmiş olur. Bütöv müraciət özü «Bölməyə yönləndirilməyib» sətrindədir, ona görə sətirlərin cəmi "
    "müraciətlərin ümumi sayından çox ola bilər."
)
"""Under the table of units, where it counts parts."""

LANGUAGES = {"az": say("Azərbaycan dili"), "ru": say("rus dili"), "en": say("ingilis dili")}

UNIT_COLUMNS = ("on_time", "late", "open", "overdue")
"""The measures beside those received in the table of units."""


def measures_of(values: Mapping[str, int], previous: Mapping[str, int]) -> dict[str, Measure]:
    """Return every measure, shares too, from the counts of two periods."""
    counted = {one.name: Measure(one.name, values[one.name], previous[one.name], APPEALS) for one in COUNTS}
    shares = {
        one.name: Measure(one.name, _share(values, one), _share(previous, one), SHARE) for one in SHARES
    }
    return counted | shares


def _share(counts: Mapping[str, int], of: ShareDefinition) -> float | None:
    return round(counts[of.part] / counts[of.whole], 4) if counts[of.whole] else None
