"""Words of the directory: the register of civil-service positions (Decree 911 of 4 August 2003), absences."""

from callcenter.core.words import Word


class Grade(Word):
    """What sort of work a position is (clauses 2.1 and 2.3)."""

    ADMINISTRATIVE = "administrative", "inzibati vəzifə"
    SUPPORTING = "supporting", "yardımçı vəzifə"


class PositionClass(Word):
    """The class (təsnifat) of a position, the highest first; supporting positions have the first four."""

    HIGHEST = "highest", "ali təsnifat"
    FIRST = "first", "birinci təsnifat"
    SECOND = "second", "ikinci təsnifat"
    THIRD = "third", "üçüncü təsnifat"
    FOURTH = "fourth", "dördüncü təsnifat"
    FIFTH = "fifth", "beşinci təsnifat"
    SIXTH = "sixth", "altıncı təsnifat"
    SEVENTH = "seventh", "yeddinci təsnifat"


class BodyGroup(Word):
    """The group of state bodies in which a position stands, as the register words its entries."""

    PRESIDENCY = "presidency", "Prezident Administrasiyası və ona bərabər tutulanlar"
    PARLIAMENT = "parliament", "Milli Məclis"
    CABINET = "cabinet", "Nazirlər Kabineti"
    COURTS = "courts", "məhkəmələr"
    PROSECUTION = "prosecution", "prokurorluq"
    INDEPENDENT = "independent", "müstəqil dövlət orqanları"
    CENTRAL = "central", "mərkəzi icra hakimiyyəti orqanları"
    AGENCIES = "agencies", "dövlət agentlikləri, xidmətləri və fondları"
    SUBORDINATE = "subordinate", "tabelikdə olan orqanlar və yerli bölmələr"
    LOCAL = "local", "yerli icra hakimiyyəti"
    NAKHCHIVAN = "nakhchivan", "Naxçıvan Muxtar Respublikasının orqanları"


class AbsenceReason(Word):
    """Why somebody is away; no more of it is anybody's business."""

    LEAVE = "leave", "məzuniyyət"
    ILLNESS = "illness", "xəstəlik"
    TRIP = "trip", "ezamiyyət"
    TRAINING = "training", "təlim"
    OTHER = "other", "başqa səbəb"
