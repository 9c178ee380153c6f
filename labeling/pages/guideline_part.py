"""One part of the guidelines as it is read: its words, and its examples with their marks."""

import re

import streamlit as st

from labeling.core.guidance.guideline import Example, Part
from labeling.core.scheme import Scheme
from labeling.pages.marked_spans import marked_spans
from labeling.pages.safe_markdown import safe_markdown
from labeling.pages.session import as_text

HEADING = re.compile(r"^(##+ )", re.MULTILINE)  # inside a part it is smaller than that of the part
SIGNS = {True: ":green[**✓ Good**]", False: ":red[**✗ Bad**]"}


def show_part(part: Part, scheme: Scheme) -> None:
    for block in part.blocks:
        if isinstance(block, Example):
            _example(block, scheme)
        else:
            st.markdown(safe_markdown(HEADING.sub(r"##\1", block)))


def _example(example: Example, scheme: Scheme) -> None:
    sign, words = st.columns([1, 9], gap="small")
    sign.markdown(SIGNS[example.is_good])
    with words:
        st.html(marked_spans(example.text, example.spans, scheme))
        told = [f"Answer: {example.answer}"] if example.answer else []
        told += [example.why] if example.why else []
        if told:
            st.caption(as_text(" · ".join(told)))
