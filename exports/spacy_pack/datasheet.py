"""The datasheet of a spaCy pack: what is in it and how it came about, for people."""

from collections import Counter

from exports.spacy_pack.contents import WORDS, Contents, by_part
from exports.spacy_pack.gaps import gap_notes
from exports.spacy_pack.losses import counted
from exports.split import PARTS
from labeling.core.plural import n_of

TEMPLATE = """# Datasheet

Made by Sitrep from {n_documents} with {n_spans}. Fingerprint of the data: `{fingerprint}`.

## What is in it

| File | Holds |
|---|---|
| `train.spacy`, `dev.spacy`, `test.spacy` | {unit}: all spans in `doc.spans["sc"]`, the longest that do not \
overlap in `doc.ents`, the answer in `doc.cats`; id, title, date, attributes in `doc.user_data` |
{answered}| `config_….cfg` | configs for `python -m spacy train` on CPU, one for each component |
| `project.yml` | train, evaluate, package: `python -m spacy project run train-ner` in this folder |
| `losses.jsonl` | every span moved or left out of something, and why; one a line |
| `pack.json` | the same figures for programs |

Texts are cut into tokens by spaCy's rules for `{language}`. {languages}
Scheme `{scheme_id}`, guideline version {guideline}.

## Documents

{documents}

{boilerplate}

## Spans by label

{spans}

{candidates}

## Answers to `{question}`

{answers}

## Without examples

{gaps}

## How it was split

{split}
Near-duplicates, and documents with one and the same text, are always in one part: {clusters}.
{locked}

## Who annotated

{annotators}

## What is lost

{losses}
{left_out}
{missing}
## Before you share this

The texts are in these files. News reports belong to their publishers: check their licences before the pack leaves your
hands. Say which guideline version and which annotators a published figure rests on.
"""
PARAGRAPHS = (
    "one spaCy document a paragraph (`user_data`: `id` with `#` and a number, `document`, and `start` in code points)"
)


def datasheet(contents: Contents) -> str:
    """The whole datasheet, Markdown."""
    question = contents.question
    return TEMPLATE.format(
        n_documents=n_of(contents.n_documents.total(), "document"),
        n_spans=n_of(contents.n_spans.total(), "span"),
        fingerprint=contents.fingerprint,
        unit=PARAGRAPHS if contents.is_cut else "spaCy documents",
        answered=_answered(contents),
        language=contents.language,
        languages=contents.language_note,
        candidates=_candidates(contents),
        gaps=_gaps(contents),
        scheme_id=contents.scheme.id,
        guideline=contents.scheme.guideline_version,
        documents=_documents(contents),
        boilerplate=_boilerplate(contents),
        spans=_table(contents.n_spans, "Label"),
        question=question.name if question else "no question",
        answers=_table(contents.n_answers, "Answer"),
        split=_split(contents),
        clusters=f"{n_of(contents.n_clusters, 'cluster')} of them" if contents.n_clusters else "there are none here",
        locked=_locked(contents),
        annotators="\n".join(
            f"- {_plain(name)}: {n_of(n, 'document')}" for name, n in contents.annotators.most_common()
        ),
        losses=_losses(contents),
        left_out=contents.left_out.sentence(),
        missing="".join(f"No config for {name}: {why}.\n" for name, why in sorted(contents.missing_configs.items())),
    )


def _documents(contents: Contents) -> str:
    paragraphs = " Paragraphs |" if contents.is_cut else ""
    rows = [f"| Part | Documents |{paragraphs} Tokens | First day | Last day |"]
    rows.append("|---" * (6 if contents.is_cut else 5) + "|")
    for part in PARTS:
        first, last = contents.days.get(part, ("", ""))
        n_docs = f" {contents.n_docs[part]:,} |" if contents.is_cut else ""
        n, n_tokens = contents.n_documents[part], contents.n_tokens[part]
        rows.append(f"| {part} | {n:,} |{n_docs} {n_tokens:,} | {first} | {last} |")
    return "\n".join(rows)


def _candidates(contents: Contents) -> str:
    sizes, n = contents.sizes, contents.n_by_length.total()
    inside = sum(contents.n_by_length[size] for size in sizes)
    length = f"1 to {sizes[-1]} tokens"
    return f"Candidates of the span categoriser have {length}: {inside:,} of the {n_of(n, 'span')} in train."


def _gaps(contents: Contents) -> str:
    notes = [note for what, missing in contents.gaps().items() for note in gap_notes(missing, WORDS[what])]
    return "\n".join(f"- {_plain(note)}" for note in notes) or "Every label and answer has examples in train and dev."


def _boilerplate(contents: Contents) -> str:
    n_lines, n_documents = contents.n_boilerplate_lines, contents.n_boilerplate_documents
    whole = "Texts are whole but for what is lost, see below." if contents.is_cut else "Texts are whole."
    if not n_lines:
        return f"{whole} No line of them was found to be boilerplate."
    return (
        f"{whole} {n_of(n_lines, 'line')} in {n_of(n_documents, 'document')} "
        f"{'is' if n_lines == 1 else 'are'} boilerplate (comment notes, share buttons and the like): Sitrep folds such "
        "lines on its page and keeps them from its detector; `sitrep export jsonl` says where they are."
    )


def _table(counts: Counter, heading: str) -> str:
    names, parts = sorted({name for _, name in counts}), by_part(counts)
    rows = [f"| {heading} | train | dev | test |", "|---|---|---|---|"]
    rows += [
        f"| {_plain(name)} | " + " | ".join(f"{parts[part].get(name, 0):,}" for part in PARTS) + " |" for name in names
    ]
    return "\n".join(rows) if names else "None."


def _split(contents: Contents) -> str:
    settings = contents.settings
    shares = (
        f"test {settings.test_share:.0%}, dev {settings.dev_share:.0%} of the documents, as near as whole texts allow"
    )
    if contents.rule == "date":
        return f"By date: the newest are test, those before them dev, the oldest and the undated train ({shares})."
    if contents.rule == "cluster":
        return f"By cluster, at random with seed {settings.seed} ({shares.replace('documents', 'clusters')})."
    return f"At random with seed {settings.seed} ({shares})."


def _locked(contents: Contents) -> str:
    n, n_test = len(contents.locked), contents.n_documents["test"]
    if not n:
        return "No document is of the project's locked test slice."
    return (
        f"{n_of(n, 'document')} of test {'belongs' if n == 1 else 'belong'} to the project's locked test slice, drawn "
        "at random: its detector does not learn from them, and nothing is suggested in them. They have "
        f'`doc.user_data["locked"]`. {_others(n_test - n)}'
    )


def _others(n: int) -> str:
    return f"The other {n_of(n, 'document')} of test {'is' if n == 1 else 'are'} there to fill the share." if n else ""


def _answered(contents: Contents) -> str:
    if not contents.answered_parts:
        return ""
    names = ", ".join(f"`{name}.spacy`" for name in contents.answered_parts)
    return f"| {names} | whole documents with an answer; `config_textcat.cfg` reads these |\n"


def _losses(contents: Contents) -> str:
    lines = [f"- {loss['n']:,}: {loss['what']} ({_plain(loss['why'])})" for loss in counted(contents.losses)]
    lines += [f"- {n_of(contents.n_notes, 'note')} of annotators: spaCy documents have no place for them"] * bool(
        contents.n_notes
    )
    return "\n".join(lines) or "Nothing."


def _plain(name: str) -> str:
    """A name that cannot break the Markdown around it."""
    return name.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("`", "\\`")
