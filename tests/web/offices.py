"""Another office's system that uses the API with its key."""

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from callcenter.accounts.vocabulary import Scope
from tests import factories
from tests.factories import Desk

APPEAL = {
    "text": "Nazirlikdə internet tez-tez kəsilir, sənəd göndərə bilmirik, şəbəkəni düzəldin.",
    "kind": "complaint",
    "channel": "api",
    "caller": {"name": "Aytən Sınaq", "phone": "+994502124487"},
}


class Office:
    """Another office's system with its key."""

    def __init__(self, client: FlaskClient, secret: str) -> None:
        self.client = client
        self.headers = {"Authorization": f"Bearer {secret}"}

    def post(self, path: str, body: object = None, **headers: str) -> TestResponse:
        return self.client.post(f"/api/v1{path}", json=body, headers={**self.headers, **headers})

    def get(self, path: str) -> TestResponse:
        return self.client.get(f"/api/v1{path}", headers=self.headers)

    def act(self, number: str, act: str, version: int, **body: object) -> TestResponse:
        return self.post(f"/appeals/{number}/{act}", body, **{"If-Match": f'"{version}"'})


def another_office(desk: Desk, app: Flask) -> Office:
    with desk.database.transaction() as session:
        scopes = (Scope.APPEALS_READ, Scope.APPEALS_WRITE, Scope.CLASSIFY, Scope.KNOWLEDGE_READ)
        _, secret = factories.make_key(session, *scopes)
    return Office(app.test_client(), secret)


def body_of(response: TestResponse) -> dict[str, object]:
    assert isinstance(response.json, dict)
    return response.json
