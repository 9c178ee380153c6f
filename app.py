"""The browser's door: `streamlit run app.py`. Lists the pages, the routes and what runs beside them; no logic."""

import importlib
import logging
import os
import secrets
import sys
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.scriptrunner import get_script_run_ctx

# title, module with a function `show`, address, icon, least role
PAGES = (
    ("Annotate", "labeling.pages.annotate", "annotate", ":material/edit_note:", "annotator"),
    ("Documents", "labeling.pages.documents", "documents", ":material/list:", "annotator"),
    ("Spans", "labeling.pages.spans", "spans", ":material/format_ink_highlighter:", "annotator"),
    ("Guidelines", "labeling.pages.guidelines", "guidelines", ":material/menu_book:", "annotator"),
    ("Questions", "labeling.pages.questions", "questions", ":material/forum:", "annotator"),
    ("Progress", "labeling.pages.progress", "progress", ":material/trending_up:", "annotator"),
    ("Training", "labeling.pages.training", "training", ":material/school:", "annotator"),
    ("Rounds", "labeling.pages.rounds", "rounds", ":material/groups:", "adjudicator"),
    ("Adjudicate", "labeling.pages.adjudicate", "adjudicate", ":material/balance:", "adjudicator"),
    ("Agreement", "labeling.pages.agreement", "agreement", ":material/handshake:", "adjudicator"),
    ("History", "labeling.pages.history", "history", ":material/history:", "adjudicator"),
    ("People", "labeling.pages.people", "people", ":material/group:", "admin"),
    ("Load", "exports.pages.load", "load", ":material/upload:", "adjudicator"),
    ("Export", "exports.pages.export", "export", ":material/download:", "adjudicator"),
    ("Detector", "models.pages.detector", "detector", ":material/radar:", "annotator"),
)
SECTIONS = {
    "Label": ("Annotate", "Documents", "Spans", "Guidelines", "Questions", "Progress", "Training"),
    "Team": ("Rounds", "Adjudicate", "Agreement", "History", "People"),
    "Data and model": ("Load", "Export", "Detector"),
}
log = logging.getLogger("sitrep")


def open_page(title: str, module: str, least_role: str) -> None:
    """Show the page, imported now, or say that it is not for this role."""
    from labeling.pages.permission import may_open, refuse

    if may_open(least_role):
        importlib.import_module(module).show()
    else:
        refuse(title, least_role)


def page(title: str, module: str, address: str, icon: str, least_role: str) -> st.Page:
    """A page for the navigation; not listed for those who may not open it."""
    from labeling.pages.permission import may_open

    def show() -> None:
        open_page(title, module, least_role)

    listed = "visible" if may_open(least_role) else "hidden"
    return st.Page(show, title=title, url_path=address, icon=icon, visibility=listed)


def show_pages() -> None:
    from labeling.pages.frame import frame

    pages = {row[0]: page(*row) for row in PAGES}

    def start() -> None:
        st.switch_page(pages["Annotate"])

    # Streamlit serves its default page at / alone; each page of ours has an address of its own.
    hidden = st.Page(start, title="Sitrep", url_path="start", default=True, visibility="hidden")
    frame({"": [hidden]} | {name: [pages[title] for title in titles] for name, titles in SECTIONS.items()})


def on_script_error(error: Exception) -> bool:
    """What the database complains of, in words; any other error is logged under an id, and the person gets the id."""
    from labeling.core.errors import SitrepError
    from labeling.pages.session import as_text
    from labeling.store.library_errors import refusal_of

    refusal = error if isinstance(error, SitrepError) else refusal_of(error)
    if refusal:
        st.error(as_text(str(refusal)))
        return True
    error_id = secrets.token_hex(4)
    log.error("error %s on a page", error_id, exc_info=error)
    st.error(f"Something went wrong on this page (error {error_id}). What you saved is safe. Reload the page.")
    return True


@asynccontextmanager
async def lifespan(_app: st.App):
    """Before the first page: the project's file is there and sound. Beside the pages: one worker."""
    from exports.samples import ensure_project
    from labeling.core.errors import SitrepError
    from labeling.core.log_lines import set_up_logs
    from labeling.store.database import database, database_path
    from labeling.workflow.keeping.start import check_start
    from models.process import KeptWorker

    set_up_logs()
    path = database_path()
    try:
        ensure_project(path)
        check_start(path)
        database()  # from here on it is this file, also for threads that come later
    except SitrepError as refusal:
        print(refusal, file=sys.stderr, flush=True)
        os._exit(1)  # an exception would be shown as a traceback; nothing is open yet
    worker = KeptWorker(path)
    yield {}
    worker.end()


if get_script_run_ctx(suppress_warning=True) is not None:  # Streamlit runs this file for each page view …
    show_pages()
else:  # … and imports it once, for the server
    from labeling.api.gate import Gate
    from labeling.api.problems import HANDLERS
    from labeling.api.routes import ROUTES
    from labeling.api.watch import Watch
    from labeling.core.addresses import allowed_hosts
    from labeling.core.errors import SitrepError
    from labeling.store.database import database_path
    from labeling.workflow.keeping.start import check_address

    address = st.get_option("server.address")
    hosts = allowed_hosts(address, os.environ.get("SITREP_HOSTS", ""))
    try:
        check_address(address, hosts, database_path())
    except SitrepError as refusal:
        sys.exit(str(refusal))
    app = st.App(
        __file__,
        routes=ROUTES,
        middleware=[Middleware(Watch, routes=ROUTES), Middleware(Gate, hosts=hosts)],
        lifespan=lifespan,
        on_script_error=on_script_error,
        exception_handlers=HANDLERS,
    )
