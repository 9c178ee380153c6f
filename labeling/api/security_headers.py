"""What browsers are told to refuse, on every answer."""

from starlette.datastructures import MutableHeaders

# The one inline script of Streamlit's index.html; a test compares it with the installed one.
STREAMLIT_INLINE = "'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='"
# As strict as Streamlit bears: its components are modules from blobs, its charts compile expressions (eval), its
# styles are written into the page. No script in the page itself runs, and nothing is fetched from elsewhere.
PAGES = "; ".join(
    (
        "default-src 'none'",
        f"script-src 'self' blob: 'unsafe-eval' {STREAMLIT_INLINE}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "media-src 'self' blob:",
        "manifest-src 'self'",
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
    "Cross-Origin-Opener-Policy": "same-origin",
}


def add_security_headers(message: dict) -> None:
    """Put them on the start of a response, but for those that it has already."""
    headers = MutableHeaders(scope=message)
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
