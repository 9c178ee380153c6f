"""Requests to another tool's API."""

import json
import urllib.request
import uuid
from pathlib import Path
from typing import Any

REQUEST_SECONDS = 120


class Api:
    """An address and the token that it takes."""

    def __init__(self, address: str, token: str | None = None) -> None:
        self.address, self.headers = address, {"Authorization": f"Token {token}"} if token else {}

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """JSON there and back."""
        data = None if body is None else json.dumps(body).encode()
        return json.loads(self._send(method, path, data, "application/json"))

    def upload(self, path: str, field: str, file: Path) -> str:
        """Send a file as a form does; returns what is answered."""
        boundary = uuid.uuid4().hex
        part = f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"'
        body = (
            f'{part}\r\n\r\n{{}}\r\n{part}; filename="{file.name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
        ).encode()
        body += file.read_bytes() + f"\r\n--{boundary}--\r\n".encode()
        return self._send("POST", path, body, f"multipart/form-data; boundary={boundary}").decode()

    def _send(self, method: str, path: str, data: bytes | None, kind: str) -> bytes:
        headers = self.headers | {"Content-Type": kind}
        request = urllib.request.Request(self.address + path, method=method, headers=headers, data=data)
        with urllib.request.urlopen(request, timeout=REQUEST_SECONDS) as answer:
            return answer.read()
