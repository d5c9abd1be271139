"""Cues of the kind in the words of an appeal, and what each speaks for and against."""

import re

from knowledge_base.language.folding import fold

LONGEST = 4000

# Patterns over folded text, so that "şikayət", "shikayet" and "жалоба" need one spelling each.
_SELF = r"\b(?:men|mene|menim|meni|mende|menden|moy|mne|menya|biz|bize|bizim|bizi|bizde|nam|nas\w*|mi)\b"
_POSSESSED = r"|\w{3,}(?:[iu]m[iu]?|[iu]m[ae]|[iu]md[ae]|y[ae]m|sem|sam)\b"
_WISH = (
    r"\w{2,}[iu][ln]s[iu]n(?:lar|ler)?\b|\w+[ae]ns[iu]n\b|\b\w{2,}[^lnsiu\s]s[iu]n(?:lar|ler)?\b|\bolsun\w*"
)
_PATTERNS = {
    name: re.compile(pattern)
    for name, pattern in {
        "asks": r"\?",
        "how": r"\b(?:nece|hara|harada|harda|haradan|haraya|kak|gde|kuda)\b",
        "which": r"\b(?:hansi|kakoy|kakie|kakaya)\b",
        "please": r"\bxahis\w*|\bzehmet\b|\bpros(?:u|im)\b|\bplease\b|\brica\b",
        "commands": r"(?:^|[\s,])(?!ucun|bizim|sizin)\w{2,}(?:[yv]?[iu]n|[iu]n[iu]z)\s*(?:[.!]|$)",
        "names_an_act": r"\w{3,}(?:masini|mesini|maginizi|meyinizi|magini|meyini)\b",
        "self": r"\b(?:men|mene|menim|meni|mende|menden|moy|mne|menya)\b",
        "fails": r"\w{2,}m[iu]r(?:l[ae]r|[ae]m|[iu][kq])?\b|\bne rabot\w+|\bnikto\b|\bne \w+et\b",
        "grievance": r"\b(?:sikayet|gecik|cavabsiz|itib|itdi|itir|sinib|sindi|donur|qopur|kesil|sehv|yanlis|bezmis"
        r"|narazi|pis\b|kobud|gozle|hec\b|kecib|qaytar|zedel|tehqir|redd|laqeyd|problem|xarab|dusur|bos\b|yoxdur"
        r"|inci)\w*",
        "creates": r"\b(?:yarad|qurul|qurun|salin|tetbiq|yenile|ac[iu]l|kecirils|teskil|qoyun|qoyuls|hazirla|basla"
        r"|genislen|artiril|bagla?n|elave)\w*(?:s[iu]n|[iu]n)\b",
        "wants": r"\bist[ei]?yir\w*|\bxotim\b|\bxoct\w*|\bisterd\w*",
        "wants_to_know": r"\b(?:bilmek|oyrenmek|tanis olmaq|gormek|oxumaq|melumat almaq|elde etmek|uznat|oznakomit\w*)"
        r"\s+(?:ist|olar|mumkun|xot|xoc)\w*",
        "wants_to_do": r"\b(?!bil|oyren|gor|oxu|al|ol[mu]a|elde|tanis)\w+m[ae][qk]\s+ist[ei]?yir\w*",
        "proposes": r"\bteklif(?:im|imiz|imi)\b|\bteklif ed\w*|\bpredlaqa\w+|\bpredlo[jz]\w+|\byaxsi olar\b|\bfikrimce\b",
        "applies": r"\bmuraciet ed(?:irem|irik)|\bicaze\b|\bkomek\b",
        "asks_to_be_told": r"\b(?:verin|deyin|bildirin|gonderin|ala bil|tanis ol|bildirs|izah ed|gosterin|oyrenmek"
        r"|lazimdir|verilibmi|almaq olar|poluc\w*|bildire)\w*",
        "may": r"\b(?:olar|olarmi|bilerem|bilerik|biler|mumkundur|gerek|lazim|meliyem|maliyam|meliyik|maliyiq)\b"
        r"|\w+m[ae]li(?:y\w+|dir)\b",
        "tells_what_happened": r"\w+(?:[iu]b|m[iu]s|d[iu]l?[ae]?r?)\s*[.,!]",
        "speaks_of_self": _SELF + _POSSESSED,
        "wishes": _WISH,
    }.items()
}
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
# Where nothing is punctuated, as in dictated speech, these words tell a question.
_ENDED = re.compile(r"[.!?]\s*$|[.!?]\s+\w")
_ASKED = re.compile(
    r"\b(?:niye|nece|hara\w*|hansi\w*|kim(?:[ae]|de|den|dir|in|ler\w*)?|nedir|yoxsa|ya yox|sual\w* var"
    r"|ne (?:vaxt|zaman|qeder|ucun|et|ed|yerde)\w*"
    r"|kak|gde|kuda|koqda|skolko|kto|kakie|kakoy|pocemu|mojno li|how|what|where|when|who|why|which)\b"
    r"|\b(?!deyirmi)\w{2,}[rbqkx]m[iu](?:s[ae]n|s[iu]n[iu]z|s[iu]z)?\b|\b\w{2,}d[iu]m[iu]\s*$|\b(?:li|olar|mumkundur)\s*$"
)
_LONG_WORD = re.compile(r"(\w{40})\w+")

# What each cue adds for inquiry, question, application, proposal and complaint; fitted on labelled appeals with a
# strong penalty and rounded, but for those of wanting and proposing, which are set by hand (docs/matching.md).
_WEIGHTS = {
    "asks": (0.8, 2.0, -1.3, -1.0, -0.5),
    "how": (0.5, 0.3, -0.2, -0.1, -0.4),
    "which": (0.3, 0.4, -0.1, -0.3, -0.3),
    "please": (-0.3, -0.3, 0.8, 0.1, -0.3),
    "commands": (-0.4, -0.8, 0.6, 0.4, 0.2),
    "names_an_act": (-0.4, 0.0, 0.9, -0.2, -0.2),
    "self": (0.1, -0.2, 0.3, 0.3, -0.5),
    "fails": (-0.5, -0.2, 0.1, -0.6, 1.2),
    "grievance": (-0.2, -0.1, -0.3, -0.3, 1.0),
    "creates": (-0.2, -0.2, -0.4, 1.0, -0.3),
    "wants": (1.0, -0.6, 0.0, -0.1, -0.4),
    "wants_to_know": (1.0, 0.2, -0.5, -0.4, -0.5),
    "wants_to_do": (-0.8, -0.3, 1.2, 0.2, -0.3),
    "proposes": (-0.6, -0.6, -0.3, 2.0, -0.7),
    "applies": (-0.2, -0.2, 0.4, -0.2, 0.2),
    "asks_to_be_told": (0.9, 0.0, -0.2, -0.5, -0.2),
    "may": (0.3, 0.0, -0.1, 0.1, -0.3),
    "long_story": (-0.1, 0.0, -0.3, -0.1, 0.5),
    "ends_in_statement": (-0.6, 0.1, -0.9, 0.2, 1.3),
    "wishes_for_all": (0.3, -0.4, -0.6, 0.6, 0.1),
    "commands_for_all": (-0.2, 0.0, -0.6, 0.6, 0.1),
    "asks_first": (-0.5, 0.7, -0.1, -0.1, 0.0),
    "tells_what_happened": (0.2, -0.4, 0.2, -1.0, 0.9),
    "always": (-0.2, 0.2, 0.5, 0.1, -0.6),
}


def spoken_for(text: str) -> tuple[float, ...]:
    """Return what the cues of the text add up to for each of the five kinds."""
    cues = cues_of(text)
    return tuple(sum(_WEIGHTS[cue][place] for cue in cues) for place in range(5))


def as_written(folded: str) -> str:
    """Return a folded text with the sign at its end that was not said, where it has none at all."""
    if not folded.strip() or _ENDED.search(folded):
        return folded
    return folded.rstrip() + ("?" if _ASKED.search(folded) else ".")


def cues_of(text: str) -> tuple[str, ...]:
    """Return the names of the cues that the text shows."""
    folded = as_written(_LONG_WORD.sub(r"\1", fold(text[:LONGEST])))
    sentences = [sentence for sentence in _SENTENCE_END.split(folded) if sentence]
    seen = {name for name, pattern in _PATTERNS.items() if pattern.search(folded)}
    seen |= _of_several(seen, sentences) | {"always"}
    return tuple(cue for cue in _WEIGHTS if cue in seen)


def _of_several(seen: set[str], sentences: list[str]) -> set[str]:
    """Cues that arise from several others or from the order of sentences."""
    more = set()
    if len(sentences) >= 3:
        more.add("long_story")
    if len(sentences) > 1 and "?" in sentences[0]:
        more.add("asks_first")
    for_all = "speaks_of_self" not in seen
    if for_all and "wishes" in seen:
        more.add("wishes_for_all")
    if for_all and "commands" in seen:
        more.add("commands_for_all")
    wanted = {"wishes", "commands", "wants", "applies", "please", "names_an_act", "asks_to_be_told"}
    if not seen & wanted and not (sentences and "?" in sentences[-1]):
        more.add("ends_in_statement")
    return more
