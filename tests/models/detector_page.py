"""Reads the Detector page as a person does: its words, its buttons, its tabs."""

from streamlit.testing.v1 import AppTest


def words(page: AppTest) -> str:
    elements = [*page.header, *page.markdown, *page.caption, *page.error, *page.warning, *page.info]
    return " ".join(str(element.value).replace("\\", "") for element in elements)


def button(page: AppTest, label: str):
    """The first button with this label."""
    return next(button for button in page.button if button.label == label)


def opened(page: AppTest, part: str) -> AppTest:
    """The page with this tab open."""
    page.session_state["part"] = part
    page.run()
    assert not page.exception
    return page
