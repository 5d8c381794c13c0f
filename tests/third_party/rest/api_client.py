"""A plain client of the REST API over one connection that stays open; standard library only."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

ROOT = "/api/v1"


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: http.client.HTTPMessage
    body: Any

    @property
    def problem(self) -> str | None:
        """Last part of the type of a problem document; `None` for any other answer."""
        if self.headers.get_content_type() != "application/problem+json" or self.body["status"] != self.status:
            return None
        kind: str = self.body["type"]
        return kind.removeprefix("/problemes/")


class ApiClient:
    """Asks one request after the other and counts the connections it needed."""

    def __init__(self, connection: http.client.HTTPConnection) -> None:
        self._connection = connection
        self.connections = 0

    def get(self, path: str, **query: object) -> Answer:
        """Reads an address below `/api/v1`."""
        return self._ask("GET", f"{path}?{urlencode(query)}" if query else path)

    def post(self, path: str, body: object) -> Answer:
        """Sends a JSON body to an address below `/api/v1`."""
        return self._ask("POST", path, json.dumps(body).encode())

    def _ask(self, method: str, path: str, body: bytes | None = None) -> Answer:
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if self._connection.sock is None:
            self.connections += 1
        self._connection.request(method, ROOT + path, body, headers)
        response = self._connection.getresponse()
        return Answer(response.status, response.headers, json.loads(response.read()))
