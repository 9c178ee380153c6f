"""The span annotator: one Streamlit component, made of the plain .mjs files beside this one."""

import re
from functools import lru_cache
from pathlib import Path

import streamlit as st

FOLDER = Path(__file__).resolve().parent
ENTRY = "main.mjs"
IMPORT = re.compile(r'^import \{ (.*?) \} from "\./(\w+)\.mjs";\n', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async )?(?:function|class|const) (\w+))", re.MULTILINE)


def span_annotator(*, author: str, token: str, document_id: str | None) -> None:
    """Show the workspace for `author`, on `document_id` or on what the queue gives. It fetches and saves by itself."""
    mounted = st.components.v2.component("sitrep_span_annotator", html=HTML, css=css(), js=javascript())
    mounted(key="span_annotator", data={"author": author, "token": token, "document_id": document_id})


HTML = '<div class="host"></div>'


@lru_cache(maxsize=1)
def css() -> str:
    return (FOLDER / "style.css").read_text("utf-8")


@lru_cache(maxsize=1)
def javascript() -> str:
    """All modules as one: each in a function of its own, after those it imports; no build step, no bundler."""
    order: list[str] = []
    _visit(ENTRY.removesuffix(".mjs"), order)
    return "\n".join(_joined(name) for name in order)


def _visit(name: str, order: list[str]) -> None:
    for _, imported in IMPORT.findall(_source(name)):
        if imported not in order:
            _visit(imported, order)
    if name not in order:
        order.append(name)


def _joined(name: str) -> str:
    body = IMPORT.sub(lambda found: f"const {{ {found[1]} }} = module_{found[2]};\n", _source(name))
    if name == ENTRY.removesuffix(".mjs"):
        return body
    exported = ", ".join(found[1] for found in EXPORT.findall(body))
    return (
        f"const module_{name} = (() => {{\n{EXPORT.sub(lambda found: found[1], body)}\nreturn {{ {exported} }};\n}})();"
    )


def _source(name: str) -> str:
    return (FOLDER / f"{name}.mjs").read_text("utf-8")
