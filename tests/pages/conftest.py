"""Runs one page as Streamlit does, with somebody signed in."""

import pytest
from streamlit.testing.v1 import AppTest


@pytest.fixture
def show(db, amal, monkeypatch):
    """Shows a page of the app by its module's name, as Amal (or as nobody)."""
    monkeypatch.setattr("labeling.pages.session.author_name", lambda: "Amal")

    def shown(module: str, **query: str) -> AppTest:
        def script(module):
            import importlib

            importlib.import_module(module).show()

        page = AppTest.from_function(script, kwargs={"module": module}, default_timeout=30)
        page.query_params.update(query)
        return page.run()

    return shown
