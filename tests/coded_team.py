"""A small project that three people have worked on, with figures that can be counted by hand."""

from labeling.store.authors import add_author
from labeling.store.database import write
from labeling.workflow.annotate import take_operations
from tests.annotated import annotated
from tests.operations import added, message

TAJI = "Rockets hit [Camp Taji|BASE]; [Kataib Hezbollah|ACTOR] denied it."
# document id to coder to (answer, the text as they marked it)
WORK = {
    "taji": {
        "Amal": ("yes", TAJI),
        "Ben": ("yes", "Rockets hit Camp [Taji|BASE]; [Kataib Hezbollah|ACTOR] denied it."),
    },
    "feast": {"Amal": ("no", "A harvest feast."), "Ben": ("no", "A harvest feast.")},
    "drill": {
        "Amal": ("no", "A drill at [Ain al-Asad|BASE]."),
        "Ben": ("yes", "A drill at [Ain al-Asad|ACTOR]."),
        "Chen": ("no", "A drill at [Ain al-Asad|BASE]."),
    },
    "lone": {"Amal": ("yes", "[Drones|WEAPON] came.")},
}


def finish_all(db, add) -> None:
    """Make the project of WORK, all of it finished."""
    add(**{document: annotated(next(iter(layers.values()))[1])[0] for document, layers in WORK.items()})
    with write(db):
        people = {name: add_author(db, name) for name in ("Amal", "Ben", "Chen")}
    for document, layers in WORK.items():
        for name, (answer, marked) in layers.items():
            finish(db, document, people[name], answer, marked)


def finish(db, document, author, answer, marked):
    """Mark, answer and submit one document as one author."""
    text, spans = annotated(marked)
    messages = [added(text, span) for span in spans]
    messages += [message("answer.set", question="attack_report", value=answer), message("work.submit", seconds=9)]
    outcome = take_operations(db, document, author, messages)
    assert not outcome.refused
