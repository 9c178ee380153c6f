"""Runs one page as Streamlit does, with somebody signed in."""

import pytest
from streamlit.testing.v1 import AppTest

from labeling.store.authors import add_author
from labeling.store.database import write


@pytest.fixture
def show(db, monkeypatch):
    """Shows a page of the app by its module's name, as Amal (or as nobody)."""
    with write(db):
        add_author(db, "Amal")
    monkeypatch.setattr("labeling.pages.session.author_name", lambda: "Amal")

    def shown(module: str, **query: str) -> AppTest:
        def script(module):
            import importlib

            importlib.import_module(module).show()

        page = AppTest.from_function(script, kwargs={"module": module}, default_timeout=30)
        page.query_params.update(query)
        return page.run()

    return shown
