"""`sitrep export`: what people made, as files for others."""

from pathlib import Path

import click
from sqlite_utils import Database

from exports.commands.export_formats import format_commands
from exports.commands.export_label_studio_config import export_label_studio_config
from exports.split import RULES
from labeling.commands.context import open_project, print_figures
from labeling.commands.progress import progress_bar
from labeling.core.plural import n_of
from labeling.store.boilerplate import documents_to_check
from labeling.store.read_only import is_read_only
from labeling.workflow.boilerplate import find_all_boilerplate


@click.group()
def export() -> None:
    """Write documents and annotations to files."""


for command in format_commands():
    export.add_command(command)
export.add_command(export_label_studio_config)


@export.command("jsonl")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--annotator", "names", metavar="NAME", multiple=True, help="Only this annotator's layers; repeatable.")
@click.option("--gold", is_flag=True, help="The gold layers; documents without one are left out.")
@click.option("--flat", is_flag=True, help="One annotator's marks beside the text, instead of all layers.")
@click.option("--all/--annotated-only", "all_", default=True, help="Also documents nobody worked on (default: all).")
@click.option(
    "--unfinished", is_flag=True, help="With --flat: also layers that are open. The full shape has them anyway."
)
@click.option("--since", metavar="CURSOR", help="Only what changed since a delta before; start: everything, as one.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.pass_context
def export_jsonl(ctx: click.Context, out, names, gold, flat, all_, unfinished, since, as_json) -> None:
    """Write Sitrep JSONL, one document a line, to the file OUT.

    The full shape (default) holds every layer and loads again as it was. With --since its last line has the cursor for
    the next time, and a checksum.
    """
    from exports.chosen_layers import gold_names
    from exports.commands.export_since import export_since
    from exports.jsonl_file import write_jsonl
    from labeling.store.annotations import annotators

    if gold and names:
        raise click.UsageError("--gold and --annotator exclude each other: leave one out.")
    if since is not None and (names or gold or flat or unfinished or not all_):
        raise click.UsageError("--since writes every document with every layer: leave the other choices out.")
    db = open_project(ctx)
    look_for_boilerplate(db)
    if since is not None:
        export_since(db, out, since, as_json)
        return
    if gold:
        names, all_ = gold_names(annotators(db)), False
    with progress_bar("Writing documents") as shown:
        written = write_jsonl(
            db, out, annotators=names, flat=flat, unfinished=unfinished, all_documents=all_, progress=shown
        )
    if as_json:
        print_figures(written.figures() | {"file": str(out)}, as_json=True)
    else:
        click.echo(f"{n_of(written.n_documents, 'document')}, {n_of(written.n_spans, 'span')} written to {out}.")
        say(written.losses(all_documents=all_) if flat else "")


@export.command("spacy")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--annotator", metavar="NAME", help="Whose layers, where documents have several.")
@click.option("--gold", is_flag=True, help="The gold layers; documents without one are left out.")
@click.option("--language", metavar="CODE", help="Only documents in it, cut by its rules (ar, de; xx: any language).")
@click.option(
    "--paragraphs/--whole", default=None, help="One Doc a paragraph. Default: where long documents are under 100."
)
@click.option("--split", "rule", type=click.Choice(RULES), help="Default: date where 90 % have one, else random.")
@click.option("--seed", default=7, show_default=True, help="For the splits at random and by cluster.")
@click.option("--test-share", default=0.2, show_default=True, type=click.FloatRange(0, 1), help="Share of test.spacy.")
@click.option("--dev-share", default=0.1, show_default=True, type=click.FloatRange(0, 1), help="Share of dev.spacy.")
@click.option("--unfinished", is_flag=True, help="Also layers that are open.")
@click.option("--force", is_flag=True, help="Write into a folder that holds other files.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.pass_context
def export_spacy(
    ctx: click.Context, folder, annotator, gold, language, paragraphs, rule, seed, test_share, dev_share, unfinished,
    force, as_json,
) -> None:  # fmt: skip
    """Write a spaCy pack to the folder DIR: train, dev and test, configs, a datasheet and every loss.

    Then: python -m spacy train DIR/config_ner.cfg --paths.train DIR/train.spacy --paths.dev DIR/dev.spacy
    """
    from exports.spacy_pack.pack import write_pack
    from exports.spacy_pack.settings import PackSettings

    settings = PackSettings(
        annotator, rule, seed, test_share, dev_share, unfinished, gold=gold, paragraphs=paragraphs, language=language
    )
    db = open_project(ctx)
    look_for_boilerplate(db)
    with progress_bar("Making spaCy documents") as shown:
        pack = write_pack(db, folder, settings, force=force, progress=shown)
    if as_json:
        print_figures(pack.figures() | {"folder": str(folder)}, as_json=True)
    else:
        click.echo(pack.summary(folder))
        for note in (pack.left_out.sentence(), *pack.notes()):
            say(note)


def look_for_boilerplate(db: Database) -> None:
    """Look at what the worker has not come to yet; a project that is read-only goes out with what was found before."""
    if not is_read_only(db.opened_file[0]):
        find_all_boilerplate(db)
    elif documents_to_check(db, 1):
        say("The project is read-only here: documents not yet looked through for boilerplate go out without it.")


def say(sentence: str) -> None:
    """A note beside the result, if there is one."""
    if sentence:
        click.echo(f"Note: {sentence}", err=True)
