"""Who may stand in for whom, and on which days (pure).

Nobody is away twice on one day, and a deputy is there on every day on which they stand in: so whoever gets the
work of somebody absent is never absent themselves, and the work goes on no further.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from callcenter.core.wording import Sentence, say
from callcenter.directory.rank import Line, Person


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody is away from the first day to the last, and who stands in for them; all by id."""

    staff_id: int
    first_on: date
    last_on: date
    deputy_id: int | None = None

    def overlaps(self, other: "Away") -> bool:
        """Say whether the two have a day in common."""
        return self.first_on <= other.last_on and other.first_on <= self.last_on


def faults_of(new: Away, known: Iterable[Away], today: date) -> Mapping[str, Sentence]:
    """Return by field what speaks against a new absence, beside those that are known and not cancelled."""
    faults: dict[str, Sentence] = {}
    if new.last_on < new.first_on:
        faults["last_on"] = say("Son gün birinci gündən əvvəl ola bilməz.")
    elif new.last_on < today:
        faults["last_on"] = say("Bu müddət artıq bitib: son gün bu gün və ya sonra olmalıdır.")
    if new.deputy_id == new.staff_id:
        faults["deputy"] = say("Əməkdaş özü özünü əvəz edə bilməz: başqasını seçin.")
    together = [one for one in known if one.overlaps(new)]
    if any(one.staff_id == new.staff_id for one in together):
        faults["first_on"] = say(
            "Bu əməkdaşın həmin günlərə düşən qeydi artıq var: onu qısaldın və ya ləğv edin."
        )
    if any(one.deputy_id == new.staff_id for one in together):
        faults["staff"] = say(
            "Bu əməkdaş həmin günlərdə başqasını əvəz edir: əvvəlcə o qeydi qısaldın və ya ləğv edin."
        )
    if new.deputy_id is not None and any(one.staff_id == new.deputy_id for one in together):
        faults["deputy"] = say("Əvəz edən həmin günlərdə özü işdə deyil: başqasını seçin.")
    return faults


def may_stand_in(line: Line, person: Person, deputy: Person) -> bool:
    """Say whether the deputy's place fits: the same unit, a head above, or for a head the head of another unit."""
    if deputy.unit_id == person.unit_id:
        return True
    return deputy.head and (person.head or deputy.unit_id in line.units_from(person.unit_id))


def fault_of_shortening(first_on: date, last_on: date, wanted: date, today: date) -> Sentence | None:
    """Return what speaks against another last day: it is earlier than before, and no day that has long passed."""
    if wanted >= last_on:
        return say("Yeni son gün əvvəlkindən tez olmalıdır: uzatmaq üçün yeni qeyd yazın.")
    if wanted < first_on:
        return say("Son gün birinci gündən əvvəl ola bilməz: hələ başlamayıbsa, qeydi ləğv edin.")
    if wanted < today - timedelta(days=1):
        return say("Keçmiş günlər dəyişdirilmir: son gün ən tezi dünən ola bilər.")
    return None
