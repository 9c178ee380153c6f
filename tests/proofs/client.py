"""The real API as a page uses it, over one kept connection."""

import http.client
import json
import time
import urllib.parse

from labeling.workflow.accounts.session import COOKIE

IDLE = 3.0  # seconds; the server closes a connection after five
CUT = (OSError, http.client.HTTPException, ValueError)  # no answer, or one that was cut off


class Client:
    """Signed in after `sign_in`. A request that gets no whole answer raises one of CUT."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.headers = {"Host": f"localhost:{port}"}
        self.connection: http.client.HTTPConnection | None = None
        self.used_at = 0.0

    def sign_in(self, name: str) -> None:
        form = urllib.parse.urlencode({"name": name, "next": "/"})
        answer = self._answer("POST", "/sign-in", form, {"Content-Type": "application/x-www-form-urlencoded"})
        answer.read()
        cookie = answer.getheader("Set-Cookie").split(";")[0]
        assert cookie.startswith(COOKIE)
        self.headers["Cookie"] = cookie
        self.headers["X-Sitrep-Token"] = self.request("GET", "/api/session")[1]["token"]

    def request(self, method: str, path: str, body: dict | None = None) -> tuple[int, dict]:
        """Status and what the answer says."""
        content = None if body is None else json.dumps(body)
        try:
            answer = self._answer(method, path, content, {"Content-Type": "application/json"})
            return answer.status, json.loads(answer.read())
        except CUT:
            self.close()
            raise

    def save(self, document_id: str, operation: dict, version: int = 0) -> tuple[int, dict]:
        path = f"/api/documents/{urllib.parse.quote(document_id)}/operations"
        return self.request("POST", path, {"version": version, "operations": [operation]})

    def close(self) -> None:
        if self.connection:
            self.connection.close()
        self.connection = None

    def _answer(self, method: str, path: str, content: str | None, headers: dict) -> http.client.HTTPResponse:
        if time.monotonic() - self.used_at > IDLE:
            self.close()
        self.used_at = time.monotonic()
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        self.connection.request(method, path, content, self.headers | headers)
        return self.connection.getresponse()
