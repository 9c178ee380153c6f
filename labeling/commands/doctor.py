"""`sitrep doctor`: is everything around the project as it should be?"""

import json
from dataclasses import asdict

import click


@click.command()
@click.option("--full", is_flag=True, help="Also replay the log against the tables, as `sitrep check` does.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as a JSON list.")
@click.pass_context
def doctor(ctx: click.Context, full: bool, as_json: bool) -> None:
    """Look at libraries, disk, permissions, clock, worker, backups and the file, while Sitrep runs or not.

    Each line is ok, look at this, or broken, and says what to do. Ends with 1 where anything is broken.
    """
    from labeling.workflow.keeping.doctor import examine
    from labeling.workflow.keeping.finding import BROKEN

    findings = []
    for finding in examine(ctx.obj, full=full):
        findings.append(finding)
        if not as_json:
            click.echo(f"{finding.state:<12}  {finding.name:<14}  {finding.said}")
            if finding.to_do:
                click.echo(f"{'':<30}→ {finding.to_do}")
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    ctx.exit(1 if any(finding.state == BROKEN for finding in findings) else 0)
