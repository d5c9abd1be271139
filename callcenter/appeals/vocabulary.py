"""The words of an appeal's life, in code and on the screen.

Each member's value is what the database, the API and data files hold; its label is the Azerbaijani
word on the screen and, at the same time, the message id of its translations.
"""

from typing import Self

from callcenter.core.words import Word


class Kind(Word):
    """What the applicant wants (statute 002, clause 1.1)."""

    INQUIRY = "inquiry", "sorğu"
    QUESTION = "question", "sual"
    APPLICATION = "application", "ərizə"
    PROPOSAL = "proposal", "təklif"
    COMPLAINT = "complaint", "şikayət"

    @classmethod
    def read(cls, word: str) -> Self:
        """Return the kind for its English code or its Azerbaijani name; ValueError when it is neither."""
        for kind in cls:
            if word in (kind.value, kind.label):
                return kind
        raise ValueError(word)


class Regime(Word):
    """The law whose clock runs for the appeal."""

    APPEALS = "appeals", "Vətəndaşların müraciətləri haqqında qanun"
    INFORMATION = "information", "İnformasiya əldə etmək haqqında qanun"
    CONSULTATION = "consultation", "Çağrı mərkəzinin məsləhəti"


class Pace(Word):
    """What makes the clock run differently; where several are recorded, the first of this list decides."""

    URGENT = "urgent", "təcili: cavab gecikərsə, əhəmiyyətini itirir"
    LIFE_THREAT = "life_threat", "həyat, sağlamlıq və ya azadlıq üçün real təhlükə var"
    SERVICEMAN = "serviceman", "hərbi qulluqçunun və ya onun ailə üzvünün müraciəti"
    STUDY = "study", "əlavə öyrənilmə və yoxlanılma tələb olunur"
    ORDINARY = "ordinary", "adi"


class Channel(Word):
    """How the appeal reached the call centre."""

    PHONE = "phone", "telefon"
    EMAIL = "email", "elektron poçt"
    WEB = "web", "sayt"
    LETTER = "letter", "məktub"
    RECEPTION = "reception", "qəbul"
    API = "api", "API"
    OPEN311 = "open311", "Open311"
    EDMS = "edms", "elektron sənəd dövriyyəsi"
    FORWARDED = "forwarded", "başqa qurumdan göndərilmiş"


class Decision(Word):
    """What the matching and the routing policy advise to do with an appeal."""

    ANSWER = "answer", "xətdə cavablandırın"
    ROUTE = "route", "bölməyə yönləndirin"
    FORWARD_OUT = "forward_out", "aidiyyəti quruma göndərin"
    SEVERAL = "several", "bir neçə bölməyə aiddir"
    ASK = "ask", "dəqiqləşdirin"


class State(Word):
    """Where an appeal stands."""

    REGISTERED = "registered", "qeydə alınıb"
    ROUTED = "routed", "bölməyə yönləndirilib"
    RETURNED = "returned", "geri qaytarılıb"
    ACCEPTED = "accepted", "icraya götürülüb"
    IN_WORK = "in_work", "icraçıdadır"
    CONSULTING = "consulting", "bölmənin rəyi gözlənilir"
    INVITED = "invited", "qəbula dəvət edilib"
    SPLIT = "split", "hissələrə bölünüb"
    DRAFT = "draft", "cavab layihəsi yazılır"
    AWAITING_APPROVAL = "awaiting_approval", "təsdiq gözləyir"
    APPROVED = "approved", "cavab təsdiqlənib"
    DELIVERED = "delivered", "cavab çatdırılıb"
    ANSWERED_ON_LINE = "answered_on_line", "xətdə cavablandırılıb"
    FORWARDED_OUT = "forwarded_out", "aidiyyəti quruma göndərilib"
    LEFT_UNCONSIDERED = "left_unconsidered", "baxılmamış saxlanılıb"
    WITHDRAWN = "withdrawn", "geri götürülüb"
    MERGED = "merged", "başqa müraciətə birləşdirilib"
    CLOSED = "closed", "bağlanıb"
    REOPENED = "reopened", "yenidən açılıb"


class Action(Word):
    """A step of an appeal; the value with hyphens is its name in the API."""

    LOG = "log", "qeydə alındı"
    CONFIRM_KIND = "confirm_kind", "növ təsdiqləndi"
    RECLASSIFY = "reclassify", "növ dəyişdirildi"
    ANSWER_ON_LINE = "answer_on_line", "xətdə cavablandırıldı"
    ROUTE = "route", "bölməyə yönləndirildi"
    ACCEPT = "accept", "icraya götürüldü"
    ASSIGN = "assign", "icraçıya verildi"
    SEND_BACK = "send_back", "geri qaytarıldı"
    EXTEND = "extend", "müddət uzadıldı"
    RECOUNT = "recount", "müddət yenidən hesablandı"
    DRAFT = "draft", "cavab layihəsi hazırlandı"
    APPROVE = "approve", "cavab təsdiqləndi"
    REVISE = "revise", "layihə düzəlişə qaytarıldı"
    DELIVER = "deliver", "cavab çatdırıldı"
    FORWARD = "forward", "aidiyyəti quruma göndərildi"
    CLOSE = "close", "bağlandı"
    REOPEN = "reopen", "yenidən açıldı"
    SET_PACE = "set_pace", "icra rejimi müəyyən edildi"
    CLARIFY = "clarify", "dəqiqləşdirmə istənildi"
    CLARIFIED = "clarified", "müraciət dəqiqləşdirildi"
    WRITE = "write", "cavab layihəsi saxlanıldı"
    CONSULT = "consult", "bölmədən rəy soruşuldu"
    ADVISE = "advise", "rəy verildi"
    CONSULTED = "consulted", "sonuncu rəy verildi"
    CALL_OFF = "call_off", "rəy sorğusu və ya dəvət geri götürüldü"
    INVITE = "invite", "qəbula dəvət edildi"
    RECEIVE = "receive", "qəbul keçirildi"
    MISS = "miss", "qəbula gəlmədi"
    REFER = "refer", "Aparatın rəhbərinə təqdim edildi"
    REPORT_BACK = "report_back", "təqdimatın nəticəsi bildirildi"
    SPLIT = "split", "hissələrə bölündü"
    JOIN = "join", "vahid cavab layihəsi hazırlandı"
    INCLUDE = "include", "vahid cavaba daxil edildi"
    LINK = "link", "əvvəlki müraciətlə əlaqələndirildi"
    UNLINK = "unlink", "əlaqə götürüldü"
    MERGE = "merge", "başqa müraciətə birləşdirildi"
    UNDO_MERGE = "undo_merge", "birləşdirmə ləğv edildi"
    LEAVE = "leave", "baxılmamış saxlanıldı"
    RESUME = "resume", "baxılması davam etdirildi"
    WITHDRAW = "withdraw", "müraciət geri götürüldü"
    ACCUSE = "accuse", "şikayət edilən tərəf müəyyən edildi"
    RECALL = "recall", "bölmədən geri götürüldü"
    SET_LEVEL = "set_level", "məxfilik dərəcəsi dəyişdirildi"
    ACKNOWLEDGE = "acknowledge", "qeydə alındığı bildirildi"
    NOTE = "note", "qeyd əlavə edildi"
    REMIND = "remind", "icraçıya xatırladıldı"
    ESCALATE = "escalate", "yuxarı rəhbərə çatdırıldı"
    OFFER_WRITTEN = "offer_written", "yazılı müraciət təklif edildi"

    @property
    def path(self) -> str:
        """Return the action's name in addresses of the API."""
        return self.value.replace("_", "-")


class Outcome(Word):
    """How an appeal ended: one word of an exclusive set, in which every closed appeal has its place."""

    SATISFIED = "satisfied", "təmin edilib"
    PARTLY_SATISFIED = "partly_satisfied", "qismən təmin edilib"
    EXPLAINED = "explained", "izah edilib"
    REFUSED = "refused", "əsassız sayılıb"
    FORWARDED = "forwarded", "aidiyyəti quruma göndərilib"
    UNCONSIDERED = "unconsidered", "baxılmamış saxlanılıb"
    WITHDRAWN = "withdrawn", "müraciət geri götürülüb"
    WRITTEN_OFFERED = "written_offered", "yazılı müraciət təklif edilib"


class Level(Word):
    """Who may know of an appeal (statute 002, clause 5.4.7)."""

    ORDINARY = "ordinary", "adi"
    CONFIDENTIAL = "confidential", "məxfi"
    CORRUPTION = "corruption", "korrupsiya barədə məlumat"

    def stricter_than(self, other: "Level") -> bool:
        """Say whether fewer may know of it than at the other level."""
        levels = list(Level)
        return levels.index(self) > levels.index(other)


class Purpose(Word):
    """What a notice tells the applicant."""

    EXTENDED = "extended", "müddətin uzadılması barədə"
    FORWARDED = "forwarded", "aidiyyəti quruma göndərilmə barədə"
    CLARIFICATION = "clarification", "müraciətin dəqiqləşdirilməsi barədə"
    UNCONSIDERED = "unconsidered", "baxılmamış saxlanılma barədə"
    RESUMED = "resumed", "baxılmanın davam etdirilməsi barədə"
    INVITED = "invited", "qəbula dəvət barədə"
    MERGED = "merged", "müraciətlərin birləşdirilməsi barədə"
    ACKNOWLEDGED = "acknowledged", "məlumatın qeydə alınması barədə"


class Delivery(Word):
    """How the applicant was told the answer."""

    PHONE = "phone", "telefonla deyilib"
    EMAIL = "email", "elektron poçtla göndərilib"
    LETTER = "letter", "məktubla göndərilib"
    IN_PERSON = "in_person", "şəxsən verilib"
