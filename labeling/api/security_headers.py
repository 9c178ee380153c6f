"""What browsers are told to refuse, on every answer."""

from starlette.datastructures import MutableHeaders

# The one inline script of Streamlit's index.html; a test compares it with the installed one.
STREAMLIT_INLINE = "'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='"
# As strict as Streamlit bears: it loads components as modules from blobs, counts in WebAssembly and writes styles into
# the page. No script that stands in a page runs, none is made from a string, and nothing is fetched from elsewhere.
PAGES = "; ".join(
    (
        "default-src 'none'",
        f"script-src 'self' blob: 'wasm-unsafe-eval' {STREAMLIT_INLINE}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
FORMS = "; ".join(
    (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
ALWAYS = {
    "Content-Security-Policy": PAGES,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with "no-referrer" the POST of a form would not say that it is ours
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def add_security_headers(message: dict) -> None:
    """Put them on the start of a response, but for those that it has already."""
    headers = MutableHeaders(scope=message)
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
