"""project.yml: train, evaluate and package as commands of `python -m spacy project run`."""

from collections.abc import Sequence

NAMES = {"ner": "entity recogniser", "spancat": "span categoriser", "textcat": "text classifier"}
HEAD = """\
title: "Sitrep spaCy pack"
description: "python -m spacy project run train-ner, from this folder; workflows: train, evaluate, package, all."
vars:
  gpu: -1
  version: "0.0.1"
directories: [packages]
"""
COMMANDS = """\
  - name: "train-{component}"
    help: "Train the {noun} on train, stop by its score on dev"
    script:
      - "python -m spacy train config_{component}.cfg --output model_{component} --gpu-id ${{vars.gpu}}"
    deps: [{train}, {dev}, config_{component}.cfg]
    outputs: [model_{component}/model-best]
  - name: "evaluate-{component}"
    help: "Measure the {noun} on {measured}"
    script:
      - "python -m spacy evaluate model_{component}/model-best {file} --output metrics_{component}.json --gpu-id \
${{vars.gpu}}"
    deps: [{file}, model_{component}/model-best]
    outputs: [metrics_{component}.json]
  - name: "package-{component}"
    help: "Make the {noun} a package for pip"
    script:
      - "python -m spacy package model_{component}/model-best packages --name sitrep_{component} --version \
${{vars.version}} --force"
    deps: [model_{component}/model-best]
    outputs_no_cache: [packages]
"""


def project_yml(components: Sequence[str], files: dict[str, dict[str, str]], *, measured: str) -> str:
    """The file for the components that have a config; `files[component][part]` names what each reads.

    measured: the part to evaluate on.
    """
    lines = [HEAD]
    if components:
        lines.append("workflows:\n")
        stages = ("train", "evaluate", "package")
        lines += [f"  {stage}: [{', '.join(f'{stage}-{one}' for one in components)}]\n" for stage in stages]
        lines.append(f"  all: [{', '.join(f'{stage}-{one}' for one in components for stage in stages)}]\n")
    lines.append("commands:\n" if components else "commands: []\n")
    for one in components:
        named = {"component": one, "noun": NAMES[one], "measured": measured, "file": files[one][measured]}
        lines.append(COMMANDS.format(**named, train=files[one]["train"], dev=files[one]["dev"]))
    return "".join(lines)
