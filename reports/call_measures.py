"""What is counted of telephone calls in a report (pure). Figures name no call, so no list stands behind them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from callcenter.calls.figures import Tally, added
from callcenter.calls.vocabulary import Half, Line
from callcenter.core.wording import say
from reports.measures import SHARE, Definition, Measure

CALLS = "calls"
SECONDS = "seconds"

Found = Mapping[tuple[Line, Half], Tally]


@dataclass(frozen=True)
class CallDefinition(Definition):
    """A measure of calls: of which line and half of the day, in which unit, and how it follows from the counts."""

    value: Callable[[Tally], float | None] = lambda tally: tally.calls
    unit: str = CALLS
    line: Line | None = None
    half: Half | None = None

    def of(self, found: Found) -> float | None:
        """Return the figure of the calls of a period."""
        counted = self.value(
            added(
                tally
                for (line, half), tally in found.items()
                if self.line in (None, line) and self.half in (None, half)
            )
        )
        return round(counted, 4) if counted is not None and self.unit == SHARE else counted


CALL_MEASURES = (
    CallDefinition(
        "calls",
        say("Daxil olan zənglər"),
        say("Dövr ərzində xətlərə daxil olan bütün zənglər, iş vaxtından kənar zənglər də daxil."),
    ),
    CallDefinition(
        "calls_answered",
        say("Cavablandırılan zənglər"),
        say("Dövr ərzində operatorun cavab verdiyi zənglər."),
        1,
        value=lambda tally: tally.answered,
    ),
    CallDefinition(
        "calls_lost",
        say("Cavabsız qalan zənglər"),
        say("Dövr ərzində xətlər açıq olarkən cavabsız qalmış zənglər."),
        -1,
        value=lambda tally: tally.lost,
    ),
    CallDefinition(
        "calls_called_back",
        say("Cavabsız zəngdən sonra danışılanlar"),
        say(
            "Cavabsız zənglərdən sonradan danışılanlar: operator geri zəng edib və ya şəxs özü yenidən zəng edib."
        ),
        1,
        value=lambda tally: tally.called_back,
    ),
    CallDefinition(
        "calls_answered_share",
        say("Cavablandırılan zənglərin payı"),
        say(
            "Xətlər açıq olarkən daxil olan zənglərdən cavablandırılanların payı (NK 50, hədəf müddətlər səhifəsindədir)."
        ),
        1,
        value=lambda tally: tally.answered_share,
        unit=SHARE,
    ),
    CallDefinition(
        "calls_within_30s_share",
        say("30 saniyə ərzində cavablandırılan zənglərin payı"),
        say("Xətlər açıq olarkən daxil olan zənglərdən 30 saniyə ərzində cavablandırılanların payı (NK 50)."),
        1,
        value=lambda tally: tally.within_share,
        unit=SHARE,
    ),
    CallDefinition(
        "calls_average_wait",
        say("Orta gözləmə, saniyə"),
        say("Cavablandırılan zəngdə şəxsin orta hesabla gözlədiyi müddət."),
        -1,
        value=lambda tally: tally.average_wait,
        unit=SECONDS,
    ),
    CallDefinition(
        "calls_average_talk",
        say("Orta danışıq, saniyə"),
        say("Cavablandırılan zəngdə danışığın orta müddəti."),
        value=lambda tally: tally.average_talk,
        unit=SECONDS,
    ),
    CallDefinition(
        "calls_wait_first_half",
        say("Orta gözləmə, günün birinci yarısı, saniyə"),
        say("Saat 13:00-dək başlanan və cavablandırılan zənglərdə orta gözləmə."),
        -1,
        value=lambda tally: tally.average_wait,
        unit=SECONDS,
        half=Half.FIRST,
    ),
    CallDefinition(
        "calls_wait_second_half",
        say("Orta gözləmə, günün ikinci yarısı, saniyə"),
        say("Saat 13:00-dan sonra başlanan və cavablandırılan zənglərdə orta gözləmə."),
        -1,
        value=lambda tally: tally.average_wait,
        unit=SECONDS,
        half=Half.SECOND,
    ),
    CallDefinition(
        "calls_answered_hotline",
        say("Qaynar xətdə cavablandırılanların payı"),
        say("Qaynar xəttə iş vaxtında daxil olan zənglərdən cavablandırılanların payı."),
        1,
        value=lambda tally: tally.answered_share,
        unit=SHARE,
        line=Line.HOTLINE,
    ),
    CallDefinition(
        "calls_answered_landline",
        say("Şəhər nömrəsində cavablandırılanların payı"),
        say("Şəhər nömrəsinə iş vaxtında daxil olan zənglərdən cavablandırılanların payı."),
        1,
        value=lambda tally: tally.answered_share,
        unit=SHARE,
        line=Line.LANDLINE,
    ),
)
CALL_DEFINITIONS: Mapping[str, CallDefinition] = {one.name: one for one in CALL_MEASURES}


def measures_of_calls(found: Found, previous: Found) -> dict[str, Measure]:
    """Return the measures of two periods; none where no exchange told of any call."""
    if not found and not previous:
        return {}
    return {one.name: Measure(one.name, one.of(found), one.of(previous), one.unit) for one in CALL_MEASURES}
