"""The sign-in page: a plain form, because only a route can set a cookie that scripts cannot read."""

from html import escape
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from labeling.core.errors import SignInRefused
from labeling.store.database import database
from labeling.store.sessions import SESSION_SECONDS, end_session
from labeling.workflow.session import COOKIE
from labeling.workflow.sign_in import sign_in

FORM_BYTES = 10_000
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "Cache-Control": "no-store",
}


async def sign_in_page(request: Request) -> Response:
    """GET shows the form; POST (`name`, `next`) starts a session and goes to `next`."""
    if request.method != "POST":
        return _page(request.query_params.get("next", "/"))
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > FORM_BYTES:
            return _page("/", why="That is too long for a name.", status=413)
    fields = parse_qs(body.decode("utf-8", errors="replace"), keep_blank_values=True)
    wanted = _local_path(fields.get("next", ["/"])[0])
    name = fields.get("name", [""])[0]
    try:
        token = await run_in_threadpool(lambda: sign_in(database(), name))
    except SignInRefused as error:
        return _page(wanted, why=str(error), name=name, status=422)
    response = RedirectResponse(wanted, 303)
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, token, max_age=SESSION_SECONDS, httponly=True, samesite="lax", secure=secure)
    return response


def sign_out(request: Request) -> Response:
    """POST ends the session."""
    if token := request.cookies.get(COOKIE):
        end_session(database(), token)
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(COOKIE)
    return response


def _local_path(path: str) -> str:
    """A path of this site; anything else becomes the start page, so that a link cannot lead people away."""
    local = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if local else "/"


def _page(wanted: str, *, why: str = "", name: str = "", status: int = 200) -> Response:
    error = f'<p class="why" role="alert">{escape(why)}</p>' if why else ""
    html = PAGE.format(next=escape(_local_path(wanted)), name=escape(name), error=error)
    return HTMLResponse(html, status, headers=HEADERS)


PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in · Sitrep</title><style>
:root {{ color-scheme: light dark; --ink: #1c2126; --quiet: #5b6570; --paper: #fbfaf7; --line: #d8d5cd;
  --field: #fff; --accent: #9f3a1d; --on-accent: #fff; }}
@media (prefers-color-scheme: dark) {{ :root {{ --ink: #e9e6e0; --quiet: #a2a9b1; --paper: #15181b; --line: #3a4047;
  --field: #1d2125; --accent: #e8845f; --on-accent: #15181b; }} }}
* {{ box-sizing: border-box; }}
body {{ margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper); color: var(--ink);
  font: 17px/1.5 "Source Sans 3", "Source Sans Pro", system-ui, sans-serif; }}
main {{ width: min(24rem, calc(100vw - 3rem)); }}
h1 {{ font: 600 2.1rem/1.2 "Source Serif 4", Georgia, serif; margin: 0 0 .25rem; }}
p {{ color: var(--quiet); margin: 0 0 1.5rem; }}
.why {{ color: var(--accent); }}
label {{ display: block; font-weight: 600; margin-bottom: .35rem; }}
input {{ width: 100%; font: inherit; color: inherit; background: var(--field); border: 1px solid var(--line);
  border-radius: 6px; padding: .6rem .75rem; }}
button {{ width: 100%; margin-top: 1rem; font: inherit; font-weight: 600; color: var(--on-accent);
  background: var(--accent); border: 0; border-radius: 6px; padding: .65rem; cursor: pointer; }}
:focus-visible {{ outline: 3px solid var(--accent); outline-offset: 2px; }}
</style></head><body><main>
<h1>Sitrep</h1><p>Turn reports of attacks into training data.</p>{error}
<form method="post" action="/sign-in"><input type="hidden" name="next" value="{next}">
<label for="name">Your name</label>
<input id="name" name="name" value="{name}" autocomplete="username" maxlength="60" required autofocus>
<button>Start</button></form>
</main></body></html>"""
