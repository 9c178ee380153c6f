"""The examples of docs/operation.md are files; nginx, Caddy and systemd take them where they are installed."""

import re
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest
import uvicorn
from websockets.sync.client import connect

from labeling.store.accounts.account_events import newest_account_events
from labeling.workflow.accounts.session import COOKIE
from tests.api.clients import SECRET, stranger

DOCS = Path(__file__).resolve().parents[2] / "docs"
EXAMPLES = sorted((DOCS / "examples").iterdir())
NAME = "sitrep.example.org"
WAIT_SECONDS = 20
ANY_CERTIFICATE = ssl.create_default_context()
ANY_CERTIFICATE.check_hostname, ANY_CERTIFICATE.verify_mode = False, ssl.CERT_NONE


def needs(program: str) -> str:
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
    if not found:
        pytest.skip(f"{program} is not installed: its example is only compared with the docs.")
    return found


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_stands_in_the_page_word_for_word_with_a_link_to_its_file(path):
    text = (DOCS / "operation.md").read_text("utf-8")
    assert f"\n{path.read_text('utf-8')}```\n" in text
    assert f"(examples/{path.name})" in text


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("tls")
    files = folder / "sitrep.pem", folder / "sitrep.key"
    made = ("-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}")
    alternative = ("-addext", f"subjectAltName=DNS:{NAME}")
    command = [needs("openssl"), "req", *made, *alternative, "-out", str(files[0]), "-keyout", str(files[1])]
    subprocess.run(command, check=True, capture_output=True)
    return files


def nginx_files(folder: Path, certificate: tuple[Path, Path], plain: int, tls: int, app: int) -> Path:
    """The example with ports and certificate of this test, in a configuration of its own."""
    site = (DOCS / "examples" / "nginx.conf").read_text("utf-8")
    for ours, its in (
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{tls} ssl;"),
        ("/etc/ssl/sitrep.pem", str(certificate[0])),
        ("/etc/ssl/sitrep.key", str(certificate[1])),
        ("127.0.0.1:8501", f"127.0.0.1:{app}"),
    ):
        assert site.count(ours) == 1
        site = site.replace(ours, its)
    (folder / "site.conf").write_text(site)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder / kind};" for kind in kinds)
    path = folder / "nginx.conf"
    path.write_text(
        f"pid {folder / 'pid'}; error_log {folder / 'errors'}; daemon off; master_process off; events {{}}"
        f" http {{ access_log off; {temporary} include {folder / 'site.conf'}; }}"
    )
    return path


def test_caddy_takes_the_example(tmp_path, monkeypatch):
    caddy = needs("caddy")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    command = [caddy, "validate", "--adapter", "caddyfile", "--config", str(DOCS / "examples" / "Caddyfile")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_systemd_takes_the_example(tmp_path):
    verify = needs("systemd-analyze")
    unit = (DOCS / "examples" / "sitrep.service").read_text("utf-8")
    path = tmp_path / "sitrep.service"
    path.write_text(unit.replace("/opt/sitrep/.venv/bin/streamlit", sys.executable))
    done = subprocess.run([verify, "verify", str(path)], capture_output=True, text=True, check=False)
    assert (done.returncode, re.findall(r"^.*sitrep\.service.*$", done.stderr, re.MULTILINE)) == (0, [])


@pytest.fixture
def through_nginx(team, db, tmp_path, certificate):
    """The gate and the routes on uvicorn, as Streamlit runs them, behind nginx with the example; the port of TLS."""
    nginx = needs("nginx")
    plain, tls, app_port = free_port(), free_port(), free_port()
    config = nginx_files(tmp_path, certificate, plain, tls, app_port)
    checked = subprocess.run([nginx, "-t", "-c", str(config)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    app = stranger(hosts=(NAME,)).app
    server = uvicorn.Server(uvicorn.Config(app, port=app_port, log_level="warning", lifespan="off"))
    serving = threading.Thread(target=server.run)
    serving.start()
    proxy = subprocess.Popen([nginx, "-c", str(config)], stderr=subprocess.DEVNULL)
    for port in (app_port, tls, plain):
        wait_for(port)
    yield plain, tls
    proxy.terminate()
    proxy.wait(WAIT_SECONDS)
    server.should_exit = True
    serving.join(WAIT_SECONDS)


def wait_for(port: int) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        else:
            return


def test_through_nginx_people_sign_in_and_what_a_browser_claims_is_not_believed(through_nginx, db):
    plain, tls = through_nginx
    ours, host = f"https://{NAME}:{tls}", {"Host": f"{NAME}:{tls}"}
    form = {"name": "Amal", "password": SECRET}
    with httpx.Client(verify=ANY_CERTIFICATE, base_url=f"https://127.0.0.1:{tls}", headers=host) as client:
        claimed = {"Origin": ours, "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http"}
        signed_in = client.post("/sign-in", data=form, headers=claimed)
        assert signed_in.status_code == 303
        assert "secure" in signed_in.headers["set-cookie"].lower()
        assert newest_account_events(db)[0].details == {"address": "127.0.0.1"}
        for origin in ("https://evil.example", "null", ours.replace("https", "http")):
            assert client.post("/sign-in", data=form, headers={"Origin": origin}).status_code == 403
        cookie = {"Cookie": f"{COOKIE}={signed_in.cookies[COOKIE]}"}
        assert client.get("/api/session", headers=cookie).json()["author"] == "Amal"
        assert client.get("/api/metrics", headers=cookie).status_code == 404
    with (
        socket.create_connection(("127.0.0.1", tls)) as wire,
        connect(
            f"wss://{NAME}:{tls}/_stcore/stream", sock=wire, ssl=ANY_CERTIFICATE, additional_headers=cookie
        ) as page,
    ):
        page.send("click")
        assert page.recv() == "click"
    moved = httpx.get(f"http://127.0.0.1:{plain}/people?x=1", headers={"Host": NAME})
    assert (moved.status_code, moved.headers["location"]) == (301, f"https://{NAME}/people?x=1")
