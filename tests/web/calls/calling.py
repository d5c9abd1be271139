"""Calls that tests tell of, and appeals that are logged from them."""

from collections.abc import Callable

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from callcenter.calls.models import Call
from tests.factories import WIFI
from tests.web.pages import form_key

NUMBER, SHOWN = "0502124487", "+994 50 212 44 87"
SOUND = b"OggS\x00\x02" + bytes(range(256)) * 1000
Tell = Callable[..., Call]


def submit(client: FlaskClient, **fields: str) -> TestResponse:
    form = {"text": WIFI, "channel": "phone", "kind": "complaint", "form_key": form_key(client), **fields}
    return client.post("/appeals/new", data=form)
