"""The application's folder of sealed recordings, and how a sound is sent from it."""

from collections.abc import Iterator
from itertools import chain

from flask import Response, current_app, request

from callcenter.calls import recording_queries
from callcenter.calls.recording_models import Recording
from callcenter.calls.sounds import KINDS
from callcenter.core.errors import NotFound
from callcenter.core.sealed_files import Folder
from callcenter.core.wording import say

EXTENSION = "callcenter.recordings"


def folder_of_recordings() -> Folder:
    """Return where the application keeps recordings."""
    found: Folder = current_app.extensions[EXTENSION]
    return found


def start_asked(size: int) -> tuple[int, int]:
    """Return the first byte asked for and the one after the last; the whole where nothing sensible is asked."""
    wanted = request.range.range_for_length(size) if request.range else None
    return wanted or (0, size)


def sound(recording: Recording, *, whole: bool = False) -> Response:
    """Return the sound, opened while it is sent; a player may ask for a part of it."""
    start, stop = (0, recording.size) if whole else start_asked(recording.size)
    response = Response(_opened(recording, start, stop - start), mimetype=KINDS[recording.kind])
    response.content_length = stop - start
    response.headers["Accept-Ranges"] = "none" if whole else "bytes"
    if (start, stop) != (0, recording.size):
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{recording.size}"
    return response


def _opened(recording: Recording, start: int, length: int) -> Iterator[bytes]:
    pieces = folder_of_recordings().read(
        recording.file or "", about=recording_queries.about(recording.call_id), start=start, length=length
    )
    try:
        # The first piece now, while a refusal can still be told.
        first = next(pieces, b"")
    except FileNotFoundError:
        raise NotFound(
            "no-recording", say("Səs yazısının faylı yerində deyil: inzibatçıya bildirin.")
        ) from None
    return chain((first,), pieces)
