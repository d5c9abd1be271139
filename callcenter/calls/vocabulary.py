"""The words of telephone calls, of the calls that are owed, and of recordings."""

from callcenter.core.words import Word


class Direction(Word):
    """Who called whom."""

    INBOUND = "inbound", "daxil olan"
    OUTBOUND = "outbound", "gedən"


class Line(Word):
    """The kind of line: the oversight measures the two apart."""

    HOTLINE = "hotline", "qaynar xətt"
    LANDLINE = "landline", "şəhər nömrəsi"


class Event(Word):
    """What the exchange tells of a call."""

    RINGING = "ringing", "zəng gəlir"
    ANSWERED = "answered", "dəstək götürülüb"
    ENDED = "ended", "zəng bitib"


class Ending(Word):
    """How a call that nobody answered ended."""

    CALLER_LEFT = "caller_left", "zəng edən gözləməyib"
    NO_ANSWER = "no_answer", "cavab verilməyib"
    VOICEMAIL = "voicemail", "səsli mesaj qoyulub"


class CallOutcome(Word):
    """What became of a call: one word of an exclusive set."""

    ANSWERED = "answered", "cavablandırılıb"
    MISSED = "missed", "cavabsız qalıb"
    ABANDONED = "abandoned", "zəng edən gözləməyib"
    VOICEMAIL = "voicemail", "səsli mesaj"
    OUT_OF_HOURS = "out_of_hours", "iş vaxtından kənar"


class Half(Word):
    """Half of a day: the oversight's test calls compare the two."""

    FIRST = "first", "günün birinci yarısı"
    SECOND = "second", "günün ikinci yarısı"


class Why(Word):
    """Why a call is owed to somebody."""

    MISSED = "missed", "cavabsız zəng"
    ABANDONED = "abandoned", "gözləməyib"
    VOICEMAIL = "voicemail", "səsli mesaj"
    OUT_OF_HOURS = "out_of_hours", "iş vaxtından kənar zəng"
    ORDERED = "ordered", "geri zəng sifarişi"


class CallbackState(Word):
    """Where a call-back stands."""

    OPEN = "open", "geri zəng gözlənilir"
    REACHED = "reached", "danışılıb"
    CALLED_AGAIN = "called_again", "özü yenidən zəng edib"
    WRONG_NUMBER = "wrong_number", "nömrə səhvdir"
    GIVEN_UP = "given_up", "əlaqə saxlamaq mümkün olmayıb"


class CopyState(Word):
    """Where a request for a copy of a recording stands."""

    REGISTERED = "registered", "qeydə alınıb"
    GIVEN = "given", "surət verilib"
    REFUSED = "refused", "imtina edilib"
