"""What kind of sound a file holds, by its content and not by its name (pure)."""

HEAD = 16
"""So many bytes tell the kind."""
KINDS = {"wav": "audio/wav", "mp3": "audio/mpeg", "ogg": "audio/ogg"}


def kind_of(head: bytes) -> str | None:
    """Return wav, mp3 or ogg by the first bytes of a file; None for anything else."""
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "wav"
    if head.startswith(b"OggS"):
        return "ogg"
    # An ID3 tag, or a frame of MPEG audio: eleven set bits, and neither version nor layer nor rate reserved.
    if head.startswith(b"ID3"):
        return "mp3"
    return "mp3" if _is_frame(head) else None


def _is_frame(head: bytes) -> bool:
    if len(head) < 3 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer, rate = head[1] >> 3 & 3, head[1] >> 1 & 3, head[2] >> 4
    return version != 1 and layer != 0 and rate != 15
