"""doccano: imports an export through its own API and says what it then holds."""

import secrets
import subprocess
import time
from collections import Counter
from pathlib import Path

from bench.peers.calls import Api
from bench.peers.installed import START_SECONDS, free_port, install, running, wait_for
from exports.formats.offset_units import code_points

# 1.8.4 does not say that it cannot do with newer ones of the last three.
REQUIREMENTS = ("doccano==1.8.4", "marshmallow<4", "setuptools<81", "numpy<2")
PROJECT = {
    "name": "Sitrep",
    "description": "An export",
    "guideline": "",
    "project_type": "SequenceLabeling",
    "resourcetype": "SequenceLabelingProject",
    "allow_overlapping": True,
    "grapheme_mode": False,
    "use_relation": False,
    "random_order": False,
    "collaborative_annotation": False,
    "tags": [],
}
IMPORT = {
    "format": "JSONL",
    "task": "SequenceLabeling",
    "column_data": "text",
    "column_label": "label",
    "encoding": "utf_8",
}


def imported(file: Path, folder: Path) -> Counter:
    """(text, start, end, label) of every span it holds, and "texts" (a line each) and "layers"."""
    programs, port, password = install(folder / "doccano", REQUIREMENTS), free_port(), secrets.token_hex(8)
    home = folder / "doccano-home" / secrets.token_hex(4)
    (backend,) = (folder / "doccano").glob("lib/python*/site-packages/backend")
    variables = {
        "DOCCANO_HOME": str(home),
        "STANDALONE": "True",
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "DATABASE_URL": f"sqlite:///{home}/db.sqlite3",
        "MEDIA_ROOT": str(home / "media"),
    }
    for words in (["init"], ["createuser", "--username", "admin", "--password", password]):
        with running([programs / "doccano", *words], home, **variables) as process:
            if process.wait(START_SECONDS):
                raise subprocess.CalledProcessError(process.returncode, words)
    # `doccano webserver` would listen on all addresses.
    serve = [programs / "python", "-m", "gunicorn", "config.wsgi:application", "--chdir", backend]
    serve += ["-b", f"127.0.0.1:{port}", "-w", "1"]
    worker = [programs / "doccano", "task", "--concurrency", "1"]
    with running(serve, home, **variables) as process, running(worker, home, **variables):
        wait_for(f"http://127.0.0.1:{port}/", process)
        return _import(file, f"http://127.0.0.1:{port}", password)


def _import(file: Path, address: str, password: str) -> Counter:
    login = {"username": "admin", "password": password}
    api = Api(address, Api(address).call("POST", "/v1/auth/login/", login)["key"])
    project = f"/v1/projects/{api.call('POST', '/v1/projects', PROJECT)['id']}"
    upload = api.upload("/v1/fp/process/", "filepond", file)
    task = api.call("POST", f"{project}/upload", IMPORT | {"uploadIds": [upload]})["task_id"]
    deadline = time.monotonic() + START_SECONDS
    while not (status := api.call("GET", f"/v1/tasks/status/{task}"))["ready"] and time.monotonic() < deadline:
        time.sleep(0.5)
    if status["error"]:
        raise RuntimeError(f"doccano refused the file: {status['error']}")
    labels = {label["id"]: label["text"] for label in api.call("GET", f"{project}/span-types")}
    examples = api.call("GET", f"{project}/examples?limit=100000")["results"]
    found = Counter({"texts": len(examples), "layers": len(examples)})
    for example in examples:
        text, units = example["text"], list(code_points(example["text"], "utf16"))
        for span in api.call("GET", f"{project}/examples/{example['id']}/spans"):
            places = units[span["start_offset"]], units[span["end_offset"]]
            found[text, *places, labels[span["label"]]] += 1
    return found
