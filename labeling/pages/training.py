"""Training: how one's marks differ from gold, after submitting; for one's own eyes."""

import streamlit as st

from labeling.core.settling.against_gold import (
    EXTRA,
    MISSING,
    OTHER_ATTRIBUTES,
    OTHER_EDGES,
    OTHER_LABEL,
    Comparison,
    Difference,
    Score,
)
from labeling.core.span import Span
from labeling.pages.document_address import document_address
from labeling.pages.session import as_text, command_line, page_database, plain_errors, signed_in_author
from labeling.store.documents import document
from labeling.workflow.training import Result, result_of, results_of

HEADINGS = {
    MISSING: "Missing: gold has it, you do not",
    EXTRA: "Extra: you have it, gold does not",
    OTHER_LABEL: "Another label",
    OTHER_EDGES: "Other edges",
    OTHER_ATTRIBUTES: "Other details",
}


def show() -> None:
    st.title("Training")
    author, db = signed_in_author(), page_database()
    wanted = st.query_params.get("document")
    with plain_errors():
        if wanted:
            _one(result_of(db, author, wanted), document(db, wanted).text)
        found = results_of(db, author)
        if found:
            _all(found)
        else:
            st.info(
                "You have not finished a document of a training round yet. In one you mark articles that are settled "
                "already, and see here how your marks differ."
            )
            st.link_button("Annotate", "/annotate", type="primary")
    command_line("sitrep round show NAME")


def _one(result: Result, text: str) -> None:
    comparison = result.comparison
    st.header(as_text(result.title), anchor=False)
    st.text(_told(comparison.score))
    for question, (mine, gold) in comparison.answers.items():
        st.markdown(f"**{as_text(question)}**")
        st.text(f"You: {mine or 'no answer'}. Gold: {gold}.")
    for kind, heading in HEADINGS.items():
        found = [one for one in comparison.differences if one.kind == kind]
        if found:
            st.markdown(f"**{heading} ({len(found)})**")
            for one in found:
                st.text(f"• {_words(one, text)}")
    if not comparison.differences and not comparison.answers:
        st.success("Everything is as gold has it.")
    st.link_button("Open the article", document_address(result.document_id))
    st.divider()


def _all(found: list[Result]) -> None:
    total = sum((one.comparison.score for one in found), Score())
    st.subheader("All you have done", anchor=False)
    st.text(_told(total))
    rows = [
        {
            "Article": f"{document_address(one.document_id, 'training')}#{one.title}",
            "Round": one.round_name,
            "Differences": _n_differences(one.comparison),
            "Marks in gold": one.comparison.score.n_gold,
            "F1, same place": one.comparison.score.exact_f1,
            "F1, overlapping": one.comparison.score.overlap_f1,
        }
        for one in found
    ]
    columns = {
        "Article": st.column_config.LinkColumn(display_text=r"#(.*)$", width=330),
        "F1, same place": st.column_config.NumberColumn(format="%.2f"),
        "F1, overlapping": st.column_config.NumberColumn(format="%.2f"),
    }
    st.dataframe(rows, hide_index=True, width="stretch", height="content", column_config=columns)
    st.caption(
        "As you first submitted each. F1 goes from 0 to 1: 1 is every mark of gold and none besides. Same place: to "
        "the character; overlapping: the same label on some of the same words."
    )


def _told(score: Score) -> str:
    said = []
    if score.n_answers:
        said.append(f"{score.n_right} of {score.n_answers} answers as gold has them.")
    if score.exact_f1 is None:
        said.append("Neither you nor gold marked anything.")
    else:
        said.append(
            f"Marks: gold {score.n_gold}, you {score.n_mine}; the same {score.n_exact} (F1 {score.exact_f1:.2f}), "
            f"overlapping with the same label {score.n_overlap} (F1 {score.overlap_f1:.2f})."
        )
    return " ".join(said)


def _words(one: Difference, text: str) -> str:
    if one.kind == MISSING:
        return f"{one.gold.label} “{one.gold.quote(text)}”"
    if one.kind == EXTRA:
        return f"{one.mine.label} “{one.mine.quote(text)}”"
    if one.kind == OTHER_ATTRIBUTES:
        names = sorted({*one.mine.attributes, *one.gold.attributes})
        both = ((name, _detail(one.mine, name), _detail(one.gold, name)) for name in names)
        each = [f"{name}: you {mine}, gold {gold}" for name, mine, gold in both if mine != gold]
        return f"{one.gold.label} “{one.gold.quote(text)}”. {'; '.join(each)}"
    return f"You: {one.mine.label} “{one.mine.quote(text)}”. Gold: {one.gold.label} “{one.gold.quote(text)}”."


def _detail(span: Span, name: str) -> str:
    value = span.attributes.get(name)
    return "nothing" if value is None else str(value)


def _n_differences(comparison: Comparison) -> int:
    return len(comparison.differences) + len(comparison.answers)
