"""The state bodies and units of the shipped catalogue, as their statutes name them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CatalogueBody:
    """A state body: units as (name, code, kind, name of the parent unit or None, statute code)."""

    code: str
    name: str
    units: tuple[tuple[str, str, str, str | None, str | None], ...]
    head_of_apparatus: str | None = None


BODIES = (
    CatalogueBody(
        "economy",
        "Azərbaycan Respublikası İqtisadiyyat Nazirliyi",
        (
            ("Aparatın rəhbəri", "economy-apparatus", "office", None, None),
            ("Çağrı mərkəzinin işinin təşkili sektoru", "economy-call-centre", "sector", None, "002"),
            ("Elektron idarəetmə şöbəsi", "economy-egov", "department", None, "003"),
            (
                "Şəbəkə və əməliyyat sistemlərini idarəetmə sektoru",
                "economy-network",
                "sector",
                "Elektron idarəetmə şöbəsi",
                "003",
            ),
            (
                "Elektron sistemlər və proqram təminatı sektoru",
                "economy-software",
                "sector",
                "Elektron idarəetmə şöbəsi",
                "003",
            ),
        ),
        head_of_apparatus="Aparatın rəhbəri",
    ),
    CatalogueBody(
        "labour",
        "Azərbaycan Respublikası Əmək və Əhalinin Sosial Müdafiəsi Nazirliyi",
        (
            ("Beynəlxalq əlaqələr şöbəsi", "labour-international", "department", None, "000"),
            (
                "Beynəlxalq təşkilatlarla iş sektoru",
                "labour-organisations",
                "sector",
                "Beynəlxalq əlaqələr şöbəsi",
                "000",
            ),
            (
                "Xarici dövlətlərlə əlaqələr sektoru",
                "labour-foreign-states",
                "sector",
                "Beynəlxalq əlaqələr şöbəsi",
                "000",
            ),
            ("Protokol sektoru", "labour-protocol", "sector", "Beynəlxalq əlaqələr şöbəsi", "000"),
        ),
    ),
    CatalogueBody(
        "migration",
        "Azərbaycan Respublikası Dövlət Miqrasiya Xidməti",
        (
            ("Kadrlar və kadr hazırlığı idarəsi", "migration-personnel", "directorate", None, "001"),
            (
                "Xidmətə qəbul və tədris şöbəsi",
                "migration-recruitment",
                "department",
                "Kadrlar və kadr hazırlığı idarəsi",
                "001",
            ),
        ),
    ),
)
