"""The look of the pages that are plain HTML forms: only a route can set a cookie that scripts cannot read."""

from html import escape

from starlette.responses import HTMLResponse, Response

from labeling.api.security_headers import FORMS

HEADERS = {"Content-Security-Policy": FORMS, "Cache-Control": "no-store"}


def plain_page(
    title: str, body: str, *, heading: str = "Sitrep", lead: str = "", why: str = "", status: int = 200
) -> Response:
    """`lead` is the words under the heading, `why` a refusal. All is text but `body`: HTML, escaped by its maker."""
    error = f'<p class="why" role="alert">{escape(why)}</p>' if why else ""
    head = f"<h1>{escape(heading)}</h1><p>{escape(lead)}</p>{error}"
    html = PAGE.format(title=escape(title), body=head + body)
    return HTMLResponse(html, status, headers=HEADERS)


def field(name: str, label: str, *, value: str = "", kind: str = "text", more: str = "") -> str:
    """A labelled input as HTML; `more` are attributes of ours."""
    shown = f' value="{escape(value)}"' if value else ""
    return (
        f'<label for="{name}">{escape(label)}</label>'
        f'<input id="{name}" name="{name}" type="{kind}"{shown} required {more}>'
    )


def checkbox(name: str, label: str) -> str:
    return f'<label class="check"><input name="{name}" type="checkbox" value="yes"> {escape(label)}</label>'


def hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'


PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Sitrep</title><style>
:root {{ color-scheme: light dark; --ink: #1c2126; --quiet: #5b6570; --paper: #fbfaf7; --line: #d8d5cd;
  --field: #fff; --accent: #9f3a1d; --on-accent: #fff; }}
@media (prefers-color-scheme: dark) {{ :root {{ --ink: #e9e6e0; --quiet: #a2a9b1; --paper: #15181b; --line: #3a4047;
  --field: #1d2125; --accent: #e8845f; --on-accent: #15181b; }} }}
* {{ box-sizing: border-box; }}
body {{ margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper); color: var(--ink);
  font: 17px/1.5 "Source Sans 3", "Source Sans Pro", system-ui, sans-serif; }}
main {{ width: min(24rem, calc(100vw - 3rem)); margin: 2rem 0; }}
h1 {{ font: 600 2.1rem/1.2 "Source Serif 4", Georgia, serif; margin: 0 0 .25rem; overflow-wrap: anywhere; }}
h2 {{ font-size: 1.1rem; margin: 2.25rem 0 .25rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }}
p {{ color: var(--quiet); margin: 0 0 1.25rem; }}
.why {{ color: var(--accent); }}
a {{ color: var(--accent); }}
label {{ display: block; font-weight: 600; margin: .9rem 0 .35rem; }}
input {{ width: 100%; font: inherit; color: inherit; background: var(--field); border: 1px solid var(--line);
  border-radius: 6px; padding: .6rem .75rem; }}
label.check {{ font-weight: 400; overflow-wrap: anywhere; }}
label.check input {{ width: auto; }}
button {{ width: 100%; margin-top: 1rem; font: inherit; font-weight: 600; color: var(--on-accent);
  background: var(--accent); border: 0; border-radius: 6px; padding: .65rem; cursor: pointer; }}
button.quiet {{ color: var(--ink); background: none; border: 1px solid var(--line); }}
table {{ width: 100%; border-collapse: collapse; margin-bottom: 1rem; }}
td {{ padding: .4rem .5rem .4rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }}
.log td:first-child {{ white-space: nowrap; }}
td button.quiet {{ white-space: nowrap; margin: 0; padding: .25rem .6rem; font-size: .9rem; }}
code {{ display: block; padding: .6rem .75rem; border: 1px solid var(--line); border-radius: 6px;
  background: var(--field); overflow-wrap: anywhere; user-select: all; }}
:focus-visible {{ outline: 3px solid var(--accent); outline-offset: 2px; }}
</style></head><body><main>{body}</main></body></html>"""
