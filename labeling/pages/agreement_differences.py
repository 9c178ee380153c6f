"""The list of what differs on the Agreement page, worst first, with what each of two has."""

from collections.abc import Mapping, Sequence

import streamlit as st

from labeling.agreement.narrowing import differing
from labeling.core.plural import n_of
from labeling.pages.document_address import document_address
from labeling.pages.session import as_text

ROWS, MOST_TOLD = 10, 5
ALL = "all"


def differences(found: Mapping) -> None:
    st.markdown("#### What differs")
    if not found["documents"]:
        st.caption("Nothing.")
        return
    left, middle, right = st.columns(3)
    chosen = {
        "label": _choice(left, "label", [row["label"] for row in found["spans"]["labels"]]),
        "pair": _choice(middle, "pair", [row["pair"] for row in found["spans"]["pairs"]]),
        "question": _choice(right, "question", [row["question"] for row in found["questions"]]),
    }
    rows = differing(found, **chosen)
    if not rows:
        st.caption("Nothing of that differs.")
        return
    n_pages = -(-len(rows) // ROWS)
    if st.session_state.get("agreement page", 1) > n_pages:
        st.session_state["agreement page"] = 1
    page = st.number_input("Page", 1, n_pages, key="agreement page") if n_pages > 1 else 1
    n = len({row["document_id"] for row in rows})
    st.caption(f"{n_of(n, 'document')}, most differences first. A title opens the article.")
    for row in rows[(page - 1) * ROWS : page * ROWS]:
        with st.container(border=True):
            _document(row)


def _document(row: Mapping) -> None:
    """One document as two people left it: its title, and the first differences in words."""
    every = row["differences"]
    n = f"{len(every)} difference{'' if len(every) == 1 else 's'}"
    lines = [f"[{_line(row['title'])}]({settling_address(row['document_id'])})  "]
    lines += [f"{_line(' · '.join(row['pair']))}: {n}", ""]
    lines += [f"- {_line(told(one, row['pair']))}" for one in every[:MOST_TOLD]]
    lines += [f"- … and {len(every) - MOST_TOLD} more"] if len(every) > MOST_TOLD else []
    st.markdown("\n".join(lines))


def told(one: Mapping, pair: Sequence[str]) -> str:
    """A difference in words: what it is about, what the first has, what the second has.

    >>> told({"kind": "edges", "about": "BASE", "left": "Camp Taji", "right": "Taji"}, ("Amal", "Ben"))
    'BASE edges: “Camp Taji” (Amal), “Taji” (Ben)'
    """
    if one["kind"] == "missing":
        has = pair[0] if one["right"] is None else pair[1]
        return f"{one['about']} “{one['left'] or one['right']}”: marked by {has} only"
    if one["kind"] == "edges":
        return f"{one['about']} edges: “{one['left']}” ({pair[0]}), “{one['right']}” ({pair[1]})"
    return f"{one['about']}: {one['left']} ({pair[0]}), {one['right']} ({pair[1]})"


def _line(words: str) -> str:
    """Words of a text, which may hold line breaks, as one line of Markdown."""
    return as_text(" ".join(words.split()))


def settling_address(document_id: str) -> str:
    """Where a document is settled, or, where nothing settles documents yet, read."""
    place = "adjudicate" if "adjudicate" in st.session_state.get("addresses", ()) else "annotate"
    return document_address(document_id, place)


def _choice(column: st.delta_generator.DeltaGenerator, name: str, known: Sequence[str]) -> str | None:
    """What the list is narrowed to, chosen here or by a click on a table; None: everything."""
    key, options = f"agreement {name}", [ALL, *known]
    if st.session_state.get(key, st.query_params.get(name, ALL)) not in options:
        st.session_state[key] = ALL
    st.session_state.setdefault(key, st.query_params.get(name, ALL))
    chosen = column.selectbox(name.capitalize(), options, key=key)
    return None if chosen == ALL else chosen
