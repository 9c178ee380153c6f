"""A client of the real API, as the page is one."""

import json
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from labeling.workflow.accounts.session import COOKIE, request_token


class Client:
    """Signed in under a name; `save` sends one operation and returns when it is on disk, or raises OSError."""

    def __init__(self, url: str, name: str) -> None:
        cookies = CookieJar()
        self.url = url
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
        form = urllib.parse.urlencode({"name": name, "next": "/api/queue"}).encode()
        self.opener.open(url + "/sign-in", form).read()
        self.token = request_token(next(cookie.value for cookie in cookies if cookie.name == COOKIE))

    def save(self, document_id: str, operation: dict) -> None:
        body = json.dumps({"operations": [operation]}).encode()
        headers = {"X-Sitrep-Token": self.token, "Content-Type": "application/json"}
        address = f"{self.url}/api/documents/{document_id}/operations"
        self.opener.open(urllib.request.Request(address, body, headers)).read()
