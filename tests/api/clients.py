"""The app as a browser or a script reaches it, without a server."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient

from labeling.api.gate import Gate
from labeling.api.problems import HANDLERS
from labeling.api.routes import ROUTES
from labeling.core.addresses import LOOPBACK_NAMES
from labeling.workflow.accounts.session import COOKIE, request_token
from tests.annotated import annotated

SECRET = "four words in a row"
TEXT, SPANS = annotated("Rockets hit [Camp Taji|BASE].")


def who(request):
    return PlainTextResponse(request.headers.get("x-sitrep-author", "nobody"))


async def echo(socket):
    await socket.accept()
    async for words in socket.iter_text():
        await socket.send_text(words)


def stranger(*, hosts: tuple[str, ...] = LOOPBACK_NAMES, address: str = "10.0.0.9", more: tuple = ()) -> TestClient:
    """Nobody; `/annotate` says whom the pages take the caller for, the WebSocket of the pages says all again."""
    pages = [Route("/annotate", who), WebSocketRoute("/_stcore/stream", echo)]
    app = Starlette(
        routes=[*ROUTES, *pages, *more], middleware=[Middleware(Gate, hosts=hosts)], exception_handlers=HANDLERS
    )
    return TestClient(
        app,
        base_url="http://localhost",
        follow_redirects=False,
        raise_server_exceptions=False,
        client=(address, 50_000),
    )


def signed_in(name: str, password: str = "", **more) -> TestClient:
    client = stranger(**more)
    client.post("/sign-in", data={"name": name, "password": password})
    client.headers["X-Sitrep-Token"] = request_token(client.cookies[COOKIE])
    return client
