"""The question board: ask the team, answer, rule, and take a ruling over into the guidelines."""

import uuid

from sqlite_utils import Database

from labeling.core.clock import later, now
from labeling.core.errors import CaseRefused
from labeling.core.guidance.case import ANSWER, GUIDELINE, REOPEN, RULING, TITLE_CHARACTERS, Case, Reply
from labeling.core.guidance.comment import Place, check_said
from labeling.core.span import check_offsets, check_quote
from labeling.store.authors import Author
from labeling.store.cases import append_case, append_reply, case_with_id
from labeling.store.cases import cases as stored_cases
from labeling.store.database import write
from labeling.store.documents import document
from labeling.workflow.accounts.permission import check_allowed
from labeling.workflow.guidance.comments import threads, visible_comments


def visible_cases(db: Database, viewer: Author) -> list[Case]:
    """The cases the viewer may see, newest first: not those made from a comment that is hidden from them."""
    hidden = {}
    return [case for case in stored_cases(db) if not _is_hidden(db, viewer, case, hidden)]


def ask(
    db: Database,
    author: Author,
    title: str,
    text: str,
    *,
    document_id: str | None = None,
    place: Place | None = None,
    thread_id: str | None = None,
) -> Case:
    """Put a case on the board. Raises CaseRefused, UnknownDocument, SpanOutOfText, QuoteMismatch, NotAllowed."""
    check_allowed(db, author, "annotate")
    title = check_said(title, is_needed=True, error=CaseRefused, most=TITLE_CHARACTERS)
    text = check_said(text, is_needed=False, error=CaseRefused)
    if document_id is not None:
        found = document(db, document_id)
        if place:
            check_offsets(place.start, place.end, found.text, where="This question")
            check_quote(place.start, place.end, place.quote, found.text, where="This question")
    case_id, (start, end, quote) = str(uuid.uuid4()), (place.start, place.end, place.quote) if place else (None,) * 3
    case = Case(0, case_id, author.name, title, text, document_id, start, end, quote, thread_id, now())
    with write(db):
        append_case(db, author.id, case)
    return case_with_id(db, case_id)


def place_of(db: Database, document_id: str, quote: str) -> Place | None:
    """Where a document has these words first; None for no words. CaseRefused where it does not have them."""
    text, quote = document(db, document_id).text, quote.strip()
    if not quote:
        return None
    start = text.find(quote)
    if start < 0:
        raise CaseRefused(f"The article does not have the words “{quote[:60]}”. Copy them from it, or leave them out.")
    return Place(start, start + len(quote), quote)


def thread_to_ask_about(db: Database, viewer: Author, document_id: str, thread_id: str) -> tuple[Place | None, str]:
    """(place, what was said first) of a thread that a case is to be made of; CaseRefused where there is none."""
    for thread in threads(db, viewer, document_id):
        if thread.id == thread_id:
            return thread.place, thread.comments[0].text
    raise CaseRefused("There is no such comment. Ask without it.")


def answer(db: Database, author: Author, case_id: str, text: str) -> Case:
    """Say what one thinks of it."""
    check_allowed(db, author, "annotate")
    return _reply(db, author, case_id, ANSWER, check_said(text, is_needed=True, error=CaseRefused))


def rule(db: Database, author: Author, case_id: str, text: str) -> Case:
    """Say how it is from now on: the case is settled."""
    check_allowed(db, author, "lead")
    return _reply(db, author, case_id, RULING, check_said(text, is_needed=True, error=CaseRefused))


def reopen(db: Database, author: Author, case_id: str, text: str) -> Case:
    """Ask again, and say why; the ruling no longer stands."""
    check_allowed(db, author, "annotate")
    return _reply(db, author, case_id, REOPEN, check_said(text, is_needed=True, error=CaseRefused))


def taken_over(db: Database, author: Author, case_id: str, guideline_id: str) -> Case:
    """Keep that this version of the guidelines holds the ruling."""
    check_allowed(db, author, "lead")
    return _reply(db, author, case_id, GUIDELINE, "", guideline_id)


def _reply(db: Database, author: Author, case_id: str, kind: str, text: str, guideline_id: str | None = None) -> Case:
    with write(db):
        case = case_with_id(db, case_id)
        if case is None:
            raise CaseRefused("There is no such question. Reload the page.")
        if kind in (REOPEN, GUIDELINE) and case.ruling is None:
            raise CaseRefused("That question is not settled. Reload the page.")
        last = case.replies[-1].at if case.replies else case.at
        append_reply(
            db, case_id, author.id, Reply(str(uuid.uuid4()), author.name, kind, text, guideline_id, later(now(), last))
        )
    return case_with_id(db, case_id)


def _is_hidden(db: Database, viewer: Author, case: Case, known: dict[str, set[str]]) -> bool:
    if case.thread_id is None or case.document_id is None or case.author == viewer.name:
        return False
    if case.document_id not in known:
        known[case.document_id] = {one.id for one in visible_comments(db, viewer, case.document_id)}
    return case.thread_id not in known[case.document_id]
