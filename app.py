"""The browser's door: `streamlit run app.py`. Lists the pages, the routes and what runs beside them; no logic."""

import importlib
import logging
import secrets
import sys
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.scriptrunner import get_script_run_ctx

# title, module with a function `show`, address, icon
PAGES = (
    ("Annotate", "labeling.pages.annotate", "annotate", ":material/edit_note:"),
    ("Documents", "labeling.pages.documents", "documents", ":material/list:"),
    ("Load", "exports.pages.load", "load", ":material/upload:"),
    ("Export", "exports.pages.export", "export", ":material/download:"),
    ("Detector", "models.pages.detector", "detector", ":material/radar:"),
    ("Agreement", "labeling.pages.agreement", "agreement", ":material/handshake:"),
    ("Progress", "labeling.pages.progress", "progress", ":material/trending_up:"),
    ("Guidelines", "labeling.pages.guidelines", "guidelines", ":material/menu_book:"),
)
log = logging.getLogger("sitrep")


def page(title: str, module: str, address: str, icon: str) -> st.Page:
    """A page whose module is imported when somebody opens it."""

    def show() -> None:
        importlib.import_module(module).show()

    return st.Page(show, title=title, url_path=address, icon=icon)


def show_pages() -> None:
    from labeling.pages.frame import frame

    pages = [page(*row) for row in PAGES]

    def start() -> None:
        st.switch_page(pages[0])

    # Streamlit serves its default page at / alone; each page of ours has an address of its own.
    frame([*pages, st.Page(start, title="Sitrep", url_path="start", default=True, visibility="hidden")])


def on_script_error(error: Exception) -> bool:
    """An error nobody expected: logged whole under an id; the person gets the id."""
    error_id = secrets.token_hex(4)
    log.error("error %s on a page", error_id, exc_info=error)
    st.error(f"Something went wrong on this page (error {error_id}). What you saved is safe. Reload the page.")
    return True


@asynccontextmanager
async def lifespan(_app: st.App):
    """Before the first page: the project's file is there and sound. Beside the pages: one worker."""
    from exports.samples import ensure_project
    from labeling.store.database import database_path
    from labeling.workflow.start import check_start
    from models.process import start_worker

    path = database_path()
    ensure_project(path)
    check_start(path)
    worker = start_worker(path)
    yield {}
    if worker:
        worker.terminate()
        worker.wait(10)


if get_script_run_ctx(suppress_warning=True) is not None:  # Streamlit runs this file for each page view …
    show_pages()
else:  # … and imports it once, for the server
    from labeling.api.gate import Gate
    from labeling.api.problems import HANDLERS
    from labeling.api.routes import ROUTES
    from labeling.core.errors import SitrepError
    from labeling.workflow.start import check_address

    try:
        check_address(st.get_option("server.address"))
    except SitrepError as refusal:
        sys.exit(str(refusal))
    app = st.App(
        __file__,
        routes=ROUTES,
        middleware=[Middleware(Gate)],
        lifespan=lifespan,
        on_script_error=on_script_error,
        exception_handlers=HANDLERS,
    )
