"""The words by which the trail is read: what happened, and what stands beside it."""

from collections.abc import Iterable, Mapping
from typing import Any

from callcenter.accounts.vocabulary import Role
from callcenter.appeals.vocabulary import Level
from callcenter.core.trail import TrailEntry
from callcenter.core.wording import Sentence, say

KINDS: Mapping[str, Sentence] = {
    "session.opened": say("daxil oldu"),
    "session.refused": say("giriş alınmadı"),
    "session.closed": say("çıxdı"),
    "account.opened": say("hesab açıldı"),
    "account.closed": say("hesab bağlandı"),
    "account.password": say("parol dəyişdirildi"),
    "key.made": say("API açarı yaradıldı"),
    "key.revoked": say("API açarı ləğv edildi"),
    "reader.authorised": say("korrupsiya məlumatlarına buraxıldı"),
    "reader.ended": say("korrupsiya məlumatlarına buraxılışı götürüldü"),
    "access.refused": say("icazəsiz cəhd"),
    "appeal.unseen": say("görə bilmədiyi müraciəti açmaq istədi"),
    "appeal.read": say("məxfi müraciəti oxudu"),
    "appeal.level": say("məxfilik dərəcəsi dəyişdirildi"),
    "conflict.overridden": say("maraqlar toqquşmasına baxmayaraq yönləndirildi"),
    "event.erased": say("addımların mətni silindi"),
    "law.confirmed": say("müddət və ya təqvim dəyişikliyi təsdiqləndi"),
    "policy.set": say("bölmənin yönləndirmə qaydası dəyişdirildi"),
    "report.built": say("hesabat hazırlandı"),
    "report.downloaded": say("hesabat yükləndi"),
    "recording.heard": say("səs yazısını dinlədi"),
    "recording.held": say("səs yazısının saxlanması uzadıldı"),
    "recording.released": say("səs yazısının saxlanması adi müddətə qaytarıldı"),
    "recording.erased": say("səs yazısı silindi"),
    "copy.registered": say("səs yazısının surəti istənildi"),
    "copy.given": say("səs yazısının surəti verildi"),
    "copy.refused": say("səs yazısının surəti verilmədi"),
    "mandate.recorded": say("səlahiyyət sənədi qeyd edildi"),
    "mandate.revoked": say("səlahiyyət sənədi ləğv edildi"),
    "plan.signed": say("iş planı imzalandı"),
    "plan.reported": say("iş planının tədbiri icra edilmiş kimi bildirildi"),
    "plan.confirmed": say("iş planının tədbirinin icrası təsdiqləndi"),
    "plan.given_back": say("iş planının tədbiri icraçıya qaytarıldı"),
    "appeal.erased": say("müraciətin şəxsi məlumatları silindi"),
    "appeal.held": say("müraciətin silinməsi dayandırıldı"),
    "appeal.hold_lifted": say("müraciətin silinməsinə icazə verildi"),
    "appeal.shown": say("müraciətin materialları göstərildi"),
    "publication.kept": say("mənbəyi məxfi olan mətn dərcdə saxlanıldı"),
    "publication.taken_out": say("mənbəyi məxfi olan mətn dərcdən çıxarıldı"),
    "person.exported": say("şəxsin məlumatları ona verildi"),
    "absence.entered": say("əməkdaşın olmadığı günlər və əvəz edən yazıldı"),
    "absence.shortened": say("əməkdaşın olmadığı günlər qısaldıldı"),
    "absence.cancelled": say("əməkdaşın olmadığı günlər ləğv edildi"),
}
BESIDE: Mapping[str, Sentence] = {
    "level": say("dərəcə"),
    "role": say("rol"),
    "scopes": say("icazələr"),
    "form": say("fayl"),
    "unit": say("bölmə"),
    "endpoint": say("ünvan"),
    "ask_below": say("dəqiqləşdirmə həddi"),
    "not_ours_from": say("«bizə aid deyil» həddi"),
    "auto_route_from": say("avtomatik yönləndirmə həddi"),
    "order": say("əmr"),
    "article": say("məqalə"),
    "authorisation": say("buraxılış №"),
    "first": say("ilk gün"),
    "last": say("son gün"),
    "versions": say("addımlar"),
    "moved": say("müddəti dəyişən müraciətlər"),
    "address": say("şəbəkə ünvanının izi"),
    "hash": say("məzmunun izi"),
    "person": say("kimə"),
    "staff": say("əməkdaş"),
    "deputy": say("əvəz edən əməkdaş"),
    "last_on": say("son gün"),
    "call": say("zəng №"),
    "start": say("hansı saniyədən"),
    "hold": say("saxlama qeydi №"),
    "caller": say("müraciət edən №"),
    "appeals": say("müraciətlərin sayı"),
}
_WORDS: Mapping[str, type[Level] | type[Role]] = {"level": Level, "role": Role}


def beside(entry: TrailEntry, named: Mapping[str, Mapping[int, str]]) -> list[tuple[Sentence, str]]:
    """Return what stands beside a row: what it is called, and its value in the words of its vocabulary.

    The trail holds ids; named has the names by id for each name in NAMED.
    """
    return [
        (BESIDE.get(name, Sentence(name)), _value(name, value, named.get(name)))
        for name, value in entry.details.items()
    ]


def ids_beside(rows: Iterable[TrailEntry], name: str) -> set[int]:
    """Return the ids that stand beside the rows under a name."""
    return {value for one in rows if isinstance(value := one.details.get(name), int)}


def person_about(entry: TrailEntry) -> int | None:
    """Return the id of the person whom a row concerns, None where it concerns no account."""
    concerns = entry.what.startswith(("account.", "reader.")) and (entry.about or "").isdecimal()
    return int(entry.about or 0) if concerns else None


def _value(name: str, value: Any, named: Mapping[int, str] | None) -> str:
    if value is None:
        return "—"
    if named is not None:
        return named.get(value, f"№ {value}")
    vocabulary = _WORDS.get(name)
    if vocabulary is not None and value in list(vocabulary):
        return vocabulary(value).label
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
