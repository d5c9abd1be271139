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
class CallFigure:
    """How a figure follows from the counts of calls, and in which unit it is."""

    of: Callable[[Tally], float | None]
    unit: str = CALLS


ALL_CALLS = CallFigure(lambda tally: tally.calls)
ANSWERED_SHARE = CallFigure(lambda tally: tally.answered_share, SHARE)
AVERAGE_WAIT = CallFigure(lambda tally: tally.average_wait, SECONDS)


@dataclass(frozen=True)
class CallDefinition(Definition):
    """A measure of calls: a figure, of which line and half of the day."""

    figure: CallFigure = ALL_CALLS
    line: Line | None = None
    half: Half | None = None

    def measure(self, found: Found, previous: Found) -> Measure:
        """Return the measure of the calls of two periods."""
        return Measure(self.name, self._of(found), self._of(previous), self.figure.unit)

    def _of(self, found: Found) -> float | None:
        counted = self.figure.of(
            added(
                tally
                for (line, half), tally in found.items()
                if self.line in (None, line) and self.half in (None, half)
            )
        )
        return round(counted, 4) if counted is not None and self.figure.unit == SHARE else counted


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
        figure=CallFigure(lambda tally: tally.answered),
    ),
    CallDefinition(
        "calls_lost",
        say("Cavabsız qalan zənglər"),
        say("Dövr ərzində xətlər açıq olarkən cavabsız qalmış zənglər."),
        -1,
        figure=CallFigure(lambda tally: tally.lost),
    ),
    CallDefinition(
        "calls_called_back",
        say("Cavabsız zəngdən sonra danışılanlar"),
        say(
            "Cavabsız zənglərdən sonradan danışılanlar: operator geri zəng edib və ya şəxs özü yenidən zəng edib."
        ),
        1,
        figure=CallFigure(lambda tally: tally.called_back),
    ),
    CallDefinition(
        "calls_answered_share",
        say("Cavablandırılan zənglərin payı"),
        say(
            "Xətlər açıq olarkən daxil olan zənglərdən cavablandırılanların payı (NK 50, hədəf müddətlər səhifəsindədir)."
        ),
        1,
        figure=ANSWERED_SHARE,
    ),
    CallDefinition(
        "calls_within_30s_share",
        say("30 saniyə ərzində cavablandırılan zənglərin payı"),
        say("Xətlər açıq olarkən daxil olan zənglərdən 30 saniyə ərzində cavablandırılanların payı (NK 50)."),
        1,
        figure=CallFigure(lambda tally: tally.within_share, SHARE),
    ),
    CallDefinition(
        "calls_average_wait",
        say("Orta gözləmə, saniyə"),
        say("Cavablandırılan zəngdə şəxsin orta hesabla gözlədiyi müddət."),
        -1,
        figure=AVERAGE_WAIT,
    ),
    CallDefinition(
        "calls_average_talk",
        say("Orta danışıq, saniyə"),
        say("Cavablandırılan zəngdə danışığın orta müddəti."),
        figure=CallFigure(lambda tally: tally.average_talk, SECONDS),
    ),
    CallDefinition(
        "calls_wait_first_half",
        say("Orta gözləmə, günün birinci yarısı, saniyə"),
        say("Saat 13:00-dək başlanan və cavablandırılan zənglərdə orta gözləmə."),
        -1,
        figure=AVERAGE_WAIT,
        half=Half.FIRST,
    ),
    CallDefinition(
        "calls_wait_second_half",
        say("Orta gözləmə, günün ikinci yarısı, saniyə"),
        say("Saat 13:00-dan sonra başlanan və cavablandırılan zənglərdə orta gözləmə."),
        -1,
        figure=AVERAGE_WAIT,
        half=Half.SECOND,
    ),
    CallDefinition(
        "calls_answered_hotline",
        say("Qaynar xətdə cavablandırılanların payı"),
        say("Qaynar xəttə iş vaxtında daxil olan zənglərdən cavablandırılanların payı."),
        1,
        figure=ANSWERED_SHARE,
        line=Line.HOTLINE,
    ),
    CallDefinition(
        "calls_answered_landline",
        say("Şəhər nömrəsində cavablandırılanların payı"),
        say("Şəhər nömrəsinə iş vaxtında daxil olan zənglərdən cavablandırılanların payı."),
        1,
        figure=ANSWERED_SHARE,
        line=Line.LANDLINE,
    ),
)
CALL_DEFINITIONS: Mapping[str, CallDefinition] = {one.name: one for one in CALL_MEASURES}


def measures_of_calls(found: Found, previous: Found) -> dict[str, Measure]:
    """Return the measures of two periods; none where no exchange told of any call."""
    if not found and not previous:
        return {}
    return {one.name: one.measure(found, previous) for one in CALL_MEASURES}
