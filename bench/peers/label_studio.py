"""Label Studio: imports an export through its own API and says what it then holds."""

import json
import secrets
from collections import Counter
from pathlib import Path

from bench.peers.calls import Api
from bench.peers.installed import free_port, install, running, wait_for
from exports.formats.label_studio_config import labeling_config
from labeling.core.scheme import Scheme

REQUIREMENTS = ("label-studio==1.23.2",)
QUIET = {
    "COLLECT_ANALYTICS": "False",
    "LATEST_VERSION_CHECK": "False",
    "SENTRY_DSN": "",
    "FRONTEND_SENTRY_DSN": "",
    "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",  # else a token has to be made by hand on its page
}


def imported(file: Path, folder: Path, scheme: Scheme) -> Counter:
    """(text, start, end, label) of every span it holds, and "texts" and "layers"."""
    programs, port, token = install(folder / "label-studio", REQUIREMENTS), free_port(), secrets.token_hex(20)
    home = folder / "label-studio-home"
    start = [programs / "label-studio", "start", "--no-browser", "--internal-host", "127.0.0.1", "--port", port]
    start += ["--username", "peer@example.com", "--password", secrets.token_hex(8), "--user-token", token]
    with running(start, home, LABEL_STUDIO_BASE_DATA_DIR=str(home / secrets.token_hex(4)), **QUIET) as process:
        address = f"http://127.0.0.1:{port}"
        wait_for(address + "/health", process)
        api = Api(address, token)
        project = api.call("POST", "/api/projects", {"title": "Sitrep", "label_config": labeling_config(scheme)})["id"]
        api.call("POST", f"/api/projects/{project}/import", json.loads(file.read_text("utf-8")))
        tasks = api.call("GET", f"/api/projects/{project}/export?exportType=JSON&download_all_tasks=true")
    return _held(tasks)


def _held(tasks: list[dict]) -> Counter:
    found = Counter({"texts": len(tasks)})
    for task in tasks:
        found["layers"] += len(task["annotations"])
        for annotation in task["annotations"]:
            for item in annotation["result"]:
                value = item["value"]
                if item["type"] == "labels":
                    found.update((task["data"]["text"], value["start"], value["end"], one) for one in value["labels"])
    return found
